import { bootstrap } from '../catalog/bootstrap.ts';
import { Catalog } from '../catalog/catalog.ts';
import { systemClock } from '../src/core/clock.ts';
import { silentLogger } from '../src/core/logger.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import { Engine } from '../src/engine/engine.ts';
import { JS_FUNCTIONS } from '../src/functions/js-functions.ts';
import { MACRO_SQL } from '../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../src/functions/sql-text.ts';
import type { PlanContext } from '../src/plan/context.ts';
import { newDataset } from '../src/plan/dataset.ts';
import { planQuery } from '../src/plan/query.ts';
import { parseQuery } from '../src/sql/parse.ts';

/**
 * What a query of the dialect costs beside the same query written by hand for DuckDB, on the same rows in one run: median and
 * least time, and least processor time, of rounds in which the two take turns at being first, as rows for bench/RESULTS.md.
 *
 * npm run bench -- dialect [events] [rounds]
 */
const EVENTS = Number(process.argv[2] ?? 10_000_000);
const ROUNDS = Number(process.argv[3] ?? 5);

interface Pair {
  readonly what: string;
  readonly dialect: string;
  /** `{t}` is the table. */
  readonly byHand: string;
}

const PAIRS: readonly Pair[] = [
  {
    what: 'filter and aggregate',
    dialect:
      'SELECT guest % 100 AS g, count(*) AS n, sum(amount) AS s FROM ev WHERE amount > 10 GROUP BY guest % 100 ORDER BY g',
    byHand: 'SELECT guest % 100 AS g, count(*) AS n, sum(amount) AS s FROM {t} WHERE amount > 10 GROUP BY g ORDER BY g',
  },
  {
    what: 'deciles',
    dialect: `SELECT decile, count(*) AS n, sum(spend) AS s FROM (
      SELECT guest, spend, ntile(10) OVER (ORDER BY spend DESC, guest) AS decile
      FROM (SELECT guest, sum(amount) AS spend FROM ev GROUP BY guest)) GROUP BY decile ORDER BY decile`,
    byHand: `SELECT decile, count(*) AS n, sum(spend) AS s FROM (
      SELECT guest, spend, ntile(10) OVER (ORDER BY spend DESC, guest) AS decile
      FROM (SELECT guest, sum(amount) AS spend FROM {t} GROUP BY guest)) GROUP BY decile ORDER BY decile`,
  },
  {
    what: 'dates and texts',
    dialect: `SELECT date_trunc('month', ts) AS m, concat(page, '!') AS p, count(*) AS n FROM ev
      WHERE ts >= add_months(DATE '2026-06-01', -3) GROUP BY date_trunc('month', ts), concat(page, '!') ORDER BY m, p`,
    byHand: `SELECT date_trunc('month', ts) AS m, page || '!' AS p, count(*) AS n FROM {t}
      WHERE ts >= (DATE '2026-06-01' - INTERVAL 3 MONTH) GROUP BY m, p ORDER BY m, p`,
  },
  {
    what: 'sessions (SESS_TIMEOUT)',
    dialect: `SELECT sum(session.num) AS n, sum(session.depth) AS d FROM (
      SELECT SESS_TIMEOUT(ts, 1800) OVER (PARTITION BY guest ORDER BY ts
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session FROM ev)`,
    byHand: `SELECT sum(n) AS n, sum(depth) AS d FROM (
      SELECT n, d, f, row_number() OVER (PARTITION BY guest, n ORDER BY ts) AS depth FROM (
        SELECT guest, ts, d, f, sum(f::INT) OVER (PARTITION BY guest ORDER BY ts ROWS UNBOUNDED PRECEDING) AS n FROM (
          SELECT guest, ts, coalesce(date_diff('second', lag(ts) OVER w, ts), 0) AS d,
                 lag(ts) OVER w IS NULL OR date_diff('second', lag(ts) OVER w, ts) > 1800 AS f
          FROM {t} WINDOW w AS (PARTITION BY guest ORDER BY ts))))`,
  },
];

