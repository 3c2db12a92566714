import type { Call, QName, Query, TypeName } from '../sql/ast.ts';
import { ACCESS_LIST_FUNCTIONS } from './functions/access-lists.ts';
import { ARRAY_FUNCTIONS } from './functions/arrays.ts';
import { INFORMATION_FUNCTIONS } from './functions/information.ts';
import { OBJECT_FUNCTIONS } from './functions/objects.ts';
import { PRIVILEGE_FUNCTIONS } from './functions/privileges.ts';
import { SERVER_FUNCTIONS } from './functions/server.ts';
import { SESSION_FUNCTIONS } from './functions/session.ts';
import { SIZE_FUNCTIONS } from './functions/sizes.ts';
import { functionsNamed } from './functions/table.ts';
import { RELATION_FUNCTIONS } from './rewrite/from-function.ts';
import { findRelation } from './rewrite/from-relation.ts';

/** Functions that make a query without FROM one on the catalog. */
const SYSTEM_FUNCTIONS: ReadonlySet<string> = new Set([
  ...[...SERVER_FUNCTIONS, ...SESSION_FUNCTIONS, ...OBJECT_FUNCTIONS, ...SIZE_FUNCTIONS].map(({ name }) => name),
  ...[...PRIVILEGE_FUNCTIONS, ...ACCESS_LIST_FUNCTIONS, ...INFORMATION_FUNCTIONS].map(({ name }) => name),
  ...ARRAY_FUNCTIONS.map(({ name }) => name).filter((name) => name.startsWith('_pg_')),
  'quote_ident',
  'quote_literal',
  'quote_nullable',
  'parse_ident',
  'pg_typeof',
]);

/**
 * Whether a query has PostgreSQL's meaning rather than the dialect's (reference of the dialect, section 10): it reads
 * relations of pg_catalog and information_schema alone, or nothing, and then calls functions about the server. Names with
 * `pg_` in front belong to the catalog unless `isUserRelation` knows them, so that a missing one is said to be missing.
 */
export function isCatalogQuery(query: Query, isUserRelation: (name: QName) => boolean = () => false): boolean {
  const found = new Found();
  found.visit(query);
  if (found.into) return false;
  const tables = found.tables.filter(({ parts }) => parts.length > 1 || !found.common.has(lower(parts[0]?.name)));
  if (tables.length > 0) return tables.every((name) => isCatalogName(name, isUserRelation));
  const called = found.calls.map(({ name }) => ({
    name: lower(name.parts.at(-1)?.name),
    schema: writtenSchema(name),
  }));
  const isSystem = ({ name, schema }: { readonly name: string; readonly schema: string }): boolean =>
    SYSTEM_FUNCTIONS.has(name) ||
    RELATION_FUNCTIONS.has(name) ||
    (schema === 'pg_catalog' && functionsNamed(name).length > 0);
  const known = called.every((each) => isSystem(each) || functionsNamed(each.name).length > 0);
  if (known)
    return called.some(isSystem) || found.types.some(({ name }) => /^reg(class|type|proc|namespace|role)/.test(name));
  // A function that only PostgreSQL could have: the answer is then that it does not exist.
  return called.some(({ name, schema }) => schema === 'pg_catalog' || /^pg_/.test(name));
}

function isCatalogName(name: QName, isUserRelation: (name: QName) => boolean): boolean {
  const parts = name.parts.map((part) => lower(part.name));
  if (findRelation(parts) !== undefined) return true;
  const schema = parts.at(-2);
  if (schema !== undefined) return schema === 'pg_catalog' || schema === 'information_schema';
  return (parts[0] ?? '').startsWith('pg_') && !isUserRelation(name);
}

/** The schema of a function's name; the parser's own, of `trim(BOTH c FROM s)`, has the place of the name and counts as none. */
function writtenSchema({ parts }: QName): string {
  const [schema, name] = parts.slice(-2);
  return name === undefined || schema?.span.start === name.span.start ? '' : lower(schema?.name);
}

function lower(name: string | undefined): string {
  return (name ?? '').toLowerCase();
}

/** What a walk over the whole tree meets. */
class Found {
  readonly tables: QName[] = [];
  readonly calls: Call[] = [];
  readonly types: TypeName[] = [];
  readonly common = new Set<string>();
  into = false;

  visit(node: unknown): void {
    const open: unknown[] = [node];
    while (open.length > 0) {
      const next = open.pop();
      if (typeof next !== 'object' || next === null) continue;
      if (!Array.isArray(next)) this.#meet(next as { readonly kind?: string });
      for (const value of Object.values(next)) if (typeof value === 'object') open.push(value);
    }
  }

  #meet(node: { readonly kind?: string }): void {
    switch (node.kind) {
      case 'tableRef':
      case 'table':
        this.tables.push((node as { name: QName }).name);
        break;
      case 'call':
        this.calls.push(node as Call);
        break;
      case 'typeName':
        this.types.push(node as TypeName);
        break;
      case 'commonTable':
        this.common.add(lower((node as { name: { name: string } }).name.name));
        break;
      case 'into':
        this.into = true;
        break;
    }
  }
}
