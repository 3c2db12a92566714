import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { re2Pattern, re2Replacement } from '../regex.ts';
import { argument, literalNumber, literalText, quote, raw } from '../sql-text.ts';

/** Regular expressions. Patterns are Java's; DuckDB has RE2, which knows no look-around and no back-references. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** A constant pattern is checked and rewritten for RE2; another is handed on as it is. */
export function pattern(call: LoweringCall, index: number): Expr {
  const text = literalText(call.source.args[index]);
  return text === undefined ? argument(call.call, index) : raw(quote(re2Pattern(text)));
}

function lowerExtract(name: 'regexp_extract' | 'regexp_extract_all') {
  return (call: LoweringCall): Expr => {
    const group = call.call.args[2];
    const value = literalNumber(call.source.args[2]) ?? 1;
    if (group !== undefined && literalNumber(call.source.args[2]) === undefined) {
      throw new SqlError(SQLSTATE.invalidParameterValue, `the group of ${name} must be a constant`);
    }
    const text = literalText(call.source.args[1]);
    if (value < 0 || (text !== undefined && value > groupCount(text))) {
      throw new SqlError(SQLSTATE.invalidParameterValue, `the pattern of ${name} has no group ${value}`);
    }
    return raw(`${name}({0}, {1}, ${value})`, argument(call.call, 0), pattern(call, 1));
  };
}

function groupCount(pattern: string): number {
  return pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]?/gs, '').match(/\((?!\?)|\(\?<[A-Za-z]/g)?.length ?? 0;
}

/** All matches are replaced; `$1` is a group. A position leaves what is before it alone. */
function lowerReplace(call: LoweringCall): Expr {
  const text = literalText(call.source.args[2]);
  const replacement =
    text === undefined ? raw('sh.re2_replacement({0})', argument(call.call, 2)) : raw(quote(re2Replacement(text)));
  checkGroups(call, text);
  const [subject, position] = [argument(call.call, 0), call.call.args[3]];
  if (position === undefined) return raw("regexp_replace({0}, {1}, {2}, 'g')", subject, pattern(call, 1), replacement);
  return raw(
    "(left({0}, {3} - 1) || regexp_replace(substring({0}, {3}), {1}, {2}, 'g'))",
    subject,
    pattern(call, 1),
    replacement,
    position,
  );
}

/** A group that the pattern has not: the engine would leave the text as it is. */
function checkGroups(call: LoweringCall, replacement: string | undefined): void {
  const text = literalText(call.source.args[1]);
  if (text === undefined || replacement === undefined) return;
  for (const [, group] of replacement.matchAll(/(?<!\\)\$(\d)/g)) {
    if (Number(group) <= groupCount(text)) continue;
    throw new SqlError(SQLSTATE.invalidParameterValue, `the pattern of regexp_replace has no group ${group}`);
  }
}

/** `split(s, pattern[, limit])`: a limit keeps the rest in the last part; without one trailing empty parts stay. */
function lowerSplit(call: LoweringCall): Expr {
  const [subject, limit] = [argument(call.call, 0), call.call.args[2]];
  const every = (literalNumber(call.source.args[2]) ?? 1) <= 0;
  if (limit !== undefined && !every) return raw('sh.split_limited({0}, {1}, {2})', subject, pattern(call, 1), limit);
  const text = literalText(call.source.args[1]);
  const plain = text !== undefined && /^[^\\^$*?{|()]*$/.test(text);
  return raw(plain ? 'sh.split({0}, {1})' : 'sh.split_any({0}, {1})', subject, pattern(call, 1));
}

const two =
  (sql: string) =>
  (call: LoweringCall): Expr =>
    raw(sql, argument(call.call, 0), pattern(call, 1));

export const patterns: readonly FunctionDefinition[] = [
  define(
    'regexp_extract(text, text, literal?) -> text',
    lowerExtract('regexp_extract'),
    'The group (1 when not given) of the first match; empty without a match.',
    [
      ["regexp_extract('100-200', '([0-9]+)-([0-9]+)', 2)", '200'],
      ["regexp_extract('100-200', '([0-9]+)')", '100'],
    ],
  ),
  define(
    'regexp_extract_all(text, text, literal?) -> texts',
    lowerExtract('regexp_extract_all'),
    'The group (1 when not given) of every match.',
    [["regexp_extract_all('1a2b', '([0-9])', 1)", '[1, 2]']],
  ),
  define(
    'regexp_replace(text, text, text, int?) -> text',
    lowerReplace,
    'Every match replaced; $1 stands for a group.',
    [["regexp_replace('100-200', '([0-9]+)', '<$1>')", '<100>-<200>']],
  ),
  beside(
    'regexp|regexp_like|rlike(text, text) -> boolean',
    two('regexp_matches({0}, {1})'),
    'True where a match is found.',
    [["regexp_like('Spark', 'ark$')", 'true']],
  ),
  beside(
    'regexp_count(text, text) -> int',
    two('CAST(len(regexp_extract_all({0}, {1})) AS INTEGER)'),
    'Number of matches.',
    [["regexp_count('banana', 'an')", '2']],
  ),
  beside(
    'regexp_substr(text, text) -> text',
    two("nullif(regexp_extract({0}, {1}), '')"),
    'The first match; NULL without one, or where it is empty.',
    [["regexp_substr('banana', 'n.')", 'na']],
  ),
  beside(
    'regexp_instr(text, text, literal?) -> int',
    two(
      "CASE WHEN regexp_matches({0}, '^(?:' || {1} || ')') THEN 1 WHEN regexp_matches({0}, {1}) THEN CAST(length(regexp_replace(sh.split({0}, {1})[1], '[^\\x{{0}-\\x{{FFFF}]', '..', 'g')) + 1 AS INTEGER) WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN 0 END",
    ),
    'Position of the first match, counted as in Java, where an emoji is two; 0 without one.',
    [["regexp_instr('banana', 'n')", '3']],
  ),
  define('split(text, text, int?) -> texts', lowerSplit, 'The parts between matches.', [
    ["split('a1b2c', '[0-9]')", '[a, b, c]'],
    ["split('a,b,c', ',', 2)", '[a, b,c]'],
  ]),
  beside('like(text, text) -> boolean', '({0} LIKE {1})', 'True where the pattern with % and _ fits.', [
    ["like('abc', 'a%')", 'true'],
  ]),
  beside('ilike(text, text) -> boolean', '({0} ILIKE {1})', 'As like, without regard to case.', [
    ["ilike('ABC', 'a%')", 'true'],
  ]),
  define(
    'sentences(text, text?, text?) -> unknown',
    'from_json(sh_sentences({0}), \'[["VARCHAR"]]\')',
    'The words of the sentences.',
    [["sentences('Hi there! Good morning.')", '[[Hi, there], [Good, morning]]']],
    { result: () => ({ kind: 'list', element: { kind: 'list', element: { kind: 'varchar' } } }) },
  ),
];
