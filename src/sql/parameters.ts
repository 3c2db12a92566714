import type { Statement } from './statement.ts';
import { mapStatement, walk } from './visit.ts';

/** The highest number of a `$n` in a statement; 0 when there is none. */
export function highestParameter(statement: Statement): number {
  let highest = 0;
  walk(statement, (node) => {
    if (node.kind === 'parameter') highest = Math.max(highest, node.index);
    return true;
  });
  return highest;
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
