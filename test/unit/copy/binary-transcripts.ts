import { INT, NOT_NULL, TEXT, type Transcript } from './transcript.ts';

/** Recorded from PostgreSQL 15.20. */
export const BINARY_TRANSCRIPTS: readonly Transcript[] = [
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: '',
    answer: '22P04 COPY file signature not recognized',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'xx',
    answer: '22P04 COPY file signature not recognized',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00',
    answer: '22P04 invalid COPY file header (missing flags)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00',
    answer: '22P04 invalid COPY file header (missing flags)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00',
    answer: '22P04 invalid COPY file header (missing length)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00',
    answer: [],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x01\x00\x00\x00\x00\x00\x00',
    answer: '22P04 invalid COPY file header (WITH OIDS)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x01\x00\x00\x00\x00\x00\x00\x00',
    answer: '22P04 unrecognized critical flags in COPY file header',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x01\x00\x00\x00\x03abc\xff\xff',
    answer: [],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\xff\xff\xff\xff',
    answer: '22P04 invalid COPY file header (missing length)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x05ab',
    answer: '22P04 invalid COPY file header (wrong length)',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x01x\xff\xff',
    answer: [['1', 'x']],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x01x',
    answer: [['1', 'x']],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x01x\xff',
    answer: [['1', 'x']],
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04\x00\x00\x00\x01\xff\xff',
    answer: '22P04 row field count is 1, expected 2 | W: COPY t, line 1',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x01\xff\xff\xff',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0xff | W: COPY t, line 1, column b',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x03a\x00b\xff\xff',
    answer: '22021 invalid byte sequence for encoding "UTF8": 0x00 | W: COPY t, line 1, column b',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x01x\xff\xffzz',
    answer: '22P04 received copy data after EOF marker | W: COPY t, line 2',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00',
    answer: '22P04 unexpected EOF in COPY data | W: COPY t, line 1, column a',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00',
    answer: '22P04 unexpected EOF in COPY data | W: COPY t, line 1, column a',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x05x',
    answer: '22P04 unexpected EOF in COPY data | W: COPY t, line 1, column b',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\xff\xff\xff\xfe\x00\x00\x00\x00\x00\x00',
    answer: '22P04 invalid field size | W: COPY t, line 1, column a',
  },
  {
    columns: { a: INT, b: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\xff\xff\xff\xff\x00\x00\x00\x00\x00\x02\x00\x00\x00\x04\x7f\xff\xff\xff\x00\x00\x00\x04\xc3\xa9\n"\x00\x02\x00\x00\x00\x04\x80\x00\x00\x00\xff\xff\xff\xff\xff\xff',
    answer: [
      [null, ''],
      ['2147483647', '\xe9\n"'],
      ['-2147483648', null],
    ],
  },
  {
    columns: { a: NOT_NULL, b: TEXT },
    options: { format: 'binary' },
    input: 'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\xff\xff\xff\xff\x00\x00\x00\x01x\xff\xff',
    answer:
      '23502 null value in column "a" of relation "t" violates not-null constraint | D: Failing row contains (null, x). | W: COPY t, line 1',
  },
  {
    columns: { a: TEXT },
    options: { format: 'binary' },
    input:
      'PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\xff\xff\xff\xff\x00\x01\x00\x00\x00\x00\xff\xff',
    answer: [[null], ['']],
  },
];
