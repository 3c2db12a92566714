import { SQLSTATE } from '../../core/sql-state.ts';
import type { Cursor } from '../parse/cursor.ts';
import type { Block, IfStatement, Statement } from '../statement.ts';
import { errorAt, syntaxError } from '../syntax-error.ts';

/** Blocks and IF hold whole statements, so their levels cost more than those of an expression. */
const BLOCK_COST = 6;

/** `$$ BEGIN … [EXCEPTION WHEN OTHERS THEN …] END $$`, `$$BEGIN … $$END` (reference, section 1.13). */
export function parseBlock(c: Cursor): Block {
  const { start } = c.next();
  c.expect('begin');
  return parseBlockBody(c, start, true);
}

/** A block inside a block may do without its `$$`. BEGIN was read. */
export function parseBlockBody(c: Cursor, start: number, marked: boolean): Block {
  c.enter(BLOCK_COST);
  c.blockDepth++;
  const body = parseStatementList(c, BODY_ENDS, start);
  const handler = c.is('exception') ? parseHandler(c, start) : undefined;
  parseEnd(c, start, marked);
  c.blockDepth--;
  c.leave(BLOCK_COST);
  return { kind: 'block', span: c.span(start), body, handler };
}

function parseHandler(c: Cursor, start: number): readonly Statement[] {
  c.expect('exception', 'when');
  if (!c.accept('others') && !c.accept('other')) {
    if (c.token.kind !== 'word') throw c.unexpected('Expected OTHERS.');
    throw c.notSupported(`WHEN ${c.token.value}`, c.token.start, 'A handler is for every error: WHEN OTHERS THEN.');
  }
  c.expect('then');
  const statements = parseStatementList(c, BODY_ENDS, start);
  if (c.is('when')) throw c.notSupported('a second WHEN in a handler', c.token.start);
  return statements;
}

/** `END $$` or, as some scripts have it, `$$END`; END alone for a block inside another. */
function parseEnd(c: Cursor, start: number, marked: boolean): void {
  const early = marked && acceptBlockEnd(c);
  if (c.atEnd()) throw unterminated(c, start);
  c.expect('end');
  if (!marked || early) return;
  if (c.atEnd()) throw unterminated(c, start);
  if (!acceptBlockEnd(c)) throw c.unexpected('Expected $$ behind the END of the block.');
}

function isBlockEnd(c: Cursor): boolean {
  return c.token.kind === 'blockEnd';
}

function acceptBlockEnd(c: Cursor): boolean {
  if (!isBlockEnd(c)) return false;
  c.next();
  return true;
}

function unterminated(c: Cursor, start: number): Error {
  const hint = 'A block that starts with $$ BEGIN ends with END $$.';
  return syntaxError(c.text, start, c.text.length, hint, 'unterminated anonymous block');
}

const BODY_ENDS: ReadonlySet<string> = new Set(['end', 'exception', 'when']);
const BRANCH_ENDS: ReadonlySet<string> = new Set(['end', 'else', 'elseif', 'elsif', 'exception']);

/** Statements up to one of the words, or `$$`. The last one may lack its semicolon. */
function parseStatementList(c: Cursor, ends: ReadonlySet<string>, start: number): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (c.acceptOp(';'));
    if (c.atEnd()) throw unterminated(c, start);
    if (c.oneOf(ends) || isBlockEnd(c)) return statements;
    statements.push(c.grammar.statement(c));
    const done = c.isOp(';') || c.oneOf(ends) || isBlockEnd(c) || c.atEnd();
    if (!done) throw c.unexpected();
  }
}

/** `IF … THEN … ELSEIF … THEN … ELSE … END IF`. Outside of a block its error has the words of the reference. */
export function parseIf(c: Cursor): IfStatement {
  const { start } = c.token;
  if (c.blockDepth === 0) {
    const hint = 'IF stands between $$ BEGIN and END $$.';
    throw errorAt(SQLSTATE.syntaxError, 'Invalid command outside Anonymous Block', c.text, start, hint);
  }
  c.enter(BLOCK_COST);
  const branches: IfStatement['branches'][number][] = [];
  do {
    c.next();
    const condition = c.expression();
    c.expect('then');
    branches.push({ condition, body: parseStatementList(c, BRANCH_ENDS, start) });
  } while (c.is('elseif') || c.is('elsif'));
  const otherwise = c.accept('else') ? parseStatementList(c, BRANCH_ENDS, start) : undefined;
  c.expect('end', 'if');
  c.leave(BLOCK_COST);
  return { kind: 'if', span: c.span(start), branches, otherwise };
}
