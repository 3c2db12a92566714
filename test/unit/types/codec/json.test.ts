import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'json' },
  {
    values: [
      ['{"a": 1}', '{"a": 1}', '7b2261223a20317d'],
      ['1', '1', '31'],
      ['"x"', '"x"', '227822'],
    ],
    errors: [
      ['{', '22P02', 'invalid input syntax for type json'],
      ['[1,2', '22P02', 'invalid input syntax for type json'],
      ['nul', '22P02', 'invalid input syntax for type json'],
      ['', '22P02', 'invalid input syntax for type json'],
    ],
  },
);
