import type { Typed } from '../../functions/definition.ts';
import { nullsFirst } from '../../functions/nested-order.ts';
import { isNested } from '../../functions/type-rules.ts';
import type { Expr, OrderItem } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import type { PlanOptions } from '../context.ts';
import { type Env, lower } from './analysis.ts';

/** Order items with direction and place of NULLs written out, since DuckDB's own place is another one. */
export function lowerOrder(items: readonly OrderItem[], env: Env): readonly OrderItem[] {
  return items.map((item) =>
    explicitOrder({ ...item, expr: orderKey(lower(item.expr, env), env) }, env.analysis.context.options),
  );
}

/** Whether DuckDB orders values of the type as the setting wants: of nested ones it takes the NULLs inside for the greatest. */
export function ordersAlike(type: DataType, env: Env): boolean {
  return !isNested(type) || env.analysis.context.options.nullOrder !== 'spark';
}

export function orderKey({ expr, type }: Typed, env: Env): Expr {
  return ordersAlike(type, env) ? expr : nullsFirst(expr, type);
}

/** Section 10: ascending NULLs first, descending last; or PostgreSQL's way round. */
export function explicitOrder(item: OrderItem, options: PlanOptions): OrderItem {
  const direction = item.direction ?? 'asc';
  const first = (direction === 'asc') === (options.nullOrder === 'spark');
  return { ...item, direction, nulls: item.nulls ?? (first ? 'first' : 'last') };
}
