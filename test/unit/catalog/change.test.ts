import { afterEach, beforeEach, expect, test } from 'vitest';
import { Catalog } from '../../../catalog/catalog.ts';
import type { CatalogObject, Oid, Role } from '../../../catalog/objects.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

const ADA: Role = {
  kind: 'role',
  oid: 20_000 as Oid,
  name: 'ada',
  createdAt: '2026-12-01T00:00:00.000Z',
  owner: 10 as Oid,
  login: true,
  superuser: false,
};

let engine: Engine;
let catalog: Catalog;
let first: EngineConnection;
let second: EngineConnection;
beforeEach(async () => {
  engine = await Engine.open({ path: ':memory:', tempDirectory: '.', exportDirectory: '.' });
  catalog = await Catalog.open(engine, { now: () => 0 }, silentLogger);
  first = await engine.connect();
  second = await engine.connect();
  await catalog.change(first, (changes) => changes.put(ADA));
});
afterEach(async () => {
  first.close();
  second.close();
  await engine.close();
});

test('a change that begins while another commits sees what that made, in the view and in the engine', async () => {
  const removal = catalog.begin();
  removal.remove(ADA.oid);
  await first.run('BEGIN TRANSACTION');
  await removal.persist(first);
  const removed = catalog.gate.run(async () => {
    await first.run('COMMIT');
    catalog.publish(removal);
  });
  let seen: CatalogObject | undefined = ADA;
  const changed = catalog.change(second, (changes) => {
    seen = changes.view.get(ADA.oid);
  });
  await Promise.all([removed, changed]);
  expect(seen).toBeUndefined();
});

test('a change that throws leaves nothing, and the connection can make the next one', async () => {
  const refused = catalog.change(first, (changes) => {
    changes.remove(ADA.oid);
    throw new Error('refused');
  });
  await expect(refused).rejects.toThrow('refused');
  await catalog.change(first, (changes) => changes.put({ ...ADA, login: false }));
  expect(await first.rows('SELECT oid FROM stillhouse.objects')).toEqual([[BigInt(ADA.oid)]]);
  expect(catalog.view.get(ADA.oid)).toMatchObject({ login: false });
});
