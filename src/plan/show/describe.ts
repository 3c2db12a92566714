import { SQLSTATE } from '../../core/sql-state.ts';
import { sparkTypeName } from '../../functions/type-rules.ts';
import type { ShowMetadata } from '../../sql/statement.ts';
import type { PlanContext } from '../context.ts';
import { quoteName } from '../dataset.ts';
import { resolveRelation } from '../names.ts';
import type { AnswerPlan } from '../plan.ts';
import { PlanError } from '../plan-error.ts';

/** DESCRIBE and SHOW COLUMNS: Spark's three columns. */
export function columnRows(statement: ShowMetadata, context: PlanContext): AnswerPlan['rows'] {
  const relation = target(statement, context);
  return relation.columns.map(({ name, type, comment }) => [name, sparkTypeName(type), comment ?? null]);
}

/** SHOW CREATE TABLE: a statement that makes such a relation again. */
export function createTableText(statement: ShowMetadata, context: PlanContext): string {
  const relation = target(statement, context);
  if (relation.kind === 'view') return `CREATE VIEW ${quoteName(relation.name)} AS ${relation.sql}`;
  const columns = relation.columns.map(({ name, type, number, notNull }) => {
    const identity = relation.identities.find((each) => each.column === number);
    const clause =
      identity === undefined
        ? ''
        : ` ${identity.primary ? 'PRIMARY IDENTITY' : 'IDENTITY'} NAMESPACE '${identity.namespace}'`;
    return `  ${quoteName(name)} ${sparkTypeName(type)}${notNull ? ' NOT NULL' : ''}${clause}`;
  });
  const label = relation.labels.includes('PROFILE') ? " WITH (label='PROFILE')" : '';
  return `CREATE TABLE ${quoteName(relation.name)} (\n${columns.join(',\n')}\n)${label}`;
}

function target(statement: ShowMetadata, context: PlanContext): ReturnType<typeof resolveRelation> {
  if (statement.target === undefined)
    throw new PlanError(SQLSTATE.syntaxError, 'the name of a table is missing', statement.span);
  return resolveRelation(statement.target, context);
}
