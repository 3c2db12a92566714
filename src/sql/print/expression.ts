import { assertNever } from '../../core/assert-never.ts';
import type { Expr } from '../ast.ts';
import { printCall } from './calls.ts';
import {
  printArray,
  printInterval,
  printMap,
  printNumber,
  printStruct,
  printTypedArray,
  printTypedLiteral,
} from './literals.ts';
import { printIdent, printIdentList, printLabel, printPath, printType, quoteName, quoteString } from './names.ts';
import { printBinary, printOperand, printPostfixOperand, printSign } from './operators.ts';
import { printBetween, printInList, printInQuery, printLike, printQuantified, printTest } from './predicates.ts';
import type { Writer } from './writer.ts';

export function printExpression(w: Writer, expr: Expr): void {
  w.mark(expr.span);
  switch (expr.kind) {
    case 'null':
      w.write('NULL');
      return;
    case 'boolean':
      w.write(expr.value ? 'TRUE' : 'FALSE');
      return;
    case 'number':
      printNumber(w, expr);
      return;
    case 'string':
      w.write(quoteString(expr.value));
      return;
    case 'typedLiteral':
      printTypedLiteral(w, expr);
      return;
    case 'interval':
      printInterval(w, expr);
      return;
    case 'parameter':
      w.write(`$${expr.index}`);
      return;
    case 'variable':
      w.notInDuckDb(`variable @${expr.name}`);
      w.write(`@${expr.name}`);
      return;
    case 'column':
      printPath(w, expr.path);
      return;
    case 'star':
      printStar(w, expr);
      return;
    case 'call':
      printCall(w, expr);
      return;
    case 'cast':
      printCast(w, expr);
      return;
    case 'unary':
      printSign(w, expr);
      return;
    case 'binary':
      printBinary(w, expr);
      return;
    case 'logical':
      w.list(expr.operands, (operand) => printLogicalOperand(w, operand), ` ${expr.op.toUpperCase()} `);
      return;
    case 'between':
      printBetween(w, expr);
      return;
    case 'inList':
      printInList(w, expr);
      return;
    case 'inQuery':
      printInQuery(w, expr);
      return;
    case 'like':
      printLike(w, expr);
      return;
    case 'is':
      printTest(w, expr);
      return;
    case 'case':
      printCase(w, expr);
      return;
    case 'exists':
      w.write('EXISTS (').query(expr.query).write(')');
      return;
    case 'scalarQuery':
      w.write('(').query(expr.query).write(')');
      return;
    case 'quantified':
      printQuantified(w, expr);
      return;
    case 'array':
      printArray(w, expr);
      return;
    case 'arrayQuery':
      w.write('ARRAY(').query(expr.query).write(')');
      return;
    case 'typedArray':
      printTypedArray(w, expr);
      return;
    case 'struct':
      printStruct(w, expr);
      return;
    case 'map':
      printMap(w, expr);
      return;
    case 'row':
      w.write(expr.explicit || expr.items.length < 2 ? 'ROW(' : '(');
      w.list(expr.items, (item) => w.expression(item)).write(')');
      return;
    case 'lambda':
      printLambda(w, expr);
      return;
    case 'subscript':
      printPostfixOperand(w, expr.operand);
      w.write('[').expression(expr.index).write(']');
      return;
    case 'slice':
      printSlice(w, expr);
      return;
    case 'field':
      printPostfixOperand(w, expr.operand, true);
      w.write('.');
      if (expr.field.name === '*' && !expr.field.quoted) w.write('*');
      else printLabel(w, expr.field);
      return;
    case 'extract':
      w.write(`EXTRACT(${w.duckdb ? quoteString(expr.unit) : extractUnit(expr.unit)} FROM `);
      w.expression(expr.operand).write(')');
      return;
    case 'atTimeZone':
      printOperand(w, expr.operand);
      w.write(' AT TIME ZONE ');
      printOperand(w, expr.zone);
      return;
    case 'collate':
      printOperand(w, expr.operand);
      w.write(' COLLATE ');
      printPath(w, expr.collation.parts);
      return;
    case 'raw':
      printRaw(w, expr);
      return;
    default:
      assertNever(expr);
  }
}

type Of<Kind extends Expr['kind']> = Extract<Expr, { readonly kind: Kind }>;

function extractUnit(unit: string): string {
  return /^[a-z_]+$/.test(unit) ? unit : quoteString(unit);
}

function printLogicalOperand(w: Writer, operand: Expr): void {
  if (operand.kind === 'logical' || operand.kind === 'lambda' || operand.kind === 'raw') {
    w.write('(').expression(operand).write(')');
  } else {
    w.expression(operand);
  }
}

function printStar(w: Writer, expr: Of<'star'>): void {
  printPath(w, expr.qualifier);
  w.write(expr.qualifier.length > 0 ? '.*' : '*');
  if (expr.except.length === 0) return;
  w.write(w.duckdb ? ' EXCLUDE ' : ' EXCEPT ');
  printIdentList(w, expr.except);
}

function printCast(w: Writer, expr: Of<'cast'>): void {
  if (expr.postfix && !expr.try && !w.duckdb) {
    printPostfixOperand(w, expr.operand);
    w.write('::');
    printType(w, expr.type);
    return;
  }
  w.write(expr.try ? 'TRY_CAST(' : 'CAST(');
  w.expression(expr.operand).write(' AS ');
  printType(w, expr.type);
  w.write(')');
}

function printCase(w: Writer, expr: Of<'case'>): void {
  w.write('CASE');
  if (expr.operand !== undefined) w.write(' ').expression(expr.operand);
  for (const { when, then } of expr.branches) {
    w.write(' WHEN ').expression(when).write(' THEN ').expression(then);
  }
  if (expr.otherwise !== undefined) w.write(' ELSE ').expression(expr.otherwise);
  w.write(' END');
}

/** DuckDB 1.3 and later: `lambda x, y: e`; the arrow is deprecated there. */
function printLambda(w: Writer, expr: Of<'lambda'>): void {
  if (w.duckdb) {
    w.write(`lambda ${expr.parameters.map((parameter) => quoteName(parameter.name)).join(', ')}: `);
  } else {
    const [only] = expr.parameters;
    if (only !== undefined && expr.parameters.length === 1) printIdent(w, only);
    else printIdentList(w, expr.parameters);
    w.write(' -> ');
  }
  w.expression(expr.body);
}

function printSlice(w: Writer, expr: Of<'slice'>): void {
  printPostfixOperand(w, expr.operand);
  w.write('[');
  if (expr.from !== undefined) w.expression(expr.from);
  w.write(':');
  if (expr.to !== undefined) w.expression(expr.to);
  w.write(']');
}

/** A template of DuckDB SQL: `{0}` is an argument, `{{` a brace. */
function printRaw(w: Writer, expr: Of<'raw'>): void {
  if (!w.duckdb) throw new Error('printer: raw DuckDB SQL has no form in the dialect');
  const { text, args } = expr;
  let from = 0;
  for (;;) {
    const brace = text.indexOf('{', from);
    if (brace < 0) break;
    w.write(text.slice(from, brace));
    if (text.charAt(brace + 1) === '{') {
      w.write('{');
      from = brace + 2;
      continue;
    }
    const close = text.indexOf('}', brace);
    const arg = args[Number(text.slice(brace + 1, close))];
    if (close < 0 || arg === undefined) throw new Error(`printer: no argument for ${text.slice(brace)} in "${text}"`);
    printOperand(w, arg);
    w.mark(expr.span);
    from = close + 1;
  }
  w.write(text.slice(from));
}
