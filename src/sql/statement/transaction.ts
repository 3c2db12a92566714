import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseText } from '../parse/text.ts';
import type { TransactionModes, TransactionStatement } from '../statement.ts';

/** `BEGIN [WORK | TRANSACTION] [modes]`. */
export function parseBegin(c: Cursor): TransactionStatement {
  const start = c.next().start;
  parseWork(c);
  const modes = parseTransactionModes(c);
  return { kind: 'transaction', span: c.span(start), action: 'begin', modes };
}

export function parseStart(c: Cursor): TransactionStatement {
  const start = c.next().start;
  c.expect('transaction');
  const modes = parseTransactionModes(c);
  return { kind: 'transaction', span: c.span(start), action: 'start', modes };
}

/** COMMIT and END; ROLLBACK and ABORT; and what may follow them. */
export function parseEndOfTransaction(c: Cursor): TransactionStatement {
  const word = c.next();
  const action = word.value === 'commit' || word.value === 'end' ? 'commit' : 'rollback';
  if (c.accept('prepared')) {
    parseText(c);
    const prepared = action === 'commit' ? 'commitPrepared' : 'rollbackPrepared';
    return { kind: 'transaction', span: c.span(word.start), action: prepared };
  }
  parseWork(c);
  if (action === 'rollback' && c.accept('to')) {
    const savepoint = parseSavepointName(c);
    return { kind: 'transaction', span: c.span(word.start), action: 'rollbackTo', savepoint };
  }
  const chain = parseChain(c);
  return { kind: 'transaction', span: c.span(word.start), action, chain };
}

export function parseSavepoint(c: Cursor): TransactionStatement {
  const start = c.next().start;
  const savepoint = parseIdent(c);
  return { kind: 'transaction', span: c.span(start), action: 'savepoint', savepoint };
}

export function parseRelease(c: Cursor): TransactionStatement {
  const start = c.next().start;
  const savepoint = parseSavepointName(c);
  return { kind: 'transaction', span: c.span(start), action: 'release', savepoint };
}

function parseSavepointName(c: Cursor) {
  c.accept('savepoint');
  return parseIdent(c);
}

function parseWork(c: Cursor): void {
  if (!c.accept('work')) c.accept('transaction');
}

function parseChain(c: Cursor): boolean {
  if (c.accept('and', 'no', 'chain')) return false;
  return c.accept('and', 'chain');
}

const LEVELS = ['serializable', 'repeatable read', 'read committed', 'read uncommitted'] as const;

/** `ISOLATION LEVEL … | READ ONLY | READ WRITE | [NOT] DEFERRABLE`, with or without commas. */
export function parseTransactionModes(c: Cursor): TransactionModes {
  let modes: TransactionModes = {};
  for (;;) {
    const comma = c.acceptOp(',');
    if (c.accept('isolation', 'level')) modes = { ...modes, isolation: parseIsolation(c) };
    else if (c.accept('read', 'only')) modes = { ...modes, readOnly: true };
    else if (c.accept('read', 'write')) modes = { ...modes, readOnly: false };
    else if (c.accept('not', 'deferrable')) modes = { ...modes, deferrable: false };
    else if (c.accept('deferrable')) modes = { ...modes, deferrable: true };
    else if (comma) throw c.unexpected('Expected ISOLATION LEVEL, READ ONLY, READ WRITE or DEFERRABLE.');
    else return modes;
  }
}

function parseIsolation(c: Cursor): (typeof LEVELS)[number] {
  for (const level of LEVELS) {
    if (c.accept(...level.split(' '))) return level;
  }
  throw c.unexpected('Expected SERIALIZABLE, REPEATABLE READ, READ COMMITTED or READ UNCOMMITTED.');
}
