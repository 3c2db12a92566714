import type { Call, Expr, Raw, StringLiteral } from '../sql/ast.ts';
import type { DataType } from '../types/data-type.ts';
import type { LoweringCall, Typed } from './definition.ts';

/** Where our macros live, so that they never hide a function of DuckDB's. */
export const MACRO_SCHEMA = 'sh';

const NOWHERE = { start: 0, end: 0 };

/** DuckDB SQL with places `{0}` …; a brace that is not a place is written `{{`. */
export function raw(text: string, ...args: readonly Expr[]): Raw {
  return { kind: 'raw', span: args[0]?.span ?? NOWHERE, text, args };
}

export function typed(expr: Expr, type: DataType): Typed {
  return { expr, type };
}

/** Text as a SQL literal, fit for `raw`. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('{', '{{')}'`;
}

/** A name as a quoted identifier, fit for `raw`. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('{', '{{')}"`;
}

/** The places `{from}`, … `{to - 1}`, separated by commas. */
export function places(to: number, from = 0): string {
  const list: string[] = [];
  for (let i = from; i < to; i++) list.push(`{${i}}`);
  return list.join(', ');
}

/** Lowers to fixed text; a text per number of arguments where `text` is a list. `{0}` … are the arguments. */
export function template(text: string | Readonly<Record<number, string>>): (call: LoweringCall) => Expr {
  return ({ call }) => {
    const chosen = typeof text === 'string' ? text : text[call.args.length];
    if (chosen === undefined) throw new Error(`no text for ${call.args.length} arguments`);
    return { ...raw(chosen, ...call.args), span: call.span };
  };
}

/** The literal text an argument was written as, or undefined. */
export function literalText(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'string' ? expr.value : undefined;
}

/** The literal number an argument was written as, with its sign, or undefined. */
export function literalNumber(expr: Expr | undefined): number | undefined {
  if (expr?.kind === 'number') return Number(expr.text);
  if (expr?.kind === 'unary' && expr.op === '-' && expr.operand.kind === 'number') return -Number(expr.operand.text);
  return undefined;
}

/** The literal boolean an argument was written as, or undefined. */
export function literalBoolean(expr: Expr | undefined): boolean | undefined {
  return expr?.kind === 'boolean' ? expr.value : undefined;
}

export function stringLiteral(value: string, at: Expr): StringLiteral {
  return { kind: 'string', span: at.span, value };
}

/** The `index`-th lowered argument; a definition's arity makes it exist. */
export function argument(call: Call, index: number): Expr {
  const found = call.args[index];
  if (found === undefined) throw new Error(`argument ${index} is missing`);
  return found;
}
