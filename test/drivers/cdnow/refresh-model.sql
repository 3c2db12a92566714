$$ BEGIN
  SET @load = SELECT coalesce(max(load_no), 0) + 1 FROM value.report.fact_decile_value;
  INSERT INTO value.report.dim_date
    SELECT DATE '$month_end', date_trunc('month', DATE '$month_end'), concat('Q', quarter(DATE '$month_end')),
           year(DATE '$month_end'), true
    WHERE NOT EXISTS (SELECT 1 FROM value.report.dim_date k WHERE k.date_key = DATE '$month_end');
  INSERT INTO value.report.fact_decile_value
    SELECT @load, DATE '$month_end', 1200, decile, count(*), sum(spend), sum(orders), min(spend), max(spend)
    FROM (SELECT spend, orders, NTILE(10) OVER (ORDER BY spend DESC, customer_id) AS decile FROM customer_spend)
    GROUP BY decile;
END $$
