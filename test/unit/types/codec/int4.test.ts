import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'integer' },
  {
    values: [
      ['1', '1', '00000001'],
      [' -5 ', '-5', 'fffffffb'],
      ['+7', '7', '00000007'],
      ['2147483647', '2147483647', '7fffffff'],
      ['-2147483648', '-2147483648', '80000000'],
    ],
    errors: [
      ['2147483648', '22003', 'value "2147483648" is out of range for type integer'],
      ['1e3', '22P02', 'invalid input syntax for type integer: "1e3"'],
      ['', '22P02', 'invalid input syntax for type integer: ""'],
      ['99999999999999999999', '22003', 'value "99999999999999999999" is out of range for type integer'],
    ],
    badBytes: ['0001', '0000000001'],
  },
);
