import type { Cursor } from '../parse/cursor.ts';
import { parseOptionalIdentList, parseQName } from '../parse/names.ts';
import type { MergeStatement } from '../statement.ts';
import { parseAssignments, parseTargetAlias } from './update.ts';

type Branch = MergeStatement['branches'][number];

export function parseMerge(c: Cursor): MergeStatement {
  const start = c.next().start;
  c.expect('into');
  c.accept('only');
  const target = parseQName(c);
  const alias = parseTargetAlias(c);
  c.expect('using');
  const source = c.grammar.fromItem(c);
  c.expect('on');
  const on = c.expression();
  const branches: Branch[] = [];
  while (c.is('when')) branches.push(parseBranch(c));
  if (branches.length === 0) throw c.unexpected('Expected WHEN MATCHED or WHEN NOT MATCHED.');
  return { kind: 'merge', span: c.span(start), target, alias, source, on, branches };
}

function parseBranch(c: Cursor): Branch {
  c.expect('when');
  const rows = parseRows(c);
  const condition = c.accept('and') ? c.expression() : undefined;
  c.expect('then');
  return { rows, condition, action: rows === 'notMatched' ? parseInsert(c) : parseChange(c, rows) };
}

function parseRows(c: Cursor): Branch['rows'] {
  const matched = !c.accept('not');
  c.expect('matched');
  if (matched || !c.accept('by')) return matched ? 'matched' : 'notMatched';
  if (c.accept('source')) return 'notMatchedBySource';
  c.expect('target');
  return 'notMatched';
}

function parseChange(c: Cursor, rows: Branch['rows']): Branch['action'] {
  if (c.accept('delete')) return { kind: 'delete' };
  if (c.accept('do', 'nothing')) return { kind: 'nothing' };
  if (!c.is('update')) throw c.unexpected('Expected UPDATE, DELETE or DO NOTHING: the row is there already.');
  c.next();
  c.expect('set');
  const { start } = c.token;
  if (rows === 'matched' && c.acceptOp('*')) return { kind: 'updateAll', span: c.span(start) };
  return { kind: 'update', assignments: parseAssignments(c) };
}

function parseInsert(c: Cursor): Branch['action'] {
  if (c.accept('do', 'nothing')) return { kind: 'nothing' };
  if (!c.is('insert')) throw c.unexpected('Expected INSERT or DO NOTHING: there is no row to change.');
  c.next();
  const { start } = c.token;
  if (c.acceptOp('*')) return { kind: 'insertAll', span: c.span(start) };
  const columns = parseOptionalIdentList(c);
  c.expect('values');
  return { kind: 'insert', columns, values: c.parenthesized((inner) => inner.expression()) };
}
