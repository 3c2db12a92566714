import type { BoundParameter } from '../engine/connection.ts';
import type { Expr, NumberLiteral, Query } from '../sql/ast.ts';
import { mapQuery } from '../sql/visit.ts';
import { numeric } from '../types/codec/numeric.ts';
import { duckdbTypeName } from '../types/data-type.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../types/encode-context.ts';

/** Digits that a number of eight bytes surely holds. */
const DIGITS = 18;

/**
 * A row of constants with its literals as further parameters: rows that differ in their values only have the same text, and the
 * engine keeps its plan as long as each value has exactly the type that is written around its place. NULL stays a literal,
 * since a bound one has no type.
 */
export function liftConstants(
  query: Query,
  bound: readonly BoundParameter[],
): { readonly query: Query; readonly parameters: readonly BoundParameter[] } {
  const parameters: BoundParameter[] = [];
  const place = (parameter: BoundParameter, { span }: Expr): Expr => {
    parameters.push(parameter);
    const value: Expr = { kind: 'parameter', span, index: parameters.length };
    const type = duckdbTypeName(parameter.type).replaceAll('{', '{{');
    // The engine gives a parameter the type of the casts around it, and none where they differ; CASE keeps the outer ones off.
    return { kind: 'raw', span, text: `CASE WHEN true THEN CAST({0} AS ${type}) END`, args: [value] };
  };
  const lifted = mapQuery(query, {
    leaveExpr(expr) {
      if (expr.kind === 'string') return place({ value: expr.value, type: { kind: 'varchar' } }, expr);
      if (expr.kind === 'number') {
        const parameter = numberOf(expr);
        return parameter === undefined ? expr : place(parameter, expr);
      }
      const given = expr.kind === 'parameter' ? bound[expr.index - 1] : undefined;
      if (given === undefined) return expr;
      return given.value === null ? { kind: 'null', span: expr.span } : place(given, expr);
    },
  });
  return { query: lifted, parameters };
}

/** Undefined for a number whose text the engine has to read: a fraction of many digits, a power of ten. */
function numberOf({ text, suffix }: NumberLiteral): BoundParameter | undefined {
  const [, whole = '', fraction] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (suffix !== undefined || whole === '' || whole.length + (fraction?.length ?? 0) > DIGITS) return undefined;
  if (fraction === undefined) return { value: BigInt(whole), type: { kind: 'bigint' } };
  const type = { kind: 'decimal', precision: DIGITS, scale: fraction.length } as const;
  return { value: numeric.decodeText(text, type, DEFAULT_ENCODE_CONTEXT), type };
}
