SELECT months, decile, COUNT(*) AS customers, SUM(spend) AS revenue, MIN(spend) AS lowest
FROM customer_deciles
GROUP BY months, decile
ORDER BY months, decile
