import type { Cursor } from './cursor.ts';
import { parseTypedLiteral } from './literals.ts';

/** A string, and nothing else. */
export function parseText(c: Cursor, what = 'a string in single quotes'): string {
  if (c.token.kind !== 'string') throw c.unexpected(`Expected ${what}.`);
  return c.next().value;
}

/** A namespace, a label: a string or a name. */
export function parseTextOrName(c: Cursor): string {
  const token = c.token;
  if (token.kind === 'string' || token.kind === 'quoted') return c.next().value;
  if (token.kind !== 'word') throw c.unexpected('Expected a name or a string.');
  c.next();
  return c.text.slice(token.start, token.end);
}

/** A point in time: `'2026-01-01'` or `TIMESTAMP '2026-01-01 06:00'`. */
export function parseTimestampText(c: Cursor): string {
  if (c.token.kind === 'string') return c.next().value;
  const literal = parseTypedLiteral(c);
  if (literal?.kind !== 'typedLiteral') throw c.unexpected('Expected a timestamp in single quotes.');
  return literal.value;
}

/** A number as written, with its sign. */
export function parseNumberText(c: Cursor): string {
  const sign = c.acceptOp('-') ? '-' : '';
  if (sign === '') c.acceptOp('+');
  if (c.token.kind === 'placeholder') {
    c.placeholders.set(c.next().start, 'expression');
    return '0';
  }
  if (c.token.kind !== 'number' || c.token.suffix !== undefined) throw c.unexpected('Expected a number.');
  return sign + c.next().value;
}

/** A whole number small enough to count with. */
export function parseCount(c: Cursor): number {
  const token = c.token;
  const value = Number(parseNumberText(c));
  if (Number.isSafeInteger(value)) return value;
  throw c.notSupported(`the count ${c.text.slice(token.start, c.end)}`, token.start, 'Give a whole number.');
}

/** The words up to the end of the statement, as written. */
export function parseRest(c: Cursor, start: number): string {
  while (!c.atEnd() && !c.isOp(';') && c.token.kind !== 'blockEnd') c.next();
  return c.text.slice(start, c.end);
}
