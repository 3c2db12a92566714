/** A column of a generated table: the engine makes its values, the edges of its type often and random ones between. */
export interface SampleColumn {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
  /** Texts that the engine casts to the type. */
  readonly edges: readonly string[];
  /** SQL of the value of row `i`, a BIGINT; cast to the type. */
  readonly random: string;
}

/** The table `samples`: `rows` rows, the same ones at every run. */
export function samplesSql(rows: number): string {
  const columns = SAMPLE_COLUMNS.map(({ name, type, edges, random }, index) => {
    const salt = index * 100;
    const cases = edges.map((text, at) => `WHEN ${at} THEN ${quoted(text)}::${type}`).join(' ');
    const value =
      edges.length === 0
        ? random
        : `CASE hash(i, ${salt}) % ${edges.length * 2} ${cases} ELSE (${random})::${type} END`;
    return `(CASE WHEN hash(i, ${salt + 1}) % 7 <> 0 THEN ${value} END)::${type} AS ${name}`;
  });
  return `CREATE TABLE samples AS SELECT ${columns.join(',\n')} FROM range(${rows}) AS r(i)`;
}

/** From 0 to 1, a function of `i`. */
const UNIT = '(hash(i) / 18446744073709551616.0)';
const INT64 = '((hash(i, 7)::HUGEINT - 9223372036854775808)::BIGINT)';

const TIMESTAMP_EDGES = [
  'infinity',
  '-infinity',
  '1970-01-01 00:00:00',
  '1969-12-31 23:59:58',
  '2000-01-01 00:00:00.5',
];
const FAR_TIMESTAMP_EDGES = [
  ...TIMESTAMP_EDGES,
  '0044-03-15 (BC) 01:02:03',
  '1500-06-07 08:09:10',
  '2300-01-01 00:00:00',
  '12345-01-01 10:11:12',
];
const RANDOM_TIMESTAMP = `'1970-01-01'::TIMESTAMP + to_microseconds((${UNIT} * 8e15 - 4e15)::BIGINT)`;

const DECIMALS: readonly SampleColumn[] = [
  [4, 0],
  [4, 4],
  [9, 2],
  [18, 3],
  [18, 18],
  [18, 13],
  [38, 10],
  [38, 38],
  [38, 0],
].map(([precision = 0, scale = 0]) => {
  const text = (digits: string): string => `${digits.slice(0, precision - scale)}.${digits.slice(precision - scale)}`;
  const nines = text('9'.repeat(precision));
  return {
    name: `decimal_${precision}_${scale}`,
    type: `DECIMAL(${precision}, ${scale})`,
    edges: [
      nines,
      `-${nines}`,
      '0',
      text('1'.padStart(precision, '0')),
      `-${text('10203'.padStart(precision, '0').slice(-precision))}`,
    ],
    random: `(${INT64}::VARCHAR)[1:${Math.min(19, precision - scale)}] || '.' || ${scale === 0 ? "''" : `lpad((hash(i, 8))::VARCHAR, ${scale}, '0')[1:${scale}]`}`,
  };
});

