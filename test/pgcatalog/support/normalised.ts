import { parseQuery } from '../../../src/sql/parse.ts';
import type { CatalogAnswer } from './catalog-client.ts';

export type Ask = (sql: string) => Promise<CatalogAnswer>;

/** OIDs of a server's own objects and what they are, so that answers of two servers can be compared. */
export interface Symbols {
  readonly nameOf: ReadonlyMap<string, string>;
  readonly relations: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
}

const OBJECTS: readonly (readonly [kind: string, sql: string])[] = [
  [
    'relation',
    "SELECT c.oid, n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
  ],
  ['type', "SELECT t.oid, n.nspname || '.' || t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"],
  ['schema', 'SELECT oid, nspname FROM pg_namespace'],
  ['role', 'SELECT oid, rolname FROM pg_roles'],
  [
    'constraint',
    "SELECT c.oid, n.nspname || '.' || c.conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace",
  ],
  ['default', "SELECT d.oid, c.relname || '.' || d.adnum FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid"],
  ['rule', 'SELECT r.oid, c.relname FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class'],
];

/** Public had a fixed number in older servers. */
const PUBLIC = '2200';

export async function readSymbols(ask: Ask): Promise<Symbols> {
  const nameOf = new Map<string, string>();
  const relations = new Map<string, string>();
  const types = new Map<string, string>();
  for (const [kind, sql] of OBJECTS) {
    for (const [oid, name] of (await ask(sql)).rows) {
      if (oid === undefined || oid === null || name === undefined || name === null) continue;
      if (Number(oid) < 16_384 && oid !== PUBLIC) continue;
      // A TOAST table is what other servers do without.
      nameOf.set(oid, name.startsWith('pg_toast.') ? '0' : `<${kind} ${name}>`);
      if (kind === 'relation') relations.set(name, oid);
      if (kind === 'type') types.set(name, oid);
    }
  }
  return { nameOf, relations, types };
}

/** A captured statement for one server. */
export function forServer(sql: string, symbols: Symbols): string {
  return sql
    .replaceAll(/@oid\(([^)]*)\)/g, (_, name: string) => symbols.relations.get(name) ?? '0')
    .replaceAll(/@type\(([^)]*)\)/g, (_, name: string) => symbols.types.get(name) ?? '0');
}

/** Columns whose values are about one server's storage or moment; Debian's packages put numbers of their own in attoptions. */
const VOLATILE = new Set([
  'relfilenode',
  'relfrozenxid',
  'relminmxid',
  'datfrozenxid',
  'datminmxid',
  'xmin',
  'age',
  'attoptions',
]);

/** Rows about databases and schemas that only a server made by initdb has. */
const FOREIGN = new Set(['template0', 'template1', 'pg_toast']);

/** An answer with OIDs replaced by names, and in one order where the statement asks for none. */
export function normalised(answer: CatalogAnswer, sql: string, symbols: Symbols): CatalogAnswer {
  const rows = answer.rows
    .filter((row) => !row.some((cell) => cell !== null && (FOREIGN.has(cell) || cell.startsWith('pg_toast_'))))
    .map((row) =>
      row.map((cell, index) => {
        if (VOLATILE.has(answer.columns[index]?.name ?? '')) return '*';
        if (cell === null) return null;
        return cell.replaceAll(/\d+/g, (digits) => symbols.nameOf.get(digits) ?? digits);
      }),
    );
  return { columns: answer.columns, rows: isOrdered(sql) ? rows : sorted(rows) };
}

export function sorted(rows: CatalogAnswer['rows']): CatalogAnswer['rows'] {
  const keyed = rows.map((row) => [JSON.stringify(row), row] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

function isOrdered(sql: string): boolean {
  return parseQuery(sql).orderBy.length > 0;
}
