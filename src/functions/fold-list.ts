import type { Expr } from '../sql/ast.ts';
import { raw } from './sql-text.ts';

/**
 * A list folded from the left. DuckDB's list_reduce wants start and elements of one type, so both are carried in pairs.
 * `initial` where the list is NULL has no meaning: the result is NULL.
 */
export function foldList(list: Expr, initial: Expr, step: (accumulator: Expr, element: Expr) => Expr): Expr {
  return raw(
    `list_reduce(list_transform({0}, lambda sh_x: {{'a': CASE WHEN false THEN {1} END, 'x': sh_x}),
      lambda sh_a, sh_b: {{'a': {2}, 'x': sh_b.x}, {{'a': {1}, 'x': {0}[0]}).a`,
    list,
    initial,
    step(raw('sh_a.a'), raw('sh_b.x')),
  );
}
