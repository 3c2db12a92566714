import type { Expr, Query } from '../sql/ast.ts';
import { bareSelect } from '../sql/bare-select.ts';
import type { PlainValue } from '../types/batch-of.ts';
import type { DataType } from '../types/data-type.ts';
import type { ScalarValue } from './engine/scalar-function.ts';
import type { CallContext, FunctionRule } from './functions/definition.ts';
import { engineType } from './types/engine-type.ts';

/** A call of a function of this process, as the rewrite wrote it. */
export interface ProcessCall {
  readonly rule: FunctionRule;
  readonly args: readonly Expr[];
}

/** The values of the one row. Throws what the functions throw. */
export type DirectRow = (context: CallContext) => readonly PlainValue[];

/** They stop the very statement that calls them, which the engine notices. */
const SIGNALS: ReadonlySet<string> = new Set(['pg_cancel_backend', 'pg_terminate_backend']);

/**
 * A rewritten query that only calls functions of this process, `SELECT version()`, or `current_setting('x')`: its row is
 * computed here, without a way through the engine and back. Undefined for every other query.
 */
export function directRow(query: Query, calls: ReadonlyMap<Expr, ProcessCall>): DirectRow | undefined {
  const columns: ((context: CallContext) => PlainValue)[] = [];
  for (const expr of bareSelect(query) ?? []) {
    const value = compiled(expr, calls);
    const type = calls.has(expr) ? engineType(calls.get(expr)?.rule.result ?? 0) : undefined;
    if (value === undefined || !isPlain(type)) return undefined;
    columns.push((context) => plainValue(value(context), type));
  }
  return columns.length === 0 ? undefined : (context) => columns.map((column) => column(context));
}

type Value = (context: CallContext) => ScalarValue;

function compiled(expr: Expr, calls: ReadonlyMap<Expr, ProcessCall>): Value | undefined {
  if (expr.kind === 'string' || expr.kind === 'boolean') return () => expr.value;
  const call = calls.get(expr);
  if (call === undefined || call.rule.set || call.rule.variadic || SIGNALS.has(call.rule.name)) return undefined;
  const { lowering } = call.rule;
  if (lowering.kind !== 'call') return undefined;
  const args: Value[] = [];
  for (const arg of call.args) {
    const value = compiled(arg, calls);
    if (value === undefined) return undefined;
    args.push(value);
  }
  return (context) => {
    const values = args.map((arg) => arg(context));
    return !lowering.nullable && values.includes(null) ? null : lowering.call(context, ...values);
  };
}

/** Undefined is the type of a constant. */
function isPlain(type: DataType | undefined): boolean {
  return type === undefined || ['varchar', 'boolean', 'integer', 'bigint'].includes(type.kind);
}

function plainValue(value: ScalarValue, type: DataType | undefined): PlainValue {
  if (typeof value === 'object' && value !== null) throw new Error('a list where a plain value was declared');
  return type?.kind === 'bigint' && typeof value === 'number' ? BigInt(value) : value;
}
