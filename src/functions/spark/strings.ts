import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { textOf, textsOf } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { concat as concatParts } from '../operators.ts';
import { raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Text: parts, padding, searching. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

function lowerConcat(call: LoweringCall): Expr {
  const args = typedArguments(call);
  if (args.length === 0) return raw("''");
  return concatParts(args).expr;
}

function concatType(args: readonly DataType[]): DataType {
  if (args.some(types.isList)) return types.commonTypeOf(args);
  return args.length > 0 && args.every((type) => type.kind === 'blob') ? types.BLOB : types.VARCHAR;
}

/** `concat_ws(sep, a, list, …)`: elements of lists are joined too, NULLs are left out. */
function lowerConcatWs(call: LoweringCall): Expr {
  const [separator, ...parts] = typedArguments(call);
  const lists = parts.map((part) => {
    if (!types.isList(part.type))
      return raw('[{0}]', types.isUnknown(part.type) ? raw('CAST({0} AS VARCHAR)', part.expr) : textOf(part));
    return raw('coalesce({0}, [])', textsOf(part));
  });
  const joined =
    lists.length === 0
      ? raw('CAST([] AS VARCHAR[])')
      : raw(`list_concat(${lists.map((_, i) => `{${i}}`).join(', ')}, [])`, ...lists);
  return raw(
    "CASE WHEN {1} IS NOT NULL THEN coalesce(array_to_string({0}, {1}), '') END",
    joined,
    separator?.expr ?? raw("''"),
  );
}

/** Trims; with two arguments Spark's characters come first. */
const trims = (name: 'trim' | 'ltrim' | 'rtrim') => ({ 1: `${name}({0}, ' ')`, 2: `${name}({1}, {0})` });

function lowerReverse(call: LoweringCall): Expr {
  const [arg] = typedArguments(call);
  return raw(arg && types.isList(arg.type) ? 'list_reverse({0})' : 'reverse({0})', ...call.call.args);
}

export const strings: readonly FunctionDefinition[] = [
  // Java writes ß as SS.
  define('upper|ucase(text) -> text', "upper(replace({0}, 'ß', 'SS'))", 'The text in upper case.', [
    ["upper('ab')", 'AB'],
  ]),
  define('lower|lcase(text) -> text', 'lower({0})', 'The text in lower case.', [["lower('AB')", 'ab']]),
  define(
    'concat(any*) -> unknown',
    lowerConcat,
    'The parts joined; NULL when one is NULL.',
    [
      ["concat('a', 1)", 'a1'],
      ["concat('a', NULL)", 'NULL'],
    ],
    { result: concatType },
  ),
  define(
    'concat_ws(text, any*) -> text',
    lowerConcatWs,
    'The parts and the elements of lists, joined by the first argument; NULLs are left out.',
    [["concat_ws('-', 'a', NULL, array('b', 'c'))", 'a-b-c']],
  ),
  define(
    'length|char_length|character_length|len(textOrBinary) -> int',
    ({ call, types: t }) =>
      raw(t[0]?.kind === 'blob' ? 'CAST(octet_length({0}) AS INTEGER)' : 'CAST(length({0}) AS INTEGER)', ...call.args),
    'Number of characters, or of bytes.',
    [["length('abc ')", '4']],
  ),
  define(
    'bit_length(textOrBinary) -> int',
    ({ call, types: t }) =>
      raw(
        t[0]?.kind === 'blob' ? 'CAST(octet_length({0}) * 8 AS INTEGER)' : 'CAST(bit_length({0}) AS INTEGER)',
        ...call.args,
      ),
    'Number of bits.',
    [["bit_length('abc')", '24']],
  ),
  beside(
    'octet_length(textOrBinary) -> int',
    ({ call, types: t }) =>
      raw(t[0]?.kind === 'blob' ? 'CAST(octet_length({0}) AS INTEGER)' : 'CAST(strlen({0}) AS INTEGER)', ...call.args),
    'Number of bytes.',
    [["octet_length('é')", '2']],
  ),
  define(
    'substring|substr|mid(textOrBinary, int, int?) -> same',
    ({ call, types: t }) => {
      const kind = t[0]?.kind === 'blob' ? 'sh.blob_substring' : 'sh.substring';
      return raw(call.args.length === 2 ? `${kind}({0}, {1})` : `${kind}({0}, {1}, {2})`, ...call.args);
    },
    'Part of the text, from a position (from 1; negative counts from the end), of a length.',
    [
      ["substring('Spark', 2, 3)", 'par'],
      ["substring('Spark', -3)", 'ark'],
    ],
  ),
  define(
    'left(text, int) -> text',
    "CASE WHEN {1} > 0 THEN left({0}, {1}) WHEN {1} IS NOT NULL AND {0} IS NOT NULL THEN '' END",
    'The first characters.',
    [
      ["left('Spark', 2)", 'Sp'],
      ["left('Spark', -1)", ''],
    ],
  ),
  beside(
    'right(text, int) -> text',
    "CASE WHEN {1} > 0 THEN right({0}, {1}) WHEN {1} IS NOT NULL AND {0} IS NOT NULL THEN '' END",
    'The last characters.',
    [["right('Spark', 2)", 'rk']],
  ),
  define('trim(text, text?) -> text', trims('trim'), 'The text without blanks, or the given characters, at its ends.', [
    ["trim('  a ')", 'a'],
    ["trim('xy', 'xxayy')", 'a'],
  ]),
  define(
    'ltrim(text, text?) -> text',
    trims('ltrim'),
    'The text without blanks, or the given characters, at its start.',
    [["ltrim('  a ')", 'a ']],
  ),
  define(
    'rtrim(text, text?) -> text',
    trims('rtrim'),
    'The text without blanks, or the given characters, at its end.',
    [["rtrim(' a  ')", ' a']],
  ),
  beside(
    'btrim(text, text?) -> text',
    { 1: "trim({0}, ' ')", 2: 'trim({0}, {1})' },
    'The text without blanks, or the characters of the second argument, at its ends.',
    [["btrim('xax', 'x')", 'a']],
  ),
  define(
    'lpad(text, int, text?) -> text',
    { 2: "sh.lpad({0}, {1}, ' ')", 3: 'sh.lpad({0}, {1}, {2})' },
    'The text filled on the left, or cut, to a length.',
    [
      ["lpad('hi', 4, '?')", '??hi'],
      ["lpad('hi', 1)", 'h'],
    ],
  ),
  define(
    'rpad(text, int, text?) -> text',
    { 2: "sh.rpad({0}, {1}, ' ')", 3: 'sh.rpad({0}, {1}, {2})' },
    'The text filled on the right, or cut, to a length.',
    [["rpad('hi', 4, '?')", 'hi??']],
  ),
  define(
    'repeat(text, int) -> text',
    "CASE WHEN {1} > 0 THEN repeat({0}, {1}) WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN '' END",
    'The text n times.',
    [["repeat('ab', 2)", 'abab']],
  ),
  define(
    'space(int) -> text',
    "CASE WHEN {0} > 0 THEN repeat(' ', {0}) WHEN {0} IS NOT NULL THEN '' END",
    'n blanks.',
    [['length(space(3))', '3']],
  ),
  define(
    'replace(text, text, text?) -> text',
    { 2: "sh.replace({0}, {1}, '')", 3: 'sh.replace({0}, {1}, {2})' },
    'Every occurrence replaced, or deleted.',
    [
      ["replace('abcab', 'ab', 'x')", 'xcx'],
      ["replace('abc', 'b')", 'ac'],
    ],
  ),
  define('translate(text, text, text) -> text', 'translate({0}, {1}, {2})', 'Characters replaced one by one.', [
    ["translate('AaBbCc', 'abc', '123')", 'A1B2C3'],
  ]),
  define('reverse(textOrList) -> same', lowerReverse, 'The text or array backwards.', [
    ["reverse('abc')", 'cba'],
    ['reverse(array(1, 2))', '[2, 1]'],
  ]),
  define(
    'instr(text, text) -> int',
    'CAST(instr({0}, {1}) AS INTEGER)',
    'Position of the second text in the first, from 1; 0 when absent.',
    [["instr('SparkSQL', 'SQL')", '6']],
  ),
  define(
    'locate|position(text, text, int?) -> int',
    { 2: 'CAST(instr({1}, {0}) AS INTEGER)', 3: 'sh.locate({0}, {1}, {2})' },
    'Position of the first text in the second, searched from a position; 0 when absent.',
    [
      ["locate('a', 'banana', 3)", '4'],
      ["position('z', 'abc')", '0'],
    ],
  ),
  beside(
    'charindex(text, text, int?) -> int',
    { 2: 'CAST(instr({1}, {0}) AS INTEGER)', 3: 'sh.locate({0}, {1}, {2})' },
    'As locate.',
    [["charindex('b', 'abc')", '2']],
  ),
  beside('contains(text, text) -> boolean', 'contains({0}, {1})', 'True where the first text has the second in it.', [
    ["contains('abc', 'b')", 'true'],
  ]),
  beside(
    'startswith(text, text) -> boolean',
    'starts_with({0}, {1})',
    'True where the first text starts with the second.',
    [["startswith('abc', 'ab')", 'true']],
  ),
  beside('endswith(text, text) -> boolean', 'suffix({0}, {1})', 'True where the first text ends with the second.', [
    ["endswith('abc', 'bc')", 'true'],
  ]),
  define('ascii(text) -> int', "CASE WHEN {0} = '' THEN 0 ELSE ascii({0}) END", 'Code of the first character.', [
    ["ascii('A')", '65'],
    ["ascii('')", '0'],
  ]),
  define(
    'chr|char(bigint) -> text',
    "CASE WHEN {0} < 0 THEN '' WHEN {0} & 255 = 0 THEN chr(0) ELSE chr(CAST({0} & 255 AS INTEGER)) END",
    'The character of a code, taken modulo 256.',
    [
      ['chr(65)', 'A'],
      ['char(321)', 'A'],
    ],
  ),
  define('initcap(text) -> text', 'sh.initcap({0})', 'Every word with a capital, the rest in lower case.', [
    ["initcap('sPark sql')", 'Spark Sql'],
  ]),
  define(
    'substring_index(text, text, int) -> text',
    'sh.substring_index({0}, {1}, {2})',
    'The text before the n-th delimiter; negative counts from the right.',
    [
      ["substring_index('a.b.c', '.', 2)", 'a.b'],
      ["substring_index('a.b.c', '.', -1)", 'c'],
    ],
  ),
  define(
    'find_in_set(text, text) -> int',
    "CASE WHEN contains({0}, ',') THEN 0 ELSE CAST(coalesce(list_position(string_split({1}, ','), {0}), CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE 0 END) AS INTEGER) END",
    'Place of a text in a comma list; 0 when absent.',
    [
      ["find_in_set('b', 'a,b,c')", '2'],
      ["find_in_set('x', 'a')", '0'],
    ],
  ),
  define(
    'levenshtein(text, text, int?) -> int',
    { 2: 'sh.edits({0}, {1})', 3: 'sh.levenshtein_up_to({0}, {1}, {2})' },
    'Edits between two texts; -1 above the third argument.',
    [
      ["levenshtein('kitten', 'sitting')", '3'],
      ["levenshtein('kitten', 'sitting', 2)", '-1'],
    ],
  ),
  beside(
    'overlay(text, text, int, int?) -> text',
    { 3: 'sh.overlay({0}, {1}, {2}, length({1}))', 4: 'sh.overlay({0}, {1}, {2}, {3})' },
    'The text with a part replaced.',
    [["overlay('Spark SQL', '_', 6)", 'Spark_SQL']],
  ),
  beside(
    'split_part(text, text, int) -> text',
    'sh.split_part({0}, {1}, {2})',
    'The n-th part between delimiters; negative counts from the end.',
    [
      ["split_part('a,b,c', ',', 2)", 'b'],
      ["split_part('a,b', ',', 5)", ''],
    ],
  ),
];
