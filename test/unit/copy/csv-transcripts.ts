import { INT, NOT_NULL, TEXT, type Transcript } from './transcript.ts';

/** Recorded from PostgreSQL 15.20. */
export const CSV_TRANSCRIPTS: readonly Transcript[] = [
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: '1\n',
    answer: '22P04 missing data for column "b" | W: COPY t, line 1: "1"',
  },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: 'x\n',
    answer: '22P02 invalid input syntax for type integer: "x" | W: COPY t, line 1, column a: "x"',
  },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: 'x,1,2\n',
    answer: '22P04 extra data after last expected column | W: COPY t, line 1: "x,1,2"',
  },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: '1,2\nx,3\n',
    answer: '22P02 invalid input syntax for type integer: "x" | W: COPY t, line 2, column a: "x"',
  },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: '1,2\n3,',
    answer: [
      ['1', '2'],
      ['3', null],
    ],
  },
  { columns: { a: INT, b: INT }, options: { format: 'csv' }, input: '', answer: [] },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: '\n',
    answer: '22P04 missing data for column "b" | W: COPY t, line 1: ""',
  },
  {
    columns: { a: INT, b: INT },
    options: { format: 'csv' },
    input: '1,2,\n',
    answer: '22P04 extra data after last expected column | W: COPY t, line 1: "1,2,"',
  },
  { columns: { a: INT, b: INT }, options: { format: 'csv' }, input: ' 7 ,+5\n', answer: [['7', '5']] },
  { columns: { a: INT, b: INT }, options: { format: 'csv' }, input: '-0,007\n', answer: [['0', '7']] },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,"a\nb"\nz,3\n',
    answer: '22P02 invalid input syntax for type integer: "z" | W: COPY t, line 2, column a: "z"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,"a\nb"\n2,"c\nd"\nz,3\n',
    answer: '22P02 invalid input syntax for type integer: "z" | W: COPY t, line 4, column a: "z"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,"a\r\nb"\r\nz,3\r\n',
    answer: '22P02 invalid input syntax for type integer: "z" | W: COPY t, line 3, column a: "z"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,"a',
    answer: '22P04 unterminated CSV quoted field | W: COPY t, line 1: "1,"a"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\r\n2,b\n',
    answer: '22P04 unquoted newline found in data | H: Use quoted CSV field to represent newline. | W: COPY t, line 2',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\n2,b\r\n',
    answer:
      '22P04 unquoted carriage return found in data | H: Use quoted CSV field to represent carriage return. | W: COPY t, line 2',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\r\n2,b\r\n3,c',
    answer: [
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\r2,b\r',
    answer: [
      ['1', 'a'],
      ['2', 'b'],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\r2,b\n',
    answer: '22P04 unquoted newline found in data | H: Use quoted CSV field to represent newline. | W: COPY t, line 2',
  },
  { columns: { a: INT, b: TEXT }, options: { format: 'csv' }, input: '1,ab"c,d"e\n', answer: [['1', 'abc,de']] },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,""\n2,\n3," "\n',
    answer: [
      ['1', ''],
      ['2', null],
      ['3', ' '],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,"a""b"\n2,""""\n',
    answer: [
      ['1', 'a"b'],
      ['2', '"'],
    ],
  },
  { columns: { a: INT, b: TEXT }, options: { format: 'csv' }, input: '1,"a"b"c"\n', answer: [['1', 'abc']] },
  { columns: { a: INT, b: TEXT }, options: { format: 'csv' }, input: '1,a\\nb\n', answer: [['1', 'a\\nb']] },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input: '1,\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\n',
    answer: [['1', '\xe9€😀']],
  },
  {
    columns: { a: NOT_NULL, b: TEXT },
    options: { format: 'csv' },
    input: '1,a\n,b\n',
    answer:
      '23502 null value in column "a" of relation "t" violates not-null constraint | D: Failing row contains (null, b). | W: COPY t, line 2: ",b"',
  },
  {
    columns: { a: NOT_NULL, b: TEXT },
    options: { format: 'csv' },
    input: 'a\n',
    named: ['b'],
    answer:
      '23502 null value in column "a" of relation "t" violates not-null constraint | D: Failing row contains (null, a). | W: COPY t, line 1: "a"',
  },
  {
    columns: { a: INT, b: NOT_NULL },
    options: { format: 'csv' },
    input: '1,\n',
    answer:
      '23502 null value in column "b" of relation "t" violates not-null constraint | D: Failing row contains (1, null). | W: COPY t, line 1: "1,"',
  },
  {
    columns: { a: NOT_NULL, b: TEXT },
    options: { format: 'csv' },
    input: ',xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n',
    answer:
      '23502 null value in column "a" of relation "t" violates not-null constraint | D: Failing row contains (null, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...). | W: COPY t, line 1: ",xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: 'a,c\n1,2\n',
    answer: '22P04 column name mismatch in header line field 2: got "c", expected "b" | W: COPY t, line 1: "a,c"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: 'a,b,c\n1,2\n',
    answer: '22P04 wrong number of fields in header line: got 3, expected 2 | W: COPY t, line 1: "a,b,c"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: 'a\n1,2\n',
    answer: '22P04 wrong number of fields in header line: got 1, expected 2 | W: COPY t, line 1: "a"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: 'a,\n1,2\n',
    answer:
      '22P04 column name mismatch in header line field 2: got null value (""), expected "b" | W: COPY t, line 1: "a,"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: 'a,b\n1,2\n',
    answer: [['1', '2']],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'match' },
    input: '\xc3\xa9,b\n1,2\n',
    answer: '22P04 column name mismatch in header line field 1: got "\xe9", expected "a" | W: COPY t, line 1: "\xe9,b"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'true' },
    input: 'a,b\nx,2\n',
    answer: '22P02 invalid input syntax for type integer: "x" | W: COPY t, line 2, column a: "x"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'true' },
    input: 'a,b,c,d\n1,2\n',
    answer: [['1', '2']],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv', header: 'true' },
    input: '"a\nb",c\n1,2\nz,3\n',
    answer: '22P02 invalid input syntax for type integer: "z" | W: COPY t, line 3, column a: "z"',
  },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\n\n""\nb\n', answer: [['a'], [null], [''], ['b']] },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\n\\.\nc\n', answer: [['a']] },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\n\\.', answer: [['a'], ['\\.']] },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'a\n\\.x\n"\n\\.\n"\n',
    answer: [['a'], ['\\.x'], ['\n\\.\n']],
  },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\r\n\\.\r\nc\r\n', answer: [['a']] },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'a\r\n\\.\nc\r\n',
    answer: '22P04 unquoted newline found in data | H: Use quoted CSV field to represent newline. | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'ok\n\xe2\x82\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xe2 0x82 0x0a | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'ok\n\x00\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0x00 | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'ok\n"a\nb\xff"\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xff | W: COPY t, line 3',
  },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: '\\.\nx\n', answer: [] },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\\.\nb\n', answer: [['a\\.'], ['b']] },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: '\\x\n', answer: [['\\x']] },
  { columns: { a: TEXT }, options: { format: 'csv' }, input: 'a\rb\r\\.\rc\r', answer: [['a'], ['b']] },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: '\xe2\x82',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xe2 0x82 | W: COPY t, line 1',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'a\n\xed\xa0\x80\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xed 0xa0 0x80 | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: '\xc0\x80\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xc0 0x80 | W: COPY t, line 1',
  },
  {
    columns: { a: TEXT },
    options: { format: 'csv' },
    input: 'a\x1fb\n\x1e\n"\x1e\n\x1f"\n#c\n lead\ntrail \n"a\rb"\n',
    answer: [['a\x1fb'], ['\x1e'], ['\x1e\n\x1f'], ['#c'], [' lead'], ['trail '], ['a\rb']],
  },
  {
    columns: { a: INT },
    options: { format: 'csv' },
    input: '12345678901\n',
    answer: '22003 value "12345678901" is out of range for type integer | W: COPY t, line 1, column a: "12345678901"',
  },
  {
    columns: { a: INT },
    options: { format: 'csv' },
    input:
      '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"\n',
    answer:
      '22P02 invalid input syntax for type integer: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | W: COPY t, line 1, column a: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'csv' },
    input:
      '1,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,2\n',
    answer:
      '22P04 extra data after last expected column | W: COPY t, line 1: "1,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."',
  },
  { columns: { a: INT }, options: { format: 'csv' }, input: '\n\n5\n', answer: [[null], [null], ['5']] },
  {
    columns: { a: TEXT, b: TEXT },
    options: { format: 'csv', null: 'NULL', force_not_null: ['a'], force_null: ['b'] },
    input: 'NULL,"NULL"\n"NULL",NULL\nx,y\n,""\n',
    answer: [
      ['NULL', null],
      ['NULL', null],
      ['x', 'y'],
      ['', ''],
    ],
  },
  {
    columns: { a: TEXT, b: TEXT },
    options: { format: 'csv', quote: "'", escape: '\\' },
    input: "'a\\'b','c\\\\d'\n'x''y',z'q'r\n'a\\nb',\\x\n",
    answer: [
      ["a'b", 'c\\d'],
      ['xy', 'zqr'],
      ['a\\nb', '\\x'],
    ],
  },
  {
    columns: { a: TEXT, b: TEXT },
    options: { format: 'csv', delimiter: '|', null: '\\N' },
    input: 'a|\\N\n"\\N"|\n',
    answer: [
      ['a', null],
      ['\\N', ''],
    ],
  },
];
