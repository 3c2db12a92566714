import type { Span, TypeName } from './ast.ts';
import type { Statement } from './statement.ts';
import { mapStatement, walk } from './visit.ts';

/** Where each `$n` of a statement stands first. */
export function parameterSpans(statement: Statement): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  walk(statement, (node) => {
    if (node.kind === 'parameter' && !spans.has(node.index)) spans.set(node.index, node.span);
    return true;
  });
  return spans;
}

/** The types that parameters are cast to where they stand: of `CAST($1 AS integer)` and `$1::integer`, the first. */
export function parameterCasts(statement: Statement): ReadonlyMap<number, TypeName> {
  const types = new Map<number, TypeName>();
  walk(statement, (node) => {
    if (node.kind !== 'cast' || node.operand.kind !== 'parameter') return true;
    if (!types.has(node.operand.index)) types.set(node.operand.index, node.type);
    return true;
  });
  return types;
}

/** The statement with NULL in the places of the given parameters, by their numbers. */
export function withParametersAsNull(statement: Statement, numbers: ReadonlySet<number>): Statement {
  return mapStatement(statement, {
    leaveExpr: (expr) => {
      if (expr.kind !== 'parameter' || !numbers.has(expr.index)) return expr;
      return { kind: 'null', span: expr.span };
    },
  });
}
