import { quote } from '../../functions/sql-text.ts';
import type { Cast, Expr, Span, TypeName } from '../../sql/ast.ts';
import { type ArrayItem, malformedArray, parseArrayText } from '../../types/array-text.ts';
import type { DataType } from '../../types/data-type.ts';
import { rawAt, typeText } from './nodes.ts';
import { placed } from './place-error.ts';

/** Text as a value of a type. */
type FromText = (text: string, type: DataType) => Expr;

/**
 * PostgreSQL's own way to write arrays and bytes, as drivers send them in text: `'{1,2}'::int[]`, `'\x00ff'::bytea`. Spark
 * gives neither a meaning: a string is no array there, and its `binary` are the bytes of the text. Undefined for all else.
 */
export function postgresLiteral(value: Expr, node: Cast, to: DataType, fromText: FromText): Expr | undefined {
  if (value.kind !== 'string' || node.try) return undefined;
  if (to.kind === 'blob') return bytes(value.value, node.type, node.span);
  if (to.kind !== 'list' || !/^\s*\{/.test(value.value)) return undefined;
  const element = node.type.args[0];
  const read: FromText = (text, type) => (element && bytes(text, element, node.span)) ?? fromText(text, type);
  return placed(node.span, () => list(value.value, parseArrayText(value.value), to, read, node.span));
}

function bytes(text: string, { name }: TypeName, span: Span): Expr | undefined {
  if (name !== 'bytea' || !/^\\x(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return rawAt(span, `unhex(${quote(text.slice(2))})`);
}

/** Throws 22P02 where there are more braces than the type has lists. */
function list(
  literal: string,
  items: readonly ArrayItem[],
  type: DataType & { readonly kind: 'list' },
  read: FromText,
  span: Span,
): Expr {
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
