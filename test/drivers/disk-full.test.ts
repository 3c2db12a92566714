import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absent } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** A disk that is really full: a small file system in memory, which only root can mount. */
const folder = mkdtempSync(join(tmpdir(), 'stillhouse-full-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder]).status === 0;
const noDisk = absent('full disk', () => (mounted ? undefined : 'mounting a small file system needs root'), true);
const FILLER = join(folder, 'filler');
/** What others have on the disk, and later remove. */
const OTHER = join(folder, 'other');
const OTHER_BYTES = 12_000_000;
const BIG =
  'SELECT i AS id, concat(md5(CAST(i AS string)), md5(CAST(i + 1 AS string))) AS note FROM range(2000000) AS r(i)';

describe.skipIf(noDisk)('a full disk', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    appendFileSync(OTHER, Buffer.alloc(OTHER_BYTES));
    server = await startServer({ dataDir: join(folder, 'data') });
    client = await connected(server);
    await client.query('CREATE TABLE stays (id bigint, note text)');
    await client.query("INSERT INTO stays VALUES (1, 'before')");
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is 53100 for a load that does not fit, of which nothing stays', async () => {
    await expect(client.query(`CREATE TABLE big AS ${BIG}`)).rejects.toMatchObject({
      code: '53100',
      message: 'no space is left on the disk of the server',
      detail: 'Nothing of the statement was kept.',
      hint: 'Free some space on the disk of the data folder and run it again.',
    });
    // Where the server keeps its files is for its operator only.
    expect(server.output().stderr).toContain('storage failed');
    expect(server.output().stderr).toContain(folder);
    await expect(client.query('SELECT 1 FROM big')).rejects.toMatchObject({ code: '42P01' });
    await expect(client.query(`INSERT INTO stays ${BIG}`)).rejects.toMatchObject({ code: '53100' });
    await expect(copied(400_000)).rejects.toMatchObject({ code: '53100' });
    expect(await ids()).toEqual(['1']);
  });

  it('is 53100 for the smallest write when there is no room at all; the server goes on reading', async () => {
    fill();
    await expect(untilRefused("INSERT INTO stays VALUES (0, 'too much')")).resolves.toBe('53100');
    await expect(untilRefused('CREATE TABLE more (id int)', 'DROP TABLE more')).resolves.toBe('53100');
    expect(await ids()).toContain('1');
  });

  it('takes rows again once there is room, and keeps them through kill -9', async () => {
    rmSync(FILLER);
    rmSync(OTHER);
    await client.query("INSERT INTO stays VALUES (2, 'after')");
    await client.query('CREATE TABLE after AS SELECT id FROM stays');
    const before = await ids();
    expect(before).toContain('2');
    client.on('error', () => {}); // the connection breaks off
    await server.kill9();
    server = await startServer({ dataDir: join(folder, 'data') });
    client = await connected(server);
    expect(await ids()).toEqual(before);
    await client.query("INSERT INTO stays VALUES (3, 'again')");
    const { rows } = await client.query("SELECT sum(row_count) AS n FROM (SELECT history_meta('stays'))");
    expect(Number(rows[0]?.n)).toBe(before.length + 1);
  });

  /** Takes all the room that is left. */
  function fill(): void {
    for (const bytes of [1_000_000, 4096, 1]) {
      try {
        for (;;) appendFileSync(FILLER, Buffer.alloc(bytes));
      } catch {
        // This much does not fit any more.
      }
    }
  }

  /** Some writes still fit into what the log's last page has left. Answers the code of the first that does not. */
  async function untilRefused(sql: string, undo?: string): Promise<string | undefined> {
    for (let attempt = 0; attempt < 500; attempt++) {
      try {
        await client.query(sql);
        if (undo !== undefined) await client.query(undo);
      } catch (error) {
        return (error as { readonly code?: string }).code;
      }
    }
    return undefined;
  }

  /** More rows than fit, on a connection of its own. */
  async function copied(rows: number): Promise<void> {
    const own = await connected(server);
    const line = (id: number): string => `${id},"${String(id * 7919).repeat(10)}"\n`;
    function* chunks(): IterableIterator<string> {
      for (let at = 0; at < rows; at += 1_000)
        yield Array.from({ length: 1_000 }, (_, index) => line(at + index)).join('');
    }
    try {
      await pipeline(chunks, own.query(copyFrom('COPY stays FROM STDIN (FORMAT csv)')));
    } finally {
      await own.end();
    }
  }

  async function ids(): Promise<readonly string[]> {
    const { rows } = await client.query('SELECT CAST(id AS text) AS id FROM stays ORDER BY id');
    return rows.map((row) => String(row.id));
  }
});

async function connected(server: TestServer): Promise<Client> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  return client;
}
