import type { Cursor } from '../parse/cursor.ts';
import { parseFrom } from '../parse/from.ts';
import { parseQName } from '../parse/names.ts';
import type { DeleteStatement, TruncateStatement } from '../statement.ts';
import { parseReturning } from './insert.ts';
import { parseTargetAlias } from './update.ts';

export function parseDelete(c: Cursor): DeleteStatement {
  const start = c.next().start;
  c.expect('from');
  c.accept('only');
  const target = parseQName(c);
  c.acceptOp('*');
  const alias = parseTargetAlias(c);
  const using = c.accept('using') ? parseFrom(c) : [];
  if (c.is('where') && c.is('current', 1)) throw c.notSupported('WHERE CURRENT OF', c.token.start);
  const where = c.accept('where') ? c.expression() : undefined;
  const returning = parseReturning(c);
  return { kind: 'delete', span: c.span(start), target, alias, using, where, returning };
}

/** `TRUNCATE [TABLE] a, b`; the options of PostgreSQL change nothing here. */
export function parseTruncate(c: Cursor): TruncateStatement {
  const start = c.next().start;
  c.accept('table');
  c.accept('only');
  const tables = c.list(parseQName);
  if (!c.accept('restart', 'identity')) c.accept('continue', 'identity');
  if (!c.accept('cascade')) c.accept('restrict');
  return { kind: 'truncate', span: c.span(start), tables };
}
