import { HIDDEN_COLUMNS } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { PlanContext } from './context.ts';
import type { RelationPlace } from './names.ts';
import type { SkipPlan } from './plan.ts';
import { PlanError } from './plan-error.ts';

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
