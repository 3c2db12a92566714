import type { Cursor } from '../parse/cursor.ts';
import type { Statement } from '../statement.ts';
import { parseCreateTable } from './create-table.ts';

/** Everything that begins with CREATE. */
export function parseCreate(c: Cursor): Statement {
  const start = c.next().start;
  const orReplace = c.accept('or', 'replace');
  const temporary = parseTemporary(c);
  if (c.accept('table')) return parseCreateTable(c, { start, orReplace, temporary });
  throw c.notSupported(`CREATE ${c.token.value.toUpperCase()}`, c.token.start);
}

/** TEMP with the words that PostgreSQL lets stand around it; UNLOGGED changes nothing. */
function parseTemporary(c: Cursor): boolean {
  if (c.is('temp', 1) || c.is('temporary', 1)) {
    if (!c.accept('local')) c.accept('global');
  }
  if (c.accept('temp') || c.accept('temporary')) return true;
  c.accept('unlogged');
  return false;
}
