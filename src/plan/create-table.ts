import { SQLSTATE } from '../core/sql-state.ts';
import { print } from '../sql/print.ts';
import type { ColumnDefinition, CreateTable } from '../sql/statement.ts';
import { analyzeExpression, resolveTypeName } from './analyze/analyze.ts';
import { type CatalogPlan, nameLock } from './catalog-plan.ts';
import { columnConstraints, newConstraint } from './constraint.ts';
import type { PlanContext } from './context.ts';
import { createTableSql, type DatasetExtras, type NewColumn, newDataset } from './dataset.ts';
import { identitiesOf } from './identity.ts';
import { placeRelation, type RelationPlace, resolveDataset } from './names.ts';
import { checkColumnNames, existing } from './new-relation.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { boundFields, registeredSchema } from './schema-binding.ts';
import { tableProperties } from './table-properties.ts';

/** Reference, section 1.3. Throws 42P07, 42701, 42704 for an unknown type or namespace, 42P16 for two primary identities. */
export function planCreateTable(statement: CreateTable, context: PlanContext): Plan {
  const place = placeRelation(statement.name, context);
  const skip = existing(place, statement, 'CREATE TABLE', context);
  if (skip !== undefined) return skip;
  if (statement.orReplace) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'CREATE OR REPLACE TABLE is not supported', statement.name.span, {
      hint: 'Use INSERT OVERWRITE, which keeps the history, or DROP TABLE first.',
    });
  }
  const columns = statement.like === undefined ? defined(statement, context) : copied(statement, context);
  if (columns.length === 0) {
    throw new PlanError(SQLSTATE.invalidTableDefinition, 'a table must have at least one column', statement.name.span);
  }
  return createTablePlan(statement, place, columns, context);
}

function createTablePlan(
  statement: CreateTable,
  place: RelationPlace,
  columns: readonly NewColumn[],
  context: PlanContext,
): CatalogPlan {
  const numbered = columns.map((column, index) => ({ ...column, number: index + 1 }));
  const identities = identitiesOf(statement, numbered, context);
  const properties = tableProperties(
    statement.properties,
    { place, temporary: statement.temporary },
    identities,
    context,
  );
  const schema = properties.schemaName === undefined ? undefined : registeredSchema(properties.schemaName, context);
  if (schema !== undefined) boundFields(columns, schema, statement.name.span);
  const declared = [...statement.columns.flatMap(columnConstraints), ...statement.constraints];
  const primaryKey = declared.flatMap((each) => (each.kind === 'primaryKey' ? each.columns : []));
  const made = { container: place.container.oid, primaryKey };
  const target = { name: place.name, columns: numbered, storage: place.database.storage, made };
  const makers = declared.flatMap((constraint) => newConstraint(constraint, target, context));
  const extras: DatasetExtras = {
    ...properties,
    identities,
    onCommit: statement.onCommit,
    constraints: (ids, own) => makers.map((make) => make(ids, own)),
  };
  return {
    kind: 'catalog',
    tag: 'CREATE TABLE',
    locks: statement.temporary ? [] : [nameLock(place.container.oid, place.name)],
    touches: [],
    effects: (ids) => {
      const dataset = newDataset(place, columns, statement.temporary, context.role, ids, extras);
      return { put: [dataset], engine: [createTableSql(dataset)] };
    },
  };
}

function defined(statement: CreateTable, context: PlanContext): readonly NewColumn[] {
  checkColumnNames(statement.columns.map(({ name }) => name));
  return statement.columns.map((column) => definedColumn(column, context));
}

/** A column definition of CREATE TABLE or ADD COLUMN. */
export function definedColumn(column: ColumnDefinition, context: PlanContext): NewColumn {
  if (column.check !== undefined) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'CHECK constraints are not supported', column.span);
  }
  if (column.generated !== undefined) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'generated identity columns are not supported', column.span);
  }
  if (column.type.name.toLowerCase().endsWith('serial')) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `columns of type ${column.type.name} are not supported`,
      column.type.span,
      {
        detail: 'There are no sequences to number the rows.',
        hint: 'Use bigint and give the values, for instance by row_number().',
      },
    );
  }
  return {
    name: column.name.name,
    type: resolveTypeName(column.type),
    notNull: column.notNull,
    length: column.type.name.includes('char') ? column.type.modifiers[0] : undefined,
    defaultSql:
      column.default === undefined
        ? undefined
        : print(analyzeExpression(column.default, [], context).expr, 'duckdb').sql,
    comment: column.comment,
  };
}

function copied(statement: CreateTable, context: PlanContext): readonly NewColumn[] {
  if (statement.like === undefined) return [];
  return resolveDataset(statement.like, context).columns.map(({ number: _number, ...column }) => column);
}
