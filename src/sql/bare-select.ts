import type { Expr, Query } from './ast.ts';

/** The expressions of a SELECT that has nothing else: one row, whatever is stored. Undefined for every other query. */
export function bareSelect({ body, with: common, orderBy, limit, offset }: Query): readonly Expr[] | undefined {
  if (body.kind !== 'select' || common.length > 0 || orderBy.length > 0) return undefined;
  if (limit !== undefined || offset !== undefined || body.from.length > 0 || body.distinct !== 'none') return undefined;
  if (body.where ?? body.having ?? body.qualify ?? body.groupBy ?? body.into) return undefined;
  return body.windows.length > 0 ? undefined : body.items.map(({ expr }) => expr);
}
