import { DuckDBBlobValue, DuckDBDateValue, DuckDBIntervalValue, DuckDBTimestampTZValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { codecOf } from '../../../src/types/codecs.ts';
import type { EncodeContext } from '../../../src/types/encode-context.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';
import { float4Text, float8Text } from '../../../src/types/float-text.ts';
import { timeZoneOf } from '../../../src/types/time-zone.ts';
import { failure } from './codec/check-codec.ts';

// All of it as PostgreSQL 15.20 was seen to write and read it.

describe('IntervalStyle', () => {
  const interval = { kind: 'interval' } as const;
  test.each([
    ['postgres', [14, -3, 14_706_700_000n], '1 year 2 mons -3 days +04:05:06.7'],
    ['postgres_verbose', [14, -3, 14_706_700_000n], '@ 1 year 2 mons -3 days 4 hours 5 mins 6.7 secs'],
    ['sql_standard', [14, -3, 14_706_700_000n], '+1-2 -3 +4:05:06.7'],
    ['iso_8601', [14, -3, 14_706_700_000n], 'P1Y2M-3DT4H5M6.7S'],
    ['postgres', [0, 0, 0n], '00:00:00'],
    ['postgres_verbose', [0, 0, 0n], '@ 0'],
    ['sql_standard', [0, 0, 0n], '0'],
    ['iso_8601', [0, 0, 0n], 'PT0S'],
    ['postgres', [-1, 0, -1_000_000n], '-1 mons -00:00:01'],
    ['postgres_verbose', [-1, 0, -1_000_000n], '@ 1 mon 1 sec ago'],
    ['sql_standard', [-13, 0, 0n], '-1-1'],
    ['sql_standard', [0, -1, -1_000_000n], '-1 0:00:01'],
    ['iso_8601', [0, 0, -500_000n], 'PT-0.5S'],
  ] as const)('%s %o', (intervalStyle, [months, days, micros], text) => {
    const context: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, intervalStyle };
    const value = new DuckDBIntervalValue(months, days, micros);
    expect(codecOf(interval).encodeText(value, interval, context)).toBe(text);
    expect(codecOf(interval).decodeText(text, interval, context)).toEqual(value);
  });
});

test.each([
  [1, '3.141592653589793', '3.1415927'],
  [0, '3.14159265358979', '3.14159'],
  [-3, '3.14159265359', '3.14'],
  [-15, '3', '3'],
])('extra_float_digits %i', (digits, double, float) => {
  expect(float8Text(Math.PI, digits)).toBe(double);
  expect(float4Text(Math.fround(Math.PI), digits)).toBe(float);
});

test.each([
  [1e23, '9.999999999999999e+22'],
  [59031e16, '5.903100000000001e+20'],
  [2 ** -44, '5.684341886080802e-14'],
])('%d does not lie on a bound of its interval: %s', (value, text) => {
  expect(float8Text(value, 1)).toBe(text);
});

test.each([
  [2 ** 90, '1.2379401e+27'],
  [2 ** -12, '0.00024414062'],
  [540_300_032, '5.4030003e+08'],
])('float4 %d is %s', (value, text) => {
  expect(float4Text(value, 1)).toBe(text);
});

test('ties are rounded to even when digits are cut', () => {
  expect([0.25, 2_954_352_184_354_325].map((value) => float8Text(value, value < 1 ? -14 : 0))).toEqual([
    '0.2',
    '2.95435218435432e+15',
  ]);
});

test('bytea_output escape', () => {
  const context: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, byteaOutput: 'escape' };
  const blob = { kind: 'blob' } as const;
  expect(codecOf(blob).encodeText(new DuckDBBlobValue(Buffer.from('a\\\0\xff', 'latin1')), blob, context)).toBe(
    'a\\\\\\000\\377',
  );
});

test.each([
  ['MDY', '01/02/03', 2003, 1, 2],
  ['DMY', '01/02/03', 2003, 2, 1],
  ['YMD', '01/02/03', 2001, 2, 3],
] as const)('DateStyle %s reads %s', (dateOrder, text, year, month, day) => {
  const date = { kind: 'date' } as const;
  expect(codecOf(date).decodeText(text, date, { ...DEFAULT_ENCODE_CONTEXT, dateOrder })).toEqual(
    DuckDBDateValue.fromParts({ year, month, day }),
  );
});

describe('TimeZone', () => {
  const timestamptz = { kind: 'timestamptz' } as const;
  test.each([
    ['UTC', '2000-07-01 12:00:00+00'],
    ['utc', '2000-07-01 12:00:00+00'],
    ['Europe/Berlin', '2000-07-01 14:00:00+02'],
    ['Asia/Kolkata', '2000-07-01 17:30:00+05:30'],
    ['America/St_Johns', '2000-07-01 09:30:00-02:30'],
    ['<+02>-02', '2000-07-01 14:00:00+02'],
    ['EST5', '2000-07-01 07:00:00-05'],
  ])('%s', (timeZone, text) => {
    const context: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone };
    const value = new DuckDBTimestampTZValue(962_452_800_000_000n);
    expect(codecOf(timestamptz).encodeText(value, timestamptz, context)).toBe(text);
    expect(codecOf(timestamptz).decodeText(text, timestamptz, context)).toEqual(value);
  });

  test('a name that nobody knows is refused', () => {
    expect(failure(() => timeZoneOf('Nowhere/Land'))).toEqual({
      sqlState: '22023',
      message: 'time zone "Nowhere/Land" not recognized',
    });
  });

  test("now and today are the caller's", () => {
    const context: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone: 'Asia/Kolkata', now: 962_483_400_000 };
    const read = (text: string): string =>
      codecOf(timestamptz).encodeText(
        codecOf(timestamptz).decodeText(text, timestamptz, context),
        timestamptz,
        context,
      );
    expect(['now', 'today', 'tomorrow', 'yesterday', 'epoch'].map(read)).toEqual([
      '2000-07-02 02:00:00+05:30',
      '2000-07-02 00:00:00+05:30',
      '2000-07-03 00:00:00+05:30',
      '2000-07-01 00:00:00+05:30',
      '1970-01-01 05:30:00+05:30',
    ]);
    expect(failure(() => codecOf(timestamptz).decodeText('now', timestamptz, DEFAULT_ENCODE_CONTEXT)).sqlState).toBe(
      '22007',
    );
  });
});
