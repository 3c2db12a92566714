import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonTool, pythonToolAbsent } from '../../support/python-tool.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/** pgcli's own executor, completer and backslash commands, without its screen. */
describe.skipIf(pythonToolAbsent('pgcli', 'pgcli'))('pgcli', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('connects, completes names and joins, describes', async () => {
    const done = await pythonTool('pgcli', 'python', server, [join(import.meta.dirname, 'with-pgcli.py')]);
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'server: 15.20 True',
      "schemas: ['information_schema', 'pg_catalog', 'pg_toast', 'public', 'yard']",
      "search path: ['pg_catalog', 'public']",
      "tables: [('public', 'trees'), ('yard', 'pickings')]",
      "views: [('public', 'old_trees')]",
      "columns: [('public', 'trees', 'tree_id', 'bigint', False), ('public', 'trees', 'sort', 'character varying', False), ('public', 'trees', 'planted', 'date', False), ('yard', 'pickings', 'tree_id', 'bigint', False), ('yard', 'pickings', 'crates', 'integer', False)]",
      "columns of views: [('public', 'old_trees', 'tree_id', 'bigint'), ('public', 'old_trees', 'sort', 'text')]",
      "foreign keys: [('public', 'trees', 'tree_id', 'yard', 'pickings', 'tree_id')]",
      "databases: ['all']",
      'types of our own: []',
      'functions: True',
      "after FROM: ['trees', 'old_trees']",
      "after a schema: ['pickings']",
      "join: ['trees ON trees.tree_id = p.tree_id']",
      "\\d [['public', 'old_trees', 'view', 'admin'], ['public', 'trees', 'table', 'admin']]",
      "\\d trees [['tree_id', 'bigint', ''], ['sort', 'character varying(20)', ' not null'], ['planted', 'date', '']]",
      "\\dt [['public', 'trees', 'table', 'admin']]",
      "\\dn [['public', 'admin'], ['yard', 'admin']]",
      'other backslash commands: none fails',
      '',
    ]);
    expect(server.output().stderr).not.toContain('catalog query not answered');
  });
});
