import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

describe('pg-copy-streams', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startServer();
    client = new Client({ connectionString: server.url });
    await client.connect();
  });

  beforeEach(async () => {
    await client.query('DROP TABLE IF EXISTS gear');
    await client.query('CREATE TABLE gear (id integer, name text, price decimal(10,2))');
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  async function copyIn(options: string, ...chunks: readonly (string | Buffer)[]): Promise<number | null> {
    const stream = client.query(copyFrom(`COPY gear FROM STDIN ${options}`));
    await pipeline(Readable.from(chunks), stream);
    return stream.rowCount;
  }

  async function copyOut(options: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`COPY (SELECT * FROM gear ORDER BY id) TO STDOUT ${options}`)))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  it('copies text, cut at any byte', async () => {
    const bytes = Buffer.from('1\ttent\t249.00\n2\tnäve 雪\t\\N\n3\ttab\\there\t0.50\n');
    expect(await copyIn('', ...Array.from(bytes, (byte) => Buffer.from([byte])))).toBe(3);
    expect((await copyOut('')).toString()).toBe('1\ttent\t249.00\n2\tnäve 雪\t\\N\n3\ttab\\there\t0.50\n');
  });

  it('copies csv with a header, quotes and lines inside of values', async () => {
    expect(await copyIn('WITH (FORMAT csv, HEADER true)', 'id,name,price\n1,"a ""b""\nc",1\n', '2,,\n3,"",\n')).toBe(3);
    const { rows } = await client.query('SELECT id, name FROM gear ORDER BY id');
    expect(rows).toEqual([
      { id: 1, name: 'a "b"\nc' },
      { id: 2, name: null },
      { id: 3, name: '' },
    ]);
    expect((await copyOut('WITH CSV HEADER')).toString()).toBe('id,name,price\n1,"a ""b""\nc",1.00\n2,,\n3,"",\n');
  });

  it('copies named columns, with a delimiter and a word for NULL', async () => {
    const stream = client.query(copyFrom("COPY gear (name, id) FROM STDIN (DELIMITER '|', NULL 'none')"));
    await pipeline(Readable.from(['stove|1\nnone|2\n']), stream);
    expect((await client.query('SELECT id, name, price FROM gear ORDER BY id')).rows).toEqual([
      { id: 1, name: 'stove', price: null },
      { id: 2, name: null, price: null },
    ]);
  });

  it('gives out what it took in', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n}\tpiece ${n}\t${n % 100}.25\n`);
    expect(await copyIn('', ...lines)).toBe(20_000);
    expect((await copyOut('')).toString()).toBe(lines.join(''));
  });

  it('names the line and the column of a wrong value, and loads nothing', async () => {
    await expect(copyIn('(FORMAT csv)', '1,a,1\n2,b,two\n')).rejects.toMatchObject({
      code: '22P02',
      where: 'COPY gear, line 2, column price: "two"',
    });
    await expect(copyIn('', '1\ta\n')).rejects.toMatchObject({ code: '22P04' });
    expect((await client.query('SELECT count(*) AS n FROM gear')).rows).toEqual([{ n: '0' }]);
  });

  it('loads nothing when the client gives up', async () => {
    const stream = client.query(copyFrom('COPY gear FROM STDIN'));
    const ended = new Promise<Error>((done) => stream.once('error', done));
    stream.write('1\ta\t1\n');
    stream.destroy(new Error('the file could not be read'));
    expect((await ended).message).toContain('the file could not be read');
    expect((await client.query('SELECT count(*) AS n FROM gear')).rows).toEqual([{ n: '0' }]);
  });

  it('rolls a copy back with its transaction', async () => {
    await client.query('BEGIN');
    expect(await copyIn('', '1\ta\t1\n')).toBe(1);
    expect((await client.query('SELECT count(*) AS n FROM gear')).rows).toEqual([{ n: '1' }]);
    await client.query('ROLLBACK');
    expect((await client.query('SELECT count(*) AS n FROM gear')).rows).toEqual([{ n: '0' }]);
  });

  it('does not copy an identity that another transaction has written meanwhile', async () => {
    await client.query(
      "CREATE TABLE buyers (email text PRIMARY IDENTITY NAMESPACE 'Email', n int) WITH (label = 'PROFILE')",
    );
    const other = new Client({ connectionString: server.url });
    await other.connect();
    try {
      await client.query('BEGIN; SELECT * FROM buyers');
      await other.query("INSERT INTO buyers VALUES ('a@example.org', 1)");
      const stream = client.query(copyFrom('COPY buyers FROM STDIN'));
      await expect(pipeline(Readable.from(['a@example.org\t2\n']), stream)).rejects.toMatchObject({ code: '40001' });
      await client.query('ROLLBACK');
      expect((await client.query('SELECT n FROM buyers')).rows).toEqual([{ n: 1 }]);
    } finally {
      await other.end();
    }
  });
});
