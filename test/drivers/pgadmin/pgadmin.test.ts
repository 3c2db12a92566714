import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonTool, pythonToolAbsent } from '../../support/python-tool.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { DIFFERENCES } from './differences.ts';

const FOLDER = import.meta.dirname;

/**
 * The statements that pgAdmin 4.8.14 brings along to read PostgreSQL 15, all of them that can be filled in for a small schema
 * (`with-pgadmin.py`), beside what PostgreSQL 15.20 answered to the same (`postgresql-15.txt`).
 */
describe.skipIf(pythonToolAbsent('pgadmin', 'python'))('pgAdmin', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('CREATE DATABASE shop');
    await client.end();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('reads the catalog as it reads that of PostgreSQL', async () => {
    const done = await pythonTool('pgadmin', 'python', server, [join(FOLDER, 'with-pgadmin.py')], {
      env: { PGDATABASE: 'shop' },
    });
    expect(done.stderr).toBe('');
    const ours = linesOf(done.stdout);
    const theirs = linesOf(readFileSync(join(FOLDER, 'postgresql-15.txt'), 'utf8'));
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    const different = [...theirs].filter(([name, answer]) => ours.get(name) !== answer).map(([name]) => name);
    expect(different).toEqual(Object.keys(DIFFERENCES));

    const columns = (answer: string | undefined): string | undefined => answer?.split('; ')[1];
    const otherColumns = different.filter((name) => columns(ours.get(name)) !== columns(theirs.get(name)));
    expect(otherColumns).toEqual(['tables/get_table_row_count.sql', 'tables/reset_stats.sql']);
    expect(ours.get('tables/reset_stats.sql')).toMatch(/^0A000 /);
    expect([...ours].filter(([, answer]) => !/^\d+ rows /.test(answer)).map(([name]) => name)).toEqual([
      'tables/reset_stats.sql',
    ]);
  });
});

/** Answers by the name of the template. */
function linesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => {
        const at = line.indexOf(': ');
        return [line.slice(0, at), line.slice(at + 2)];
      }),
  );
}
