import type { Expr, IntervalLiteral } from '../ast.ts';
import { RESERVED } from '../keywords.ts';
import type { Cursor } from './cursor.ts';
import { LEVEL } from './operators.ts';
import { parseTypeName } from './types.ts';

/** A string; pieces on lines of their own are one string. Source: PostgreSQL manual, "String Constants". */
export function parseString(c: Cursor): Expr {
  const start = c.token.start;
  let value = c.next().value;
  while (c.token.kind === 'string' && c.text.slice(c.end, c.token.start).includes('\n')) value += c.next().value;
  return { kind: 'string', span: c.span(start), value };
}

/** Types whose literals may have words or parentheses before the string. */
const LONG_TYPES: ReadonlySet<string> = new Set(['timestamp', 'time', 'double', 'character', 'national']);

/** `DATE '…'`, `TIMESTAMP WITH TIME ZONE '…'`, `int4 '1'`: a type and a string; undefined where the word is a name. */
export function parseTypedLiteral(c: Cursor): Expr | undefined {
  const start = c.token.start;
  if (c.peek(1).kind !== 'string' && !(c.oneOf(LONG_TYPES) && isLongTypeLiteral(c))) return undefined;
  const type = parseTypeName(c);
  if (c.token.kind !== 'string') throw c.unexpected('Expected a string.');
  const value = c.next().value;
  return { kind: 'typedLiteral', span: c.span(start), type, value };
}

const TYPE_WORDS: ReadonlySet<string> = new Set([
  'with',
  'without',
  'time',
  'zone',
  'local',
  'precision',
  'varying',
  'character',
  'char',
]);

/** Looks past `(3)` and `WITH TIME ZONE` for the string. */
function isLongTypeLiteral(c: Cursor): boolean {
  let distance = 1;
  if (c.isOp('(', 1) && c.peek(2).kind === 'number' && c.isOp(')', 3)) distance = 4;
  while (c.oneOf(TYPE_WORDS, distance)) distance++;
  return c.peek(distance).kind === 'string' && distance > 1;
}

/** Units by every spelling, in the singular. Source: Spark SQL reference, "Literals"; PostgreSQL manual, 8.5.4. */
const UNITS: ReadonlyMap<string, string> = new Map(
  [
    'nanosecond',
    'microsecond',
    'millisecond',
    'second',
    'minute',
    'hour',
    'day',
    'week',
    'month',
    'quarter',
    'year',
    'decade',
    'century',
    'millennium',
  ].flatMap((unit): [string, string][] => [
    [unit, unit],
    [`${unit}s`, unit],
  ]),
);

/** `INTERVAL '4 day'`, `INTERVAL 4 DAY`, `INTERVAL -1 YEAR 2 MONTHS`, `INTERVAL (x + 1) DAY`; else the name `interval`. */
export function parseInterval(c: Cursor): IntervalLiteral | undefined {
  const start = c.token.start;
  if (c.peek(1).kind === 'string' && unitAt(c, 2) === undefined) {
    c.next();
    return { kind: 'interval', parts: [{ value: parseString(c) }], span: c.span(start) };
  }
  if (!isIntervalValue(c)) return undefined;
  c.next();
  const parts = [parsePart(c)];
  while (isNextPart(c)) parts.push(parsePart(c));
  return { kind: 'interval', parts, span: c.span(start) };
}

function unitAt(c: Cursor, distance: number): string | undefined {
  const token = c.peek(distance);
  return token.kind === 'word' ? UNITS.get(token.value) : undefined;
}

/** Whether behind the word INTERVAL there is a value with a unit. */
function isIntervalValue(c: Cursor): boolean {
  const value = c.peek(1);
  if (c.isOp('-', 1) || c.isOp('+', 1)) return c.peek(2).kind === 'number' && unitAt(c, 3) !== undefined;
  if (c.isOp('(', 1)) return unitAt(c, closing(c, 1) + 1) !== undefined;
  if (value.kind === 'word') return !RESERVED.has(value.value) && unitAt(c, 2) !== undefined;
  const simple = ['string', 'number', 'parameter', 'variable', 'placeholder', 'quoted'].includes(value.kind);
  return simple && unitAt(c, 2) !== undefined;
}

/** Distance of the `)` that closes the `(` at `open`. */
function closing(c: Cursor, open: number): number {
  let depth = 0;
  for (let distance = open; c.peek(distance).kind !== 'end'; distance++) {
    if (c.isOp('(', distance)) depth++;
    if (c.isOp(')', distance) && --depth === 0) return distance;
  }
  return open;
}

function isNextPart(c: Cursor): boolean {
  return (c.token.kind === 'number' || c.token.kind === 'string') && unitAt(c, 1) !== undefined;
}

function parsePart(c: Cursor): IntervalLiteral['parts'][number] {
  const value = c.token.kind === 'string' ? parseString(c) : c.grammar.operand(c, LEVEL.sign);
  const unit = readUnit(c);
  if (unitAt(c, 1) === undefined || !c.accept('to')) return { value, unit };
  return { value, unit, toUnit: readUnit(c) };
}

/** A unit; the precision in `SECOND(3)` changes nothing and is dropped. */
function readUnit(c: Cursor): string {
  const unit = UNITS.get(c.next().value) ?? '';
  if (unit === 'second' && c.isOp('(') && c.peek(1).kind === 'number' && c.isOp(')', 2)) {
    c.next();
    c.next();
    c.next();
  }
  return unit;
}
