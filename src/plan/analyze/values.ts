import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, FromItem, Select, Values } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type AnswerColumn, type Env, lower } from './analysis.ts';
import { columnRef, item, query, select, tableAlias } from './nodes.ts';
import { unify } from './unify.ts';

/** VALUES as a SELECT, since only so its columns get names: col1, col2 … as in Spark. Throws 42601 for unequal rows. */
export function lowerValues(
  node: Values,
  env: Env,
): { readonly body: Select; readonly columns: readonly AnswerColumn[] } {
  const width = node.rows[0]?.length ?? 0;
  const inner: Env = { ...env, clause: 'VALUES', inside: undefined };
  const cells = node.rows.map((row) => {
    if (row.length !== width) {
      const span = row[0]?.span ?? node.span;
      throw new PlanError(SQLSTATE.syntaxError, 'VALUES lists must all be the same length', span);
    }
    return row.map((cell) => lower(cell, inner));
  });
  const unified = Array.from({ length: width }, (_, column) =>
    unify(
      cells.flatMap((row) => row.slice(column, column + 1)),
      'VALUES types',
    ),
  );
  const rows = cells.map((row, r) => row.map((cell, column): Expr => unified[column]?.exprs[r] ?? cell.expr));
  const columns = unified.map(({ type }, i): AnswerColumn => ({ name: `col${i + 1}`, emitted: `col${i + 1}`, type }));
  const alias = env.analysis.next('rows');
  const { span } = node;
  const from: FromItem = {
    kind: 'derived',
    span,
    query: query({ ...node, rows }),
    lateral: false,
    alias: tableAlias(
      alias,
      span,
      columns.map((column) => column.emitted),
    ),
  };
  const items = columns.map((column) => item(columnRef([alias, column.emitted], span), column.emitted));
  return { body: select(span, items, [from]), columns };
}
