import { SqlError } from '../../core/sql-error.ts';
import type { Span } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';

/** Runs what knows no places; its errors get one. */
export function placed<T>(span: Span, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqlError) || error instanceof PlanError) throw error;
    throw new PlanError(error.sqlState, error.message, span, error);
  }
}
