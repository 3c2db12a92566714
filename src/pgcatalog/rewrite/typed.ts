import type { Expr, Ident, Raw, Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';

/** An expression made ready for the engine, with the type it has in PostgreSQL. */
export interface Typed {
  readonly expr: Expr;
  /** OID of the type; `unknown` for a quoted constant or a parameter that nothing has decided yet. */
  readonly type: number;
  readonly typmod?: number | undefined;
  /** The text of a constant of unknown type; null for NULL. */
  readonly literal?: string | null | undefined;
  /** The number of a parameter whose type nothing has decided yet. */
  readonly parameter?: number | undefined;
  /** The fields of a record, which the engine holds as a STRUCT. */
  readonly record?: readonly RecordField[] | undefined;
  /** An array that was made of a vector, and counts from 0 as that does. */
  readonly zeroBased?: boolean | undefined;
  /** Of a set-returning call in a select list: the list of its rows, of which the expression is each. */
  readonly rows?: Expr | undefined;
}

export interface RecordField {
  readonly name: string;
  readonly type: number;
}

export function typed(expr: Expr, type: number, typmod?: number): Typed {
  return { expr, type, typmod };
}

export function raw(span: Span, text: string, ...args: readonly Expr[]): Raw {
  return { kind: 'raw', span, text, args };
}

export function ident(span: Span, name: string): Ident {
  return { kind: 'ident', span, name, quoted: true };
}

export function column(span: Span, table: string, name: string): Expr {
  return { kind: 'column', span, path: [ident(span, table), ident(span, name)] };
}

export function number(span: Span, value: number): Expr {
  return value < 0
    ? { kind: 'unary', span, op: '-', operand: { kind: 'number', span, text: String(-value) } }
    : { kind: 'number', span, text: String(value) };
}

export function string(span: Span, value: string): Expr {
  return { kind: 'string', span, value };
}

/** A field of a record. */
export function fieldOf(value: Typed, { name, type }: RecordField, span: Span): Typed {
  const key = name.replaceAll("'", "''").replaceAll('{', '{{');
  return typed(raw(span, `struct_extract({0}, '${key}')`, value.expr), type);
}

/** Arrays count from 1, the vectors of the catalog and what is made of them from 0. */
export function countsFromZero({ type, zeroBased }: Typed): boolean {
  return zeroBased === true || type === OID.int2vector || type === OID.oidvector;
}

export function isUnknown({ type }: Typed): boolean {
  return type === OID.unknown;
}
