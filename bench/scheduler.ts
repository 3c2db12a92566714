import { readFileSync } from 'node:fs';
import pg from 'pg';
import { startServer, type TestServer } from '../test/support/server.ts';

/**
 * SCHEDULES schedules due in the same minute: none lost, none doubled, how late each was ready, how long all take. Ready is
 * claimed durably and handed to the executor, as /metrics counts it; what a query then waits for those before it is not in
 * it. Then what IDLE schedules that are not due cost. Waits for the next full minute. Arguments choose `minute` or `idle`.
 */
const SCHEDULES = Number(process.env.SCHEDULES ?? 1000);
/** Minutes in which they are due. */
const MINUTES = Number(process.env.MINUTES ?? 2);
const IDLE = Number(process.env.IDLE ?? 10_000);
const IDLE_MS = 20_000;
const SERVER = { flags: ['--log-level', 'warn', '--request-rate', '0'] };

const chosen = process.argv.slice(2);
if (chosen.length === 0 || chosen.includes('minute')) await sameMinute();
if (chosen.length === 0 || chosen.includes('idle')) await idle();

async function sameMinute(): Promise<void> {
  const server = await startServer(SERVER);
  const client = await connect(server);
  try {
    await client.query('CREATE TABLE effects (schedule integer)');
    const now = Date.now();
    // At least half a minute to make them all before they are due.
    const due = Math.ceil((now + 30_000) / 60_000) * 60_000;
    const end = due + (MINUTES - 1) * 60_000 + 30_000;
    const bounds = `START '${new Date(due).toISOString()}' END '${new Date(end).toISOString()}'`;
    await client.query('BEGIN');
    for (let index = 0; index < SCHEDULES; index++) {
      const text = `INSERT INTO effects SELECT ${index}`;
      await client.query(
        `CREATE SCHEDULE s${index} CRON '* * * * *' ${bounds} WITH (max_active_runs = 2) AS $$ ${text} $$`,
      );
    }
    await client.query('COMMIT');
    console.log(`| ${SCHEDULES} schedules made | ${Date.now() - now} ms |`);
    let before: Delays = new Map();
    for (let minute = 0; minute < MINUTES; minute++) before = await delays(server, due + minute * 60_000, before);
    await allEnded(client, due, SCHEDULES * MINUTES);
    const { rows } = await client.query('SELECT count(*) AS runs, count(DISTINCT schedule) AS schedules FROM effects');
    console.log(`| rows written, by how many schedules | ${rows[0].runs}, ${rows[0].schedules} |`);
    const exact = Number(rows[0].runs) === SCHEDULES * MINUTES && Number(rows[0].schedules) === SCHEDULES;
    console.log(exact ? '| none lost, none doubled | yes |' : '| NOT EXACT | |');
    process.exitCode = exact ? 0 : 1;
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Runs by the upper bound of their delay, as /metrics counts them. */
type Delays = ReadonlyMap<string, number>;

/** Waits until all of one minute are ready, and tells how late they were. The first minute finds the server cold. */
async function delays(server: TestServer, due: number, before: Delays): Promise<Delays> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due + 10_000 - Date.now())));
  const answer = await fetch(`http://${server.host}:${server.httpPort}/metrics`, {
    headers: { authorization: `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}` },
  });
  const found = (await answer.text()).matchAll(/start_delay_seconds_bucket\{le="([^"]+)"\} (\d+)/g);
  const after = new Map([...found].map(([, bound = '', count]) => [bound, Number(count)]));
  const part = (share: number): string => {
    const bound = [...after].find(([le, count]) => count - (before.get(le) ?? 0) >= SCHEDULES * share)?.[0];
    return `at most ${bound} s`;
  };
  console.log(`| ready after the due time, p50, p99, last | ${part(0.5)}, ${part(0.99)}, ${part(1)} |`);
  return after;
}

/** Waits for the ends of `wanted` runs. */
async function allEnded(client: pg.Client, due: number, wanted: number): Promise<void> {
  const ended = "FROM system.query_log WHERE client = 'Scheduler' AND ended_at IS NOT NULL";
  for (let done = 0; done < wanted; ) {
    const { rows } = await client.query(`SELECT count(*) AS n ${ended}`);
    done = Number(rows[0]?.n ?? 0);
    if (Date.now() > due + 600_000) throw new Error(`only ${done} runs ended`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const { rows: times } = await client.query(`SELECT CAST(max(ended_at) AS text) AS last ${ended}`);
  const last = Date.parse(`${times[0].last.replace(' ', 'T')}Z`) - due;
  console.log(`| last of ${wanted} runs ended | ${last} ms after the first minute |`);
}

/** Processor time of the server while nothing is due, beside the same server without schedules. */
async function idle(): Promise<void> {
  const server = await startServer(SERVER);
  const client = await connect(server);
  try {
    const before = await busy(server.pid);
    await client.query('BEGIN');
    for (let index = 0; index < IDLE; index++) {
      await client.query(`CREATE SCHEDULE s${index} CRON '${index % 60} ${index % 24} 1 1 *' AS $$ SELECT 1 $$`);
    }
    await client.query('COMMIT');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const after = await busy(server.pid);
    console.log(`| an idle server | ${before.toFixed(2)} % of a core |`);
    console.log(`| with ${IDLE} idle schedules | ${after.toFixed(2)} % of a core |`);
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Percent of one core over a while, from /proc. */
async function busy(pid: number): Promise<number> {
  const ticks = (): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  const began = ticks();
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  // A tick is a hundredth of a second on Linux.
  return ((ticks() - began) * 10 * 100) / IDLE_MS;
}

async function connect(server: TestServer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  return client;
}
