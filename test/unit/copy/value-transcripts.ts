import { BOOL, DATE, DECIMAL, INTS, TIMESTAMP, type Transcript } from './transcript.ts';

/** Recorded from PostgreSQL 15.20. */
export const VALUE_TRANSCRIPTS: readonly Transcript[] = [
  {
    columns: { a: DATE, b: TIMESTAMP },
    options: { format: 'csv' },
    input: '2020-02-30,\n',
    answer: '22008 date/time field value out of range: "2020-02-30" | W: COPY t, line 1, column a: "2020-02-30"',
  },
  {
    columns: { a: DATE, b: TIMESTAMP },
    options: { format: 'csv' },
    input:
      '2020-02-29,2020-01-01T01:02:03.5Z\ninfinity,-infinity\n0044-03-15 BC,12345-01-01 24:00:00\n"Jan 5, 2021",epoch\n2020-1-2,2020-01-01 01:02:03.1234567\n',
    answer: [
      ['2020-02-29', '2020-01-01 01:02:03.5'],
      ['infinity', '-infinity'],
      ['0044-03-15 BC', '12345-01-02 00:00:00'],
      ['2021-01-05', '1970-01-01 00:00:00'],
      ['2020-01-02', '2020-01-01 01:02:03.123457'],
    ],
  },
  {
    columns: { a: DECIMAL },
    options: { format: 'csv' },
    input: '1.005\n-1.005\n.5\n5.\n1e2\n 3 \n+4\n000001.1\n',
    answer: [['1.01'], ['-1.01'], ['0.50'], ['5.00'], ['100.00'], ['3.00'], ['4.00'], ['1.10']],
  },
  {
    columns: { a: DECIMAL },
    options: { format: 'csv' },
    input: '1000\n',
    answer:
      '22003 numeric field overflow | D: A field with precision 5, scale 2 must round to an absolute value less than 10^3. | W: COPY t, line 1, column a: "1000"',
  },
  {
    columns: { a: DECIMAL },
    options: { format: 'csv' },
    input: '999.995\n',
    answer:
      '22003 numeric field overflow | D: A field with precision 5, scale 2 must round to an absolute value less than 10^3. | W: COPY t, line 1, column a: "999.995"',
  },
  {
    columns: { a: BOOL },
    options: { format: 'csv' },
    input: 't\nTRUE\nyes\noff\n1\n0\nf\n y \nmaybe\n',
    answer: '22P02 invalid input syntax for type boolean: "maybe" | W: COPY t, line 9, column a: "maybe"',
  },
  {
    columns: { a: BOOL },
    options: { format: 'csv' },
    input: 't\nTRUE\nyes\noff\n1\n0\nf\n y \n',
    answer: [['t'], ['t'], ['t'], ['f'], ['t'], ['f'], ['f'], ['t']],
  },
  {
    columns: { a: INTS },
    options: { format: 'csv' },
    input: '"{1,2,NULL}"\n{}\n"{x}"\n',
    answer: '22P02 invalid input syntax for type integer: "x" | W: COPY t, line 3, column a: "{x}"',
  },
  { columns: { a: INTS }, options: { format: 'csv' }, input: '"{1,2,NULL}"\n{}\n', answer: [['{1,2,NULL}'], ['{}']] },
  { columns: { a: INTS }, options: {}, input: '{1,2}\n', answer: [['{1,2}']] },
];
