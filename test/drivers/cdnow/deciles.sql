CREATE TABLE customer_deciles AS
WITH spend AS (
  SELECT p.customer_id, w.months, SUM(p.amount) AS spend
  FROM purchases p
  JOIN (VALUES (1), (3), (6), (12), (1200)) AS w(months)
    ON p.purchase_date >= ADD_MONTHS(DATE '1998-07-01', -w.months) AND p.purchase_date < DATE '1998-07-01'
  GROUP BY p.customer_id, w.months
)
SELECT customer_id, months, spend,
       NTILE(10) OVER (PARTITION BY months ORDER BY spend DESC, customer_id) AS decile
FROM spend
