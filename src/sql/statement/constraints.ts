import type { Ident } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseIdentList, parseOptionalIdentList, parseQName } from '../parse/names.ts';
import { parseTextOrName } from '../parse/text.ts';
import type { TableConstraint } from '../statement.ts';
import { parseReferenceActions } from './columns.ts';

const STARTS: readonly (readonly string[])[] = [['constraint'], ['primary'], ['unique'], ['foreign', 'key'], ['check']];

/** Whether an element of a column list is a constraint of the table. */
export function isTableConstraint(c: Cursor): boolean {
  if (c.is('constraint')) return true;
  if (c.is('primary')) return c.is('key', 1) || c.is('identity', 1);
  if (c.is('identity')) return c.isOp('(', 1);
  if (c.is('unique') || c.is('check')) return c.isOp('(', 1);
  return STARTS.some((words) => words.length > 1 && c.ahead(...words));
}

/** `[CONSTRAINT [name]] PRIMARY KEY (…)` and the others (reference, section 1.10). CONSTRAINT may stand without a name. */
export function parseTableConstraint(c: Cursor): TableConstraint {
  const start = c.token.start;
  const name = parseName(c);
  const at = c.token.start;
  if (c.accept('primary', 'key')) return key(c, start, 'primaryKey', name);
  if (c.accept('unique')) return key(c, start, 'unique', name);
  if (c.accept('primary', 'identity')) return identity(c, start, true, name);
  if (c.accept('identity')) return identity(c, start, false, name);
  if (c.accept('foreign', 'key')) return foreignKey(c, start, name);
  if (c.accept('check')) {
    c.expectOp('(');
    const expr = c.expression();
    c.expectOp(')');
    return { kind: 'check', span: c.span(start), name, expr };
  }
  if (c.is('exclude')) throw c.notSupported('an EXCLUDE constraint', at);
  throw c.unexpected('Expected PRIMARY KEY, FOREIGN KEY, PRIMARY IDENTITY, IDENTITY, UNIQUE or CHECK.');
}

const KINDS: ReadonlySet<string> = new Set(['primary', 'identity', 'foreign', 'unique', 'check', 'exclude']);

function parseName(c: Cursor): Ident | undefined {
  if (!c.accept('constraint')) return undefined;
  return c.oneOf(KINDS) ? undefined : parseIdent(c);
}

function key(c: Cursor, start: number, kind: 'primaryKey' | 'unique', name: Ident | undefined): TableConstraint {
  const columns = parseIdentList(c);
  const namespace = parseNamespace(c);
  const notEnforced = parseNotEnforced(c);
  return { kind, span: c.span(start), name, columns, namespace, notEnforced };
}

function identity(c: Cursor, start: number, primary: boolean, name: Ident | undefined): TableConstraint {
  c.expectOp('(');
  const column = parseIdent(c);
  c.expectOp(')');
  const namespace = parseNamespace(c);
  parseNotEnforced(c);
  return { kind: 'identity', span: c.span(start), name, column, primary, namespace };
}

function foreignKey(c: Cursor, start: number, name: Ident | undefined): TableConstraint {
  const columns = parseIdentList(c);
  c.expect('references');
  const table = parseQName(c);
  const referenced = parseOptionalIdentList(c);
  const namespace = parseNamespace(c);
  parseReferenceActions(c);
  const notEnforced = parseNotEnforced(c);
  return { kind: 'foreignKey', span: c.span(start), name, columns, table, referenced, namespace, notEnforced };
}

function parseNamespace(c: Cursor): string | undefined {
  return c.accept('namespace') ? parseTextOrName(c) : undefined;
}

function parseNotEnforced(c: Cursor): boolean {
  const notEnforced = c.accept('not', 'enforced');
  if (!notEnforced) c.accept('enforced');
  return notEnforced;
}
