import { SQLSTATE } from '../core/sql-state.ts';
import type { Query, Span } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { CreateTableAs } from '../sql/statement.ts';
import { type AnalyzedQuery, analyzeQuery } from './analyze/analyze.ts';
import { nameLock } from './catalog-plan.ts';
import type { PlanContext, ResultColumn } from './context.ts';
import { assigned } from './insert.ts';
import { placeRelation } from './names.ts';
import { checkColumnNames, existing } from './new-relation.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { refuseIdentities } from './reporting-store.ts';
import { boundFields, registeredSchema } from './schema-binding.ts';
import { tableProperties } from './table-properties.ts';

/** Reference, section 1.2. Throws 42P07, 42601 for a column without a name, 42701, and what its properties throw. */
export function planCreateTableAs(statement: CreateTableAs, context: PlanContext): Plan {
  const place = placeRelation(statement.name, context);
  const skip = existing(place, statement, 'CREATE TABLE AS', context);
  if (skip !== undefined) return skip;
  refuseUnbuilt(statement);
  const extras = tableProperties(statement.properties, { place, temporary: statement.temporary }, undefined, context);
  const query = analyzeQuery(statement.query, context);
  if (!statement.temporary && place.database.storage === 'accelerated')
    refuseIdentities(query.columns, statement.query.span);
  const names = columnNames(statement, query.columns);
  const bound = bind(statement, names, query, extras.schemaName, context);
  return {
    kind: 'createTableAs',
    place,
    temporary: statement.temporary,
    locks: statement.temporary ? [] : [nameLock(place.container.oid, place.name)],
    columnNames: bound?.names ?? names,
    source: print(bound?.query ?? query.query, 'duckdb'),
    reads: query.reads,
    withData: statement.withData,
    extras: { ...extras, onCommit: statement.onCommit },
  };
}

/** The query with the types of the schema that the table is bound to, and the names that the schema writes. */
function bind(
  statement: CreateTableAs,
  names: readonly string[],
  { query, columns }: AnalyzedQuery,
  schemaName: string | undefined,
  context: PlanContext,
): { readonly names: readonly string[]; readonly query: Query } | undefined {
  const schema = schemaName === undefined ? undefined : registeredSchema(schemaName, context);
  if (schema === undefined) return undefined;
  const given = columns.map(({ type }, index) => ({ name: names[index] ?? '', type }));
  const fields = boundFields(given, schema, statement.query.span);
  const types = columns.map(({ type }) => type);
  return { names: fields.map(({ name }) => name), query: assigned(query, types, fields) };
}

function columnNames(statement: CreateTableAs, columns: readonly ResultColumn[]): readonly string[] {
  if (statement.columns.length > columns.length) {
    throw new PlanError(SQLSTATE.syntaxError, 'too many column names were specified', statement.name.span);
  }
  const named = columns.map((column, index) => {
    const given = statement.columns[index];
    if (given === undefined && column.implicitName === true) {
      const message = `column ${index + 1} of the new table has no name`;
      throw new PlanError(SQLSTATE.syntaxError, message, columnSpan(statement.query, index, columns.length), {
        detail: `It is the expression ${column.name}.`,
        hint: 'Give the expression an alias: expression AS name.',
      });
    }
    const span = given?.span ?? columnSpan(statement.query, index, columns.length);
    return { name: given?.name ?? column.name, span };
  });
  checkColumnNames(named);
  return named.map(({ name }) => name);
}

/** Where a column is written; the query, where stars or set operations hide it. */
function columnSpan({ body, span }: Query, index: number, count: number): Span {
  const items = body.kind === 'select' ? body.items : [];
  return (items.length === count ? items[index]?.expr.span : undefined) ?? span;
}

function refuseUnbuilt(statement: CreateTableAs): void {
  const [transform] = statement.transform;
  if (transform !== undefined)
    throw new PlanError(SQLSTATE.featureNotSupported, 'TRANSFORM is not supported', transform.span);
  if (statement.orReplace) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'CREATE OR REPLACE TABLE is not supported', statement.name.span, {
      hint: 'Use INSERT OVERWRITE, which keeps the history, or DROP TABLE first.',
    });
  }
}
