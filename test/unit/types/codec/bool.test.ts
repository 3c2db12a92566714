import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'boolean' },
  {
    values: [
      ['t', 't', '01'],
      ['true', 't', '01'],
      ['tru', 't', '01'],
      ['y', 't', '01'],
      ['yes', 't', '01'],
      ['on', 't', '01'],
      ['1', 't', '01'],
      [' TRUE ', 't', '01'],
      ['f', 'f', '00'],
      ['fal', 'f', '00'],
      ['no', 'f', '00'],
      ['of', 'f', '00'],
      ['off', 'f', '00'],
      ['0', 'f', '00'],
    ],
    errors: [
      ['o', '22P02', 'invalid input syntax for type boolean: "o"'],
      ['2', '22P02', 'invalid input syntax for type boolean: "2"'],
      ['', '22P02', 'invalid input syntax for type boolean: ""'],
      ['yess', '22P02', 'invalid input syntax for type boolean: "yess"'],
    ],
    badBytes: ['', '0001'],
  },
);
