import { SqlError } from '../../core/sql-error.ts';
import { castTo } from '../../functions/casts.ts';
import { quote } from '../../functions/sql-text.ts';
import type { Cast, Expr, Span, TypeName } from '../../sql/ast.ts';
import { type ArrayItem, malformedArray, parseArrayText } from '../../types/array-text.ts';
import { bytesFromText } from '../../types/codec/bytea.ts';
import { timestamptz, zonedText } from '../../types/codec/timestamptz.ts';
import type { DataType } from '../../types/data-type.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from '../../types/encode-context.ts';
import { rawAt, typeText } from './nodes.ts';
import { placed } from './place-error.ts';

type ListType = DataType & { readonly kind: 'list' };
/** Text as a value of a type. */
type FromText = (text: string, type: DataType) => Expr;

/**
 * PostgreSQL's own way to write arrays and bytes, as drivers send them in text: `'{1,2}'::int[]`, `'\x00ff'::bytea`. Spark
 * gives neither a meaning: a string is no array there, and its `binary` are the bytes of the text. Undefined for all else.
 */
export function postgresLiteral(
  value: Expr,
  node: Cast,
  to: DataType,
  dateOrder: EncodeContext['dateOrder'],
  fromText: FromText,
): Expr | undefined {
  if (value.kind !== 'string' || node.try) return undefined;
  const isBytea = innermost(node.type).name === 'bytea';
  const read: FromText = (text, type) =>
    isBytea && type.kind === 'blob' ? bytes(text, node.span) : fromText(text, type);
  if (to.kind === 'timestamptz') return moment(value.value, dateOrder, node.span);
  if (to.kind === 'blob') return isBytea ? placed(node.span, () => bytes(value.value, node.span)) : undefined;
  if (to.kind !== 'list' || !looksLikeArray(value.value)) return undefined;
  return placed(node.span, () => list(value.value, parseArrayText(value.value), to, read, node.span));
}

/**
 * A string that goes to where a type is known, and that PostgreSQL's clients mean as a value of that type: `'{1,2}'` into a
 * column of arrays or behind `= ANY`, `'\x00ff'` into one of bytes. Undefined for all else. Throws 22P02.
 */
export function literalFor(value: Expr, to: DataType): Expr | undefined {
  if (value.kind !== 'string') return undefined;
  const { span, value: text } = value;
  const read: FromText = (item, type) =>
    type.kind === 'blob'
      ? bytes(item, span)
      : castTo({ expr: { kind: 'string', span, value: item }, type: { kind: 'varchar' } }, type, 'error');
  if (to.kind === 'blob' && /^\\x(?:[0-9a-f]{2})*$/i.test(text)) return bytes(text, span);
  if (to.kind !== 'list' || !looksLikeArray(text)) return undefined;
  return placed(span, () => list(text, parseArrayText(text), to, read, span));
}

/**
 * A time with an offset, in PostgreSQL's free form: `2000-1-1 01:02-07`. Without one it is of the session's time zone, which
 * planning does not know; undefined then, and for years and texts that the engine is to judge.
 */
function moment(text: string, dateOrder: EncodeContext['dateOrder'], span: Span): Expr | undefined {
  if (!/\d\s*(?:z|[+-]\d\d?(?::?\d\d){0,2})$/i.test(text.trim()) || !text.includes(':')) return undefined;
  try {
    const { micros } = timestamptz.decodeText(text, { kind: 'timestamptz' }, { ...DEFAULT_ENCODE_CONTEXT, dateOrder });
    const written = zonedText(micros, DEFAULT_ENCODE_CONTEXT);
    if (!/^\d{4}-/.test(written) || written.endsWith('BC')) return undefined;
    return rawAt(span, `CAST(${quote(written)} AS TIMESTAMP WITH TIME ZONE)`);
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}

function looksLikeArray(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** `bytea` of `bytea[]` and of `array<bytea>`. */
function innermost(type: TypeName): TypeName {
  const [element] = type.args;
  return element === undefined || (type.name !== 'array' && type.name !== 'list') ? type : innermost(element);
}

function bytes(text: string, span: Span): Expr {
  return rawAt(span, `unhex(${quote(Buffer.from(bytesFromText(text)).toString('hex'))})`);
}

/** Throws 22P02 where there are more braces than the type has lists. */
function list(literal: string, items: readonly ArrayItem[], type: ListType, read: FromText, span: Span): Expr {
  const { element } = type;
  const values = items.map((item): Expr => {
    if (item === null) return { kind: 'null', span };
    if (typeof item === 'string') return read(item, element);
    if (element.kind === 'list') return list(literal, item, element, read, span);
    throw malformedArray(literal, 'It has more dimensions than its type.');
  });
  const places = values.map((_, i) => `{${i}}`).join(', ');
  return rawAt(span, `CAST([${places}] AS ${typeText(type)})`, ...values);
}
