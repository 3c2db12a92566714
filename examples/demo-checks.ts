import { CUSTOMERS, ORDERS, REPEATED, ROUNDS } from './demo-data.ts';

/** What must hold once examples/clv.sql has run. */
export interface Check {
  readonly title: string;
  /** A query, or a block whose last result counts. */
  readonly sql: string;
  readonly holds: (rows: readonly (readonly unknown[])[]) => boolean;
}

const [FIRST, SECOND] = ROUNDS;
const DECILES = ['decile_1m', 'decile_3m', 'decile_6m', 'decile_12m', 'decile_all'];
/** The round before, as the profile table showed it. */
const AS_OF_FIRST = `SET @before = SELECT MIN(snapshot_id) FROM (SELECT history_meta('customer_value'));`;

export function checks(): readonly Check[] {
  return [
    {
      title: 'rows loaded: customers, orders, orders once each',
      sql: `SELECT (SELECT COUNT(*) FROM customers) AS customers, (SELECT COUNT(*) FROM orders) AS orders,
                   (SELECT COUNT(*) FROM orders_clean) AS clean`,
      holds: (rows) => same(rows, [[CUSTOMERS, ORDERS + REPEATED, ORDERS]]),
    },
    {
      title: 'what was staged in two parts equals what came in',
      sql: `SELECT (SELECT SUM(amount) FROM (SELECT DISTINCT _id, amount FROM orders)) AS came, SUM(amount) AS staged
            FROM orders_clean`,
      holds: equal,
    },
    {
      title: 'writes of orders_clean: the repeat without news made none',
      sql: `SELECT COUNT(*) AS writes FROM (SELECT history_meta('orders_clean'))`,
      holds: (rows) => same(rows, [[2]]),
    },
    {
      title: `each customer with an order before ${SECOND} has one current row`,
      sql: `SELECT (SELECT COUNT(DISTINCT customer_id) FROM orders WHERE ts < DATE '${SECOND}') AS expected,
                   COUNT(*) AS found, COUNT(DISTINCT customer_id) AS once FROM customer_value`,
      holds: equal,
    },
    {
      title: 'all current rows are of the second round, all rows before of the first',
      sql: `$$ BEGIN ${AS_OF_FIRST}
              SELECT (SELECT COUNT(*) FROM customer_value WHERE as_of <> DATE '${SECOND}') AS now,
                     COUNT(*) AS before FROM customer_value SNAPSHOT AS OF @before WHERE as_of <> DATE '${FIRST}';
            END $$`,
      holds: (rows) => same(rows, [[0, 0]]),
    },
    {
      title: 'what the profile was worth as of the first round is what was ordered until then',
      sql: `$$ BEGIN ${AS_OF_FIRST}
              SELECT (SELECT SUM(amount) FROM (SELECT DISTINCT _id, amount FROM orders WHERE ts < DATE '${FIRST}')) AS o,
                     SUM(spend_all) AS ranked FROM customer_value SNAPSHOT AS OF @before;
            END $$`,
      holds: equal,
    },
    {
      title: 'and as of the second',
      sql: `SELECT (SELECT SUM(amount) FROM (SELECT DISTINCT _id, amount FROM orders WHERE ts < DATE '${SECOND}')) AS o,
                   SUM(spend_all) AS ranked FROM customer_value`,
      holds: equal,
    },
    ...DECILES.map(decileSizes),
    {
      title: 'each customer has as many entries in the map as windows with an order',
      sql: `SELECT COUNT(*) AS customers FROM customer_value WHERE SIZE(deciles) <>
            ${DECILES.map((decile) => `(CASE WHEN ${decile} IS NULL THEN 0 ELSE 1 END)`).join(' + ')}`,
      holds: (rows) => same(rows, [[0]]),
    },
    {
      title: 'joins along the declared keys lose no fact',
      sql: `SELECT COUNT(*) AS facts, COUNT(d.decile) AS deciles, COUNT(t.tier_id) AS tiers, COUNT(k.date_key) AS days
            FROM value.report.fact_decile_value f
            LEFT JOIN value.report.dim_decile d ON d.decile = f.decile
            LEFT JOIN value.report.dim_tier t ON t.tier_id = f.tier_id
            LEFT JOIN value.report.dim_date k ON k.date_key = f.date_key`,
      holds: equal,
    },
    {
      title: 'the report of the second round is worth what the profile is',
      sql: `SELECT (SELECT SUM(spend_all) FROM customer_value) AS profile, SUM(spend) AS report
            FROM fact_decile_value_now WHERE window_id = 1200 AND date_key = DATE '${SECOND}'`,
      holds: equal,
    },
  ];
}

/** The query gives the tiers whose deciles differ by more than one: there are to be none. */
function decileSizes(decile: string): Check {
  return {
    title: `${decile}: tiers whose deciles differ in size by more than one customer`,
    sql: `SELECT tier, MIN(customers) AS smallest, MAX(customers) AS largest
          FROM (SELECT c.tier, v.${decile} AS decile, COUNT(*) AS customers
                FROM customer_value v JOIN customers c ON c.customer_id = v.customer_id
                WHERE v.${decile} IS NOT NULL GROUP BY c.tier, v.${decile}) AS sizes
          GROUP BY tier HAVING MAX(customers) - MIN(customers) > 1 OR COUNT(*) <> 10 ORDER BY tier`,
    holds: (rows) => rows.length === 0,
  };
}

function same(rows: readonly (readonly unknown[])[], expected: readonly (readonly number[])[]): boolean {
  return JSON.stringify(rows.map((row) => row.map(Number))) === JSON.stringify(expected);
}

/** One row of equal numbers, above zero. */
function equal([row]: readonly (readonly unknown[])[]): boolean {
  return row !== undefined && Number(row[0]) > 0 && row.every((value) => Number(value) === Number(row[0]));
}
