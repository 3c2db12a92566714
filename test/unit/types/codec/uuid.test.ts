import { checkCodec } from './check-codec.ts';

checkCodec(
  { kind: 'uuid' },
  {
    values: [
      [
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        'a0eebc999c0b4ef8bb6d6bb9bd380a11',
      ],
      ['A0EEBC999C0B4EF8BB6D6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc999c0b4ef8bb6d6bb9bd380a11'],
      [
        '{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}',
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        'a0eebc999c0b4ef8bb6d6bb9bd380a11',
      ],
      [
        'a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11',
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        'a0eebc999c0b4ef8bb6d6bb9bd380a11',
      ],
    ],
    errors: [
      ['x', '22P02', 'invalid input syntax for type uuid: "x"'],
      [
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1',
        '22P02',
        'invalid input syntax for type uuid: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1"',
      ],
      ['', '22P02', 'invalid input syntax for type uuid: ""'],
    ],
    badBytes: ['00'],
  },
);
