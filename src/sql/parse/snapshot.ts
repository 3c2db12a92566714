import { SQLSTATE } from '../../core/sql-state.ts';
import type { SnapshotBound, SnapshotClause } from '../ast.ts';
import { errorAt } from '../syntax-error.ts';
import type { Cursor } from './cursor.ts';

/** Whether SNAPSHOT stands here as a clause; before other words it is an alias. */
export function isSnapshot(c: Cursor): boolean {
  if (!c.is('snapshot')) return false;
  return c.is('since', 1) || c.is('between', 1) || (c.is('as', 1) && c.is('of', 2));
}

/** `SNAPSHOT SINCE s | AS OF s | BETWEEN a AND b | SINCE CHECKPOINT 'name'` (reference, sections 1.1 and 2.3). */
export function parseSnapshot(c: Cursor): SnapshotClause {
  const start = c.next().start;
  const range = parseRange(c);
  return { kind: 'snapshot', span: c.span(start), range };
}

function parseRange(c: Cursor): SnapshotClause['range'] {
  if (c.accept('since')) {
    if (!c.accept('checkpoint')) return { kind: 'since', bound: parseBound(c) };
    if (c.token.kind !== 'string') throw c.unexpected('Expected the name of a checkpoint, in single quotes.');
    return { kind: 'sinceCheckpoint', name: c.next().value };
  }
  if (c.accept('as', 'of')) return { kind: 'asOf', bound: parseBound(c) };
  c.expect('between');
  const low = parseBound(c);
  c.expect('and');
  return { kind: 'between', low, high: parseBound(c) };
}

const BOUND_HINT = "A snapshot is a number, a string of digits, 'HEAD', 'TAIL' or @variable.";
const MAX_ID = 9_223_372_036_854_775_807n;
const DIGITS = /^[0-9]+$/;

function parseBound(c: Cursor): SnapshotBound {
  const token = c.token;
  const span = { start: token.start, end: token.end };
  const word = token.value.toLowerCase();
  switch (token.kind) {
    case 'word':
    case 'string':
      if (word === 'head' || word === 'tail' || (word === 'null' && token.kind === 'word')) {
        c.next();
        return { kind: word, span };
      }
      if (token.kind === 'word') throw c.unexpected(BOUND_HINT);
      return { kind: 'id', span, id: parseId(c, token.value) };
    case 'number':
      if (token.suffix !== undefined && token.suffix !== 'L') throw c.unexpected(BOUND_HINT);
      return { kind: 'id', span, id: parseId(c, token.value) };
    case 'variable':
      c.next();
      return { kind: 'variable', span, name: token.value };
    case 'placeholder':
      c.next();
      c.placeholders.set(token.start, 'expression');
      return { kind: 'null', span };
    default:
      throw c.unexpected(BOUND_HINT);
  }
}

function parseId(c: Cursor, digits: string): bigint {
  const { start } = c.next();
  const trimmed = digits.trim();
  const id = DIGITS.test(trimmed) ? BigInt(trimmed) : undefined;
  if (id !== undefined && id <= MAX_ID) return id;
  throw errorAt(SQLSTATE.invalidParameterValue, `"${digits}" is not a snapshot id`, c.text, start, BOUND_HINT);
}

/** The error for a bound without the word SNAPSHOT, as one published example has it; undefined where none stands. */
export function missingSnapshotWord(c: Cursor): Error | undefined {
  const distance = c.is('as') && c.is('of', 1) ? 2 : c.is('since') || c.is('between') ? 1 : 0;
  if (distance === 0) return undefined;
  const bound = c.peek(distance);
  const isBound = bound.kind === 'number' || bound.kind === 'string' || bound.kind === 'variable';
  if (!isBound && !c.is('head', distance) && !c.is('tail', distance)) return undefined;
  return c.unexpected('Put the word SNAPSHOT in front: t SNAPSHOT AS OF 7, t SNAPSHOT SINCE 7.');
}
