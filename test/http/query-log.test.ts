import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

let server: TestServer;
let admin: Api;
let client: pg.Client;

beforeAll(async () => {
  server = await startServer({ flags: ['--metrics', 'open'] });
  admin = Api.basic(server, server.user, server.password);
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('CREATE TABLE orders (customer text, amount int)');
  await client.query('CREATE VIEW spenders AS SELECT customer FROM orders WHERE amount > 1');
});

afterAll(async () => {
  await client?.end();
  await server?.stop();
});

/** The newest entry of a statement. */
async function logged(sql: string) {
  const property = encodeURIComponent(`sql~${sql}`);
  const { queries } = await admin.until(`/queries?limit=1&property=${property}`, ({ queries: found }) => {
    return found.length > 0 && found[0].state !== 'IN_PROGRESS';
  });
  return queries[0];
}

describe('a statement of a connection', () => {
  it('has the datasets that it read and wrote, and the bytes that went over', async () => {
    await client.query("INSERT INTO orders SELECT 'ada', 3");
    const stream = client.query(copyFrom('COPY orders FROM STDIN'));
    const copied = new Promise((resolve, reject) => stream.on('finish', resolve).on('error', reject));
    stream.end('bo\t7\n');
    await copied;
    await client.query('CREATE TABLE kept AS SELECT customer FROM spenders');
    await client.query('SELECT customer, amount FROM orders ORDER BY amount');
    await client.query('COPY orders TO STDOUT');
    const facts = async (sql: string) => {
      const { rowCount, bytes, id } = await logged(sql);
      const [[read, written] = []] = (
        await client.query({
          text: `SELECT datasets_read, datasets_written FROM system.query_log WHERE id = '${id}'`,
          rowMode: 'array',
        })
      ).rows as unknown as [string[], string[]][];
      return { rowCount, bytes, read, written };
    };
    expect(await facts("INSERT INTO orders SELECT 'ada'")).toEqual({
      rowCount: 1,
      bytes: undefined,
      read: [],
      written: ['orders'],
    });
    expect(await facts('COPY orders FROM')).toEqual({ rowCount: 1, bytes: 5, read: [], written: ['orders'] });
    expect(await facts('CREATE TABLE kept')).toEqual({
      rowCount: 2,
      bytes: undefined,
      read: ['spenders', 'orders'],
      written: ['kept'],
    });
    // DataRow: one byte, four of length, two of count, and each value behind its length.
    const dataRows = 2 * (1 + 4 + 2) + 4 + 3 + 4 + 1 + (4 + 2 + 4 + 1);
    expect(await facts('ORDER BY amount')).toEqual({
      rowCount: 2,
      bytes: dataRows,
      read: ['orders'],
      written: [],
    });
    // CopyData: one byte and four of length before each line.
    const copyData = 5 + 'ada\t3\n'.length + 5 + 'bo\t7\n'.length;
    expect(await facts('COPY orders TO')).toEqual({ rowCount: 2, bytes: copyData, read: ['orders'], written: [] });
  });

  it('is found by a dataset that it touched, also inside of a block', async () => {
    await client.query('CREATE TABLE audited (a int)');
    await client.query('$$ BEGIN INSERT INTO audited SELECT amount FROM orders; END $$');
    const block = await logged('BEGIN INSERT INTO audited');
    const ids = block._links.referenced_datasets.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(2);
    expect(block._links.written_datasets.map(({ id }: { id: string }) => id)).toEqual([ids[1]]);
    const property = encodeURIComponent(`referenced_datasets==${ids[1]}`);
    const { body } = await admin.get(`/queries?property=${property}`);
    expect(body.queries.map(({ id }: { id: string }) => id)).toEqual([block.id]);
  });
});

describe('a query object', () => {
  it('counts its time from its beginning, and not at all before', async () => {
    const slow = 'SELECT count(*) FROM range(100000000000) a, range(1000) b';
    const sent: string[] = [];
    for (let index = 0; index < 3; index++) {
      sent.push((await admin.post('/queries', { dbName: 'prod:all', sql: slow })).body.id);
    }
    const [first, , third] = sent;
    await admin.until(`/queries/${first}`, ({ elapsedTime }) => elapsedTime > 0);
    // Two run at once.
    expect((await admin.get(`/queries/${third}`)).body).toMatchObject({ state: 'SUBMITTED', elapsedTime: 0 });
    for (const id of sent.reverse()) await admin.patch(`/queries/${id}`, { op: 'cancel' });
    const ended = await admin.until(`/queries/${first}`, ({ state }) => state === 'KILLED');
    expect(ended.elapsedTime).toBeLessThanOrEqual(Date.parse(ended.updated) - Date.parse(ended.created));
    expect((await admin.get(`/queries/${first}`)).body.elapsedTime).toBe(ended.elapsedTime);
    expect((await admin.get(`/queries/${third}`)).body).toMatchObject({ state: 'KILLED', elapsedTime: 0 });
  });

  it('of CREATE TABLE AS names the dataset that was made, though another schema has one of that name', async () => {
    await admin.run('CREATE TABLE twin AS SELECT 1 AS a');
    await admin.run('CREATE DATABASE other');
    const made = await admin.run('CREATE TABLE twin AS SELECT 2 AS a', { dbName: 'prod:other' });
    const first = await admin.run('SELECT * FROM twin');
    expect(made._links.created_dataset.id).toMatch(/^[0-9a-f]{24}$/);
    expect(made._links.created_dataset.id).not.toBe(first._links.referenced_datasets[0].id);
  });
});

