import type {
  ColumnRef,
  Expr,
  FromItem,
  Ident,
  NumberLiteral,
  QName,
  Query,
  QueryBody,
  Raw,
  Select,
  SelectItem,
  Span,
  TableAlias,
} from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';

/** Nodes that rewrites make. Names are quoted, so that no keyword and no case of DuckDB's gets in the way. */

export function ident(name: string, span: Span): Ident {
  return { kind: 'ident', span, name, quoted: true };
}

export function qname(parts: readonly string[], span: Span): QName {
  return { kind: 'qname', span, parts: parts.map((part) => ident(part, span)) };
}

export function columnRef(path: readonly string[], span: Span): ColumnRef {
  return { kind: 'column', span, path: path.map((part) => ident(part, span)) };
}

export function integer(value: number, span: Span): NumberLiteral {
  return { kind: 'number', span, text: String(value) };
}

/** DuckDB SQL with places; see `Raw`. Unlike the one of the functions' room it stands at a place of its own. */
export function rawAt(span: Span, text: string, ...args: readonly Expr[]): Raw {
  return { kind: 'raw', span, text, args };
}

export function item(expr: Expr, alias: string): SelectItem {
  return { kind: 'item', span: expr.span, expr, alias: ident(alias, expr.span) };
}

export function tableAlias(name: string, span: Span, columns: readonly string[] = []): TableAlias {
  return { span, name: ident(name, span), columns: columns.map((column) => ident(column, span)) };
}

export function select(span: Span, items: readonly SelectItem[], from: readonly FromItem[], where?: Expr): Select {
  return { kind: 'select', span, distinct: 'none', items, from, where, windows: [] };
}

export function query(body: QueryBody): Query {
  return {
    kind: 'query',
    span: body.span,
    with: [],
    recursive: false,
    body,
    orderBy: [],
    approximate: false,
    locking: false,
  };
}

export function derived(inner: Query, alias: string, lateral = false): FromItem {
  return { kind: 'derived', span: inner.span, query: inner, lateral, alias: tableAlias(alias, inner.span) };
}

/** The same expression, standing at `span`. */
export function at(span: Span, expr: Expr): Expr {
  if (expr.kind !== 'column') return { ...expr, span };
  return { ...expr, span, path: expr.path.map((part) => ({ ...part, span })) };
}

/** DuckDB's spelling of a type, fit for `Raw`: a member's name may hold a brace. */
export function typeText(type: DataType): string {
  return duckdbTypeName(type).replaceAll('{', '{{');
}
