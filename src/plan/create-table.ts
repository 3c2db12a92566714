import { SQLSTATE } from '../core/sql-state.ts';
import { print } from '../sql/print.ts';
import type { ColumnDefinition, CreateTable } from '../sql/statement.ts';
import { analyzeExpression, resolveTypeName } from './analyze/analyze.ts';
import type { PlanContext } from './context.ts';
import { checkColumnNames, existing } from './create-table-as.ts';
import { placeRelation, resolveDataset } from './names.ts';
import type { CreateTablePlan, Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** Reference, section 1.3. Throws 42P07, 42701, 42704 for an unknown type, 0A000 for what is not built yet. */
export function planCreateTable(statement: CreateTable, context: PlanContext): Plan {
  const place = placeRelation(statement.name, context);
  const skip = existing(place, statement, 'CREATE TABLE', context);
  if (skip !== undefined) return skip;
  refuseUnbuilt(statement);
  const columns = statement.like === undefined ? defined(statement, context) : copied(statement, context);
  if (columns.length === 0) {
    throw new PlanError(SQLSTATE.invalidTableDefinition, 'a table must have at least one column', statement.name.span);
  }
  return { kind: 'createTable', place, temporary: statement.temporary, columns };
}

function defined(statement: CreateTable, context: PlanContext): CreateTablePlan['columns'] {
  checkColumnNames(statement.columns.map(({ name }) => name));
  return statement.columns.map((column) => ({
    name: column.name.name,
    type: resolveTypeName(column.type),
    notNull: column.notNull,
    length: column.type.modifiers.length === 1 ? column.type.modifiers[0] : undefined,
    defaultSql:
      column.default === undefined
        ? undefined
        : print(analyzeExpression(column.default, [], context).expr, 'duckdb').sql,
    comment: column.comment,
  }));
}

function copied(statement: CreateTable, context: PlanContext): CreateTablePlan['columns'] {
  if (statement.like === undefined) return [];
  return resolveDataset(statement.like, context).columns.map(({ number: _number, ...column }) => column);
}

function refuseUnbuilt(statement: CreateTable): void {
  const refuse = (what: string, span: CreateTable['span']): never => {
    throw new PlanError(SQLSTATE.featureNotSupported, `${what} is not supported yet`, span);
  };
  if (statement.orReplace) refuse('CREATE OR REPLACE TABLE', statement.name.span);
  const [property] = statement.properties;
  if (property !== undefined) refuse(`property "${property.name}"`, property.span);
  const [constraint] = statement.constraints;
  if (constraint !== undefined) refuse('a table constraint', constraint.span);
  const special = statement.columns.find(isConstrained);
  if (special !== undefined) refuse(`a key, identity or UNIQUE on column "${special.name.name}"`, special.span);
}

function isConstrained(column: ColumnDefinition): boolean {
  return column.primaryKey || column.unique || column.identity !== undefined || column.references !== undefined;
}
