import type { Expr, Ident } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseFrom } from '../parse/from.ts';
import { parseIdent, parseIdentList, parseQName } from '../parse/names.ts';
import { parseTableAlias } from '../parse/table-alias.ts';
import type { CreateModel, UpdateStatement } from '../statement.ts';
import { parseReturning } from './insert.ts';
import { parseModelBody } from './model.ts';

/** `UPDATE t SET …`, and `UPDATE MODEL m …` of the dialect (reference, section 1.23). */
export function parseUpdate(c: Cursor): UpdateStatement | CreateModel {
  const start = c.next().start;
  if (c.is('model') && !c.is('set', 1)) {
    c.next();
    return parseModelBody(c, start, 'update');
  }
  c.accept('only');
  const target = parseQName(c);
  c.acceptOp('*');
  const alias = parseTargetAlias(c);
  c.expect('set');
  const assignments = parseAssignments(c);
  const from = c.accept('from') ? parseFrom(c) : [];
  const where = c.accept('where') ? c.expression() : undefined;
  const returning = parseReturning(c);
  return { kind: 'update', span: c.span(start), target, alias, assignments, from, where, returning };
}

/** `[AS] x` behind the table of UPDATE, DELETE and MERGE. */
export function parseTargetAlias(c: Cursor): Ident | undefined {
  return parseTableAlias(c)?.name;
}

export interface Assignment {
  readonly column: Ident;
  readonly value: Expr;
}

/** `a = 1, (b, c) = (2, 3)`; the second form becomes one assignment each. */
export function parseAssignments(c: Cursor): Assignment[] {
  return c.list(parseAssignment).flat();
}

function parseAssignment(c: Cursor): Assignment[] {
  if (c.isOp('(')) return parseRowAssignment(c);
  if (c.isOp('*')) throw c.notSupported('SET *', c.token.start, 'Name the columns.');
  const column = parseIdent(c);
  if (c.isOp('.') || c.isOp('[')) {
    throw c.notSupported('setting a part of a column', c.token.start, 'Set the whole column, by struct(…).');
  }
  c.expectOp('=');
  if (c.is('default')) throw c.notSupported('SET … = DEFAULT', c.token.start);
  return [{ column, value: c.expression() }];
}

function parseRowAssignment(c: Cursor): Assignment[] {
  const columns = parseIdentList(c);
  c.expectOp('=');
  const { start } = c.token;
  const row = c.expression();
  const values = row.kind === 'row' ? row.items : columns.length === 1 ? [row] : [];
  if (values.length !== columns.length) throw c.notSupported('this form of SET', start, 'Set each column by itself.');
  return columns.flatMap((column, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ column, value }];
  });
}
