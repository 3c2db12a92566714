import { parseCopy } from '../statement/copy.ts';
import { parseCreate } from '../statement/create.ts';
import { parseDrop } from '../statement/drop.ts';
import { parseInsert } from '../statement/insert.ts';
import { parseReset, parseSet } from '../statement/set.ts';
import { parseDescribe, parseShow } from '../statement/show.ts';
import {
  parseBegin,
  parseEndOfTransaction,
  parseRelease,
  parseSavepoint,
  parseStart,
} from '../statement/transaction.ts';
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
  ['insert', (c) => parseInsert(c)],
  ['drop', parseDrop],
  ['copy', parseCopy],
  ['set', parseSet],
  ['show', parseShow],
  ['reset', parseReset],
  ['describe', parseDescribe],
  ['desc', parseDescribe],
  ['begin', parseBegin],
  ['start', parseStart],
  ['commit', parseEndOfTransaction],
  ['end', parseEndOfTransaction],
  ['rollback', parseEndOfTransaction],
  ['abort', parseEndOfTransaction],
  ['savepoint', parseSavepoint],
  ['release', parseRelease],
]);

export function parseStatement(c: Cursor): Statement {
  const token = c.token;
  if (c.isOp('(')) return parseSelectStatement(c);
  const rule = token.kind === 'word' ? STATEMENTS.get(token.value) : undefined;
  if (rule === undefined) throw c.unexpected();
  return rule(c);
}

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
