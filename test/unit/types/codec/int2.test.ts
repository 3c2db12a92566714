import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'smallint' },
  {
    values: [
      ['1', '1', '0001'],
      [' -5 ', '-5', 'fffb'],
      ['+7', '7', '0007'],
      ['32767', '32767', '7fff'],
    ],
    errors: [
      ['32768', '22003', 'value "32768" is out of range for type smallint'],
      ['-32769', '22003', 'value "-32769" is out of range for type smallint'],
      ['1.5', '22P02', 'invalid input syntax for type smallint: "1.5"'],
      ['', '22P02', 'invalid input syntax for type smallint: ""'],
      ['x', '22P02', 'invalid input syntax for type smallint: "x"'],
      ['1 2', '22P02', 'invalid input syntax for type smallint: "1 2"'],
      ['0x1', '22P02', 'invalid input syntax for type smallint: "0x1"'],
      ['1_000', '22P02', 'invalid input syntax for type smallint: "1_000"'],
      ['٣', '22P02', 'invalid input syntax for type smallint: "٣"'],
    ],
    badBytes: ['00', '000001'],
  },
);
