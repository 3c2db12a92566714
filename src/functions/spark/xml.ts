import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';
import * as types from '../type-rules.ts';

/** XPath on XML texts. A number that is none is NaN, or 0 as a whole number. */

const define = defining({ section: '3.3', kind: 'scalar' });
const XML = "'<a><b>1</b><b>2</b></a>'";

const whole = (type: string) =>
  `CASE WHEN isnan(sh_xpath_number({0}, {1})) THEN 0 ELSE CAST(trunc(sh_xpath_number({0}, {1})) AS ${type}) END`;

export const xml: readonly FunctionDefinition[] = [
  define('xpath(text, text) -> texts', 'sh_xpath({0}, {1})', 'The texts and attributes a path finds.', [
    [`xpath(${XML}, 'a/b/text()')`, '[1, 2]'],
  ]),
  define(
    'xpath_string(text, text) -> text',
    'sh_xpath_string({0}, {1})',
    'The text of the first node a path finds; empty without one.',
    [[`xpath_string(${XML}, 'a/b[2]')`, '2']],
  ),
  define(
    'xpath_boolean(text, text) -> boolean',
    '(sh_xpath_boolean({0}, {1}) = 1)',
    'True where the path finds a node or its value is true.',
    [[`xpath_boolean(${XML}, 'a/c')`, 'false']],
  ),
  define(
    'xpath_double|xpath_number(text, text) -> double',
    'sh_xpath_number({0}, {1})',
    'The value of the path as a number; NaN when it is none.',
    [[`xpath_double(${XML}, 'sum(a/b)')`, '3.0']],
  ),
  define(
    'xpath_float(text, text) -> float',
    'CAST(sh_xpath_number({0}, {1}) AS FLOAT)',
    'The value of the path as a float.',
    [[`xpath_float(${XML}, 'sum(a/b)')`, '3.0']],
  ),
  define(
    'xpath_int(text, text) -> int',
    whole('INTEGER'),
    'The value of the path as a whole number; 0 when it is none.',
    [[`xpath_int(${XML}, 'count(a/b)')`, '2']],
  ),
  define(
    'xpath_long(text, text) -> bigint',
    whole('BIGINT'),
    'The value of the path as a whole number; 0 when it is none.',
    [[`xpath_long(${XML}, 'a/c')`, '0']],
  ),
  define(
    'xpath_short(text, text) -> unknown',
    whole('SMALLINT'),
    'The value of the path as a whole number; 0 when it is none.',
    [[`xpath_short(${XML}, 'a/b[1]')`, '1']],
    { result: () => types.SMALLINT },
  ),
];
