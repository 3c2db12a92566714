-- The insights model of customer lifetime value: every dimension, look-up, fact and relation, the views that readers use, and
-- the jobs that fill it. It asks for four datasets: orders and customers as examples/clv.sql makes them, email_responses, and
-- activation_member (who was written to in which campaign, with the decile of then). Blocks are parted by empty lines.

-- Containers.

CREATE DATABASE value WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch);

CREATE SCHEMA value.report;

-- Dimensions and look-ups.

CREATE TABLE value.report.dim_date WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS date) AS date_key, CAST(NULL AS date) AS month_start, CAST(NULL AS string) AS quarter,
       CAST(NULL AS int) AS year, CAST(NULL AS boolean) AS is_month_end
WHERE false;

CREATE TABLE value.report.dim_decile WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS int) AS decile, CAST(NULL AS string) AS label, CAST(NULL AS string) AS band
WHERE false;

CREATE TABLE value.report.dim_tier WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS int) AS tier_id, CAST(NULL AS string) AS tier, CAST(NULL AS int) AS rank
WHERE false;

CREATE TABLE value.report.dim_window WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS int) AS window_id, CAST(NULL AS int) AS months, CAST(NULL AS string) AS label
WHERE false;

CREATE TABLE value.report.dim_audience WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS string) AS audience_id, CAST(NULL AS string) AS name, CAST(NULL AS string) AS description,
       CAST(NULL AS timestamp) AS created, CAST(NULL AS string) AS evaluation
WHERE false;

CREATE TABLE value.report.dim_destination WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS string) AS destination_id, CAST(NULL AS string) AS name, CAST(NULL AS string) AS platform,
       CAST(NULL AS timestamp) AS created
WHERE false;

CREATE TABLE value.report.dim_campaign WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS string) AS campaign_id, CAST(NULL AS string) AS name, CAST(NULL AS string) AS channel,
       CAST(NULL AS timestamp) AS started, CAST(NULL AS timestamp) AS ended, CAST(NULL AS string) AS audience_id,
       CAST(NULL AS string) AS destination_id
WHERE false;

CREATE TABLE value.report.lkup_process_log WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS string) AS process, CAST(NULL AS string) AS status, CAST(NULL AS bigint) AS from_snapshot,
       CAST(NULL AS bigint) AS to_snapshot, CAST(NULL AS timestamp) AS finished
WHERE false;

-- Facts. A load appends under a number of its own; readers use the views below, which show the newest load of each day.

CREATE TABLE value.report.fact_decile_value WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS int) AS window_id,
       CAST(NULL AS int) AS tier_id, CAST(NULL AS int) AS decile, CAST(NULL AS bigint) AS customers,
       CAST(NULL AS decimal(16,2)) AS spend, CAST(NULL AS bigint) AS orders,
       CAST(NULL AS decimal(14,2)) AS lowest, CAST(NULL AS decimal(14,2)) AS highest
WHERE false;

CREATE TABLE value.report.fact_decile_moves WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS int) AS tier_id,
       CAST(NULL AS int) AS decile_before, CAST(NULL AS int) AS decile_after, CAST(NULL AS bigint) AS customers
WHERE false;

CREATE TABLE value.report.fact_audience_size WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS string) AS audience_id,
       CAST(NULL AS bigint) AS members, CAST(NULL AS bigint) AS entered, CAST(NULL AS bigint) AS exited
WHERE false;

CREATE TABLE value.report.fact_activation WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS string) AS audience_id,
       CAST(NULL AS string) AS destination_id, CAST(NULL AS bigint) AS rows_exported,
       CAST(NULL AS bigint) AS files, CAST(NULL AS bigint) AS failed
WHERE false;

CREATE TABLE value.report.fact_campaign_response WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS string) AS campaign_id,
       CAST(NULL AS string) AS audience_id, CAST(NULL AS int) AS decile, CAST(NULL AS bigint) AS sent,
       CAST(NULL AS bigint) AS delivered, CAST(NULL AS bigint) AS bounced, CAST(NULL AS bigint) AS opened,
       CAST(NULL AS bigint) AS clicked, CAST(NULL AS bigint) AS unsubscribed, CAST(NULL AS bigint) AS converted,
       CAST(NULL AS decimal(16,2)) AS revenue
WHERE false;

-- Relations: declared, not enforced; BI tools read them as foreign keys.

ALTER TABLE value.report.dim_date ADD CONSTRAINT PRIMARY KEY (date_key) NOT ENFORCED;

ALTER TABLE value.report.dim_decile ADD CONSTRAINT PRIMARY KEY (decile) NOT ENFORCED;

