import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'bit' },
  {
    values: [
      ['101', '101', '00000003a0'],
      ['1', '1', '0000000180'],
      ['10101010', '10101010', '00000008aa'],
      ['101010101', '101010101', '00000009aa80'],
      ['x1F', '00011111', '000000081f'],
      ['b11', '11', '00000002c0'],
      ['0000000011111111', '0000000011111111', '0000001000ff'],
    ],
    errors: [
      ['2', '22P02', '"2" is not a valid binary digit'],
      ['xg', '22P02', '"g" is not a valid hexadecimal digit'],
    ],
    badBytes: ['000000', '00000009a0', 'ffffffff'],
  },
);
