import { AS_OF, CUSTOMERS, ORDERS } from './demo-data.ts';

/** Something that has to be true after the demo's script. */
export interface Check {
  readonly title: string;
  readonly sql: string;
  holds(rows: readonly (readonly unknown[])[]): boolean;
}

const WINDOWS = ['decile_1m', 'decile_3m', 'decile_6m', 'decile_12m', 'decile_all'];

export function checks(): readonly Check[] {
  return [
    {
      title: 'rows loaded: customers, orders',
      sql: 'SELECT (SELECT COUNT(*) FROM customers) AS customers, (SELECT COUNT(*) FROM orders) AS orders',
      holds: (rows) => same(rows, [[CUSTOMERS, ORDERS]]),
    },
    {
      title: `each customer with an order before ${AS_OF} has one row`,
      sql: `SELECT (SELECT COUNT(DISTINCT customer_id) FROM orders WHERE ts < DATE '${AS_OF}') AS expected,
                   COUNT(*) AS found, COUNT(DISTINCT customer_id) AS once FROM customer_deciles`,
      holds: ([row]) =>
        row !== undefined && Number(row[0]) > 0 && row.every((value) => Number(value) === Number(row[0])),
    },
    ...WINDOWS.map(decileSizes),
    {
      title: 'what the deciles are worth is what was ordered',
      sql: `SELECT (SELECT SUM(amount) FROM orders WHERE ts < DATE '${AS_OF}') AS ordered, SUM(spend_all) AS ranked
            FROM customer_deciles`,
      holds: ([row]) => row !== undefined && Number(row[0]) > 0 && row[0] === row[1],
    },
    {
      title: 'each customer has as many entries in the map as windows with an order',
      sql: `SELECT COUNT(*) AS customers FROM customer_deciles WHERE SIZE(deciles) <>
            ${WINDOWS.map((window) => `(CASE WHEN ${window} IS NULL THEN 0 ELSE 1 END)`).join(' + ')}`,
      holds: (rows) => same(rows, [[0]]),
    },
  ];
}

/** The query gives the tiers whose deciles differ by more than one: there are to be none. */
function decileSizes(window: string): Check {
  return {
    title: `${window}: tiers whose deciles differ in size by more than one customer`,
    sql: `SELECT tier, MIN(customers) AS smallest, MAX(customers) AS largest
          FROM (SELECT c.tier, d.${window} AS decile, COUNT(*) AS customers
                FROM customer_deciles d JOIN customers c ON c.customer_id = d.customer_id
                WHERE d.${window} IS NOT NULL GROUP BY c.tier, d.${window}) AS sizes
          GROUP BY tier HAVING MAX(customers) - MIN(customers) > 1 OR COUNT(*) <> 10 ORDER BY tier`,
    holds: (rows) => rows.length === 0,
  };
}

function same(rows: readonly (readonly unknown[])[], expected: readonly (readonly number[])[]): boolean {
  return JSON.stringify(rows.map((row) => row.map(Number))) === JSON.stringify(expected);
}
