import type { Dataset, Relation } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Expr, FromItem, Ident, QName } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { DeleteStatement, TruncateStatement, UpdateStatement } from '../sql/statement.ts';
import type { AnalyzedExpression } from './analyze/analyze.ts';
import { literalFor } from './analyze/postgres-literal.ts';
import { assignment } from './assignment.ts';
import type { PlanContext } from './context.ts';
import { quoteName } from './dataset.ts';
import { engineSql } from './engine-sql.ts';
import { targetColumns } from './insert.ts';
import { analyzeChange, modifiable, TARGET } from './modifiable.ts';
import { resolveDataset } from './names.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/**
 * UPDATE and DELETE: on tables of the reporting store and temporary tables. Lake datasets only grow (reference, section
 * 10): 0A000 with what to do instead. TRUNCATE of one is an overwrite by no rows: older snapshots stay readable.
 */
export function planModify(
  statement: UpdateStatement | DeleteStatement | TruncateStatement,
  context: PlanContext,
): Plan {
  switch (statement.kind) {
    case 'update':
      return planUpdate(statement, context);
    case 'delete':
      return planDelete(statement, context);
    case 'truncate': {
      const targets = statement.tables.map((name) => {
        const target = resolveDataset(name, context);
        if (target.storage !== 'temporary') requireOwner(target, 'table', context, name.span);
        return target;
      });
      const emptied = targets.filter(({ storage }) => storage === 'lake');
      const engine = targets
        .filter(({ storage }) => storage !== 'lake')
        .map((target) => engineSql(`DELETE FROM ${physicalTable(target)}`));
      return { kind: 'modify', targets, emptied, engine, reads: [], tag: () => 'TRUNCATE TABLE' };
    }
  }
}

function planUpdate(statement: UpdateStatement, context: PlanContext): Plan {
  refuse(statement.returning.length > 0, 'UPDATE … RETURNING', statement);
  const target = modifiable(statement.target, 'UPDATE', context);
  const columns = targetColumns(
    statement.assignments.map(({ column }) => column),
    target,
  );
  const values = statement.assignments.map(({ value }, index) => {
    const column = columns[index];
    return column === undefined ? value : (literalFor(value, column.type) ?? value);
  });
  const { exprs, rest, reads } = analyzed(values, 'FROM', statement.from, statement, target, context);
  const sets = exprs.map(({ expr, type }, index) => {
    const column = columns[index];
    const assigned = column === undefined ? expr : assignment(expr, type, column);
    return `${quoteName(column?.name ?? '')} = ${print(assigned, 'duckdb').sql}`;
  });
  const sql = `UPDATE ${physicalTable(target)} AS ${TARGET} SET ${sets.join(', ')}${rest}`;
  const tag = (rows: number): string => `UPDATE ${rows}`;
  return { kind: 'modify', targets: [target], emptied: [], engine: [engineSql(sql)], reads, tag };
}

function planDelete(statement: DeleteStatement, context: PlanContext): Plan {
  refuse(statement.returning.length > 0, 'DELETE … RETURNING', statement);
  const target = modifiable(statement.target, 'DELETE', context);
  const { rest, reads } = analyzed([], 'USING', statement.using, statement, target, context);
  const engine = [engineSql(`DELETE FROM ${physicalTable(target)} AS ${TARGET}${rest}`)];
  return { kind: 'modify', targets: [target], emptied: [], engine, reads, tag: (rows) => `DELETE ${rows}` };
}

interface Modification {
  readonly target: QName;
  readonly alias?: Ident | undefined;
  readonly where?: Expr | undefined;
  readonly span: PlanError['span'];
}

/** Expressions over the target and the other tables; `rest` is the SQL of those tables and the condition. */
function analyzed(
  values: readonly Expr[],
  word: 'FROM' | 'USING',
  others: readonly FromItem[],
  statement: Modification,
  target: Dataset,
  context: PlanContext,
): { readonly exprs: readonly AnalyzedExpression[]; readonly rest: string; readonly reads: readonly Relation[] } {
  const { where } = statement;
  const all = (where === undefined ? values : [...values, where]).map((expr) => ({ expr, sees: 'both' }) as const);
  const { exprs, items, reads } = analyzeChange(all, others, statement, target, context);
  const condition = where === undefined ? undefined : exprs[values.length];
  const tables = items.map((each) => print(each, 'duckdb').sql).join(', ');
  return {
    exprs: exprs.slice(0, values.length),
    rest:
      (tables === '' ? '' : ` ${word} ${tables}`) +
      (condition === undefined ? '' : ` WHERE ${print(condition.expr, 'duckdb').sql}`),
    reads,
  };
}

function refuse(condition: boolean, what: string, statement: { readonly span: PlanError['span'] }): void {
  if (condition) throw new PlanError(SQLSTATE.featureNotSupported, `${what} is not supported`, statement.span);
}
