import type { Binary, BinaryOperator, Expr, Unary } from '../ast.ts';
import type { Writer } from './writer.ts';

/** Expressions that may stand anywhere in an operator expression without parentheses. */
const ATOMIC: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>([
  'null',
  'boolean',
  'number',
  'string',
  'typedLiteral',
  'interval',
  'parameter',
  'variable',
  'column',
  'star',
  'call',
  'cast',
  'case',
  'exists',
  'scalarQuery',
  'array',
  'arrayQuery',
  'typedArray',
  'struct',
  'map',
  'row',
  'subscript',
  'slice',
  'field',
  'extract',
]);

/** Those that may stand in front of `[…]`, `::` and, with the mark below, `.field`. */
const POSTFIX: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>([
  'string',
  'parameter',
  'column',
  'subscript',
  'field',
  'call',
  'slice',
]);

/** An operand, in parentheses where it has operators of its own. */
export function printOperand(w: Writer, expr: Expr): void {
  if (ATOMIC.has(expr.kind) || expr.kind === 'lambda') w.expression(expr);
  else w.write('(').expression(expr).write(')');
}

/** What stands in front of `[…]`, `::` or `.field`; `field` since `(a).b` is not the column `a.b`. */
export function printPostfixOperand(w: Writer, expr: Expr, field = false): void {
  const bare =
    POSTFIX.has(expr.kind) && !(field && expr.kind === 'column') && !(w.duckdb && field && expr.kind === 'call');
  if (bare) w.expression(expr);
  else w.write('(').expression(expr).write(')');
}

export function printSign(w: Writer, expr: Unary): void {
  w.write(expr.op === 'not' ? 'NOT ' : expr.op);
  // `~*` would be another operator
  if (expr.operand.kind === 'star') w.write('(').expression(expr.operand).write(')');
  else printOperand(w, expr.operand);
}

/**
 * Operators whose chains group from the left, by how tight they bind, in the dialect and in DuckDB alike: among them the
 * left side needs no parentheses, and so a chain of thousands does not become parentheses thousands deep.
 */
const CHAINED: Readonly<Partial<Record<BinaryOperator, number>>> = {
  '||': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '%': 3,
  div: 3,
};

/** Whether `inner` may be the left side of `outer` without parentheses. */
function chains(inner: Binary, outer: Binary): boolean {
  if (inner.schema !== undefined || outer.schema !== undefined) return false;
  const tight = CHAINED[inner.op];
  const loose = CHAINED[outer.op];
  return tight !== undefined && loose !== undefined && tight >= loose;
}

/**
 * Operators that DuckDB has; the others were rewritten. `~` has PostgreSQL's meaning in a client's text and another in
 * DuckDB, so it is missing on purpose.
 */
const IN_DUCKDB: ReadonlyMap<BinaryOperator, string> = new Map<BinaryOperator, string>([
  ['=', '='],
  ['<>', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['<=>', 'IS NOT DISTINCT FROM'],
  ['is distinct from', 'IS DISTINCT FROM'],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
  ['div', '//'],
  ['^', '^'],
  ['&', '&'],
  ['|', '|'],
  ['<<', '<<'],
  ['>>', '>>'],
  ['||', '||'],
  ['->', '->'],
  ['->>', '->>'],
  ['@>', '@>'],
  ['<@', '<@'],
  ['&&', '&&'],
]);

/** A chain of binary operators, however long: its left side is walked in a loop. */
export function printBinary(w: Writer, expr: Binary): void {
  const chain = [expr];
  let leaf = expr.left;
  while (leaf.kind === 'binary') {
    chain.push(leaf);
    leaf = leaf.left;
  }
  chain.reverse();
  // from the innermost on: whether it stands in parentheses inside the next one
  const closed = chain.map((inner, index) => {
    const outer = chain[index + 1];
    return outer !== undefined && !chains(inner, outer);
  });
  w.write('('.repeat(closed.filter(Boolean).length));
  printOperand(w, leaf);
  chain.forEach((binary, index) => {
    w.mark(binary.opSpan).write(` ${operatorText(w, binary)} `);
    printOperand(w, binary.right);
    if (closed[index]) w.write(')');
  });
}

function operatorText(w: Writer, { op, schema }: Binary): string {
  return printedOperator(w, op, schema);
}

export function printedOperator(w: Writer, op: BinaryOperator, schema: string | undefined): string {
  if (w.duckdb) {
    const text = IN_DUCKDB.get(op);
    if (text === undefined) throw new Error(`printer: operator ${op} was not rewritten for DuckDB`);
    return text;
  }
  if (schema !== undefined) return `OPERATOR(${schema}.${op})`;
  return op === 'div' || op === 'is distinct from' ? op.toUpperCase() : op;
}
