import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseNumberText, parseText, parseTextOrName } from '../parse/text.ts';
import type { RoleStatement } from '../statement.ts';
import { parseSettingName } from './set.ts';

type Option = RoleStatement['options'][number];

/** What follows `CREATE ROLE | USER` and `ALTER ROLE | USER`. Source: PostgreSQL manual, CREATE ROLE. */
export function parseRole(c: Cursor, start: number, action: 'create' | 'alter'): RoleStatement {
  const names = [parseIdent(c)];
  if (c.is('rename')) throw c.notSupported('ALTER ROLE … RENAME', c.token.start);
  c.accept('with');
  const options: Option[] = [];
  while (!c.atEnd() && !c.isOp(';') && c.token.kind !== 'blockEnd') options.push(parseOption(c));
  return { kind: 'role', span: c.span(start), action, names, ifExists: false, options };
}

const FLAGS: ReadonlySet<string> = new Set([
  'login',
  'superuser',
  'createdb',
  'createrole',
  'inherit',
  'replication',
  'bypassrls',
]);

function parseOption(c: Cursor): Option {
  const { start, value: word } = c.token;
  const done = (name: string, value: Option['value']): Option => ({ name, value, span: c.span(start) });
  if (c.accept('set')) return parseSet(c, done);
  c.accept('encrypted');
  if (c.accept('password')) return done('password', c.accept('null') ? null : parseText(c));
  if (c.accept('valid', 'until')) return done('valid until', parseText(c));
  if (c.accept('connection', 'limit')) return done('connection limit', parseNumberText(c));
  if (c.token.kind === 'word') {
    if (FLAGS.has(word)) {
      c.next();
      return done(word, true);
    }
    if (word.startsWith('no') && FLAGS.has(word.slice(2))) {
      c.next();
      return done(word.slice(2), false);
    }
  }
  if (c.is('in') || c.is('role') || c.is('admin') || c.is('user') || c.is('reset')) {
    throw c.notSupported(`${word.toUpperCase()} of a role`, start);
  }
  throw c.unexpected('Expected an option such as LOGIN or PASSWORD.');
}

/** `SET email = 'a@example.org'`, `SET search_path TO x`. */
function parseSet(c: Cursor, done: (name: string, value: Option['value']) => Option): Option {
  const name = parseSettingName(c);
  if (!c.acceptOp('=') && !c.accept('to')) throw c.unexpected('Expected = or TO.');
  if (c.accept('null') || c.accept('default')) return done(name, null);
  return done(name, c.token.kind === 'number' ? parseNumberText(c) : parseTextOrName(c));
}