export const SAMPLE_COLUMNS: readonly SampleColumn[] = [
  { name: 'boolean', type: 'BOOLEAN', edges: [], random: 'i % 3 = 0' },
  { name: 'tinyint', type: 'TINYINT', edges: ['-128', '127', '0'], random: 'i % 256 - 128' },
  { name: 'utinyint', type: 'UTINYINT', edges: ['255', '0'], random: 'i % 256' },
  { name: 'smallint', type: 'SMALLINT', edges: ['-32768', '32767', '0'], random: `${UNIT} * 60000 - 30000` },
  { name: 'usmallint', type: 'USMALLINT', edges: ['65535', '32768'], random: `${UNIT} * 65535` },
  {
    name: 'integer',
    type: 'INTEGER',
    edges: ['-2147483648', '2147483647', '0', '-1', '9', '10', '99', '100', '1000000000'],
    random: `${UNIT} * 10 ** (i % 10)`,
  },
  { name: 'uinteger', type: 'UINTEGER', edges: ['4294967295', '2147483648'], random: `${UNIT} * 4e9` },
  {
    name: 'bigint',
    type: 'BIGINT',
    edges: [
      '-9223372036854775808',
      '9223372036854775807',
      '0',
      '-1',
      '4294967295',
      '4294967296',
      '-4294967296',
      '9007199254740991',
      '9007199254740992',
      '-9007199254740993',
      '1000000000000000000',
    ],
    random: `CASE WHEN i % 3 = 0 THEN ${INT64} ELSE (10 ** (i % 18) * ${UNIT})::BIGINT END`,
  },
  { name: 'ubigint', type: 'UBIGINT', edges: ['18446744073709551615', '0'], random: 'hash(i, 18) >> (i % 64)' },
  {
    name: 'hugeint',
    type: 'HUGEINT',
    edges: [
      '-170141183460469231731687303715884105728',
      '170141183460469231731687303715884105727',
      '0',
      '-9223372036854775809',
      '-9223372036854775808',
      '9223372036854775808',
      '18446744073709551616',
    ],
    random: `${INT64}::HUGEINT * (CASE WHEN i % 2 = 0 THEN 1 ELSE 123456789012 END)`,
  },
  {
    name: 'uhugeint',
    type: 'UHUGEINT',
    edges: ['340282366920938463463374607431768211455', '0'],
    random: 'hash(i, 23)::UHUGEINT * 1234567',
  },
  { name: 'bignum', type: 'BIGNUM', edges: ['0', '-1'], random: `${INT64}::VARCHAR || repeat('7', i % 50)` },
  {
    name: 'float',
    type: 'FLOAT',
    edges: ['nan', 'infinity', '-infinity', '-0.0', '1e-45', '3.4028235e38', '16777216', '0.0001', '1e6', '1e5', '0.1'],
    random: `${UNIT} * 10 ** (i % 60 - 30)`,
  },
  {
    name: 'double',
    type: 'DOUBLE',
    edges: [
      'nan',
      'infinity',
      '-infinity',
      '-0.0',
      '0',
      '5e-324',
      '1.7976931348623157e308',
      '1e15',
      '999999999999999',
      '1e-4',
      '0.00009999',
      '0.000101',
      '1e23',
      '59031e16',
      '0.1',
      '123456789.125',
      '-1234567890.5',
      '999999999.9999999',
      '9007199254740993',
    ],
    random: `CASE i % 4 WHEN 0 THEN ${UNIT} * 1000 WHEN 1 THEN round(${UNIT} * 100000, 2) WHEN 2 THEN -${UNIT} * 10.0 ** (i % 600 - 300) ELSE i END`,
  },
  ...DECIMALS,
  {
    name: 'varchar',
    type: 'VARCHAR',
    edges: [
      '',
      'NULL',
      '\\N',
      '\\.',
      'twelve bytes',
      'thirteen byte',
      'elevenbytes',
      'grün',
      'zwölf bytes',
      '日本語日本',
      'a,b',
      'say "hi"',
      'tab\there, back\\slash',
      'line\nfeed and carriage\rreturn',
      '\b\v\f\x7f',
      'long '.repeat(50),
      'ü'.repeat(200),
      'with "quotes", a comma and a length beyond what is copied by words',
    ],
    random: 'repeat(chr((97 + i % 26)::INTEGER), i % 40)',
  },
  { name: 'blob', type: 'BLOB', edges: ['', '\\x00\\xFF\\x5C', '\\x0D\\x0A'], random: 'md5(i::VARCHAR)[1:i % 33]' },
  { name: 'bit', type: 'BIT', edges: ['1', '0', '10101010', '101010101'], random: 'bin(hash(i, 38) >> (i % 63))' },
  { name: 'uuid', type: 'UUID', edges: ['ffffffff-ffff-ffff-ffff-ffffffffffff'], random: 'md5(i::VARCHAR)' },
  { name: 'json', type: 'JSON', edges: ['null', '{"a": [1, "x,\\"y"]}'], random: "json_object('a', i, 'b', 'x\"y')" },
  { name: 'enum', type: "ENUM('small', 'a larger label', 'grün', '')", edges: ['small', ''], random: "'grün'" },
  {
    name: 'date',
    type: 'DATE',
    edges: [
      'infinity',
      '-infinity',
      '0044-03-15 (BC)',
      '0001-01-01',
      '9999-12-31',
      '10000-01-01',
      '0001-12-31 (BC)',
      '2000-02-29',
    ],
    random: `'1970-01-01'::DATE + (${UNIT} * 400000 - 200000)::INTEGER`,
  },
  {
    name: 'time',
    type: 'TIME',
    edges: ['24:00:00', '00:00:00'],
    random: `'00:00:00'::TIME + to_microseconds((${UNIT} * 86e9)::BIGINT)`,
  },
  {
    name: 'time_ns',
    type: 'TIME_NS',
    edges: ['01:02:03.123456789'],
    random: `'00:00:00'::TIME + to_microseconds((${UNIT} * 86e9)::BIGINT)`,
  },
  {
    name: 'timetz',
    type: 'TIMETZ',
    edges: ['01:02:03+02', '23:59:59.999999-15:59:59', '00:00:00+05:30', '24:00:00+00'],
    random: `'12:34:56.5'`,
  },
  { name: 'timestamp', type: 'TIMESTAMP', edges: FAR_TIMESTAMP_EDGES, random: RANDOM_TIMESTAMP },
  { name: 'timestamp_s', type: 'TIMESTAMP_S', edges: FAR_TIMESTAMP_EDGES, random: RANDOM_TIMESTAMP },
  { name: 'timestamp_ms', type: 'TIMESTAMP_MS', edges: FAR_TIMESTAMP_EDGES, random: RANDOM_TIMESTAMP },
  { name: 'timestamp_ns', type: 'TIMESTAMP_NS', edges: TIMESTAMP_EDGES, random: RANDOM_TIMESTAMP },
  { name: 'timestamptz', type: 'TIMESTAMPTZ', edges: FAR_TIMESTAMP_EDGES, random: RANDOM_TIMESTAMP },
  {
    name: 'interval',
    type: 'INTERVAL',
    edges: ['0 days', '1 year 2 months -3 days 04:05:06.7'],
    random: `to_months((i % 31 - 15)::INTEGER) + to_days((i % 7 - 3)::INTEGER) + to_microseconds(${INT64} % 100000000000 * (i % 3 - 1))`,
  },
  {
    name: 'integers',
    type: 'INTEGER[]',
    edges: [],
    random: 'CASE WHEN i % 5 = 0 THEN []::INTEGER[] ELSE [i::INTEGER, NULL, -i::INTEGER] END',
  },
  {
    name: 'texts',
    type: 'VARCHAR[]',
    edges: [],
    random: `['a,b', NULL, '', 'NULL', 'q"x\\y', ' pad ', i::VARCHAR, repeat('z', i % 20)]`,
  },
  { name: 'doubles', type: 'DOUBLE[]', edges: [], random: `['nan'::DOUBLE, i / 7, 1e300]` },
  { name: 'dates', type: 'DATE[3]', edges: [], random: `['2000-01-01'::DATE, NULL, 'infinity'::DATE]` },
  { name: 'lists', type: 'BIGINT[][]', edges: [], random: '[[i, NULL], [], NULL]' },
  {
    name: 'struct',
    type: 'STRUCT(a BIGINT, "b b" VARCHAR, c DOUBLE[], d STRUCT(e DOUBLE, f TIMESTAMP))',
    edges: [],
    random: `{'a': i, 'b b': CASE WHEN i % 2 = 0 THEN 'x"y' END, 'c': [1.5, NULL], 'd': {'e': 'nan'::DOUBLE, 'f': '2000-01-01 00:00:00.5'::TIMESTAMP}}`,
  },
  { name: 'map', type: 'MAP(VARCHAR, BIGINT)', edges: [], random: `MAP {'k"1': i, 'k2': NULL}` },
  { name: 'integer_map', type: 'MAP(BIGINT, VARCHAR)', edges: [], random: `MAP {i: 'x', -1: NULL}` },
  { name: 'either', type: 'UNION(num BIGINT, str VARCHAR)', edges: [], random: 'union_value(num := i)' },
];

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
