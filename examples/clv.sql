-- Customer lifetime value, one round and the next: observe, rank, keep a profile, report, refresh by what is new.
-- `npm run demo` runs this file; psql does too, in the folder that holds the CSV files: psql -f clv.sql

-- 1. Observe: the shop's customers and their orders. The customer's number is the identity that all is joined by.

CREATE NAMESPACE CustomerNumber WITH (code = 'CUSTNO', TYPE = 'Custom');

CREATE TABLE customers (
  customer_id text PRIMARY KEY NAMESPACE 'CUSTNO',
  email text,
  first_name text,
  last_name text,
  tier text,
  postal_code text,
  country text,
  joined_on date,
  email_consent text
);

CREATE TABLE orders (
  _id text,
  ts timestamp,
  customer_id text,
  email text,
  kind text,
  amount decimal(12,2),
  quantity integer
);

ALTER TABLE orders ADD CONSTRAINT PRIMARY IDENTITY (customer_id) NAMESPACE 'CUSTNO';

ALTER TABLE orders ADD CONSTRAINT IDENTITY (email) NAMESPACE 'Email';

\copy customers FROM 'customers.csv' WITH (FORMAT csv, HEADER true)

\copy orders FROM 'orders.csv' WITH (FORMAT csv, HEADER true)

SELECT kind, COUNT(*) AS orders, SUM(amount) AS amount, MIN(ts) AS first, MAX(ts) AS last
FROM orders
GROUP BY kind
ORDER BY kind;

-- 2. Stage: what is new in orders, each order once. The checkpoint moves in the same transaction as the rows, so that the
--    statement can be repeated at any time: it reads what came since.

CREATE TABLE orders_clean (_id text, ts timestamp, customer_id text, kind text, amount decimal(12,2), quantity integer);

INSERT INTO orders_clean
SELECT n._id, n.ts, n.customer_id, n.kind, n.amount, n.quantity
FROM (SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o._id ORDER BY o.ts) AS nth
      FROM orders SNAPSHOT SINCE CHECKPOINT 'stage_orders' o) n
WHERE n.nth = 1
  AND NOT EXISTS (SELECT 1 FROM orders_clean k WHERE k._id = n._id);

INSERT INTO orders_clean
SELECT o._id, o.ts, o.customer_id, o.kind, o.amount, o.quantity
FROM orders SNAPSHOT SINCE CHECKPOINT 'stage_orders' o;

-- 3. Derive: each customer's value decile within the tier, for five look-back windows that end at the round's day. 1 is the
--    best. Equal totals are parted by customer number, so that two runs give equal rows.

CREATE TABLE round AS SELECT DATE '2026-04-01' AS as_of;

CREATE VIEW customer_windows AS
WITH spend AS (
  SELECT o.customer_id, c.tier, w.months, r.as_of,
         SUM(o.amount) AS spend, COUNT(*) AS orders, MAX(o.ts) AS last_order
  FROM orders_clean o
  JOIN customers c ON c.customer_id = o.customer_id
  CROSS JOIN round r
  JOIN (VALUES (1), (3), (6), (12), (1200)) AS w(months)
    ON o.ts >= ADD_MONTHS(r.as_of, -w.months) AND o.ts < r.as_of
  GROUP BY o.customer_id, c.tier, w.months, r.as_of
)
SELECT customer_id, tier, months, as_of, spend, orders, last_order,
       NTILE(10) OVER (PARTITION BY tier, months ORDER BY spend DESC, customer_id) AS decile
FROM spend;

-- 4. Keep it as a profile: one current row per customer, the newest; older ones stay readable by snapshot.

CREATE TABLE customer_value (
  customer_id text PRIMARY KEY NAMESPACE 'CUSTNO',
  as_of date,
  decile_1m integer,
  decile_3m integer,
  decile_6m integer,
  decile_12m integer,
  decile_all integer,
  spend_all decimal(14,2),
  orders_all bigint,
  last_order timestamp,
  deciles map<integer,integer>
) WITH (label = 'PROFILE');

