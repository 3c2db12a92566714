import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlError } from '../../src/core/sql-error.ts';
import { DIFFERENCES } from './differences.ts';
import { captureFiles, readCaptures } from './support/captures.ts';
import { type CatalogAnswer, CatalogClient } from './support/catalog-client.ts';
import {
  type Expectation,
  type Failure,
  type Long,
  readExpectations,
  writeExpectations,
} from './support/expectations.ts';
import { type Ask, forServer, normalised, readSymbols, type Symbols } from './support/normalised.ts';
import { Reference } from './support/reference.ts';
import { shopCatalog } from './support/shop-catalog.ts';

/**
 * Every statement that clients send about the catalog, against what PostgreSQL 15 answered to it over the same tables.
 * UPDATE=1 freezes this server's answers where they differ; with PGCATALOG_REFERENCE=postgres://… also PostgreSQL's.
 */
const update = process.env['UPDATE'] === '1';
const referenceUrl = process.env['PGCATALOG_REFERENCE'];
const view = shopCatalog();
let client: CatalogClient;
let reference: Reference | undefined;
let ours: Symbols;
let theirs: Symbols;

beforeAll(async () => {
  client = await CatalogClient.open(() => view);
  ours = await readSymbols((sql) => client.ask(sql));
  if (update && referenceUrl !== undefined) {
    reference = new Reference(referenceUrl);
    await reference.open();
    theirs = await readSymbols((sql) => reference?.ask(sql) ?? Promise.reject(new Error('closed')));
  }
});

afterAll(async () => {
  await client.close();
  await reference?.close();
});

describe.each(captureFiles())('%s', (file) => {
  const captures = readCaptures(file);
  const known = readExpectations(file);
  const made: Expectation[] = [];

  it.each(captures)('$name', async ({ name, sql }) => {
    const answer = await answered((text) => client.ask(text), sql, ours);
    const server = reference;
    const postgresql =
      server === undefined ? known.get(name)?.postgresql : await answered((text) => server.ask(text), sql, theirs);
    if (postgresql === undefined) throw new Error('no answer of PostgreSQL is kept: run with PGCATALOG_REFERENCE');
    const reason = DIFFERENCES[file]?.[name] ?? (isSame(answer, postgresql) ? undefined : DIFFERENCES[file]?.['*']);
    if (update) made.push({ name, postgresql, ours: isSame(answer, postgresql) ? undefined : answer });
    if (reason === undefined) {
      expect(answer).toEqual(postgresql);
      return;
    }
    expect(answer, 'listed as different, yet the same').not.toEqual(postgresql);
    if (!update) expect(answer).toEqual(known.get(name)?.ours);
  });

  afterAll(() => {
    if (update) writeExpectations(file, made);
  });
});

async function answered(ask: Ask, sql: string, symbols: Symbols): Promise<CatalogAnswer | Failure> {
  const text = forServer(sql, symbols);
  try {
    return normalised(await ask(text), text, symbols);
  } catch (error) {
    const state = error instanceof SqlError ? error.sqlState : (error as { readonly code?: string }).code;
    if (state === undefined) throw error;
    return { error: state };
  }
}

function isSame(a: CatalogAnswer | Failure, b: CatalogAnswer | Failure | Long): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
