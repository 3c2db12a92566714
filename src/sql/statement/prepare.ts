import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseText } from '../parse/text.ts';
import { parseTypeName } from '../parse/types.ts';
import type { DeallocateStatement, ExecuteStatement, PrepareStatement, TransactionStatement } from '../statement.ts';

/** A statement inside a statement. */
const STATEMENT_COST = 10;

/** `PREPARE p [(types)] AS statement`; `PREPARE TRANSACTION 'x'` belongs to two-phase commit. */
export function parsePrepare(c: Cursor): PrepareStatement | TransactionStatement {
  const start = c.next().start;
  if (c.is('transaction') && c.peek(1).kind === 'string') {
    c.next();
    parseText(c);
    return { kind: 'transaction', span: c.span(start), action: 'prepareTransaction' };
  }
  const name = parseIdent(c);
  const types = c.isOp('(') ? c.parenthesized(parseTypeName) : [];
  c.expect('as');
  c.enter(STATEMENT_COST);
  const statement = c.grammar.statement(c);
  c.leave(STATEMENT_COST);
  return { kind: 'prepare', span: c.span(start), name, types, statement };
}

export function parseExecute(c: Cursor): ExecuteStatement {
  const start = c.next().start;
  if (c.is('immediate')) throw c.notSupported('EXECUTE IMMEDIATE', c.token.start);
  const name = parseIdent(c);
  const empty = c.isOp('(') && c.isOp(')', 1);
  if (empty) {
    c.next();
    c.next();
  }
  const args = !empty && c.isOp('(') ? c.parenthesized((inner) => inner.expression()) : [];
  return { kind: 'execute', span: c.span(start), name, args };
}

export function parseDeallocate(c: Cursor): DeallocateStatement {
  const start = c.next().start;
  if (c.is('prepare') && c.peek(1).kind !== 'end' && !c.isOp(';', 1)) c.next();
  const name = c.accept('all') ? 'all' : parseIdent(c);
  return { kind: 'deallocate', span: c.span(start), name };
}