CREATE VIEW customer_value_of_round AS
SELECT customer_id, as_of,
       MAX(CASE WHEN months = 1    THEN decile END) AS decile_1m,
       MAX(CASE WHEN months = 3    THEN decile END) AS decile_3m,
       MAX(CASE WHEN months = 6    THEN decile END) AS decile_6m,
       MAX(CASE WHEN months = 12   THEN decile END) AS decile_12m,
       MAX(CASE WHEN months = 1200 THEN decile END) AS decile_all,
       MAX(CASE WHEN months = 1200 THEN spend  END) AS spend_all,
       MAX(CASE WHEN months = 1200 THEN orders END) AS orders_all,
       MAX(last_order) AS last_order,
       MAP_FROM_ARRAYS(COLLECT_LIST(months), COLLECT_LIST(decile)) AS deciles
FROM customer_windows
GROUP BY customer_id, as_of;

INSERT INTO customer_value SELECT * FROM customer_value_of_round;

SHOW IDENTITIES;

SELECT customer_id, decile_1m, decile_3m, decile_12m, decile_all, spend_all, orders_all, deciles
FROM customer_value
ORDER BY spend_all DESC, customer_id
LIMIT 5;

-- 5. Report: a model of facts and dimensions with declared keys, which BI tools read as foreign keys.

CREATE DATABASE value WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch);

CREATE SCHEMA value.report;

CREATE TABLE value.report.dim_date WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS date) AS date_key, CAST(NULL AS string) AS quarter, CAST(NULL AS int) AS year WHERE false;

CREATE TABLE value.report.dim_decile WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS int) AS decile, CAST(NULL AS string) AS label, CAST(NULL AS string) AS band WHERE false;

CREATE TABLE value.report.dim_tier WITH (DISTRIBUTION = REPLICATE) AS
SELECT CAST(NULL AS int) AS tier_id, CAST(NULL AS string) AS tier WHERE false;

CREATE TABLE value.report.fact_decile_value AS
SELECT CAST(NULL AS bigint) AS load_no, CAST(NULL AS date) AS date_key, CAST(NULL AS int) AS window_id,
       CAST(NULL AS int) AS tier_id, CAST(NULL AS int) AS decile, CAST(NULL AS bigint) AS customers,
       CAST(NULL AS decimal(16,2)) AS spend, CAST(NULL AS bigint) AS orders
WHERE false;

CREATE TABLE value.report.fact_decile_moves AS
SELECT CAST(NULL AS date) AS date_key, CAST(NULL AS int) AS decile_before, CAST(NULL AS int) AS decile_after,
       CAST(NULL AS bigint) AS customers
WHERE false;

ALTER TABLE value.report.dim_date ADD CONSTRAINT PRIMARY KEY (date_key) NOT ENFORCED;

ALTER TABLE value.report.dim_decile ADD CONSTRAINT PRIMARY KEY (decile) NOT ENFORCED;

ALTER TABLE value.report.dim_tier ADD CONSTRAINT PRIMARY KEY (tier_id) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (decile) REFERENCES value.report.dim_decile (decile) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_value ADD CONSTRAINT FOREIGN KEY (tier_id) REFERENCES value.report.dim_tier (tier_id) NOT ENFORCED;

ALTER TABLE value.report.fact_decile_moves ADD CONSTRAINT FOREIGN KEY (date_key) REFERENCES value.report.dim_date (date_key) NOT ENFORCED;

INSERT INTO value.report.dim_decile
SELECT d, CONCAT('decile ', d), CASE WHEN d <= 3 THEN 'best' WHEN d <= 7 THEN 'middle' ELSE 'low' END
FROM (SELECT EXPLODE(SEQUENCE(1, 10)) AS d);

INSERT INTO value.report.dim_tier VALUES (1, 'basic'), (2, 'plus'), (3, 'summit');

-- A load appends under a number of its own; the view shows the newest load of each day. So a repeated load doubles nothing.

CREATE VIEW fact_decile_value_now AS
SELECT f.* FROM value.report.fact_decile_value f
JOIN (SELECT date_key, MAX(load_no) AS load_no FROM value.report.fact_decile_value GROUP BY date_key) n
  ON n.date_key = f.date_key AND n.load_no = f.load_no;

$$ BEGIN
  SET @load = SELECT COALESCE(MAX(load_no), 0) + 1 FROM value.report.fact_decile_value;
  INSERT INTO value.report.dim_date
    SELECT as_of, CONCAT('Q', QUARTER(as_of)), YEAR(as_of) FROM round r
    WHERE NOT EXISTS (SELECT 1 FROM value.report.dim_date k WHERE k.date_key = r.as_of);
  INSERT INTO value.report.fact_decile_value
    SELECT @load, w.as_of, w.months, t.tier_id, w.decile, COUNT(*), SUM(w.spend), SUM(w.orders)
    FROM customer_windows w JOIN value.report.dim_tier t ON t.tier = w.tier
    GROUP BY w.as_of, w.months, t.tier_id, w.decile;