describe('the run of a block', () => {
  const runOf = async (name: string, sql: string) => {
    const { body } = await admin.post('/schedules', {
      query: { dbName: 'prod:all', name, sql },
      schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z' },
    });
    const path = `/schedules/${body.id}/runs`;
    const { body: taken } = await admin.post(path);
    return admin.until(`${path}/${taken.runId}`, ({ state }) => state !== 'IN_PROGRESS');
  };
  const shown = (run: { taskStatusList: { state: string; message?: string }[] }) =>
    run.taskStatusList.map(({ state, message }) => (message === undefined ? state : `${state}: ${message}`));

  it('has a task for each statement that writes, with a query of its own', async () => {
    await admin.run('CREATE TABLE staged (a int)');
    const run = await runOf(
      'three parts',
      `$$ BEGIN
         SET @n = SELECT 2;
         INSERT INTO staged SELECT id FROM range(1, 4) r(id);
         CREATE TABLE made_by_part AS SELECT a FROM staged WHERE a <= @n;
         IF (SELECT count(*) > 2 FROM staged) THEN COPY (SELECT a FROM staged) TO 'parts' (FORMAT csv); END IF;
         DROP TABLE made_by_part;
       END $$`,
    );
    expect(run.state).toBe('SUCCESS');
    expect(shown(run)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    const parts = await Promise.all(
      run.taskStatusList.map(async ({ taskId }: { taskId: string }) => (await admin.get(`/queries/${taskId}`)).body),
    );
    expect(parts.map(({ rowCount, isCTAS, isInsertInto }) => [rowCount, isCTAS, isInsertInto])).toEqual([
      [3, false, true],
      [2, true, false],
      [3, false, false],
    ]);
    expect(parts.map(({ request }) => request.sql.split(' ')[0])).toEqual(['INSERT', 'CREATE', 'COPY']);
    const whole = await admin.get(`/queries/${parts[0]._links.part_of.id}`);
    expect(whole.body).toMatchObject({ state: 'SUCCESS', client: 'Scheduler' });
    expect(whole.body._links.written_datasets).toHaveLength(2);
  });

  it('has no part that claims a success which was undone', async () => {
    await admin.run('CREATE TABLE undone (a int)');
    const failed = await runOf(
      'fails late',
      `$$ BEGIN INSERT INTO undone SELECT 1; INSERT INTO undone SELECT raise_error('late'); INSERT INTO undone SELECT 3; END $$`,
    );
    expect(failed.state).toBe('FAILED');
    expect(shown(failed)).toEqual(['FAILED: undone with the block: late', 'FAILED: late']);
    const handled = await runOf(
      'handles it',
      `$$ BEGIN
         INSERT INTO undone SELECT 1;
         INSERT INTO undone SELECT raise_error('early');
         EXCEPTION WHEN OTHERS THEN INSERT INTO undone SELECT 9;
       END $$`,
    );
    expect(handled.state).toBe('SUCCESS');
    expect(shown(handled)).toEqual(['FAILED: undone with the block: early', 'FAILED: early', 'SUCCESS']);
    const kept = await runOf(
      'commits',
      `$$ BEGIN INSERT INTO undone SELECT 10; COMMIT; INSERT INTO undone SELECT raise_error('after'); END $$`,
    );
    expect(shown(kept)).toEqual(['SUCCESS', 'FAILED: after']);
    const rolledBack = await runOf(
      'rolls back',
      '$$ BEGIN INSERT INTO undone SELECT 11; ROLLBACK; INSERT INTO undone SELECT 12; END $$',
    );
    expect(shown(rolledBack)).toEqual(['FAILED: undone with the block: the block rolled back', 'SUCCESS']);
    const { rows } = await client.query({ text: 'SELECT a FROM undone ORDER BY a', rowMode: 'array' });
    expect(rows).toEqual([[9], [10], [12]]);
  });
});

it('metrics are open to all where the operator says so', async () => {
  const answer = await new Api(server).get('//metrics');
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('stillhouse_batch_queued');
  expect((await new Api(server).get('/queries')).status).toBe(401);
});
