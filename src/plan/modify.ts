import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Expr, Ident, QName } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { DeleteStatement, TruncateStatement, UpdateStatement } from '../sql/statement.ts';
import { analyzeExpression, type ExpressionTable } from './analyze/analyze.ts';
import { assignment } from './assignment.ts';
import type { PlanContext, ResultColumn } from './context.ts';
import { quoteName } from './dataset.ts';
import { engineSql } from './engine-sql.ts';
import { targetColumns } from './insert.ts';
import { resolveDataset } from './names.ts';
import { requireOwner } from './ownership.ts';
import type { EngineSql, Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/**
 * UPDATE, DELETE and TRUNCATE: on tables of the reporting store and temporary tables. Lake datasets only grow (reference,
 * section 10): 0A000 with what to do instead.
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
      const targets = statement.tables.map((name) => modifiable(name, 'TRUNCATE', context));
      const engine = targets.map((target) => engineSql(`DELETE FROM ${physicalTable(target)}`));
      return { kind: 'modify', targets, engine, tag: () => 'TRUNCATE TABLE' };
    }
  }
}

function planUpdate(statement: UpdateStatement, context: PlanContext): Plan {
  refuse(statement.returning.length > 0, 'UPDATE … RETURNING', statement);
  refuse(statement.from.length > 0, 'UPDATE … FROM', statement);
  const target = modifiable(statement.target, 'UPDATE', context);
  const scope = scopeOf(target, statement);
  const columns = targetColumns(
    statement.assignments.map(({ column }) => column),
    target,
  );
  const sets = statement.assignments.map(({ value }, index) => {
    const column = columns[index];
    const { expr, type } = analyzeExpression(value, scope.columns, context, scope.table);
    const assigned = column === undefined ? expr : assignment(expr, type, column);
    return `${quoteName(column?.name ?? '')} = ${print(assigned, 'duckdb').sql}`;
  });
  const sql = `UPDATE ${physicalTable(target)} AS ${ALIAS} SET ${sets.join(', ')}`;
  return {
    kind: 'modify',
    targets: [target],
    engine: [filtered(sql, statement.where, scope, context)],
    tag: (rows) => `UPDATE ${rows}`,
  };
}

function planDelete(statement: DeleteStatement, context: PlanContext): Plan {
  refuse(statement.returning.length > 0, 'DELETE … RETURNING', statement);
  refuse(statement.using.length > 0, 'DELETE … USING', statement);
  const target = modifiable(statement.target, 'DELETE', context);
  const sql = `DELETE FROM ${physicalTable(target)} AS ${ALIAS}`;
  const engine = [filtered(sql, statement.where, scopeOf(target, statement), context)];
  return { kind: 'modify', targets: [target], engine, tag: (rows) => `DELETE ${rows}` };
}

/** Throws 42P01, 42809, 42501, 0A000. */
function modifiable(name: QName, verb: string, context: PlanContext): Dataset {
  const dataset = resolveDataset(name, context);
  if (dataset.storage === 'lake') {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `${verb} is not supported on the dataset "${dataset.name}"`,
      name.span,
      {
        detail: 'Datasets of the lake only grow: every write is a snapshot.',
        hint: 'Append a new record with INSERT INTO, or replace the rows with INSERT OVERWRITE.',
      },
    );
  }
  if (dataset.storage !== 'temporary') requireOwner(dataset, 'table', context, name.span);
  return dataset;
}

function filtered(sql: string, where: Expr | undefined, scope: ModifyScope, context: PlanContext): EngineSql {
  if (where === undefined) return engineSql(sql);
  const printed = print(analyzeExpression(where, scope.columns, context, scope.table).expr, 'duckdb');
  return engineSql(`${sql} WHERE ${printed.sql}`);
}

/** What the SQL that is made calls the table, whatever the statement does. */
const ALIAS = 'target';

interface ModifyScope {
  readonly columns: readonly ResultColumn[];
  readonly table: ExpressionTable;
}

function scopeOf(
  target: Dataset,
  statement: { readonly target: QName; readonly alias?: Ident | undefined },
): ModifyScope {
  const { alias } = statement;
  return {
    columns: target.columns.map((column) => ({
      name: column.name,
      type: column.type,
      origin: { relation: target, columnNumber: column.number },
    })),
    table: {
      qualifier: alias === undefined ? statement.target.parts.map(({ name }) => name) : [alias.name],
      emitted: ALIAS,
    },
  };
}

function refuse(condition: boolean, what: string, statement: { readonly span: PlanError['span'] }): void {
  if (condition) throw new PlanError(SQLSTATE.featureNotSupported, `${what} is not supported`, statement.span);
}
