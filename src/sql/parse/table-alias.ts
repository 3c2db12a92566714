import type { TableAlias } from '../ast.ts';
import { NO_BARE_ALIAS, RESERVED } from '../keywords.ts';
import type { Cursor } from './cursor.ts';
import { isBareAlias, parseAnyName, parseIdentList } from './names.ts';
import { isSnapshot } from './snapshot.ts';

/** `[AS] t [(a, b)]`. */
export function parseTableAlias(c: Cursor): TableAlias | undefined {
  const start = c.token.start;
  if (!c.accept('as') && !isTableAlias(c)) return undefined;
  const name = parseAnyName(c);
  const columns = c.isOp('(') ? parseIdentList(c) : [];
  return { name, columns, span: c.span(start) };
}

/** Words that go on behind a table, where the same word could be an alias. */
function isTableAlias(c: Cursor): boolean {
  if (!isBareAlias(c)) return false;
  const token = c.token;
  if (token.kind !== 'word') return true;
  if (RESERVED.has(token.value) || NO_BARE_ALIAS.has(token.value)) return false;
  if (isSnapshot(c) || isBareJoinWord(c) || isPivot(c)) return false;
  return token.value !== 'set' && !(token.value === 'do' && c.is('nothing', 1));
}

/** SEMI JOIN and ANTI JOIN without LEFT. */
export function isBareJoinWord(c: Cursor): boolean {
  return (c.is('semi') || c.is('anti')) && c.is('join', 1);
}

export function isPivot(c: Cursor): boolean {
  if (c.is('pivot')) return c.isOp('(', 1);
  if (!c.is('unpivot')) return false;
  return c.isOp('(', 1) || ((c.is('include', 1) || c.is('exclude', 1)) && c.is('nulls', 2));
}
