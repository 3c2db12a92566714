import type { OrderItem } from '../../sql/ast.ts';
import type { PlanOptions } from '../context.ts';
import { type Env, lower } from './analysis.ts';

/** Order items with direction and place of NULLs written out, since DuckDB's own place is another one. */
export function lowerOrder(items: readonly OrderItem[], env: Env): readonly OrderItem[] {
  return items.map((item) =>
    explicitOrder({ ...item, expr: lower(item.expr, env).expr }, env.analysis.context.options),
  );
}

/** Section 10: ascending NULLs first, descending last; or PostgreSQL's way round. */
export function explicitOrder(item: OrderItem, options: PlanOptions): OrderItem {
  const direction = item.direction ?? 'asc';
  const first = (direction === 'asc') === (options.nullOrder === 'spark');
  return { ...item, direction, nulls: item.nulls ?? (first ? 'first' : 'last') };
}
