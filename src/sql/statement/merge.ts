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
  const matched = !c.accept('not');
  c.expect('matched');
  if (c.is('by')) {
    if (!c.accept('by', 'target')) throw c.notSupported('WHEN NOT MATCHED BY SOURCE', c.token.start);
  }
  const condition = c.accept('and') ? c.expression() : undefined;
  c.expect('then');
  return { matched, condition, action: parseAction(c) };
}

function parseAction(c: Cursor): Branch['action'] {
  if (c.accept('delete')) return { kind: 'delete' };
  if (c.accept('do', 'nothing')) return { kind: 'nothing' };
  if (c.accept('update')) {
    c.expect('set');
    return { kind: 'update', assignments: parseAssignments(c) };
  }
  c.expect('insert');
  if (c.isOp('*')) throw c.notSupported('INSERT *', c.token.start, 'Name the columns and their values.');
  const columns = parseOptionalIdentList(c);
  c.expect('values');
  return { kind: 'insert', columns, values: c.parenthesized((inner) => inner.expression()) };
}
