import type { Cursor } from '../parse/cursor.ts';
import type { Statement } from '../statement.ts';
import { parseAlterTable } from './alter-table.ts';
import { parseRole } from './role.ts';
import { parseAlterSchedule } from './schedule.ts';
import { parseAlterView } from './view.ts';

/** Everything that begins with ALTER. */
export function parseAlter(c: Cursor): Statement {
  const start = c.next().start;
  if (c.accept('table')) return parseAlterTable(c, start);
  if (c.accept('view')) return parseAlterView(c, start);
  if (c.accept('schedule')) return parseAlterSchedule(c, start);
  if (c.accept('role') || c.accept('user')) return parseRole(c, start, 'alter');
  const { kind, value, start: at } = c.token;
  if (kind !== 'word') throw c.unexpected('Expected what to alter: TABLE, VIEW, SCHEDULE or ROLE.');
  throw c.notSupported(`ALTER ${value.toUpperCase()}`, at);
}
