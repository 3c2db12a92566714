import { parseAlter } from '../statement/alter.ts';
import { parseAnalyze } from '../statement/analyze.ts';
import { parseBlock, parseBlockBody, parseIf } from '../statement/block.ts';
import { parseComment } from '../statement/comment-on.ts';
import { parseCopy } from '../statement/copy.ts';
import { parseCreate } from '../statement/create.ts';
import { parseClose, parseDeclare, parseFetch } from '../statement/cursors.ts';
import { parseDelete, parseTruncate } from '../statement/delete.ts';
import { parseDrop } from '../statement/drop.ts';
import { parseExplain } from '../statement/explain.ts';
import { parseInsert } from '../statement/insert.ts';
import { parseMerge } from '../statement/merge.ts';
import { parseDeallocate, parseExecute, parsePrepare } from '../statement/prepare.ts';
import { parseRun } from '../statement/schedule.ts';
import { parseDiscard, parseGrant, parseListen, parseNoOperation } from '../statement/session.ts';
import { parseReset, parseSet } from '../statement/set.ts';
import { parseDescribe, parseShow } from '../statement/show.ts';
import {
  parseBegin,
  parseEndOfTransaction,
  parseRelease,
  parseSavepoint,
  parseStart,
} from '../statement/transaction.ts';
import { parseUpdate } from '../statement/update.ts';
import type { Statement } from '../statement.ts';
import type { Cursor } from './cursor.ts';
import { parseQueryAfterWith, parseWith } from './query.ts';

type Rule = (c: Cursor) => Statement;

/** The grammar of a statement by its first word. */
const STATEMENTS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['select', parseSelectStatement],
  ['values', parseSelectStatement],
  ['table', parseSelectStatement],
  ['with', parseWithStatement],
  ['create', parseCreate],
  ['alter', parseAlter],
  ['insert', (c) => parseInsert(c)],
  ['update', parseUpdate],
  ['delete', parseDelete],
  ['merge', parseMerge],
  ['truncate', parseTruncate],
  ['drop', parseDrop],
  ['comment', parseComment],
  ['analyze', parseAnalyze],
  ['analyse', parseAnalyze],
  ['if', parseIf],
  ['run', parseRun],
  ['prepare', parsePrepare],
  ['execute', parseExecute],
  ['deallocate', parseDeallocate],
  ['declare', parseDeclare],
  ['fetch', parseFetch],
  ['move', parseFetch],
  ['close', parseClose],
  ['discard', parseDiscard],
  ['listen', parseListen],
  ['unlisten', parseListen],
  ['notify', parseListen],
  ['explain', parseExplain],
  ['grant', parseGrant],
  ['revoke', parseGrant],
  ['lock', parseNoOperation],
  ['checkpoint', parseNoOperation],
  ['vacuum', parseNoOperation],
  ['reindex', parseNoOperation],
  ['cluster', parseNoOperation],
  ['copy', parseCopy],
  ['set', parseSet],
  ['show', parseShow],
  ['reset', parseReset],
  ['describe', parseDescribe],
  ['desc', parseDescribe],
  ['begin', parseBeginStatement],
  ['start', parseStart],
  ['commit', parseEndOfTransaction],
  ['end', parseEndOfTransaction],
  ['rollback', parseEndOfTransaction],
  ['abort', parseEndOfTransaction],
  ['savepoint', parseSavepoint],
  ['release', parseRelease],
]);

/** Statements of PostgreSQL and Spark that are known and not offered: the error is 0A000, not a syntax error. */
const NOT_OFFERED: ReadonlyMap<string, string> = new Map([
  ['call', 'Procedures are not part of the dialect.'],
  ['do', 'An anonymous block is written $$ BEGIN … END $$.'],
  ['import', 'COPY table FROM STDIN, \\copy in psql, loads a file.'],
  ['load', 'COPY table FROM STDIN, \\copy in psql, loads a file.'],
  ['reassign', ''],
  ['refresh', 'Views always show the present rows.'],
  ['security', ''],
  ['use', "Choose the database when you connect, or SET search_path = 'schema'."],
]);

export function parseStatement(c: Cursor): Statement {
  const token = c.token;
  if (token.kind === 'blockStart') return parseBlock(c);
  if (c.isOp('(')) return parseSelectStatement(c);
  const rule = token.kind === 'word' ? STATEMENTS.get(token.value) : undefined;
  if (rule !== undefined) return rule(c);
  const hint = token.kind === 'word' ? NOT_OFFERED.get(token.value) : undefined;
  if (hint === undefined) throw c.misspelled(STATEMENTS.keys());
  throw c.notSupported(token.value.toUpperCase(), token.start, hint === '' ? undefined : hint);
}

/** Inside a block, BEGIN with anything but a transaction's words behind it opens a block inside. */
function parseBeginStatement(c: Cursor): Statement {
  const transaction = c.isOp(';', 1) || c.oneOf(TRANSACTION_WORDS, 1) || c.ahead('begin', 'not', 'deferrable');
  if (c.blockDepth === 0 || transaction) return parseBegin(c);
  return parseBlockBody(c, c.next().start, false);
}

const TRANSACTION_WORDS: ReadonlySet<string> = new Set(['work', 'transaction', 'isolation', 'read', 'deferrable']);

function parseSelectStatement(c: Cursor): Statement {
  const query = c.query();
  return { kind: 'select', span: query.span, query };
}

/** WITH in front of a query or, as Spark and PostgreSQL have it, of INSERT. */
function parseWithStatement(c: Cursor): Statement {
  const start = c.token.start;
  const outer = parseWith(c);
  if (c.is('insert')) return parseInsert(c, start, outer);
  for (const word of ['update', 'delete', 'merge']) {
    if (c.is(word)) throw c.notSupported(`WITH before ${word.toUpperCase()}`, c.token.start, 'Put it in a sub-query.');
  }
  const query = parseQueryAfterWith(c, outer.tables, outer.recursive, start);
  return { kind: 'select', span: query.span, query };
}
