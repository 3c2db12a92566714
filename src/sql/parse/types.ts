import type { TypeField, TypeName } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseAnyName } from './names.ts';

/** Types whose parentheses hold members, not lengths. */
const STRUCTS: ReadonlySet<string> = new Set(['struct', 'row']);

/**
 * A type in Spark's, PostgreSQL's or DuckDB's spelling: `decimal(18,2)`, `array<struct<a: int>>`, `map(text, int)`,
 * `int[]`, `timestamp(3) with time zone`, `pg_catalog.text`.
 */
export function parseTypeName(c: Cursor): TypeName {
  const start = c.token.start;
  const type = parseElementType(c);
  const arrayDepth = parseArraySuffix(c);
  return arrayDepth === 0 ? type : { ...type, span: c.span(start), arrayDepth };
}

/** A type without `[]` behind it: in `ARRAY<int>[1, 2]` the brackets hold the elements. */
export function parseElementType(c: Cursor): TypeName {
  const start = c.token.start;
  c.enter(1);
  const first = typeWord(c);
  let schema: string | undefined;
  let name = first;
  if (c.acceptOp('.')) {
    schema = first;
    name = typeWord(c);
  }
  name = withFurtherWords(c, name);
  const inner = parseInner(c, name);
  name = withTimeZone(c, name);
  c.leave(1);
  return { kind: 'typeName', span: c.span(start), name, schema, ...inner, arrayDepth: 0 };
}

/** In lower case; `"char"`, which PostgreSQL tells from `char`, keeps its quotes. */
function typeWord(c: Cursor): string {
  const quoted = c.token.kind === 'quoted';
  const name = parseAnyName(c).name.toLowerCase();
  return quoted && name === 'char' ? '"char"' : name;
}

function withFurtherWords(c: Cursor, name: string): string {
  if (name === 'double' && c.accept('precision')) return 'double precision';
  if (name === 'national' && (c.is('character') || c.is('char'))) {
    const next = c.next().value;
    return c.accept('varying') ? `national ${next} varying` : `national ${next}`;
  }
  if ((name === 'character' || name === 'char' || name === 'bit') && c.accept('varying')) return `${name} varying`;
  if (name === 'interval') return intervalName(c);
  return name;
}

const INTERVAL_FIELDS: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour', 'minute', 'second']);

/** `interval day to second`; the fields are read only where nothing else can be meant. */
function intervalName(c: Cursor): string {
  if (!c.oneOf(INTERVAL_FIELDS)) return 'interval';
  if (c.is('to', 1) && c.oneOf(INTERVAL_FIELDS, 2)) {
    const from = c.next().value;
    c.next();
    return `interval ${from} to ${c.next().value}`;
  }
  return c.isOp(')', 1) ? `interval ${c.next().value}` : 'interval';
}

interface Inner {
  readonly modifiers: readonly number[];
  readonly args: readonly TypeName[];
  readonly fields: readonly TypeField[];
}
const NOTHING: Inner = { modifiers: [], args: [], fields: [] };

function parseInner(c: Cursor, name: string): Inner {
  if (STRUCTS.has(name) && c.acceptOp('<>')) return NOTHING;
  if (STRUCTS.has(name) && c.acceptOp('<')) {
    const fields = c.list(parseField);
    c.expectCloseAngle();
    return { ...NOTHING, fields };
  }
  if (STRUCTS.has(name) && c.isOp('(')) return { ...NOTHING, fields: c.parenthesized(parseField) };
  if (c.isOp('<') && (name === 'array' || name === 'map')) {
    c.next();
    const args = c.list(parseTypeName);
    c.expectCloseAngle();
    return { ...NOTHING, args };
  }
  if (!c.isOp('(')) return NOTHING;
  if (name === 'map' || name === 'array') return { ...NOTHING, args: c.parenthesized(parseTypeName) };
  return { ...NOTHING, modifiers: c.parenthesized(parseModifier) };
}

/** `a int`, `a: int`; NOT NULL and COMMENT are read and dropped, since no nested field is constrained. */
function parseField(c: Cursor): TypeField {
  const start = c.token.start;
  const name = parseAnyName(c);
  c.acceptOp(':');
  const type = parseTypeName(c);
  c.accept('not', 'null');
  if (c.accept('comment')) c.next();
  return { span: c.span(start), name, type };
}

function parseModifier(c: Cursor): number {
  const sign = c.acceptOp('-') ? -1 : 1;
  const token = c.token;
  const value = Number(token.value);
  if (token.kind !== 'number' || token.suffix !== undefined || !Number.isInteger(value)) {
    throw c.unexpected('Expected a whole number.');
  }
  c.next();
  return sign * value;
}

function withTimeZone(c: Cursor, name: string): string {
  if (name !== 'timestamp' && name !== 'time') return name;
  if (c.accept('with', 'time', 'zone')) return `${name} with time zone`;
  if (c.accept('with', 'local', 'time', 'zone')) return `${name} with local time zone`;
  if (c.accept('without', 'time', 'zone')) return `${name} without time zone`;
  return name;
}

function parseArraySuffix(c: Cursor): number {
  let depth = 0;
  for (;;) {
    if (c.isOp('[') && (c.isOp(']', 1) || (c.peek(1).kind === 'number' && c.isOp(']', 2)))) {
      c.next();
      if (c.token.kind === 'number') c.next();
      c.next();
    } else if (c.is('array') && depth === 0 && !c.isOp('[', 1)) {
      c.next();
    } else {
      return depth;
    }
    depth++;
  }
}