const library = { name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS };
const engine = await Engine.open({ path: ':memory:', tempDirectory: 'temp', exportDirectory: 'export', library });
const catalog = await Catalog.open(engine, systemClock, silentLogger);
await bootstrap(catalog, engine, async () => '');
const connection = await engine.connect();
const context = await makeEvents(connection);

for (const { what, dialect, byHand } of PAIRS) {
  const ours = planQuery(parseQuery(dialect), context).engine.sql;
  const theirs = byHand.replace('{t}', 'plain_events');
  const rounds: { readonly ours: Cost; readonly theirs: Cost }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const first = await costOf(round % 2 === 0 ? ours : theirs);
    const second = await costOf(round % 2 === 0 ? theirs : ours);
    // The first round warms up.
    if (round > 0) rounds.push(round % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  const cell = (unit: keyof Cost, of: (values: readonly number[]) => number): string => {
    const [a, b] = [of(rounds.map((each) => each.ours[unit])), of(rounds.map((each) => each.theirs[unit]))];
    return `${a.toFixed(0)} ms | ${b.toFixed(0)} ms | ${(a / b).toFixed(2)}`;
  };
  const least = (values: readonly number[]): number => Math.min(...values);
  console.log(`| ${what} | ${cell('wall', median)} | ${cell('wall', least)} | ${cell('processor', least)} |`);
}
connection.close();
await engine.close();

/** The same events twice: as a dataset with its hidden columns, and as a plain table. */
async function makeEvents(to: EngineConnection): Promise<PlanContext> {
  const view = catalog.view;
  const database = view.database('all');
  const container = database === undefined ? undefined : view.schema(database.oid, 'public');
  if (database === undefined || container === undefined) throw new Error('a new catalog has its public schema');
  const type = (kind: 'bigint' | 'timestamp' | 'varchar') => ({ kind }) as const;
  const columns = [
    { name: 'guest', type: type('bigint'), notNull: false },
    { name: 'ts', type: type('timestamp'), notNull: false },
    { name: 'amount', type: { kind: 'decimal', precision: 12, scale: 2 } as const, notNull: false },
    { name: 'page', type: type('varchar'), notNull: false },
  ];
  const ids = {
    nextOid: () => catalog.nextOid(),
    nextDatasetId: () => catalog.nextDatasetId(),
    now: '2026-01-01T00:00:00Z',
  };
  const dataset = newDataset(
    { database, container, name: 'ev', existing: undefined },
    columns,
    false,
    database.owner,
    ids,
  );
  await to.run(`CREATE TABLE plain_events AS
    SELECT hash(i) % 100000 AS guest, TIMESTAMP '2026-01-01' + INTERVAL (hash(i + 7) % 15000000) SECOND AS ts,
           CAST((hash(i + 13) % 20000) / 100 AS DECIMAL(12, 2)) AS amount, 'page ' || (hash(i + 17) % 50) AS page
    FROM range(${EVENTS}) AS r(i)`);
  await to.run('ALTER TABLE plain_events ALTER guest TYPE BIGINT');
  await to.run(`CREATE TABLE lake."d${dataset.oid}" AS
    SELECT *, 1::BIGINT AS __stillhouse_snapshot, NULL::BIGINT AS __stillhouse_removed FROM plain_events`);
  return {
    catalog: view.apply([{ kind: 'put', object: dataset }]),
    temporary: new Map(),
    database: database.oid,
    searchPath: ['public'],
    role: database.owner,
    options: {
      nullOrder: 'spark',
      dropSystemColumns: true,
      fallbackSnapshot: false,
      autoToJson: false,
      flatten: false,
    },
    parameterTypes: [],
    variables: new Map(),
  };
}

/** In milliseconds. What all threads of the process worked hangs less on what else the machine does. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

async function costOf(sql: string): Promise<Cost> {
  const used = process.cpuUsage();
  const start = performance.now();
  await connection.rows(sql);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { wall, processor: (user + system) / 1000 };
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[values.length >> 1] ?? 0;
}
