import type { Call, Expr, Frame, FrameBound, OrderItem, QName, Window } from '../ast.ts';
import { isPlainName, isWord, RESERVED, RESERVED_FUNCTIONS } from '../keywords.ts';
import { printIdent, printLabel, printQName, quoteName } from './names.ts';
import type { Writer } from './writer.ts';

export function printCall(w: Writer, call: Call): void {
  printFunctionName(w, call.name);
  w.write('(');
  if (call.distinct) w.write('DISTINCT ');
  w.list(call.args, (arg, index) => {
    const name = call.argNames?.[index];
    if (name !== undefined) {
      printLabel(w, name);
      w.write(w.duckdb ? ' := ' : ' => ');
    }
    if (index > 0 && looksLikeLambda(arg)) w.write('(').expression(arg).write(')');
    else w.expression(arg);
  });
  if (call.orderBy.length > 0) {
    if (call.args.length > 0) w.write(' ');
    printOrderBy(w, call.orderBy);
  }
  // DuckDB takes it inside the parentheses only
  const nulls = call.nulls === undefined ? '' : ` ${call.nulls.toUpperCase()} NULLS`;
  w.write(w.duckdb ? `${nulls})` : ')');
  if (call.withinGroup.length > 0) {
    w.write(' WITHIN GROUP (');
    printOrderBy(w, call.withinGroup);
    w.write(')');
  }
  if (call.filter !== undefined) w.write(' FILTER (WHERE ').expression(call.filter).write(')');
  if (!w.duckdb) w.write(nulls);
  if (call.over !== undefined) {
    w.write(' OVER ');
    printOver(w, call.over);
  }
}

/** `x -> y` as the JSON operator: without parentheses it would be read as a lambda, here and in DuckDB. */
function looksLikeLambda(expr: Expr): boolean {
  const first = expr.kind === 'logical' ? (expr.operands[0] ?? expr) : expr;
  return first.kind === 'binary' && first.op === '->' && first.left.kind === 'column' && first.left.path.length === 1;
}

/**
 * Plain names stay without quotes in DuckDB too: `coalesce` and its like are words of its grammar, and quoted they would be
 * unknown functions.
 */
function printFunctionName(w: Writer, name: QName): void {
  const [only] = name.parts;
  if (only === undefined || name.parts.length > 1) {
    printQName(w, name);
    return;
  }
  const word = only.name.toLowerCase();
  const callable = !RESERVED.has(word) || RESERVED_FUNCTIONS.has(word);
  const bare = w.duckdb ? isWord(only.name) : !only.quoted && isPlainName(only.name);
  w.mark(only.span).write(bare && callable ? only.name : quoteName(only.name));
}

export function printOrderBy(w: Writer, items: readonly OrderItem[]): void {
  w.write('ORDER BY ');
  w.list(items, (item) => {
    w.expression(item.expr);
    if (item.direction !== undefined) w.write(` ${item.direction.toUpperCase()}`);
    if (item.nulls !== undefined) w.write(` NULLS ${item.nulls.toUpperCase()}`);
  });
}

function printOver(w: Writer, window: Window): void {
  const { name, partitionBy, orderBy, frame } = window;
  if (name !== undefined && partitionBy.length === 0 && orderBy.length === 0 && frame === undefined)
    printIdent(w, name);
  else printWindow(w, window);
}

/** `(…)` */
export function printWindow(w: Writer, window: Window): void {
  const { name, partitionBy, orderBy, frame } = window;
  const clauses: (() => void)[] = [];
  if (name !== undefined) clauses.push(() => printIdent(w, name));
  if (partitionBy.length > 0) {
    clauses.push(() => w.write('PARTITION BY ').list(partitionBy, (expr) => w.expression(expr)));
  }
  if (orderBy.length > 0) clauses.push(() => printOrderBy(w, orderBy));
  if (frame !== undefined) clauses.push(() => printFrame(w, frame));
  w.mark(window.span).write('(');
  w.list(clauses, (clause) => clause(), ' ').write(')');
}

function printFrame(w: Writer, frame: Frame): void {
  w.mark(frame.span).write(`${frame.unit.toUpperCase()} `);
  if (frame.end === undefined) {
    printBound(w, frame.start);
  } else {
    w.write('BETWEEN ');
    printBound(w, frame.start);
    w.write(' AND ');
    printBound(w, frame.end);
  }
  if (frame.exclude !== undefined) w.write(` EXCLUDE ${frame.exclude.toUpperCase()}`);
}

function printBound(w: Writer, bound: FrameBound): void {
  switch (bound.kind) {
    case 'unboundedPreceding':
      w.write('UNBOUNDED PRECEDING');
      return;
    case 'unboundedFollowing':
      w.write('UNBOUNDED FOLLOWING');
      return;
    case 'currentRow':
      w.write('CURRENT ROW');
      return;
    default:
      w.expression(bound.offset).write(` ${bound.kind.toUpperCase()}`);
  }
}
