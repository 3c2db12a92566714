import type { Expr, FromItem, Query } from './ast.ts';
import { printExpression } from './print/expression.ts';
import { printFromItem } from './print/from.ts';
import { printQuery } from './print/query.ts';
import { printStatement } from './print/statement.ts';
import { type Printers, type SourceMap, type Target, Writer } from './print/writer.ts';
import type { Statement } from './statement.ts';

const PRINTERS: Printers = {
  expression: printExpression,
  query: printQuery,
  fromItem: printFromItem,
  statement: printStatement,
};

export interface Printed {
  readonly sql: string;
  readonly map: SourceMap;
}

/**
 * Writes a tree as text. `dialect` writes every node so that parsing the text gives the same tree again; `duckdb` writes
 * DuckDB 1.5 and takes only what DuckDB can say: a node that should have been rewritten (a SNAPSHOT clause, a variable) is an
 * internal error, never a guess. The printer gives no meaning to anything.
 */
export function print(node: Query | Expr | FromItem | Statement, target: Target): Printed {
  const w = new Writer(target, PRINTERS);
  if (node.kind === 'query') w.query(node);
  else if (isFromItem(node)) w.fromItem(node);
  else if (isExpression(node)) w.expression(node);
  else w.statement(node);
  return w.result();
}

/** Where the text at `outputOffset` of a printed text came from: an offset into the text that was parsed. */
export function originalOffset(map: SourceMap, outputOffset: number): number {
  let low = 0;
  let high = map.outputs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((map.outputs[middle] ?? 0) <= outputOffset) low = middle + 1;
    else high = middle;
  }
  return map.origins[low - 1] ?? 0;
}

const FROM_ITEMS = {
  tableRef: true,
  derived: true,
  join: true,
  tableFunction: true,
  lateralView: true,
  pivot: true,
  unpivot: true,
  tableSample: true,
} satisfies Record<FromItem['kind'], true>;

const EXPRESSIONS = {
  null: true,
  boolean: true,
  number: true,
  string: true,
  typedLiteral: true,
  interval: true,
  parameter: true,
  variable: true,
  column: true,
  star: true,
  call: true,
  cast: true,
  unary: true,
  binary: true,
  logical: true,
  between: true,
  inList: true,
  inQuery: true,
  like: true,
  is: true,
  case: true,
  exists: true,
  scalarQuery: true,
  quantified: true,
  array: true,
  arrayQuery: true,
  typedArray: true,
  struct: true,
  map: true,
  row: true,
  lambda: true,
  subscript: true,
  slice: true,
  field: true,
  extract: true,
  atTimeZone: true,
  collate: true,
  raw: true,
} satisfies Record<Expr['kind'], true>;

function isFromItem(node: { readonly kind: string }): node is FromItem {
  return Object.hasOwn(FROM_ITEMS, node.kind);
}

function isExpression(node: { readonly kind: string }): node is Expr {
  return Object.hasOwn(EXPRESSIONS, node.kind);
}
