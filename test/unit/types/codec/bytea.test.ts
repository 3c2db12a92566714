import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'blob' },
  {
    values: [
      ['\\xdeadBEEF', '\\xdeadbeef', 'deadbeef'],
      ['\\x', '\\x', ''],
      ['\\x de ad', '\\xdead', 'dead'],
      ['abc', '\\x616263', '616263'],
      ['a\\\\b', '\\x615c62', '615c62'],
      ['\\000\\377', '\\x00ff', '00ff'],
      ['ü', '\\xc3bc', 'c3bc'],
    ],
    errors: [
      ['\\xa', '22023', 'invalid hexadecimal data: odd number of digits'],
      ['\\xzz', '22023', 'invalid hexadecimal digit: "z"'],
      ['\\8', '22P02', 'invalid input syntax for type bytea'],
      ['a\\', '22P02', 'invalid input syntax for type bytea'],
      ['\\x0g', '22023', 'invalid hexadecimal digit: "g"'],
    ],
  },
);
