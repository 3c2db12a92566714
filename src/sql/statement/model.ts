import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseProperties } from '../parse/properties.ts';
import type { CreateModel } from '../statement.ts';
import { parseTransform } from './transform.ts';

/** What follows `CREATE [OR REPLACE] MODEL [IF NOT EXISTS]` and `UPDATE MODEL` (reference, section 1.23). */
export function parseModelBody(c: Cursor, start: number, action: CreateModel['action']): CreateModel {
  const name = parseIdent(c);
  let transform = parseTransform(c);
  const options = c.accept('options') ? parseProperties(c) : [];
  if (transform.length === 0) transform = parseTransform(c);
  if (action === 'update' && !c.is('as')) throw c.unexpected('Expected AS and a query.');
  const query = c.accept('as') ? c.query() : undefined;
  return { kind: 'createModel', span: c.span(start), action, name, transform, options, query };
}
