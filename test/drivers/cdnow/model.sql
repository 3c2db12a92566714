CREATE DATABASE value WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch);
CREATE SCHEMA value.report;

CREATE TABLE value.report.dim_date WITH (DISTRIBUTION = REPLICATE) AS
SELECT cast(NULL AS date) date_key, cast(NULL AS date) month_start, cast(NULL AS string) quarter, cast(NULL AS int) year,
       cast(NULL AS boolean) is_month_end WHERE false;
CREATE TABLE value.report.dim_decile WITH (DISTRIBUTION = REPLICATE) AS
SELECT cast(NULL AS int) decile, cast(NULL AS string) label, cast(NULL AS string) band WHERE false;
CREATE TABLE value.report.dim_window WITH (DISTRIBUTION = REPLICATE) AS
SELECT cast(NULL AS int) window_id, cast(NULL AS int) months, cast(NULL AS string) label WHERE false;
CREATE TABLE value.report.fact_decile_value AS
SELECT cast(NULL AS bigint) load_no, cast(NULL AS date) date_key, cast(NULL AS int) window_id, cast(NULL AS int) decile,
       cast(NULL AS bigint) customers, cast(NULL AS decimal(16,2)) spend, cast(NULL AS bigint) orders,
       cast(NULL AS decimal(14,2)) lowest, cast(NULL AS decimal(14,2)) highest WHERE false;

ALTER TABLE value.report.dim_date ADD CONSTRAINT PRIMARY KEY (date_key) NOT ENFORCED;
ALTER TABLE value.report.dim_decile ADD CONSTRAINT PRIMARY KEY (decile) NOT ENFORCED;
ALTER TABLE value.report.dim_window ADD CONSTRAINT PRIMARY KEY (window_id) NOT ENFORCED;
ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;
ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (decile) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;
ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (window_id) REFERENCES value.report.dim_window (window_id) NOT ENFORCED;

INSERT INTO value.report.dim_decile
SELECT d, concat('decile ', d), CASE WHEN d <= 3 THEN 'best' WHEN d <= 7 THEN 'middle' ELSE 'low' END
FROM (SELECT explode(sequence(1, 10)) AS d);
INSERT INTO value.report.dim_window VALUES (1200, 1200, 'all time');

CREATE VIEW fact_decile_value_now AS
SELECT f.* FROM value.report.fact_decile_value f
JOIN (SELECT date_key, max(load_no) AS load_no FROM value.report.fact_decile_value GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;
