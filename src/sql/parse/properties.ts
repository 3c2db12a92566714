import type { Property } from '../statement.ts';
import type { Cursor } from './cursor.ts';

/** `(name = value, …)` of WITH, OPTIONS and TBLPROPERTIES. */
export function parseProperties(c: Cursor): Property[] {
  if (c.isOp('{')) throw c.unexpected('Properties stand in parentheses.');
  return c.parenthesized(parseProperty);
}

/** `WITH (…)`, where it stands. */
export function parseOptionalWith(c: Cursor): Property[] {
  if (!c.is('with') || !(c.isOp('(', 1) || c.isOp('{', 1))) return [];
  c.next();
  return parseProperties(c);
}

/**
 * `name = value`. A value is a string, or the text as written up to the next comma or closing parenthesis: names, numbers
 * and calls such as `array(1, 2)` occur.
 */
export function parseProperty(c: Cursor): Property {
  const start = c.token.start;
  const name = parsePropertyName(c);
  c.expectOp('=');
  if (c.token.kind === 'string' && endsValue(c, 1)) {
    const value = c.next().value;
    return { span: c.span(start), name, value, quoted: true };
  }
  const from = c.token.start;
  let depth = 0;
  while (depth > 0 || !endsValue(c, 0)) {
    if (c.atEnd()) throw c.unexpected('Expected ")".');
    if (c.isOp('(') || c.isOp('[')) depth++;
    if (c.isOp(')') || c.isOp(']')) depth--;
    c.next();
  }
  const value = c.text.slice(from, c.end).trim();
  if (c.end <= from || value === '') throw c.unexpected('Expected a value.');
  return { span: c.span(start), name, value, quoted: false };
}

function endsValue(c: Cursor, distance: number): boolean {
  return c.isOp(',', distance) || c.isOp(')', distance) || c.isOp(';', distance) || c.peek(distance).kind === 'end';
}

/** In lower case; dotted and quoted names occur (`'delta.minReaderVersion'`). */
function parsePropertyName(c: Cursor): string {
  const parts: string[] = [];
  do {
    const token = c.token;
    if (token.kind !== 'word' && token.kind !== 'quoted' && token.kind !== 'string') {
      throw c.unexpected('Expected the name of a property.');
    }
    parts.push(c.next().value);
  } while (c.acceptOp('.'));
  return parts.join('.').toLowerCase();
}