ALTER TABLE value.report.dim_tier ADD CONSTRAINT PRIMARY KEY (tier_id) NOT ENFORCED;

ALTER TABLE value.report.dim_window ADD CONSTRAINT PRIMARY KEY (window_id) NOT ENFORCED;

ALTER TABLE value.report.dim_audience ADD CONSTRAINT PRIMARY KEY (audience_id) NOT ENFORCED;

ALTER TABLE value.report.dim_destination ADD CONSTRAINT PRIMARY KEY (destination_id) NOT ENFORCED;

ALTER TABLE value.report.dim_campaign ADD CONSTRAINT PRIMARY KEY (campaign_id) NOT ENFORCED;

ALTER TABLE value.report.lkup_process_log ADD CONSTRAINT PRIMARY KEY (process, finished) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (window_id) REFERENCES value.report.dim_window (window_id) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (tier_id) REFERENCES value.report.dim_tier (tier_id) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (decile) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_moves ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_moves ADD CONSTRAINT FOREIGN KEY (tier_id) REFERENCES value.report.dim_tier (tier_id) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_moves ADD CONSTRAINT FOREIGN KEY (decile_before) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_moves ADD CONSTRAINT FOREIGN KEY (decile_after) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;

ALTER TABLE value.report.fact_audience_size ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_audience_size ADD CONSTRAINT FOREIGN KEY (audience_id) REFERENCES value.report.dim_audience (audience_id) NOT ENFORCED;

ALTER TABLE value.report.fact_activation ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_activation ADD CONSTRAINT FOREIGN KEY (audience_id) REFERENCES value.report.dim_audience (audience_id) NOT ENFORCED;

ALTER TABLE value.report.fact_activation ADD CONSTRAINT FOREIGN KEY (destination_id) REFERENCES value.report.dim_destination (destination_id) NOT ENFORCED;

ALTER TABLE value.report.fact_campaign_response ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_campaign_response ADD CONSTRAINT FOREIGN KEY (campaign_id) REFERENCES value.report.dim_campaign (campaign_id) NOT ENFORCED;

ALTER TABLE value.report.fact_campaign_response ADD CONSTRAINT FOREIGN KEY (audience_id) REFERENCES value.report.dim_audience (audience_id) NOT ENFORCED;

ALTER TABLE value.report.fact_campaign_response ADD CONSTRAINT FOREIGN KEY (decile) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;

ALTER TABLE value.report.dim_campaign ADD CONSTRAINT FOREIGN KEY (audience_id) REFERENCES value.report.dim_audience (audience_id) NOT ENFORCED;

ALTER TABLE value.report.dim_campaign ADD CONSTRAINT FOREIGN KEY (destination_id) REFERENCES value.report.dim_destination (destination_id) NOT ENFORCED;

-- What readers see.

CREATE VIEW fact_decile_value_now AS
SELECT f.* FROM value.report.fact_decile_value f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_decile_value GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

CREATE VIEW fact_decile_moves_now AS
SELECT f.* FROM value.report.fact_decile_moves f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_decile_moves GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

CREATE VIEW fact_audience_size_now AS
SELECT f.* FROM value.report.fact_audience_size f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_audience_size GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

CREATE VIEW fact_activation_now AS
SELECT f.* FROM value.report.fact_activation f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_activation GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

CREATE VIEW fact_campaign_response_now AS
SELECT f.* FROM value.report.fact_campaign_response f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_campaign_response GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

-- Under the names that the source ships, so that copied SQL runs. There is one merge policy.

CREATE VIEW adwh_dim_date AS
SELECT date_key, month_start, quarter, year, is_month_end FROM value.report.dim_date;

CREATE VIEW adwh_dim_segments AS
SELECT audience_id AS segment_id, name AS segment_name, description, created, evaluation FROM value.report.dim_audience;

CREATE VIEW adwh_dim_destination AS
SELECT destination_id, name AS destination_name, platform AS destination_platform, created FROM value.report.dim_destination;

CREATE VIEW adwh_fact_profile_by_segment AS
SELECT date_key, CAST('default' AS string) AS merge_policy_id, audience_id AS segment_id, members AS count_of_profiles
FROM fact_audience_size_now;

-- What does not change.

INSERT INTO value.report.dim_decile
SELECT d, CASE WHEN d = 1 THEN 'top 10 %' ELSE CONCAT('decile ', d) END,
       CASE WHEN d <= 3 THEN 'best' WHEN d <= 7 THEN 'middle' ELSE 'low' END
FROM (SELECT EXPLODE(SEQUENCE(1, 10)) AS d);

INSERT INTO value.report.dim_tier VALUES (1, 'basic', 3), (2, 'plus', 2), (3, 'summit', 1);

