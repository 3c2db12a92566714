import type {
  ArrayLiteral,
  Expr,
  IntervalLiteral,
  MapLiteral,
  NumberLiteral,
  StructLiteral,
  TypedArray,
  TypedLiteral,
} from '../ast.ts';
import { printLabel, printType, quoteString } from './names.ts';
import type { Writer } from './writer.ts';

const SUFFIX_TYPES: Readonly<Record<string, string>> = {
  L: 'BIGINT',
  S: 'SMALLINT',
  Y: 'TINYINT',
  D: 'DOUBLE',
  F: 'FLOAT',
};

/** DuckDB has no suffixes: `1L` becomes a cast, `1.50BD` a decimal of just its digits. */
export function printNumber(w: Writer, { text, suffix }: NumberLiteral): void {
  if (suffix === undefined) w.write(text);
  else if (!w.duckdb) w.write(text + suffix);
  else w.write(`CAST(${text} AS ${SUFFIX_TYPES[suffix] ?? decimalType(text)})`);
}

function decimalType(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = Math.max(0, fraction.length - Number(exponent));
  const digits = whole.replace(/^0+/, '').length + Math.max(0, Number(exponent) - fraction.length);
  return `DECIMAL(${Math.min(38, Math.max(1, digits + fraction.length, scale))}, ${Math.min(38, scale)})`;
}

export function printTypedLiteral(w: Writer, expr: TypedLiteral): void {
  const { name } = expr.type;
  if (!w.duckdb) {
    if (name === 'binary' && expr.span.start === expr.type.span.start && isHex(expr)) w.write(`X'${expr.value}'`);
    else if (name === 'bit' && isBits(expr)) w.write(`B'${expr.value}'`);
    else {
      printType(w, expr.type);
      w.write(` ${quoteString(expr.value)}`);
    }
    return;
  }
  if (name === 'binary') {
    const bytes = expr.value.length % 2 === 0 ? expr.value : `0${expr.value}`;
    w.write(`CAST('${bytes.replace(/../g, (pair) => `\\x${pair.toUpperCase()}`)}' AS BLOB)`);
    return;
  }
  w.write(`CAST(${quoteString(expr.value)} AS `);
  printType(w, expr.type);
  w.write(')');
}

/** Written `X'…'` or `B'…'`: the type then has the span of the whole. */
function isHex(expr: TypedLiteral): boolean {
  return /^[0-9a-f]*$/i.test(expr.value);
}

function isBits(expr: TypedLiteral): boolean {
  return /^[01]*$/.test(expr.value);
}

export function printInterval(w: Writer, expr: IntervalLiteral): void {
  const { parts } = expr;
  if (!w.duckdb) {
    w.write('INTERVAL ').list(parts, (part) => printPart(w, part), ' ');
    return;
  }
  if (parts.length > 1) w.write('(');
  w.list(parts, (part) => printDuckDbPart(w, part), ' + ');
  if (parts.length > 1) w.write(')');
}

type Part = IntervalLiteral['parts'][number];

const BARE_VALUES: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>(['number', 'string', 'parameter', 'variable']);

function printPart(w: Writer, { value, unit, toUnit }: Part): void {
  const signed = value.kind === 'unary' && value.operand.kind === 'number';
  if (signed || BARE_VALUES.has(value.kind)) w.expression(value);
  else w.write('(').expression(value).write(')');
  if (unit !== undefined) w.write(` ${unit.toUpperCase()}`);
  if (toUnit !== undefined) w.write(` TO ${toUnit.toUpperCase()}`);
}

function printDuckDbPart(w: Writer, { value, unit, toUnit }: Part): void {
  if (toUnit !== undefined) w.notInDuckDb('INTERVAL … TO …');
  if (unit === undefined) {
    w.write('INTERVAL ').expression(value);
  } else if (value.kind === 'string') {
    w.write(`INTERVAL ${quoteString(`${value.value} ${unit}`)}`);
  } else {
    w.write('INTERVAL (').expression(value).write(`) ${unit.toUpperCase()}`);
  }
}

export function printArray(w: Writer, expr: ArrayLiteral): void {
  w.write(w.duckdb ? '[' : 'ARRAY[');
  w.list(expr.items, (item) => w.expression(item)).write(']');
}

export function printTypedArray(w: Writer, expr: TypedArray): void {
  w.notInDuckDb('a typed array');
  printType(w, expr.type);
  w.write('[');
  w.list(expr.items, (item) => w.expression(item)).write(']');
}

export function printStruct(w: Writer, expr: StructLiteral): void {
  if (!w.duckdb) {
    w.write('struct(');
    w.list(expr.members, ({ name, value }) => {
      w.expression(value);
      if (name === undefined) return;
      w.write(' AS ');
      printLabel(w, name);
    }).write(')');
    return;
  }
  w.write('{');
  w.list(expr.members, ({ name, value }) => {
    if (name === undefined) throw new Error('printer: a struct member has no name');
    w.write(`${quoteString(name.name)}: `).expression(value);
  }).write('}');
}

export function printMap(w: Writer, expr: MapLiteral): void {
  w.write('MAP {');
  w.list(expr.entries, ({ key, value }) => w.expression(key).write(': ').expression(value)).write('}');
}
