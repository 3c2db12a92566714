import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { ResultColumn } from './context.ts';
import { PlanError } from './plan-error.ts';

/**
 * The reporting store takes aggregated data only: a column that is an identity where it is stored may not go in as it is.
 * What a query computes of one, such as a count, may. Throws 42809. Source: clv-use-case, section 4.
 */
export function refuseIdentities(columns: readonly ResultColumn[], span: Span): void {
  for (const { origin } of columns) {
    if (origin?.relation.kind !== 'dataset') continue;
    const { relation, columnNumber } = origin;
    if (!relation.identities.some(({ column }) => column === columnNumber)) continue;
    const name = relation.columns.find(({ number }) => number === columnNumber)?.name ?? '';
    throw new PlanError(SQLSTATE.wrongObjectType, 'tables of the reporting store take no identities', span, {
      detail: `Column "${name}" of "${relation.name}" is an identity.`,
      hint: 'The store is for aggregated data only: count or group by something else.',
    });
  }
}
