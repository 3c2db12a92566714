import type { Call, Expr } from '../sql/ast.ts';
import type { DataType } from '../types/data-type.ts';
import type { LoweringCall } from './definition.ts';
import { raw } from './sql-text.ts';

export interface AggregateChange {
  readonly args?: readonly Expr[];
  /** Rows that count besides those of the call's own FILTER. */
  readonly only?: Expr | undefined;
  readonly distinct?: boolean;
  readonly nulls?: 'ignore' | 'respect' | undefined;
  readonly orderBy?: Call['orderBy'];
}

/** DuckDB's aggregate `name` with the call's DISTINCT, FILTER, ORDER BY and OVER. */
export function aggregateCall(call: Call, name: string, change: AggregateChange = {}): Call {
  const ident = { kind: 'ident', span: call.name.span, name, quoted: false } as const;
  return {
    ...call,
    name: { kind: 'qname', span: call.name.span, parts: [ident] },
    args: change.args ?? call.args,
    argNames: undefined,
    distinct: change.distinct ?? call.distinct,
    filter: both(call.filter, change.only),
    orderBy: change.orderBy ?? call.orderBy,
    withinGroup: [],
    nulls: 'nulls' in change ? change.nulls : call.nulls,
  };
}

/** Lowers to DuckDB's aggregate of that name; `around` has the aggregate in place `{0}`, or makes the text by types. */
export function aggregate(
  name: string,
  around: string | ((types: readonly DataType[]) => string) = '{0}',
): (call: LoweringCall) => Expr {
  return ({ call, types }) => {
    const inner = aggregateCall(call, name);
    const text = typeof around === 'string' ? around : around(types);
    return text === '{0}' ? inner : raw(text, inner);
  };
}

export function isNotNull(expr: Expr): Expr {
  return raw('{0} IS NOT NULL', expr);
}

function both(a: Expr | undefined, b: Expr | undefined): Expr | undefined {
  return a && b ? raw('({0}) AND ({1})', a, b) : (a ?? b);
}
