import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { psql } from '../../support/psql.ts';
import { pythonTool, pythonToolAbsent } from '../../support/python-tool.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/**
 * dbt-core with dbt-postgres on a small project: seeds, a view, an ephemeral model, a table, incremental models, a snapshot,
 * data tests and a unit test. Once into a database of the accelerated store, where rows can be changed, and once into the
 * lake, where they cannot.
 */
describe.skipIf(pythonToolAbsent('dbt', 'dbt'))('dbt', { timeout: 300_000 }, () => {
  let server: TestServer;
  let project: string;

  beforeAll(async () => {
    server = await startServer();
    project = await mkdtemp(join(tmpdir(), 'stillhouse-dbt-'));
    await cp(join(import.meta.dirname, 'project'), project, { recursive: true });
    await psql(server, ['-c', 'CREATE DATABASE orchard WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch)']);
  });

  afterAll(async () => {
    await server.stop();
    await rm(project, { recursive: true, force: true });
  });

  it('builds, twice, and keeps the history', async () => {
    expect((await dbt('orchard', 'build')).summary).toBe('PASS=17 WARN=0 ERROR=0 SKIP=0 NO-OP=0 TOTAL=17');
    await theNextDay();
    expect((await dbt('orchard', 'build')).summary).toBe('PASS=17 WARN=0 ERROR=0 SKIP=0 NO-OP=0 TOTAL=17');
    const look = await psql(
      server,
      ['-d', 'orchard', '-At', '-F', ' ', '-c', 'SET search_path = orchard'].concat(LOOK),
    );
    expect(look.output.split('\n')).toEqual([
      'SET',
      '1 north now',
      '2 south now',
      '2 west then',
      '3 west now',
      '2026-09-04 2 18',
      '2026-09-05 1 20',
      '8 rows up to 8',
      '',
    ]);
  });

  it('documents what it finds in the catalog', async () => {
    const { output } = await dbt('orchard', 'docs', 'generate');
    expect(output).toContain('Catalog written to');
    const { nodes, sources, errors } = JSON.parse(await readFile(join(project, 'target', 'catalog.json'), 'utf8'));
    expect(errors).toBeNull();
    expect(sources).toEqual({});
    expect(Object.keys(nodes).sort()).toEqual([
      'model.orchard.daily_crates',
      'model.orchard.grower_totals',
      'model.orchard.picking_log',
      'model.orchard.stg_pickings',
      'seed.orchard.growers',
      'seed.orchard.pickings',
      'snapshot.orchard.growers_history',
    ]);
    expect(nodes['model.orchard.stg_pickings']).toMatchObject({
      metadata: { type: 'VIEW', owner: 'admin', comment: "Pickings as they came; it's a view" },
      columns: { picking_id: { type: 'integer', comment: 'Number of the picking', index: 1 }, worth: { index: 7 } },
    });
    expect(nodes['seed.orchard.growers'].columns.since.type).toBe('date');
  });

  it('is told by the lake what cannot be', async () => {
    await cp(join(import.meta.dirname, 'project', 'seeds'), join(project, 'seeds'), { recursive: true });
    expect((await dbt('all', 'build')).summary).toBe('PASS=17 WARN=0 ERROR=0 SKIP=0 NO-OP=0 TOTAL=17');
    await theNextDay();
    const second = await dbt('all', 'build');
    expect(second.summary).toBe('PASS=13 WARN=0 ERROR=2 SKIP=2 NO-OP=0 TOTAL=17');
    expect(second.output).toContain('UPDATE is not supported on the dataset "growers_history"');
    expect(second.output).toContain('DELETE is not supported on the dataset "daily_crates"');
  });

  /** The seeds of the day after: a grower has moved, and more was picked. */
  async function theNextDay(): Promise<void> {
    const growers = join(project, 'seeds', 'growers.csv');
    await writeFile(growers, (await readFile(growers, 'utf8')).replace('Berg,west', 'Berg,south'));
    const pickings = join(project, 'seeds', 'pickings.csv');
    const more = '7,2,2026-09-04 09:00:00,plum,11,5.10\n8,3,2026-09-05 09:00:00,apple,20,3.30\n';
    await writeFile(pickings, (await readFile(pickings, 'utf8')) + more);
  }

  async function dbt(database: string, ...args: readonly string[]): Promise<{ summary: string; output: string }> {
    const { output } = await pythonTool('dbt', 'dbt', server, [...args, '--no-use-colors'], {
      cwd: project,
      env: { PGDATABASE: database, DBT_PROFILES_DIR: project, DBT_SEND_ANONYMOUS_USAGE_STATS: '0' },
      timeoutMs: 110_000,
    });
    return { summary: /Done\. (.*)$/m.exec(output)?.[1] ?? output, output };
  }
});

const LOOK = [
  '-c',
  "SELECT grower_id, region, CASE WHEN dbt_valid_to IS NULL THEN 'now' ELSE 'then' END FROM growers_history ORDER BY 1, 2",
  '-c',
  "SELECT * FROM daily_crates WHERE day >= DATE '2026-09-04' ORDER BY day",
  '-c',
  "SELECT count(*), 'rows up to', max(picking_id) FROM picking_log",
];
