import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseQName } from '../parse/names.ts';
import { parseRest } from '../parse/text.ts';
import type { CreateIndex } from '../statement.ts';
import { parseIfNotExists } from './create-table.ts';

/** What follows `CREATE [UNIQUE] INDEX`. Its columns and options are kept as text. */
export function parseCreateIndex(c: Cursor, start: number, unique: boolean): CreateIndex {
  c.accept('concurrently');
  const ifNotExists = parseIfNotExists(c);
  const name = c.is('on') ? undefined : parseIdent(c);
  c.expect('on');
  c.accept('only');
  const table = parseQName(c);
  if (!c.isOp('(') && !c.is('using')) throw c.unexpected('Expected the columns in parentheses.');
  const definition = parseRest(c, c.token.start);
  return { kind: 'createIndex', span: c.span(start), unique, ifNotExists, name, table, definition };
}
