-- Customer lifetime value, as far as it reaches today: load, rank, read.
-- `npm run demo` runs this file; psql does too, in the folder that holds the two CSV files: psql -f clv.sql

-- 1. Observe: the shop's customers and their orders.

CREATE TABLE customers (
  customer_id text,
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

\copy customers FROM 'customers.csv' WITH (FORMAT csv, HEADER true)

\copy orders FROM 'orders.csv' WITH (FORMAT csv, HEADER true)

SELECT kind, COUNT(*) AS orders, SUM(amount) AS amount, MIN(ts) AS first, MAX(ts) AS last
FROM orders
GROUP BY kind
ORDER BY kind;

-- 2. Derive: each customer's value decile, within the tier, for five look-back windows. 1 is the best.
--    Equal totals are parted by customer number, so that two runs give equal rows.

CREATE TABLE customer_deciles AS
WITH spend AS (
  SELECT o.customer_id, c.tier, w.months,
         SUM(o.amount) AS spend, COUNT(*) AS orders, MAX(o.ts) AS last_order
  FROM orders o
  JOIN customers c ON c.customer_id = o.customer_id
  JOIN (VALUES (1), (3), (6), (12), (1200)) AS w(months)
    ON o.ts >= ADD_MONTHS(DATE '2026-04-01', -w.months) AND o.ts < DATE '2026-04-01'
  GROUP BY o.customer_id, c.tier, w.months
), ranked AS (
  SELECT customer_id, tier, months, spend, orders, last_order,
         NTILE(10) OVER (PARTITION BY tier, months ORDER BY spend DESC, customer_id) AS decile
  FROM spend
)
SELECT customer_id,
       DATE '2026-04-01' AS as_of,
       MAX(CASE WHEN months = 1    THEN decile END) AS decile_1m,
       MAX(CASE WHEN months = 3    THEN decile END) AS decile_3m,
       MAX(CASE WHEN months = 6    THEN decile END) AS decile_6m,
       MAX(CASE WHEN months = 12   THEN decile END) AS decile_12m,
       MAX(CASE WHEN months = 1200 THEN decile END) AS decile_all,
       MAX(CASE WHEN months = 1200 THEN spend  END) AS spend_all,
       MAX(CASE WHEN months = 1200 THEN orders END) AS orders_all,
       MAX(last_order) AS last_order,
       MAP_FROM_ARRAYS(COLLECT_LIST(months), COLLECT_LIST(decile)) AS deciles
FROM ranked
GROUP BY customer_id;

-- 3. Read: who is worth most, and what each decile is worth.

SELECT customer_id, decile_1m, decile_3m, decile_12m, decile_all, spend_all, orders_all, deciles
FROM customer_deciles
ORDER BY spend_all DESC, customer_id
LIMIT 5;

SELECT decile_all AS decile, COUNT(*) AS customers, SUM(spend_all) AS spend, MIN(spend_all) AS lowest, MAX(spend_all) AS highest
FROM customer_deciles
GROUP BY decile_all
ORDER BY decile_all;

SELECT c.tier, d.decile_12m AS decile, COUNT(*) AS customers
FROM customer_deciles d
JOIN customers c ON c.customer_id = d.customer_id
WHERE d.decile_12m <= 3
GROUP BY c.tier, d.decile_12m
ORDER BY c.tier, d.decile_12m;

-- Among the best of the year, gone quiet: the people to write to.

SELECT COUNT(*) AS best_at_risk
FROM customer_deciles
WHERE decile_12m <= 3 AND (decile_3m IS NULL OR decile_3m > decile_12m);

SHOW TABLES;