INSERT INTO value.report.dim_window VALUES (1, 1, '1 month'), (3, 3, '3 months'), (6, 6, '6 months'), (12, 12, '12 months'), (1200, 1200, 'all time');

-- The lake's side of the jobs: each order once, the day of the round, and a current row for each customer.

CREATE TABLE orders_clean (_id text, ts timestamp, customer_id text, kind text, amount decimal(12,2), quantity integer);

CREATE TABLE etl_checkpoint (process text, status text, to_snapshot bigint, finished timestamp);

CREATE TABLE round (as_of date);

CREATE TABLE customer_value (
  customer_id text PRIMARY KEY NAMESPACE 'CUSTNO',
  as_of date, tier text, decile_1m integer, decile_3m integer, decile_6m integer, decile_12m integer, decile_all integer,
  spend_all decimal(14,2), orders_all bigint, last_order timestamp
) WITH (label = 'PROFILE');

CREATE VIEW customer_windows AS
WITH spend AS (
  SELECT o.customer_id, c.tier, w.months, r.as_of, SUM(o.amount) AS spend, COUNT(*) AS orders, MAX(o.ts) AS last_order
  FROM orders_clean o
  JOIN customers c ON c.customer_id = o.customer_id
  CROSS JOIN (SELECT MAX(as_of) AS as_of FROM round) r
  JOIN (VALUES (1), (3), (6), (12), (1200)) AS w(months)
    ON o.ts >= ADD_MONTHS(r.as_of, -w.months) AND o.ts < r.as_of
  GROUP BY o.customer_id, c.tier, w.months, r.as_of
)
SELECT customer_id, tier, months, as_of, spend, orders, last_order,
       NTILE(10) OVER (PARTITION BY tier, months ORDER BY spend DESC, LPAD(customer_id, 12, '0')) AS decile
FROM spend;

-- Job stage_orders: what is new in orders, each order once. Repeating it is harmless.

CREATE TEMPLATE stage_orders AS $job$
$$ BEGIN
  SET @lo = SELECT COALESCE(CAST(MAX(to_snapshot) AS string), 'HEAD') FROM etl_checkpoint
            WHERE process = 'stage_orders' AND status = 'DONE';
  SET @hi = SELECT snapshot_id FROM (SELECT history_meta('orders')) WHERE is_current = true;
  INSERT INTO orders_clean
    SELECT n._id, n.ts, n.customer_id, n.kind, n.amount, n.quantity
    FROM (SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o._id ORDER BY o.ts) AS nth
          FROM (SELECT * FROM orders SNAPSHOT BETWEEN @lo AND @hi) o) n
    WHERE n.nth = 1 AND NOT EXISTS (SELECT 1 FROM orders_clean k WHERE k._id = n._id);
  INSERT INTO etl_checkpoint SELECT 'stage_orders', 'DONE', @hi, CURRENT_TIMESTAMP;
END $$
$job$;

-- Job refresh_value: all customers, so that who leaves a window gets a null decile; then the facts of the day as one load.

CREATE TEMPLATE refresh_value AS $job$
$$ BEGIN
  SET @load = SELECT COALESCE(MAX(load_no), 0) + 1 FROM value.report.fact_decile_value;
  SET @as_of = SELECT MAX(as_of) FROM round;
  SET @before = SELECT snapshot_id FROM (SELECT history_meta('customer_value')) WHERE is_current = true;
  INSERT INTO value.report.dim_date
    SELECT r.as_of, DATE_TRUNC('month', r.as_of), CONCAT('Q', QUARTER(r.as_of)), YEAR(r.as_of), LAST_DAY(r.as_of) = r.as_of
    FROM (SELECT MAX(as_of) AS as_of FROM round) r
    WHERE NOT EXISTS (SELECT 1 FROM value.report.dim_date k WHERE k.date_key = r.as_of);
  INSERT INTO customer_value
    SELECT c.customer_id, CAST(@as_of AS date), c.tier,
           MAX(CASE WHEN w.months = 1    THEN w.decile END), MAX(CASE WHEN w.months = 3 THEN w.decile END),
           MAX(CASE WHEN w.months = 6    THEN w.decile END), MAX(CASE WHEN w.months = 12 THEN w.decile END),
           MAX(CASE WHEN w.months = 1200 THEN w.decile END), MAX(CASE WHEN w.months = 1200 THEN w.spend END),
           MAX(CASE WHEN w.months = 1200 THEN w.orders END), MAX(w.last_order)
    FROM customers c LEFT JOIN customer_windows w ON w.customer_id = c.customer_id
    GROUP BY c.customer_id, c.tier;
  INSERT INTO value.report.fact_decile_value
    SELECT @load, w.as_of, w.months, t.tier_id, w.decile, COUNT(*), SUM(w.spend), SUM(w.orders), MIN(w.spend), MAX(w.spend)
    FROM customer_windows w JOIN value.report.dim_tier t ON t.tier = w.tier
    GROUP BY w.as_of, w.months, t.tier_id, w.decile;
  INSERT INTO value.report.fact_decile_moves
    SELECT @load, CAST(@as_of AS date), t.tier_id, b.decile_12m, a.decile_12m, COUNT(*)
    FROM customer_value a
    JOIN customer_value SNAPSHOT AS OF @before b ON b.customer_id = a.customer_id
    JOIN value.report.dim_tier t ON t.tier = a.tier
    WHERE a.decile_12m IS NOT NULL AND b.decile_12m IS NOT NULL
    GROUP BY t.tier_id, b.decile_12m, a.decile_12m;
  INSERT INTO value.report.lkup_process_log
    SELECT 'refresh_value', 'DONE', @before, snapshot_id, CURRENT_TIMESTAMP
    FROM (SELECT history_meta('customer_value')) WHERE is_current = true;
