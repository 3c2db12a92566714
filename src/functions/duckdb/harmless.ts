import { aggregate } from '../aggregate-call.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';
import * as types from '../type-rules.ts';

/** Functions of DuckDB's that Spark has not, and that mean nothing else in the dialect. */

const define = defining({ section: 'duckdb', kind: 'scalar' });
const grouped = defining({ section: 'duckdb', kind: 'aggregate' });

export const harmless: readonly FunctionDefinition[] = [
  define('truncate(number) -> same', 'trunc({0})', 'The number without its fraction.', [['truncate(1.9e0)', '1.0']]),
  define('even(double) -> double', 'even({0})', 'The next even number away from zero.', [['even(2.9)', '4.0']]),
  define('gcd(bigint, bigint) -> common', 'gcd({0}, {1})', 'Greatest common divisor.', [['gcd(42, 57)', '3']]),
  define('lcm(bigint, bigint) -> common', 'lcm({0}, {1})', 'Least common multiple.', [['lcm(4, 6)', '12']]),
  define('isfinite(double) -> boolean', 'isfinite({0})', 'True for a number that is neither infinite nor NaN.', [
    ['isfinite(1.5)', 'true'],
  ]),
  define('isinf(double) -> boolean', 'isinf({0})', 'True for an infinite number.', [
    ["isinf(double('Infinity'))", 'true'],
  ]),
  define('strip_accents(text) -> text', 'strip_accents({0})', 'The text without accents.', [
    ["strip_accents('mühle')", 'muhle'],
  ]),
  define(
    'damerau_levenshtein(text, text) -> bigint',
    'damerau_levenshtein({0}, {1})',
    'Edits between two texts, a transposition being one.',
    [["damerau_levenshtein('abcd', 'acbd')", '1']],
  ),
  define('hamming(text, text) -> bigint', 'hamming({0}, {1})', 'Places at which two texts of one length differ.', [
    ["hamming('duck', 'luck')", '1'],
  ]),
  define('jaccard(text, text) -> double', 'jaccard({0}, {1})', 'Jaccard similarity of the characters.', [
    ["jaccard('duck', 'luck')", '0.6'],
  ]),
  define('jaro_similarity(text, text) -> double', 'jaro_similarity({0}, {1})', 'Jaro similarity.', [
    ["round(jaro_similarity('duck', 'duckdb'), 3)", '0.889'],
  ]),
  define(
    'jaro_winkler_similarity(text, text) -> double',
    'jaro_winkler_similarity({0}, {1})',
    'Jaro-Winkler similarity.',
    [["round(jaro_winkler_similarity('duck', 'duckdb'), 3)", '0.933']],
  ),
  define(
    'list_cosine_similarity|cosine_similarity(list, list) -> double',
    'list_cosine_similarity(CAST({0} AS DOUBLE[]), CAST({1} AS DOUBLE[]))',
    'Cosine of the angle between two vectors.',
    [['cosine_similarity(array(1, 0), array(1, 0))', '1.0']],
  ),
  define(
    'list_distance(list, list) -> double',
    'list_distance(CAST({0} AS DOUBLE[]), CAST({1} AS DOUBLE[]))',
    'Euclidean distance of two vectors.',
    [['list_distance(array(0, 0), array(3, 4))', '5.0']],
  ),
  define(
    'array_sum(list) -> unknown',
    'list_sum({0})',
    'Sum of the elements.',
    [['array_sum(array(1.5e0, 2.5e0))', '4.0']],
    { result: ([list]) => (types.isFloating(types.elementOf(list)) ? types.DOUBLE : types.UNKNOWN) },
  ),
  define('array_average(list) -> double', 'list_avg({0})', 'Average of the elements.', [
    ['array_average(array(1, 2))', '1.5'],
  ]),
  define(
    'time_bucket(interval, timestamp) -> timestamp',
    'time_bucket({0}, {1})',
    'The start of the bucket a time is in.',
    [["time_bucket(interval '15 minutes', timestamp '2024-03-05 10:20:00')", '2024-03-05 10:15:00']],
  ),
  define('isoyear(date) -> int', 'CAST(isoyear({0}) AS INTEGER)', 'Year of the ISO week.', [
    ["isoyear('2023-01-01')", '2022'],
  ]),
  define('monthname(date) -> text', 'monthname({0})', 'Name of the month.', [["monthname('2024-03-05')", 'March']]),
  define('dayname(date) -> text', 'dayname({0})', 'Name of the day of the week.', [
    ["dayname('2024-03-05')", 'Tuesday'],
  ]),
  define('json_valid(text) -> boolean', 'json_valid({0})', 'True for text that is JSON.', [
    ["json_valid('{}')", 'true'],
  ]),
  define(
    'gen_random_uuid() -> text',
    'CAST(gen_random_uuid() AS VARCHAR)',
    'A random UUID.',
    [['length(gen_random_uuid())', '36']],
    { volatile: true },
  ),
  define('starts_with(text, text) -> boolean', 'starts_with({0}, {1})', 'As startswith.', [
    ["starts_with('abc', 'a')", 'true'],
  ]),
  define(
    'regexp_matches(text, text) -> boolean',
    'regexp_matches({0}, {1})',
    'True where a match of an RE2 pattern is found.',
    [["regexp_matches('abc', 'b.')", 'true']],
  ),
  define(
    'regexp_full_match(text, text) -> boolean',
    'regexp_full_match({0}, {1})',
    'True where an RE2 pattern fits the whole text.',
    [["regexp_full_match('abc', 'b.')", 'false']],
  ),
  grouped('product(double) -> double', aggregate('product'), 'Product of the values.', [
    ['(SELECT product(x) FROM (VALUES (2), (3)) AS t(x))', '6.0'],
  ]),
  grouped('entropy(any) -> double', aggregate('entropy'), 'Entropy of the values in bits.', [
    ['(SELECT entropy(x) FROM (VALUES (1), (2)) AS t(x))', '1.0'],
  ]),
  grouped('mad(double) -> double', aggregate('mad'), 'Median of the distances from the median.', [
    ['(SELECT mad(x) FROM (VALUES (1), (2), (4)) AS t(x))', '1.0'],
  ]),
  grouped('geometric_mean|geomean(double) -> double', aggregate('geomean'), 'Geometric mean.', [
    ['(SELECT round(geomean(x), 4) FROM (VALUES (2), (8)) AS t(x))', '4.0'],
  ]),
  grouped('fsum|kahan_sum(double) -> double', aggregate('fsum'), 'Sum that loses no small numbers.', [
    ['(SELECT fsum(x) FROM (VALUES (1), (2)) AS t(x))', '3.0'],
  ]),
];
