import { HIDDEN_COLUMNS } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { CreateTableAs } from '../sql/statement.ts';
import type { PlanContext, ResultColumn } from './context.ts';
import { placeRelation, type RelationPlace } from './names.ts';
import type { Plan, SkipPlan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { planQuery } from './query.ts';

/** Reference, section 1.2. Throws 42P07, 42601 for an aggregate without alias, 42701, 0A000 for what is not built yet. */
export function planCreateTableAs(statement: CreateTableAs, context: PlanContext): Plan {
  const place = placeRelation(statement.name, context);
  const skip = existing(place, statement, 'CREATE TABLE AS', context);
  if (skip !== undefined) return skip;
  refuseProperties(statement);
  const query = planQuery(statement.query, context);
  return {
    kind: 'createTableAs',
    place,
    temporary: statement.temporary,
    columnNames: columnNames(statement, query.columns),
    source: query.engine,
    reads: query.reads,
    withData: statement.withData,
  };
}

/** What IF NOT EXISTS answers when the name is taken; undefined when it is free. Throws 42P07 without IF NOT EXISTS. */
export function existing(
  place: RelationPlace,
  statement: { readonly ifNotExists: boolean; readonly temporary: boolean; readonly name: { readonly span: Span } },
  tag: string,
  context: PlanContext,
): SkipPlan | undefined {
  const taken = statement.temporary ? context.temporary.get(place.name.toLowerCase()) : place.existing;
  if (taken === undefined) return undefined;
  if (statement.ifNotExists) return { kind: 'skip', tag, notice: `relation "${place.name}" already exists, skipping` };
  throw new PlanError(SQLSTATE.duplicateTable, `relation "${place.name}" already exists`, statement.name.span, {
    hint: 'Use IF NOT EXISTS, INSERT INTO, or another name.',
  });
}

/** Throws 42701 for two columns of one name, 42602 for the names of hidden columns. */
export function checkColumnNames(columns: readonly { readonly name: string; readonly span: Span }[]): void {
  const seen = new Set<string>();
  for (const { name, span } of columns) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw new PlanError(SQLSTATE.duplicateColumn, `column "${name}" specified more than once`, span, {
        hint: 'Names that differ only in case are the same name. Give one of the columns an alias.',
      });
    }
    if (HIDDEN_COLUMNS.includes(key))
      throw new PlanError(SQLSTATE.invalidName, `column name "${name}" is reserved`, span);
    seen.add(key);
  }
}

function columnNames(statement: CreateTableAs, columns: readonly ResultColumn[]): readonly string[] {
  if (statement.columns.length > columns.length) {
    throw new PlanError(SQLSTATE.syntaxError, 'too many column names were specified', statement.name.span);
  }
  const named = columns.map((column, index) => {
    const given = statement.columns[index];
    if (given === undefined && column.implicitName === true) {
      throw new PlanError(
        SQLSTATE.syntaxError,
        `column ${index + 1} of the new table has no name`,
        statement.query.span,
        {
          detail: `It is the expression ${column.name}.`,
          hint: 'Give the expression an alias: expression AS name.',
        },
      );
    }
    return { name: given?.name ?? column.name, span: given?.span ?? statement.query.span };
  });
  checkColumnNames(named);
  return named.map(({ name }) => name);
}

function refuseProperties(statement: CreateTableAs): void {
  const [property] = statement.properties;
  if (property !== undefined) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `property "${property.name}" is not supported yet`,
      property.span,
    );
  }
  const [transform] = statement.transform;
  if (transform !== undefined)
    throw new PlanError(SQLSTATE.featureNotSupported, 'TRANSFORM is not supported yet', transform.span);
  if (statement.orReplace) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'CREATE OR REPLACE TABLE is not supported', statement.name.span, {
      hint: 'Use INSERT OVERWRITE, which keeps the history, or DROP TABLE first.',
    });
  }
}
