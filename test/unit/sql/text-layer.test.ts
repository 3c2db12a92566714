import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineTemplates, type StoredTemplate } from '../../../src/sql/inline-templates.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { asSent } from '../../../src/sql/source-text.ts';
import { applyParameters, parametersOf, type ParameterValues as Values } from '../../../src/sql/text-layer.ts';
import { compactTree } from './support/compact-tree.ts';
import { outcome } from './support/outcome.ts';

const missingHint = 'Every parameter of the text needs a value.';

function apply(text: string, values: Values): string {
  return applyParameters(asSent(text), { values, missingHint }).full;
}

describe('parameters', () => {
  test.each<[string, Values, string]>([
    ['SELECT 1', { unused: 'x' }, 'SELECT 1'],
    ["SELECT '$city'", { city: "O'slo" }, "SELECT 'O''slo'"],
    ["SELECT '%$city%', '$a$b'", { city: 'Oslo', a: '1', b: '2' }, "SELECT '%Oslo%', '12'"],
    ["SELECT E'$x'", { x: "a\\'b" }, "SELECT E'a\\\\''b'"],
    ['SELECT "$x", `$y`', { x: 'a"b', y: 'c`d' }, 'SELECT "a""b", `c``d`'],
    ['SELECT * FROM $db.$schema.$t x', { db: 'd', schema: 's', t: 't_1' }, 'SELECT * FROM d.s.t_1 x'],
    ['SELECT * FROM $t', { t: 'a.b.c' }, 'SELECT * FROM a.b.c'],
    ['SELECT * FROM $t', { t: 'order' }, 'SELECT * FROM "order"'],
    ['SELECT $t.a, b.$c FROM $t', { t: 'x', c: 'y' }, 'SELECT x.a, b.y FROM x'],
    ['INSERT INTO $t ($a, $b) SELECT $n', { t: 't', a: 'c', b: 'd', n: 1 }, 'INSERT INTO t (c, d) SELECT 1'],
    ['CREATE TABLE $t AS SELECT 1; DROP TABLE $t', { t: 'x' }, 'CREATE TABLE x AS SELECT 1; DROP TABLE x'],
    ['SELECT $n - $m', { n: 1.5, m: '-2e3' }, 'SELECT 1.5 - (-2e3)'],
    ['SELECT $a, $b, $c', { a: true, b: 'FALSE', c: null }, 'SELECT TRUE, FALSE, NULL'],
    ['WHERE', {}, 'WHERE'],
    ['SELECT 1 WHERE d > $d', { d: '2026-01-31' }, "SELECT 1 WHERE d > DATE '2026-01-31'"],
    ['SELECT $t', { t: '2026-01-31T10:00:00Z' }, "SELECT TIMESTAMP '2026-01-31T10:00:00Z'"],
    ['SELECT 1 LIMIT $n', { n: '10' }, 'SELECT 1 LIMIT 10'],
    ['SELECT * FROM t SNAPSHOT SINCE $s', { s: '41' }, 'SELECT * FROM t SNAPSHOT SINCE 41'],
    ['SELECT INTERVAL $n DAY', { n: 3 }, 'SELECT INTERVAL 3 DAY'],
    ['SELECT $1, $$ $x $$, $q$ $x $q$ -- $x', {}, 'SELECT $1, $$ $x $$, $q$ $x $q$ -- $x'],
    ['$$ BEGIN SELECT $x; END $$', { x: 1 }, '$$ BEGIN SELECT 1; END $$'],
    ["SELECT 'US$ 5, $1'", {}, "SELECT 'US$ 5, $1'"],
  ])('%s', (text, values, expected) => {
    expect(apply(text, values)).toBe(expected);
  });

  test.each<[string, Values, string]>([
    ['SELECT $x', {}, '42704 at 8: parameter "$x" has no value\nhint: Every parameter of the text needs a value.'],
    ["SELECT '$x'", {}, '42704 at 9: parameter "$x" has no value\nhint: Every parameter of the text needs a value.'],
    [
      'SELECT $constructor',
      {},
      '42704 at 8: parameter "$constructor" has no value\nhint: Every parameter of the text needs a value.',
    ],
    [
      'SELECT 1 WHERE n = $v',
      { v: 'other_column' },
      `22023 at 20: the value of parameter "$v" is not a number, boolean, date, timestamp or NULL\nhint: Write '$v' with quotes for a text.`,
    ],
    [
      'SELECT 1 WHERE n = $v',
      { v: '1 OR true' },
      `22023 at 20: the value of parameter "$v" is not a number, boolean, date, timestamp or NULL\nhint: Write '$v' with quotes for a text.`,
    ],
    [
      'SELECT * FROM $t',
      { t: 't; DROP TABLE u' },
      '22023 at 15: the value of parameter "$t" is not a name\nhint: A name is made of letters, digits and _, and may be dotted.',
    ],
    [
      'SELECT * FROM $t',
      { t: 7 },
      '22023 at 15: the value of parameter "$t" is not a name\nhint: A name is made of letters, digits and _, and may be dotted.',
    ],
    ['SELECT $f(1)', { f: 'now' }, '42601 at 10: syntax error at or near "("'],
    [
      'SELECT FROM WHERE $x',
      { x: 1 },
      '42601 at 8: syntax error at or near "FROM"\nhint: Expected an expression. As a name, the reserved word "FROM" is written in double quotes or backticks.',
    ],
  ])('%s refuses', (text, values, expected) => {
    expect(outcome(() => apply(text, values))).toBe(expected);
  });

  test('are found', () => {
    expect(parametersOf("SELECT $b, '$a $b', $$ $c $$, #t FROM $d.e -- $f")).toEqual(['b', 'a', 'd']);
  });

  test('no value changes the shape of a statement', () => {
    const shape = (text: string): string =>
      parseStatements(text)
        .map(({ statement }) => shapeOf(statement))
        .join(';');
    const text = "SELECT '$s', `$s`, 1 AS \"$s\" FROM t WHERE E'a$s' = U&'$s'";
    const expected = shape(apply(text, { s: 'x' }));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`x'"\`\\$;- /*\n`), minLength: 1 }), (s) => {
        expect(shape(apply(text, { s }))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

/** The tree with every name and string the same. */
function shapeOf(tree: unknown): string {
  return compactTree(tree).replace(/"(?:[^"\\]|\\.)*"/g, 'S');
}

describe('templates', () => {
  const TEMPLATES: Readonly<Record<string, string>> = {
    median: '-- the middle\nSELECT median(nights) FROM stays; ',
    both: '(#median) + (#median)',
    loop: 'SELECT #loop2',
    loop2: '#loop',
    missing: 'SELECT #nowhere',
    fragment: 'WHERE a > 1 -- and so on',
    open: "SELECT 'x",
    many: 'SELECT 1; SELECT 2;',
    empty: ' -- nothing',
    minus: '-1',
    quoted: "'b'",
    'two words': '2',
  };
  const find = (name: string): StoredTemplate | undefined => {
    const sql = Object.hasOwn(TEMPLATES, name.toLowerCase()) ? TEMPLATES[name.toLowerCase()] : undefined;
    return sql === undefined ? undefined : { name, sql };
  };
  const inline = (text: string): string => inlineTemplates(text, find).full;

  test.each([
    ['SELECT 1', 'SELECT 1'],
    ['SELECT (#median) AS m', 'SELECT (SELECT median(nights) FROM stays) AS m'],
    ['SELECT #both;', 'SELECT (SELECT median(nights) FROM stays) + (SELECT median(nights) FROM stays);'],
    ['(SELECT a FROM t #fragment)', '(SELECT a FROM t WHERE a > 1)'],
    ['#many;', 'SELECT 1; SELECT 2;'],
    [
      'SELECT \'#median\', "#median" /* #median */ -- #median',
      'SELECT \'#median\', "#median" /* #median */ -- #median',
    ],
    ["SELECT a #> '{x}'", "SELECT a #> '{x}'"],
    ["$$ BEGIN\n# don't\n#median;\nEND $$", "$$ BEGIN\n# don't\nSELECT median(nights) FROM stays;\nEND $$"],
    ['SELECT 1 #empty', 'SELECT 1 '],
    ['SELECT -#minus', 'SELECT - -1'],
    ["SELECT 'a'#quoted", "SELECT 'a' 'b'"],
    ['SELECT 1#MINUS', 'SELECT 1 -1'],
    ['SELECT #"two words", #`two words`', 'SELECT 2, 2'],
  ])('%s', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });

  test.each([
    ['SELECT #nowhere', '42704 at 8: template "nowhere" does not exist\nhint: SHOW TEMPLATES lists what there is.'],
    ['SELECT (#missing)', '42704 at 9: template "nowhere" does not exist\nhint: SHOW TEMPLATES lists what there is.'],
    ['SELECT #loop', '42601 at 8: template "loop" contains itself\nhint: loop > loop2 > loop'],
  ])('%s fails', (text, expected) => {
    expect(outcome(() => inline(text))).toBe(expected);
  });

  test('are bounded in depth and in length', () => {
    const deep = (name: string): StoredTemplate => ({ name, sql: `SELECT #t${Number(name.slice(1)) + 1}` });
    expect(outcome(() => inlineTemplates('#t1', deep).full)).toMatch(/^54000 at 1: templates are nested too deeply/);
    const wide = (name: string): StoredTemplate => {
      return { name, sql: name === 't30' ? 'x' : `#t${Number(name.slice(1)) + 1} `.repeat(20) };
    };
    expect(outcome(() => inlineTemplates('#t1', wide).full)).toMatch(
      /^54000 at 1: the text with its templates is too long/,
    );
  });
});
