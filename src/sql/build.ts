import type {
  Binary,
  BinaryOperator,
  Call,
  Cast,
  ColumnRef,
  Expr,
  Ident,
  Logical,
  NullLiteral,
  NumberLiteral,
  QName,
  Raw,
  Span,
  StringLiteral,
  TypeName,
  Unary,
} from './ast.ts';

/** Makers of the nodes that rewrites need. Each takes the span of what it replaces, so that errors still point there. */

export function ident(span: Span, name: string): Ident {
  return { kind: 'ident', span, name, quoted: true };
}

export function qname(span: Span, ...parts: readonly string[]): QName {
  return { kind: 'qname', span, parts: parts.map((part) => ident(span, part)) };
}

export function column(span: Span, ...path: readonly string[]): ColumnRef {
  return { kind: 'column', span, path: path.map((part) => ident(span, part)) };
}

/** A call of a function by its plain name. */
export function call(span: Span, name: string, args: readonly Expr[]): Call {
  const parts: readonly Ident[] = [{ kind: 'ident', span, name, quoted: false }];
  return {
    kind: 'call',
    span,
    name: { kind: 'qname', span, parts },
    args,
    distinct: false,
    orderBy: [],
    withinGroup: [],
  };
}

/** DuckDB SQL with `{0}`, `{1}` … for the arguments; a plain `{` is written `{{`. */
export function raw(span: Span, text: string, args: readonly Expr[] = []): Raw {
  return { kind: 'raw', span, text, args };
}

export function string(span: Span, value: string): StringLiteral {
  return { kind: 'string', span, value };
}

/** A number that is not negative, as text; a negative one has its sign as an operator. */
export function number(span: Span, value: number | bigint | string): NumberLiteral | Unary {
  const text = String(value);
  if (!text.startsWith('-')) return { kind: 'number', span, text };
  return { kind: 'unary', span, op: '-', operand: { kind: 'number', span, text: text.slice(1) } };
}

export function nullLiteral(span: Span): NullLiteral {
  return { kind: 'null', span };
}

export function typeName(span: Span, name: string): TypeName {
  return { kind: 'typeName', span, name, modifiers: [], args: [], fields: [], arrayDepth: 0 };
}

/** `type` is a tree or a plain name such as `bigint`. */
export function cast(span: Span, operand: Expr, type: TypeName | string, attempt = false): Cast {
  const target = typeof type === 'string' ? typeName(span, type) : type;
  return { kind: 'cast', span, operand, type: target, try: attempt, postfix: false };
}

export function binary(span: Span, op: BinaryOperator, left: Expr, right: Expr): Binary {
  return { kind: 'binary', span, op, left, right, opSpan: span };
}

export function logical(span: Span, op: 'and' | 'or', operands: readonly Expr[]): Logical {
  return { kind: 'logical', span, op, operands };
}

export function not(span: Span, operand: Expr): Unary {
  return { kind: 'unary', span, op: 'not', operand };
}
