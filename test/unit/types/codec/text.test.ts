import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'varchar' },
  {
    values: [
      ['', '', ''],
      ['abc', 'abc', '616263'],
      ['grün', 'grün', '6772c3bc6e'],
      [' x ', ' x ', '207820'],
    ],
  },
);
