import { SQLSTATE } from '../../core/sql-state.ts';
import type { Call, FromItem, Query, TableSample } from '../ast.ts';
import { errorAt } from '../syntax-error.ts';
import { parseCall } from './call.ts';
import type { Cursor } from './cursor.ts';
import { parseQName } from './names.ts';
import { LEVEL } from './operators.ts';
import { isQueryContinuation, isQueryStart } from './parentheses.ts';
import { parsePivots } from './pivot.ts';
import { isSnapshot, missingSnapshotWord, parseSnapshot } from './snapshot.ts';
import { parseTableAlias } from './table-alias.ts';

/** Reads the joins behind an item: handed in, since parentheses hold joins and joins hold parentheses. */
export type ParseJoins = (c: Cursor, first: FromItem, start: number) => FromItem;

/** One item of a FROM list without joins: a table, a call, a query, VALUES, or joins in parentheses. */
export function parseFromPrimary(c: Cursor, joins: ParseJoins): FromItem {
  const start = c.token.start;
  c.enter(1);
  const item = parsePivots(c, parseSample(c, parseItem(c, joins), start), start);
  c.leave(1);
  return item;
}

function parseItem(c: Cursor, joins: ParseJoins): FromItem {
  const start = c.token.start;
  const lateral = c.accept('lateral');
  if (c.isOp('(')) return parseParentheses(c, lateral, joins);
  if (c.is('values') && c.isOp('(', 1)) return derived(c, c.query(), lateral, start);
  if (c.is('only') && (c.peek(1).kind === 'word' || c.peek(1).kind === 'quoted') && !c.is('as', 1)) c.next();
  if (c.is('table') && c.isOp('(', 1)) return parseTableCall(c);
  if (c.isOp('{')) throw c.unexpected('Write the query in parentheses.');
  const name = parseQName(c);
  if (c.isOp('(')) return tableFunction(c, parseCall(c, name), lateral, start);
  if (lateral) throw c.unexpected('Expected "(".');
  return parseTable(c, name, start);
}

/** `TABLE(f(x))`, Spark's spelling of a call in FROM. */
function parseTableCall(c: Cursor): FromItem {
  const start = c.next().start;
  c.expectOp('(');
  const call = parseCall(c, parseQName(c));
  c.expectOp(')');
  return tableFunction(c, call, false, start);
}

function tableFunction(c: Cursor, call: Call, lateral: boolean, start: number): FromItem {
  const ordinality = c.accept('with', 'ordinality');
  const alias = parseTableAlias(c);
  return { kind: 'tableFunction', span: c.span(start), call, lateral, ordinality, alias };
}

/** `t [*] [SNAPSHOT …] [[AS] alias] [SNAPSHOT …]`. */
function parseTable(c: Cursor, name: ReturnType<typeof parseQName>, start: number): FromItem {
  c.acceptOp('*');
  const before = isSnapshot(c) ? parseSnapshot(c) : undefined;
  const missing = before === undefined ? missingSnapshotWord(c) : undefined;
  if (missing !== undefined) throw missing;
  const sample = sampleHead(c);
  const alias = parseTableAlias(c);
  const snapshot = before === undefined && isSnapshot(c) ? parseSnapshot(c) : before;
  const table: FromItem = { kind: 'tableRef', span: c.span(start), name, snapshot, alias };
  return sample === undefined ? table : { ...sample, input: table };
}

/**
 * `(SELECT …)`, `((SELECT …) UNION …)`, `(a JOIN b …)`. Behind an inner pair of parentheses it shows which it is, so the
 * inner ones are read once and gone on from.
 */
function parseParentheses(c: Cursor, lateral: boolean, joins: ParseJoins): FromItem {
  const start = c.token.start;
  const inside = parseInside(c, joins);
  if (inside.kind === 'query') return derived(c, inside, lateral, start);
  const alias = parseTableAlias(c);
  if (alias === undefined) return inside;
  if (inside.kind === 'join') return { ...inside, span: c.span(start), alias };
  throw c.notSupported('an alias on parentheses around a single table', alias.span.start);
}

/** From `(` to its `)`. */
function parseInside(c: Cursor, joins: ParseJoins): Query | FromItem {
  c.enter(1);
  c.expectOp('(');
  const start = c.token.start;
  let inside: Query | FromItem;
  if (isQueryStart(c)) {
    inside = c.query();
  } else if (c.isOp('(')) {
    inside = parseInside(c, joins);
    if (inside.kind === 'query' && isQueryContinuation(c)) inside = c.grammar.queryFrom(c, inside, start);
    if (inside.kind !== 'query' || !c.isOp(')')) inside = parseJoined(c, inside, joins, start);
  } else {
    inside = c.grammar.fromItem(c);
  }
  c.expectOp(')');
  c.leave(1);
  return inside;
}

function parseJoined(c: Cursor, first: Query | FromItem, joins: ParseJoins, start: number): FromItem {
  let item: FromItem;
  if (first.kind === 'query') {
    item = derived(c, first, false, start);
  } else {
    const alias = first.kind === 'join' ? parseTableAlias(c) : undefined;
    item = alias === undefined || first.kind !== 'join' ? first : { ...first, alias, span: c.span(start) };
  }
  return joins(c, parsePivots(c, parseSample(c, item, start), start), start);
}

function derived(c: Cursor, query: Query, lateral: boolean, start: number): FromItem {
  refuseSnapshot(c);
  const alias = parseTableAlias(c);
  refuseSnapshot(c);
  return { kind: 'derived', span: c.span(start), query, lateral, alias };
}

/** Decision of the reference, section 10: the clause binds to a table. */
function refuseSnapshot(c: Cursor): void {
  if (!isSnapshot(c)) return;
  const hint = 'SNAPSHOT stands behind the name of a table of the data lake, inside of the query too.';
  throw errorAt(SQLSTATE.wrongObjectType, 'a query in FROM has no snapshots', c.text, c.token.start, hint);
}

type SampleHead = Omit<TableSample, 'input'>;

function parseSample(c: Cursor, input: FromItem, start: number): FromItem {
  const sample = sampleHead(c);
  return sample === undefined ? input : { ...sample, input, span: c.span(start) };
}

/** `TABLESAMPLE [BERNOULLI | SYSTEM] (10 PERCENT | 5 ROWS | BUCKET 1 OUT OF 4) [REPEATABLE (7)]`. */
function sampleHead(c: Cursor): SampleHead | undefined {
  const start = c.token.start;
  if (!c.accept('tablesample')) return undefined;
  const method = c.accept('bernoulli') || c.accept('system') || c.accept('reservoir');
  c.expectOp('(');
  const bucket = c.accept('bucket');
  const size = c.grammar.operand(c, LEVEL.sign);
  let outOf: SampleHead['outOf'];
  let unit: SampleHead['unit'] = 'percent';
  if (bucket) {
    c.expect('out', 'of');
    outOf = c.grammar.operand(c, LEVEL.sign);
    unit = 'bucket';
  } else if (c.accept('rows')) {
    unit = 'rows';
  } else if (!c.acceptOp('%') && !c.accept('percent') && !method) {
    throw c.unexpected('Expected PERCENT or ROWS.');
  }
  c.expectOp(')');
  const seed = parseSeed(c);
  return { kind: 'tableSample', span: c.span(start), size, unit, outOf, seed };
}

function parseSeed(c: Cursor): SampleHead['seed'] {
  if (!c.accept('repeatable')) return undefined;
  c.expectOp('(');
  const seed = c.expression();
  c.expectOp(')');
  return seed;
}
