import { SqlError, type SqlErrorDetails } from '../core/sql-error.ts';
import type { SqlState } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';

/**
 * An error of planning. It knows its place as a span of the tree; the session, which has the text, turns that into the
 * character position that clients want.
 */
export class PlanError extends SqlError {
  readonly span: Span;

  constructor(sqlState: SqlState, message: string, span: Span, more: SqlErrorDetails = {}) {
    super(sqlState, message, more);
    this.span = span;
  }
}
