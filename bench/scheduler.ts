import pg from 'pg';
import { startServer } from '../test/support/server.ts';

/**
 * A thousand schedules due in the same minute: none lost, none doubled; how late they start, and how long all take. Waits for
 * the next full minute.
 */
const SCHEDULES = Number(process.env.SCHEDULES ?? 1000);
const server = await startServer({ flags: ['--log-level', 'warn'] });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
try {
  await client.query('CREATE TABLE effects (schedule integer)');
  const now = Date.now();
  // At least ten seconds to make them all before they are due.
  const due = Math.ceil((now + 25_000) / 60_000) * 60_000;
  const start = new Date(due).toISOString();
  const end = new Date(due + 30_000).toISOString();
  await client.query('BEGIN');
  for (let index = 0; index < SCHEDULES; index++) {
    await client.query(
      `CREATE SCHEDULE s${index} CRON '* * * * *' START '${start}' END '${end}' AS $$ INSERT INTO effects SELECT ${index} $$`,
    );
  }
  await client.query('COMMIT');
  console.log(`${SCHEDULES} schedules made in ${Date.now() - now} ms, due at ${start}`);
  await new Promise((resolve) => setTimeout(resolve, due - Date.now() + 500));
  for (let done = 0; done < SCHEDULES; ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { rows } = await client.query(
      "SELECT count(*) AS n FROM system.query_log WHERE client = 'Scheduler' AND ended_at IS NOT NULL",
    );
    done = Number(rows[0]?.n ?? 0);
    if (Date.now() > due + 300_000) throw new Error(`only ${done} runs ended`);
  }
  const { rows } = await client.query(
    'SELECT count(*) AS all_rows, count(DISTINCT schedule) AS schedules FROM effects',
  );
  const { rows: times } = await client.query(
    "SELECT count(*) AS runs, count(CASE WHEN state = 'SUCCESS' THEN 1 END) AS good, " +
      'CAST(min(created_at) AS text) AS claimed, CAST(min(started_at) AS text) AS first, CAST(max(ended_at) AS text) AS last ' +
      "FROM system.query_log WHERE client = 'Scheduler'",
  );
  const [time] = times;
  const after = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`) - due;
  console.log(
    `runs ${time.runs}, successful ${time.good}; rows ${rows[0].all_rows}, of schedules ${rows[0].schedules}`,
  );
  console.log(
    `claimed ${after(time.claimed)} ms after the minute, first start ${after(time.first)} ms, last end ${after(time.last)} ms`,
  );
  const exact = Number(rows[0].all_rows) === SCHEDULES && Number(rows[0].schedules) === SCHEDULES;
  console.log(exact ? 'none lost, none doubled' : 'NOT EXACT');
  process.exitCode = exact ? 0 : 1;
} finally {
  await client.end();
  await server.stop();
}
