import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** By name, with the condition that leaves PostgreSQL's own objects out. */
const RELATIONS: Readonly<Record<string, string>> = {
  pg_namespace: 'oid > 16383',
  pg_class: 'oid > 16383',
  pg_attribute: 'attrelid > 16383',
  pg_attrdef: 'true',
  pg_type: 'oid > 16383',
  pg_constraint: 'oid > 16383',
  pg_index: 'true',
  pg_depend: 'true',
  pg_description: 'objoid > 16383',
  pg_rewrite: 'true',
  'information_schema.attributes': 'true',
  'information_schema.columns': "table_schema NOT IN ('pg_catalog', 'information_schema')",
};

const CHANGES = [
  'CREATE TABLE stays (id bigint PRIMARY KEY, nights int DEFAULT 1, who struct<name: string, age: int>)',
  'CREATE TABLE guests (id bigint PRIMARY KEY, code string UNIQUE)',
  "COMMENT ON COLUMN stays.nights IS 'one at least'",
  'ALTER TABLE stays ADD COLUMN guest bigint',
  'ALTER TABLE stays ADD CONSTRAINT of_guest FOREIGN KEY (guest) REFERENCES guests (id)',
  'CREATE VIEW long_stays AS SELECT id FROM stays WHERE nights > 7',
  "COMMENT ON VIEW long_stays IS 'a week and more'",
  'ALTER TABLE guests RENAME TO visitors',
  'CREATE SCHEMA archive',
  'CREATE TABLE archive.stays AS SELECT id, nights FROM stays',
  'ALTER TABLE stays DROP CONSTRAINT FOREIGN KEY (guest)',
  'ALTER TABLE stays ADD CONSTRAINT again FOREIGN KEY (guest) REFERENCES visitors (id)',
  'ALTER TABLE visitors ADD COLUMN note string',
  'ALTER TABLE visitors DROP COLUMN note',
  'DROP VIEW long_stays',
  'DROP TABLE stays',
  'CREATE TABLE stays (id int, who struct<name: string>)',
  'CREATE VIEW short_stays AS SELECT id FROM stays',
];

let folder: string;
let session: Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-test-'));
  session = await openSession(folder, { now: () => Date.UTC(2026, 0, 1) });
});

afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

/** Relations follow the catalog change by change; made at once from the last state they must be the same. */
describe('the relations after many changes', () => {
  it.each(CHANGES)('%s', async (change) => {
    const before = await rows('ours');
    await session.run(change);
    expect(await rows('ours')).not.toEqual(before);
  });

  it('are those that a new start makes', async () => {
    await expectAsNew();
  });

  it('are so too when most of it is new, and then most of it gone', async () => {
    const all = Array.from({ length: 120 }, (_, index) => `passing_${index}`);
    for (const [index, name] of all.entries()) {
      await session.run(`CREATE TABLE ${name} (id int PRIMARY KEY, note string DEFAULT 'none')`);
      if (index % 40 === 0) await rows('ours');
    }
    await expectAsNew();
    await session.run(
      `BEGIN; ${all
        .slice(5)
        .map((name) => `DROP TABLE ${name}`)
        .join('; ')}; COMMIT`,
    );
    await expectAsNew();
  });
});

async function expectAsNew(): Promise<void> {
  const step = await rows('all');
  await session.close();
  session = await openSession(folder, { now: () => Date.UTC(2026, 0, 1) });
  expect(await rows('all')).toEqual(step);
}

async function rows(which: 'ours' | 'all'): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const [relation, ours] of Object.entries(RELATIONS)) {
    const read = await session.run(`SELECT * FROM ${relation} WHERE ${which === 'ours' ? ours : 'true'}`);
    found[relation] = read.map((row) => JSON.stringify(row)).sort();
  }
  return found;
}
