import type { Query } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { isQueryStart } from '../parse/parentheses.ts';
import { parseNumberText, parseRest, parseText } from '../parse/text.ts';
import type {
  NoOperation,
  ResetSetting,
  SetSetting,
  SetVariable,
  ShowSetting,
  TransactionStatement,
} from '../statement.ts';
import { parseTransactionModes } from './transaction.ts';

type SetForm = SetSetting | ShowSetting | SetVariable | TransactionStatement | NoOperation;

/** Every form of SET (reference, section 1.18; PostgreSQL manual, SET). SET alone, and SET with a name alone, show. */
export function parseSet(c: Cursor): SetForm {
  const start = c.next().start;
  if (endsStatement(c)) return { kind: 'show', span: c.span(start), name: 'all' };
  if (c.token.kind === 'variable') return parseSetVariable(c, start);
  if (c.is('constraints')) {
    parseRest(c, start);
    return { kind: 'noOperation', span: c.span(start), tag: 'SET CONSTRAINTS', text: c.text.slice(start, c.end) };
  }
  if (c.accept('session', 'characteristics', 'as', 'transaction')) return setModes(c, start, 'setSessionModes');
  if (c.is('transaction') && !isAssigned(c)) {
    c.next();
    if (c.is('snapshot')) throw c.notSupported('SET TRANSACTION SNAPSHOT', c.token.start);
    return setModes(c, start, 'setModes');
  }
  let scope: 'session' | 'local' = 'session';
  if (c.is('local') && !isAssigned(c)) {
    c.next();
    scope = 'local';
  } else if (c.is('session') && !isAssigned(c) && !c.is('authorization', 1)) {
    c.next();
  }
  const worded = parseWordedSetting(c, start, scope);
  if (worded !== undefined) return worded;
  const name = parseSettingName(c);
  if (endsStatement(c)) return { kind: 'show', span: c.span(start), name };
  if (c.is('from')) throw c.notSupported('SET … FROM CURRENT', c.token.start);
  if (!c.acceptOp('=') && !c.accept('to')) throw c.unexpected('Expected = or TO.');
  return setting(c, start, scope, name, parseValues(c));
}

function isAssigned(c: Cursor): boolean {
  return c.isOp('=', 1) || c.is('to', 1) || c.isOp('.', 1) || c.isOp(';', 1) || c.peek(1).kind === 'end';
}

function endsStatement(c: Cursor): boolean {
  return c.atEnd() || c.isOp(';') || c.token.kind === 'blockEnd';
}

/** `SET @v = SELECT …`, `SET @v = expression`. */
function parseSetVariable(c: Cursor, start: number): SetVariable {
  const name = c.next().value;
  if (!c.acceptOp('=')) c.expectOp(':=');
  return { kind: 'setVariable', name, query: parseVariableQuery(c), span: c.span(start) };
}

function parseVariableQuery(c: Cursor): Query {
  if (isQueryStart(c)) return c.query();
  const start = c.token.start;
  const expr = c.expression();
  if (expr.kind === 'scalarQuery') return expr.query;
  const span = c.span(start);
  const items = [{ kind: 'item' as const, span, expr }];
  const body = { kind: 'select' as const, span, distinct: 'none' as const, items, from: [], windows: [] };
  return { kind: 'query', span, with: [], recursive: false, body, orderBy: [], approximate: false, locking: false };
}

function setModes(c: Cursor, start: number, action: 'setModes' | 'setSessionModes'): TransactionStatement {
  const modes = parseTransactionModes(c);
  return { kind: 'transaction', span: c.span(start), action, modes };
}

function setting(
  c: Cursor,
  start: number,
  scope: SetSetting['scope'],
  name: string,
  values: readonly string[] | undefined,
): SetSetting {
  return { kind: 'set', span: c.span(start), scope, name, values };
}

/** The settings that have a form of words: TIME ZONE, NAMES, SCHEMA, ROLE, SESSION AUTHORIZATION. */
function parseWordedSetting(c: Cursor, start: number, scope: SetSetting['scope']): SetSetting | undefined {
  if (isAssigned(c)) return undefined;
  if (c.accept('time', 'zone')) return setting(c, start, scope, 'timezone', parseZone(c));
  if (c.accept('names')) return setting(c, start, scope, 'client_encoding', parseOneOrDefault(c));
  if (c.accept('schema')) return setting(c, start, scope, 'search_path', [parseText(c)]);
  if (c.accept('role')) return setting(c, start, scope, 'role', parseOneOrDefault(c));
  if (c.accept('session', 'authorization')) {
    return setting(c, start, scope, 'session_authorization', parseOneOrDefault(c));
  }
  return undefined;
}

function parseZone(c: Cursor): string[] | undefined {
  if (c.accept('local') || c.accept('default')) return undefined;
  if (c.accept('interval')) {
    const zone = parseText(c);
    if (c.accept('hour')) c.accept('to', 'minute');
    return [`INTERVAL '${zone}'`];
  }
  return [parseValue(c)];
}

function parseOneOrDefault(c: Cursor): string[] | undefined {
  if (c.accept('default') || endsStatement(c)) return undefined;
  return [parseValue(c)];
}

function parseValues(c: Cursor): string[] | undefined {
  if (c.accept('default')) return undefined;
  return c.list(parseValue);
}

function parseValue(c: Cursor): string {
  const token = c.token;
  switch (token.kind) {
    case 'word':
      c.next();
      return c.text.slice(token.start, token.end);
    case 'quoted':
    case 'string':
    case 'variable':
      c.next();
      return token.kind === 'variable' ? `@${token.value}` : token.value;
    case 'number':
    case 'operator':
    case 'placeholder':
      return parseNumberText(c);
    default:
      throw c.unexpected('Expected a value.');
  }
}

/** In lower case; dotted names are one setting. */
export function parseSettingName(c: Cursor): string {
  const parts: string[] = [];
  do {
    if (c.token.kind !== 'word' && c.token.kind !== 'quoted') throw c.unexpected('Expected the name of a setting.');
    parts.push(c.next().value.toLowerCase());
  } while (c.acceptOp('.'));
  return parts.join('.');
}

/** `RESET name`, `RESET ALL`, and the settings that have a form of words. */
export function parseReset(c: Cursor): ResetSetting {
  const start = c.next().start;
  const name = c.accept('all') ? 'all' : (parseWordedName(c) ?? parseSettingName(c));
  return { kind: 'reset', span: c.span(start), name };
}

/** `TIME ZONE`, `SESSION AUTHORIZATION`, `TRANSACTION ISOLATION LEVEL` as names of settings. */
export function parseWordedName(c: Cursor): string | undefined {
  if (c.accept('time', 'zone')) return 'timezone';
  if (c.accept('session', 'authorization')) return 'session_authorization';
  if (c.accept('transaction', 'isolation', 'level')) return 'transaction_isolation';
  return undefined;
}
