import type { Query } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseOptionalIdentList, parseQName } from '../parse/names.ts';
import type { AlterView, CreateView } from '../statement.ts';
import { type CreateHead, parseIfNotExists, parseWithData } from './create-table.ts';

/** What follows `CREATE [OR REPLACE] [TEMP] [MATERIALIZED] VIEW` (reference, section 1.9). */
export function parseCreateView(c: Cursor, head: CreateHead, materialized: boolean): CreateView {
  const { start, ...flags } = head;
  const ifNotExists = parseIfNotExists(c);
  const name = parseQName(c);
  const columns = parseOptionalIdentList(c);
  if (c.is('with')) throw c.notSupported('WITH on a view', c.token.start);
  const { query, queryText } = parseStoredQuery(c);
  if (c.is('with') && c.is('check', 1)) throw c.notSupported('WITH CHECK OPTION', c.token.start);
  if (materialized) parseWithData(c);
  return {
    kind: 'createView',
    span: c.span(start),
    name,
    ...flags,
    ifNotExists,
    materialized,
    columns,
    query,
    queryText,
  };
}

/** `AS query`, with the query's own text, for what stores it. */
export function parseStoredQuery(c: Cursor): { readonly query: Query; readonly queryText: string } {
  c.expect('as');
  const { start } = c.token;
  const query = c.query();
  return { query, queryText: c.text.slice(start, c.end) };
}

/** What follows `ALTER VIEW`; SET SCHEMA is an older spelling of ADD. */
export function parseAlterView(c: Cursor, start: number): AlterView {
  const name = parseQName(c);
  return { kind: 'alterView', name, action: parseAction(c), span: c.span(start) };
}

function parseAction(c: Cursor): AlterView['action'] {
  if (c.accept('add', 'schema') || c.accept('set', 'schema')) return { kind: 'addSchema', schema: parseQName(c) };
  if (c.accept('remove', 'schema')) return { kind: 'removeSchema', schema: parseQName(c) };
  if (c.accept('rename', 'to')) return { kind: 'rename', to: parseIdent(c) };
  throw c.unexpected('Expected ADD SCHEMA, REMOVE SCHEMA or RENAME TO.');
}
