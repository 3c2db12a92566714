import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'bigint' },
  {
    values: [
      ['1', '1', '0000000000000001'],
      ['-9223372036854775808', '-9223372036854775808', '8000000000000000'],
      ['9223372036854775807', '9223372036854775807', '7fffffffffffffff'],
    ],
    errors: [
      ['9223372036854775808', '22003', 'value "9223372036854775808" is out of range for type bigint'],
      ['abc', '22P02', 'invalid input syntax for type bigint: "abc"'],
    ],
    badBytes: ['00000001'],
  },
);
