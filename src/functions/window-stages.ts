import type { Expr } from '../sql/ast.ts';

/**
 * Windows over windows. SQL has no nested window calls in one SELECT, so a function that needs them (a session number is
 * a running sum over a comparison with the row before) names helper columns for derived tables below the SELECT it
 * stands in. `stages[0]` is computed next to FROM and WHERE, `stages[1]` above it and may use its names, and so on;
 * `result` stands where the call stood and may use all of them. Helper columns are referred to by name alone.
 *
 * The planner puts the derived tables there (src/plan/analyze/window-stages.ts), the stages of several calls of one SELECT
 * level by level. The SELECT must not group: its input is wrapped before GROUP BY, which would give the windows the rows
 * instead of the groups. Each stage is one pass of windows over the input; nothing is joined.
 */
export interface WindowLowering {
  readonly stages: readonly WindowStage[];
  readonly result: Expr;
}

/** Columns of one derived table. They must not refer to each other, only to stages below. */
export type WindowStage = readonly HelperColumn[];

export interface HelperColumn {
  /** From the `NameSource`: unique in the statement. */
  readonly name: string;
  readonly expr: Expr;
}
