import type { Dataset } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { sparkTypeName } from '../functions/type-rules.ts';
import type { ShowMetadata } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import type { PlanContext } from './context.ts';
import { resolveRelation } from './names.ts';
import type { AnswerPlan, Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** The metadata SHOW commands and DESCRIBE. Source: reference, section 1.19. */
export function planShowMetadata(statement: ShowMetadata, context: PlanContext): Plan {
  switch (statement.what) {
    case 'tables':
      return showTables(statement, context);
    case 'describe':
    case 'columns':
      return describe(statement, context);
    default:
      throw new PlanError(
        SQLSTATE.featureNotSupported,
        `SHOW ${statement.what.toUpperCase()} is not supported yet`,
        statement.span,
      );
  }
}

function showTables(statement: ShowMetadata, context: PlanContext): AnswerPlan {
  const matches = likeMatcher(statement.like);
  const found = [...context.temporary.values(), ...context.catalog.datasets()].filter(({ name }) => matches(name));
  found.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const rows = found.map((dataset) => [
    dataset.name,
    dataset.id,
    dataset.displayName,
    dataset.comment ?? null,
    'true',
    labels(dataset),
  ]);
  return {
    kind: 'answer',
    columns: texts('name', 'dataSetId', 'dataSet', 'description', 'resolved', 'labels'),
    rows,
    tag: 'SHOW',
  };
}

function labels(dataset: Dataset): string {
  return dataset.labels.length === 0 ? 'false' : dataset.labels.map((label) => `'${label}'`).join(', ');
}

function describe(statement: ShowMetadata, context: PlanContext): AnswerPlan {
  if (statement.target === undefined) throw new PlanError(SQLSTATE.syntaxError, 'a table is missing', statement.span);
  const relation = resolveRelation(statement.target, context);
  const columns =
    relation.kind === 'dataset'
      ? relation.columns
      : relation.columns.map((column) => ({ ...column, comment: undefined }));
  return {
    kind: 'answer',
    columns: texts('col_name', 'data_type', 'comment'),
    rows: columns.map((column) => [column.name, sparkTypeName(column.type), column.comment ?? null]),
    tag: 'SHOW',
  };
}

function texts(...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, type: { kind: 'varchar' } }));
}

/** SQL's LIKE, without regard to case, as a test of names. */
function likeMatcher(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const escaped = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const expression = new RegExp(`^${escaped}$`, 'is');
  return (name) => expression.test(name);
}
