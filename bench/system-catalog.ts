import pg from 'pg';
import { readCaptures } from '../test/pgcatalog/support/captures.ts';
import { startServer } from '../test/support/server.ts';

/**
 * What clients ask of the system catalog, over TABLES tables of COLUMNS columns with a key each: the first time after the
 * catalog has changed by one table, and again. A row is all statements that the client sends for one thing. PGBENCH_URL: a PostgreSQL
 * to ask the same, with tables made in a database of its own.
 *
 * npm run bench -- system-catalog [TABLES] [COLUMNS]
 */
const TABLES = Number(process.argv[2] ?? 1000);
const COLUMNS = Number(process.argv[3] ?? 30);
const ROUNDS = 9;
const TYPES = ['bigint', 'text', 'timestamp', 'numeric(12,2)', 'boolean', 'date', 'double precision', 'varchar(80)'];
/** The names that the kept statements ask for. */
const TABLE = 'customers';
const OTHER = 'orders';

interface Ask {
  readonly what: string;
  readonly statements: readonly string[];
}

interface Measured {
  readonly first: number;
  readonly warm: number;
  /** The least of the warm ones: what it costs when nothing else runs. */
  readonly least: number;
}

const server = await startServer({ flags: ['--log-level', 'warn'] });
try {
  const asks = await fill(server.url);
  const ours = await measure(server.url, asks);
  const url = process.env.PGBENCH_URL;
  const theirs = url === undefined ? [] : await beside(url);
  console.log('| what | statements | first | again | least | PostgreSQL 15, again | least |');
  console.log('|---|---|---|---|---|---|---|');
  asks.forEach(({ what, statements }, index) => {
    const [own, other] = [ours[index], theirs[index]];
    const times = [own?.first, own?.warm, own?.least, other?.warm, other?.least].map(ms);
    console.log(`| ${what} | ${statements.length} | ${times.join(' | ')} |`);
  });
} finally {
  await server.stop();
}

async function beside(url: string): Promise<readonly Measured[]> {
  const database = `bench_${process.pid}`;
  await withClient(url, (client) => client.query(`CREATE DATABASE ${database}`));
  const own = new URL(url);
  own.pathname = `/${database}`;
  try {
    return await measure(own.href, await fill(own.href));
  } finally {
    await withClient(url, (client) => client.query(`DROP DATABASE ${database}`));
  }
}

/** Makes the tables, and answers what is to be asked of them. */
async function fill(url: string): Promise<readonly Ask[]> {
  return withClient(url, async (client) => {
    await client.query('CREATE SCHEMA sales');
    for (let table = 0; table < TABLES; table++) {
      const name = table === Math.floor(TABLES / 2) ? TABLE : table === 0 ? OTHER : `table_${table}`;
      const columns = Array.from({ length: COLUMNS }, (_, i) => `column_${i} ${TYPES[i % TYPES.length]}`);

      await client.query(`CREATE TABLE ${name} (${columns.join(', ')}, PRIMARY KEY (column_0))`);
    }
    const { rows } = await client.query(`SELECT '${TABLE}'::regclass::oid::text AS oid`);
    return asksOf(String(rows[0]?.oid));
  });
}

function asksOf(oid: string): readonly Ask[] {
  const psql = readCaptures('psql-15');
  const jdbc = readCaptures('pgjdbc-42.5');
  const of = (all: typeof psql, wanted: (name: string) => boolean): readonly string[] =>
    all.filter(({ name }) => wanted(name)).map(({ sql }) => sql.replaceAll(/@oid\([^)]*\)/g, oid));
  return [
    { what: 'psql \\d', statements: of(psql, (name) => name === '\\d') },
    { what: `psql \\d ${TABLE}`, statements: of(psql, (name) => name.startsWith(`\\d ${TABLE} `)) },
    { what: 'psql \\dt+', statements: of(psql, (name) => name === '\\dt+') },
    { what: 'pgjdbc getColumns of a table', statements: of(jdbc, (name) => name === `getColumns ${TABLE} (1 of 5)`) },
    {
      what: 'pgjdbc getColumns of a schema',
      statements: of(jdbc, (name) => name === 'getColumns schema').map((sql) =>
        sql.replace("LIKE 'sales'", "LIKE 'public'"),
      ),
    },
    { what: 'DBeaver, start and tree', statements: of(readCaptures('dbeaver'), () => true) },
  ];
}

async function measure(url: string, asks: readonly Ask[]): Promise<readonly Measured[]> {
  return withClient(url, async (client) => {
    const measured: Measured[] = [];
    for (const { statements } of asks) {
      const firsts: number[] = [];
      for (let round = 0; round < 3; round++) {
        // A change that stays: one that is undone gives the old state of the catalog back.
        await client.query(`CREATE TABLE passing_${measured.length}_${round} (a int)`);
        firsts.push(await timed(client, statements));
      }
      const warm: number[] = [];
      for (let round = 0; round < ROUNDS; round++) warm.push(await timed(client, statements));
      measured.push({ first: median(firsts), warm: median(warm), least: Math.min(...warm) });
    }
    return measured;
  });
}

async function timed(client: pg.Client, statements: readonly string[]): Promise<number> {
  const start = performance.now();
  for (const text of statements) await client.query({ text, rowMode: 'array' });
  return performance.now() - start;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function ms(time: number | undefined): string {
  return time === undefined ? '' : `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}
