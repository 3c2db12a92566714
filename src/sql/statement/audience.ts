import type { Cursor } from '../parse/cursor.ts';
import { parseQName } from '../parse/names.ts';
import { parseOptionalWith } from '../parse/properties.ts';
import type { CreateAudience } from '../statement.ts';
import { parseStoredQuery } from './view.ts';

/** What follows `CREATE AUDIENCE` (reference, section 1.12). */
export function parseCreateAudience(c: Cursor, start: number): CreateAudience {
  const name = parseQName(c);
  const properties = parseOptionalWith(c);
  const { query, queryText } = parseStoredQuery(c);
  return { kind: 'createAudience', span: c.span(start), name, properties, query, queryText };
}
