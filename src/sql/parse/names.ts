import type { Ident, QName } from '../ast.ts';
import { NO_BARE_ALIAS, RESERVED } from '../keywords.ts';
import type { Token } from '../token.ts';
import type { Cursor } from './cursor.ts';

/** A name that is no reserved word. */
export function parseIdent(c: Cursor): Ident {
  const token = c.token;
  if (token.kind === 'word' && RESERVED.has(token.value))
    throw c.unexpected(`Expected a name. ${reservedHint(c, token)}`);
  return parseAnyName(c);
}

/** A name where every word may stand: after a dot, after AS. */
export function parseAnyName(c: Cursor): Ident {
  const token = c.token;
  if (token.kind === 'placeholder') c.placeholders.set(token.start, 'identifier');
  else if (token.kind !== 'word' && token.kind !== 'quoted') throw c.unexpected('Expected a name.');
  c.next();
  return identOf(c, token);
}

export function identOf(c: Cursor, token: Token): Ident {
  const span = { start: token.start, end: token.end };
  const quoted = token.kind === 'quoted';
  return { kind: 'ident', span, name: quoted ? token.value : c.text.slice(token.start, token.end), quoted };
}

export function reservedHint(c: Cursor, token: Token): string {
  const word = c.text.slice(token.start, token.end);
  return `As a name, the reserved word "${word}" is written in double quotes or backticks.`;
}

export function isName(token: Token): boolean {
  if (token.kind === 'word') return !RESERVED.has(token.value);
  return token.kind === 'quoted' || token.kind === 'placeholder';
}

export function parseQName(c: Cursor): QName {
  const start = c.token.start;
  const parts = [parseIdent(c)];
  while (c.acceptOp('.')) parts.push(parseAnyName(c));
  return { kind: 'qname', span: c.span(start), parts };
}

/** `a.b.c` as a list of its parts. */
export function parsePath(c: Cursor): Ident[] {
  return [...parseQName(c).parts];
}

export function parseIdentList(c: Cursor): Ident[] {
  return c.parenthesized(parseIdent);
}

/** `(a, b)` where it stands, else nothing. */
export function parseOptionalIdentList(c: Cursor): Ident[] {
  return c.isOp('(') ? parseIdentList(c) : [];
}

/** `[AS] name` of a select item. After AS every word is a name. */
export function parseOptionalAlias(c: Cursor): Ident | undefined {
  if (c.accept('as')) return parseAnyName(c);
  return isBareAlias(c) ? parseAnyName(c) : undefined;
}

/** Whether the present token is a name that may stand as an alias without AS. */
export function isBareAlias(c: Cursor): boolean {
  const token = c.token;
  if (token.kind !== 'word') return token.kind === 'quoted' || token.kind === 'placeholder';
  if (RESERVED.has(token.value) || NO_BARE_ALIAS.has(token.value)) return false;
  const next = c.peek(1);
  const followed = (...words: readonly string[]): boolean => next.kind === 'word' && words.includes(next.value);
  switch (token.value) {
    case 'exception':
      return !followed('when');
    case 'filter':
      return !(next.kind === 'operator' && next.value === '(');
    case 'ignore':
    case 'respect':
      return !followed('nulls');
    case 'at':
      return !followed('time');
    default:
      return true;
  }
}
