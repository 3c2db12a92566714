import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest } from '../../../src/core/nearest.ts';
import { formatSql, parseSql } from '../../../src/functions/date-pattern.ts';
import { parseDdlType } from '../../../src/functions/ddl-type.ts';
import { decimalResult } from '../../../src/functions/decimals.ts';
import { re2Pattern, re2Replacement } from '../../../src/functions/regex.ts';
import { commonType, decimal, sameType, sparkTypeName } from '../../../src/functions/type-rules.ts';
import type { DataType, ScalarKind } from '../../../src/types/data-type.ts';

describe('commonType', () => {
  const name = (a: DataType, b: DataType): string | undefined => {
    const common = commonType(a, b);
    return common && sparkTypeName(common);
  };
  const of = (kind: ScalarKind): DataType => ({ kind });

  test.each([
    [of('integer'), of('bigint'), 'bigint'],
    [of('bigint'), of('float'), 'float'],
    [of('integer'), decimal(3, 1), 'decimal(11,1)'],
    [decimal(10, 2), decimal(5, 4), 'decimal(12,4)'],
    [decimal(10, 2), of('double'), 'double'],
    [of('integer'), of('varchar'), 'string'],
    [of('date'), of('timestamp'), 'timestamp'],
    [of('unknown'), of('date'), 'date'],
    [of('boolean'), of('integer'), undefined],
    [of('boolean'), of('varchar'), undefined],
  ] as const)('%o and %o is %s', (a, b, expected) => {
    expect(name(a, b)).toBe(expected);
    expect(name(b, a)).toBe(expected);
  });

  test('of lists, maps and structs it goes inside', () => {
    const a = parseDdlType('array<struct<x: int, y: map<string, int>>>');
    const b = parseDdlType('array<struct<X: bigint, y: map<string, double>>>');
    expect(name(a, b)).toBe('array<struct<x:bigint,y:map<string,double>>>');
  });
});

describe('decimals by Spark’s rules', () => {
  const digits = (precision: number, scale: number) => ({ precision, scale });
  test.each([
    ['+', digits(10, 2), digits(5, 4), decimal(13, 4)],
    ['*', digits(10, 2), digits(5, 4), decimal(16, 6)],
    ['/', digits(10, 2), digits(5, 4), decimal(20, 8)],
    ['/', digits(38, 10), digits(38, 10), decimal(38, 6)],
    ['%', digits(10, 2), digits(5, 4), decimal(5, 4)],
  ] as const)('%s', (op, a, b, expected) => {
    expect(decimalResult(op, a, b)).toEqual(expected);
  });
});

describe('date patterns', () => {
  test('formats', () => {
    expect(formatSql('yyyy-MM-dd')).toBe("(strftime({0}, '%Y-%m-%d'))");
    expect(formatSql("yyyy'T'HH''mm")).toBe("(strftime({0}, '%YT%H''%M'))");
    expect(formatSql('100%')).toBe("(strftime({0}, '100%%'))");
  });
  test('what the pattern leaves out is of 1970', () => {
    expect(parseSql('HH:mm')).toBe("try_strptime('1970-01-01 ' || {0}, '%Y-%m-%d %H:%M')");
    expect(parseSql('dd.MM.')).toBe("try_strptime('1970 ' || {0}, '%Y %d.%m.')");
  });
  test.each(['ww', 'YYYY', 'bb', 'yyyy-MMMMM', "'open", 'dd{'])('%s is 22023', (pattern) => {
    expect(() => formatSql(pattern)).toThrow(expect.objectContaining({ sqlState: '22023' }));
  });
  test('any text gives SQL or 22023', () => {
    fc.assert(
      fc.property(fc.string(), (pattern) => {
        try {
          return typeof formatSql(pattern) === 'string';
        } catch (error) {
          return (error as { sqlState?: string }).sqlState === '22023';
        }
      }),
    );
  });
});

describe('regular expressions', () => {
  test.each([
    ['(?<year>\\d+)', '(?P<year>\\d+)'],
    ['a++', 'a+'],
    ['\\Qa.b\\E+', 'a\\.b+'],
    ['\\u0041', '\\x{0041}'],
    ['[a+]+', '[a+]+'],
    ['\\++', '\\++'],
  ])('%s is %s for RE2', (java, re2) => {
    expect(re2Pattern(java)).toBe(re2);
  });
  test.each(['(?=a)', '(?<!a)b', '(a)\\1', '(?>a)'])('%s is 2201B', (pattern) => {
    expect(() => re2Pattern(pattern)).toThrow(expect.objectContaining({ sqlState: '2201B' }));
  });
  test('replacements', () => {
    expect(re2Replacement('<$1>')).toBe('<\\1>');
    expect(re2Replacement('\\$5 \\\\')).toBe('$5 \\\\');
  });
});

describe('schemas as Spark writes them', () => {
  test.each([
    ['a INT, b DOUBLE', 'struct<a:int,b:double>'],
    ['array<int>', 'array<int>'],
    ['STRUCT<a: BIGINT, `b c`: STRING NOT NULL>', 'struct<a:bigint,b c:string>'],
    ["m MAP<STRING, DECIMAL(10, 2)> COMMENT 'x'", 'struct<m:map<string,decimal(10,2)>>'],
    ['date DATE, int INT', 'struct<date:date,int:int>'],
  ])('%s', (text, expected) => {
    expect(sparkTypeName(parseDdlType(text))).toBe(expected);
  });
  test.each(['', 'a', 'array<int', 'a INT b', 'x nothing'])('"%s" is 22023', (text) => {
    expect(() => parseDdlType(text)).toThrow(expect.objectContaining({ sqlState: '22023' }));
  });
});

describe('names', () => {
  test('a transposition is one edit, and a third of the letters may differ', () => {
    expect(nearest('CNT', ['nct', 'count', 'cent'])).toEqual(['cent', 'nct']);
    expect(nearest('dat_add', ['date_add', 'date_sub', 'datediff'])).toEqual(['date_add']);
  });
  test('types are compared without regard to the case of names', () => {
    expect(sameType(parseDdlType('A int'), parseDdlType('a int'))).toBe(true);
  });
});
