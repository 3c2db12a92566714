import { tokenize } from '../src/sql/lexer.ts';
import { parseStatements } from '../src/sql/parse.ts';
import { print } from '../src/sql/print.ts';

/**
 * What the front end costs a statement: text to tokens, to a tree, and back to text. Warm medians and the first run, as rows
 * for bench/RESULTS.md.
 *
 * npm run bench -- sql-front-end
 */
const ROUNDS = 300;

const LONG_LOAD = `CREATE TABLE guest_value WITH (schema = 'Guest Value', label = 'PROFILE') AS
WITH stays AS (
  SELECT _id, guest.id AS guest_id, hotel.city AS city, nights, spend, "timestamp" AS ts,
         items[0].sku AS first_sku, identityMap['GuestNo'][0].id AS guest_no
  FROM stay_events SNAPSHOT BETWEEN 'HEAD' AND '4101' e
  WHERE nights > 0 AND city ILIKE 'os%' AND ts >= TIMESTAMP '2026-01-01 00:00:00'
),
sessions AS (
  SELECT guest_id, ts,
         SESS_TIMEOUT(ts, 60 * 30) OVER (PARTITION BY guest_id ORDER BY ts
           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session
  FROM stays
),
windows AS (
  SELECT s.guest_id, w.months, sum(s.spend) AS spend, count(*) AS orders, max(s.ts) AS last_stay
  FROM stays s
  JOIN (VALUES (1), (3), (6), (12)) AS w(months) ON s.ts >= add_months(DATE '2026-04-01', -w.months)
  GROUP BY s.guest_id, w.months
),
ranked AS (
  SELECT guest_id, months, spend, orders, last_stay,
         ntile(10) OVER (PARTITION BY months ORDER BY spend DESC, guest_id) AS decile,
         row_number() OVER (PARTITION BY guest_id ORDER BY last_stay DESC) AS nth
  FROM windows
)
SELECT struct(r.guest_id AS guestId,
              struct(max(CASE WHEN r.months = 1 THEN r.decile END) AS m1,
                     max(CASE WHEN r.months = 3 THEN r.decile END) AS m3,
                     max(CASE WHEN r.months = 12 THEN r.decile END) AS m12) AS deciles,
              map_from_arrays(collect_list(r.months), collect_list(r.decile)) AS by_window) AS _acme,
       coalesce(sum(r.spend) FILTER (WHERE r.months = 12), 0) AS spend_12m,
       concat_ws('-', transform(collect_set(s.city), c -> upper(c))) AS cities,
       CAST(max(r.last_stay) AS date) - INTERVAL '4 day' AS cut_off,
       x.session.num AS session_number
FROM ranked r
LEFT JOIN stays s ON s.guest_id = r.guest_id AND s.nights BETWEEN 1 AND 30
LEFT JOIN sessions x ON x.guest_id = r.guest_id AND x.session.is_new
WHERE r.nth = 1 AND NOT EXISTS (SELECT 1 FROM opted_out o WHERE o.guest_id = r.guest_id)
GROUP BY r.guest_id, x.session.num
HAVING count(*) > 1
ORDER BY spend_12m DESC NULLS LAST
LIMIT 1000;`;

const list = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(', ');

const CASES: readonly (readonly [string, string, number])[] = [
  ['CREATE TABLE AS of 50 lines', LONG_LOAD, 1],
  ['SELECT of 300 columns', `SELECT ${list(300, (i) => `t.column_${i} + 1 AS c${i}`)} FROM wide t`, 5],
  ['SELECT of 2,000 columns', `SELECT ${list(2000, (i) => `column_${i} AS c${i}`)} FROM wide`, 40],
  ['IN of 5,000 strings', `SELECT 1 FROM t WHERE a IN (${list(5000, (i) => `'value ${i}'`)})`, 20],
  ['INSERT of 1,000 rows', `INSERT INTO t VALUES ${list(1000, (i) => `(${i}, 'name ${i}', ${i}.5, NULL)`)}`, 40],
];

console.log('| text | lex ms | lex and parse ms | print ms | all, first run ms | target, warm |');
console.log('|---|---|---|---|---|---|');
for (const [name, text, target] of CASES) {
  const first = timed(() => all(text));
  const lex = median(() => tokenize(text));
  const parse = median(() => parseStatements(text));
  const statements = parseStatements(text);
  const write = median(() => {
    for (const { statement } of statements) print(statement, 'dialect');
  });
  const numbers = [lex, parse, write, first].map((ms) => ms.toFixed(2)).join(' | ');
  console.log(`| ${name} | ${numbers} | ${target} |`);
}

function all(text: string): void {
  for (const { statement } of parseStatements(text)) print(statement, 'dialect');
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => timed(run)).sort((a, b) => a - b);
  return times[ROUNDS / 2] ?? 0;
}
