import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { ResultColumn } from './context.ts';
import { PlanError } from './plan-error.ts';

/**
 * The reporting store takes aggregated data only: a column that is an identity where it is stored may not go in as it is,
 * by way of views and other queries neither.
 * What a query computes of one, such as a count, may. Throws 42809. Source: clv-use-case, section 4.
 */
export function refuseIdentities(columns: readonly ResultColumn[], span: Span): void {
  for (const { identity } of columns) {
    if (identity === undefined) continue;
    throw new PlanError(SQLSTATE.wrongObjectType, 'tables of the reporting store take no identities', span, {
      detail: `Column "${identity.column}" of "${identity.dataset}" is an identity.`,
      hint: 'The store is for aggregated data only: count or group by something else.',
    });
  }
}
