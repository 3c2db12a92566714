import type { Dataset } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { FromItem, Ident, QName, Span } from '../sql/ast.ts';
import { type AnalyzedBeside, analyzeBeside, type ScopedExpr } from './analyze/analyze.ts';
import type { PlanContext } from './context.ts';
import { resolveDataset } from './names.ts';
import { requireOwner } from './ownership.ts';
import { PlanError } from './plan-error.ts';

/** What the SQL that is made calls the table that a statement changes, whatever the statement calls it. */
export const TARGET = 'target';

/** The table of UPDATE, DELETE or MERGE. Throws 42P01, 42809, 42501; 0A000 for a dataset of the lake. */
export function modifiable(name: QName, verb: string, context: PlanContext): Dataset {
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

/** Expressions over the table that a statement changes, which the SQL calls TARGET, and over what stands beside it. */
export function analyzeChange(
  exprs: readonly ScopedExpr[],
  beside: readonly FromItem[],
  statement: { readonly target: QName; readonly alias?: Ident | undefined; readonly span: Span },
  target: Dataset,
  context: PlanContext,
): AnalyzedBeside {
  const columns = target.columns.map((column) => ({
    name: column.name,
    type: column.type,
    origin: { relation: target, columnNumber: column.number },
  }));
  const { alias } = statement;
  const qualifier = alias === undefined ? statement.target.parts.map((part) => part.name) : [alias.name];
  return analyzeBeside(exprs, beside, columns, context, { qualifier, emitted: TARGET }, statement.span);
}