END $$
$job$;

-- Job refresh_responses: the days of a campaign are written anew from the events, as distinct people do not add up.

CREATE VIEW campaign_firsts AS
SELECT e.campaign_id, e.audience_id, e.customer_id, e.kind, m.decile_12m AS decile, CAST(MIN(e.ts) AS date) AS day,
       SUM(e.revenue) AS revenue
FROM email_responses e
JOIN activation_member m ON m.campaign_id = e.campaign_id AND m.customer_id = e.customer_id
GROUP BY e.campaign_id, e.audience_id, e.customer_id, e.kind, m.decile_12m;

CREATE TEMPLATE refresh_responses AS $job$
$$ BEGIN
  SET @load = SELECT COALESCE(MAX(load_no), 0) + 1 FROM value.report.fact_campaign_response;
  SET @lo = SELECT COALESCE(CAST(MAX(to_snapshot) AS string), 'HEAD') FROM etl_checkpoint
            WHERE process = 'refresh_responses' AND status = 'DONE';
  SET @hi = SELECT snapshot_id FROM (SELECT history_meta('email_responses')) WHERE is_current = true;
  CREATE TEMP TABLE touched AS
    SELECT DISTINCT CAST(e.ts AS date) AS day
    FROM email_responses e
    JOIN (SELECT * FROM email_responses SNAPSHOT BETWEEN @lo AND @hi) n
      ON n.campaign_id = e.campaign_id AND n.customer_id = e.customer_id AND n.kind = e.kind;
  INSERT INTO value.report.dim_date
    SELECT t.day, DATE_TRUNC('month', t.day), CONCAT('Q', QUARTER(t.day)), YEAR(t.day), LAST_DAY(t.day) = t.day
    FROM touched t WHERE NOT EXISTS (SELECT 1 FROM value.report.dim_date k WHERE k.date_key = t.day);
  INSERT INTO value.report.fact_campaign_response
    SELECT @load, x.day, x.campaign_id, x.audience_id, x.decile,
           SUM(CASE WHEN x.kind = 'sent' THEN 1 ELSE 0 END), SUM(CASE WHEN x.kind = 'delivered' THEN 1 ELSE 0 END),
           SUM(CASE WHEN x.kind = 'bounced' THEN 1 ELSE 0 END), SUM(CASE WHEN x.kind = 'opened' THEN 1 ELSE 0 END),
           SUM(CASE WHEN x.kind = 'clicked' THEN 1 ELSE 0 END), SUM(CASE WHEN x.kind = 'unsubscribed' THEN 1 ELSE 0 END),
           SUM(CASE WHEN x.kind = 'converted' THEN 1 ELSE 0 END), COALESCE(SUM(x.revenue), 0)
    FROM (SELECT day, campaign_id, audience_id, decile, kind, revenue FROM campaign_firsts
          UNION ALL
          SELECT date_key, campaign_id, audience_id, decile, 'none', 0 FROM fact_campaign_response_now) x
    WHERE x.day IN (SELECT day FROM touched)
    GROUP BY x.day, x.campaign_id, x.audience_id, x.decile;
  DROP TABLE touched;
  INSERT INTO etl_checkpoint SELECT 'refresh_responses', 'DONE', @hi, CURRENT_TIMESTAMP;
  INSERT INTO value.report.lkup_process_log SELECT 'refresh_responses', 'DONE', NULL, @hi, CURRENT_TIMESTAMP;
END $$
$job$;