END $$;

SELECT f.date_key, d.band, SUM(f.customers) AS customers, SUM(f.spend) AS spend
FROM fact_decile_value_now f
JOIN value.report.dim_decile d ON d.decile = f.decile
WHERE f.window_id = 1200
GROUP BY f.date_key, d.band
ORDER BY spend DESC;

-- 6. A month later: new orders come in, and the same statements bring everything up to date from what is new.

\copy orders FROM 'orders_next.csv' WITH (FORMAT csv, HEADER true)

INSERT INTO orders_clean
SELECT n._id, n.ts, n.customer_id, n.kind, n.amount, n.quantity
FROM (SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o._id ORDER BY o.ts) AS nth
      FROM orders SNAPSHOT SINCE CHECKPOINT 'stage_orders' o) n
WHERE n.nth = 1
  AND NOT EXISTS (SELECT 1 FROM orders_clean k WHERE k._id = n._id);

INSERT OVERWRITE INTO round SELECT DATE '2026-05-01' AS as_of;

INSERT INTO customer_value SELECT * FROM customer_value_of_round;

$$ BEGIN
  SET @load = SELECT COALESCE(MAX(load_no), 0) + 1 FROM value.report.fact_decile_value;
  SET @before = SELECT MIN(snapshot_id) FROM (SELECT history_meta('customer_value'));
  INSERT INTO value.report.dim_date
    SELECT as_of, CONCAT('Q', QUARTER(as_of)), YEAR(as_of) FROM round r
    WHERE NOT EXISTS (SELECT 1 FROM value.report.dim_date k WHERE k.date_key = r.as_of);
  INSERT INTO value.report.fact_decile_value
    SELECT @load, w.as_of, w.months, t.tier_id, w.decile, COUNT(*), SUM(w.spend), SUM(w.orders)
    FROM customer_windows w JOIN value.report.dim_tier t ON t.tier = w.tier
    GROUP BY w.as_of, w.months, t.tier_id, w.decile;
  INSERT INTO value.report.fact_decile_moves
    SELECT a.as_of, b.decile_12m, a.decile_12m, COUNT(*)
    FROM customer_value a
    JOIN customer_value SNAPSHOT AS OF @before b ON b.customer_id = a.customer_id
    WHERE a.decile_12m <> b.decile_12m
    GROUP BY a.as_of, b.decile_12m, a.decile_12m;
END $$;

-- The profile shows one row per customer, of the new round; the round before is still there, by snapshot.

SELECT snapshot_id, parent_id, is_current, operation, row_count
FROM (SELECT history_meta('customer_value'))
ORDER BY snapshot_id;

$$ BEGIN
  SET @before = SELECT MIN(snapshot_id) FROM (SELECT history_meta('customer_value'));
  SELECT 'now' AS seen, as_of, COUNT(*) AS customers, SUM(spend_all) AS spend FROM customer_value GROUP BY as_of
  UNION ALL
  SELECT 'before', as_of, COUNT(*), SUM(spend_all) FROM customer_value SNAPSHOT AS OF @before GROUP BY as_of;
END $$;

-- 7. Read: what the best are worth, who rose and fell, and who has gone quiet: the people to write to.

SELECT f.date_key, d.band, SUM(f.customers) AS customers, SUM(f.spend) AS spend
FROM fact_decile_value_now f
JOIN value.report.dim_decile d ON d.decile = f.decile
WHERE f.window_id = 12
GROUP BY f.date_key, d.band
ORDER BY f.date_key, spend DESC;

SELECT decile_before, decile_after, customers
FROM value.report.fact_decile_moves
WHERE ABS(decile_before - decile_after) >= 3
ORDER BY customers DESC, decile_before, decile_after
LIMIT 5;

SELECT COUNT(*) AS best_at_risk
FROM customer_value v
JOIN customers c ON c.customer_id = v.customer_id
WHERE c.email_consent = 'y' AND v.decile_12m <= 3 AND (v.decile_3m IS NULL OR v.decile_3m > v.decile_12m);

-- 8. Where it all came from, and what there is.

SHOW LINEAGE FOR customer_value;

SHOW FOREIGN KEYS;

SHOW DATAGROUPS;

SHOW TABLES;
