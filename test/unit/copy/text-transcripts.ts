import { INT, TEXT, type Transcript } from './transcript.ts';

/** Recorded from PostgreSQL 15.20. */
export const TEXT_TRANSCRIPTS: readonly Transcript[] = [
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\ta\r\n2\tb\n',
    answer: '22P04 literal newline found in data | H: Use "\\n" to represent newline. | W: COPY t, line 2',
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\ta\n2\tb\r\n',
    answer:
      '22P04 literal carriage return found in data | H: Use "\\r" to represent carriage return. | W: COPY t, line 2',
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\ta\r2\tb\r',
    answer: [
      ['1', 'a'],
      ['2', 'b'],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\ta\r\n2\tb\r\n',
    answer: [
      ['1', 'a'],
      ['2', 'b'],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '\\N\t\\N\n1\t\n',
    answer: [
      [null, null],
      ['1', ''],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\t\\N\r\n\\N\tx\r\n',
    answer: [
      ['1', null],
      [null, 'x'],
    ],
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\n',
    answer: '22P04 missing data for column "b" | W: COPY t, line 1: "1"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '1\ta\tb\n',
    answer: '22P04 extra data after last expected column | W: COPY t, line 1: "1\ta\tb"',
  },
  { columns: { a: INT, b: TEXT }, options: {}, input: '1\ta\\\tb\n', answer: [['1', 'a\tb']] },
  {
    columns: { a: INT, b: TEXT },
    options: {},
    input: '\\n\tx\n',
    answer: '22P02 invalid input syntax for type integer: "\n" | W: COPY t, line 1, column a: "\n"',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'text', header: 'match' },
    input: 'a\tb\n1\t2\n',
    answer: [['1', '2']],
  },
  { columns: { a: INT, b: TEXT }, options: { header: 'true' }, input: 'a,b\n1\t2\n', answer: [['1', '2']] },
  { columns: { a: TEXT }, options: {}, input: 'a\n\nb\\.\nc\n', answer: [['a'], [''], ['b']] },
  { columns: { a: TEXT }, options: {}, input: 'a\n\\.\nc\n', answer: [['a']] },
  {
    columns: { a: TEXT },
    options: {},
    input: 'a\n\\.',
    answer: '22P04 end-of-copy marker corrupt | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: 'a\n\\.x\n',
    answer: '22P04 end-of-copy marker corrupt | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: '\\101\\x42\\n\\q\\N\n\\N\n\\\\N\nend\\',
    answer: [['AB\nqN'], [null], ['\\N'], ['end']],
  },
  { columns: { a: TEXT }, options: {}, input: 'x\\\ny\n', answer: [['x\ny']] },
  {
    columns: { a: TEXT },
    options: {},
    input: '\\xff\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xff | W: COPY t, line 1: "\\xff"',
  },
  { columns: { a: TEXT }, options: {}, input: '\\xc3\\xa9\\303\\251\n', answer: [['\xe9\xe9']] },
  {
    columns: { a: TEXT },
    options: {},
    input: 'ok\n\xff\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xff | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: '\\0\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0x00 | W: COPY t, line 1: "\\0"',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: '\\xg\\x4z\\1x\\08\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0x00 | W: COPY t, line 1: "\\xg\\x4z\\1x\\08"',
  },
  { columns: { a: TEXT }, options: {}, input: '\\b\\f\\r\\t\\v\\e\n', answer: [['\x08\x0c\r\t\x0be']] },
  { columns: { a: TEXT }, options: {}, input: 'a\r\n\\.\r\nb\r\n', answer: [['a']] },
  {
    columns: { a: TEXT },
    options: {},
    input: 'a\r\n\\.\nb\r\n',
    answer: '22P04 end-of-copy marker does not match previous newline style | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: 'a\n\\.\r\n',
    answer: '22P04 end-of-copy marker does not match previous newline style | W: COPY t, line 2',
  },
  {
    columns: { a: TEXT },
    options: {},
    input: 'a\r\n\\.x\r\n',
    answer: '22P04 end-of-copy marker corrupt | W: COPY t, line 2',
  },
  { columns: { a: TEXT }, options: {}, input: '\\Nx\n', answer: [['Nx']] },
  { columns: { a: TEXT }, options: {}, input: '"q"\n', answer: [['"q"']] },
  {
    columns: { a: TEXT },
    options: {},
    input: '\\777\n',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xff | W: COPY t, line 1: "\\777"',
  },
  { columns: { a: TEXT }, options: {}, input: 'a\rb\r\\.\rc\r', answer: [['a'], ['b']] },
  { columns: { a: TEXT }, options: {}, input: '\\\\.\n', answer: [['\\.']] },
  {
    columns: { a: TEXT, b: TEXT },
    options: { delimiter: '|', null: '' },
    input: 'a|\n|b\\|c\n',
    answer: [
      ['a', null],
      [null, 'b|c'],
    ],
  },
  { columns: { a: TEXT, b: TEXT }, options: { null: 'x\\y' }, input: 'x\\y\tx\\y\n', answer: [[null, null]] },
];
