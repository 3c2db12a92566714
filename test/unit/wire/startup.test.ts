import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../src/wire/startup-options.ts';
import { understandStartup } from '../../../src/wire/startup-request.ts';

function understood(parameters: Record<string, string>, minor = 0) {
  const all = new Map(Object.entries({ user: 'reader', ...parameters }));
  return understandStartup({ kind: 'StartupMessage', major: 3, minor, parameters: all });
}

describe('the options parameter', () => {
  test.each([
    ['-c statement_timeout=5s', [['statement_timeout', '5s']]],
    [
      '-cwork_mem=1MB  --search_path=a,b',
      [
        ['work_mem', '1MB'],
        ['search_path', 'a,b'],
      ],
    ],
    ['--statement-timeout=5s', [['statement_timeout', '5s']]],
    [String.raw`-c application_name=two\ words`, [['application_name', 'two words']]],
    [String.raw`-c a.b=back\\slash`, [['a.b', String.raw`back\slash`]]],
    ['-c a=b=c', [['a', 'b=c']]],
    ['-c a=', [['a', '']]],
    ['   ', []],
  ])('%s', (options, expected) => {
    expect(parseOptions(options)).toEqual(expected);
  });

  test.each(['-c', '-c name', '--name', '-d 5', 'word', '--=x'])('refuses %s', (options) => {
    expect(() => parseOptions(options)).toThrow(expect.objectContaining({ sqlState: '42601', fatal: true }));
  });
});

describe('a StartupMessage', () => {
  test('takes the user for the database when none is named', () => {
    expect(understood({})).toMatchObject({ user: 'reader', database: 'reader', minor: 0, negotiation: undefined });
  });

  test('puts a parameter of its own before the same name in options, whatever the case', () => {
    const { settings } = understood({ options: '-c TimeZone=UTC -c work_mem=1MB', timezone: 'Europe/Paris' });
    expect(Object.fromEntries(settings)).toEqual({ timezone: 'Europe/Paris', work_mem: '1MB' });
  });

  test.each([
    [0, {}, 0, undefined],
    [1, {}, 0, undefined],
    [2, {}, 2, undefined],
    [9999, {}, 2, { version: 196_610, unknownOptions: [] }],
    [0, { '_pq_.x': '1' }, 0, { version: 196_608, unknownOptions: ['_pq_.x'] }],
    [2, { '_pq_.x': '1' }, 2, { version: 196_610, unknownOptions: ['_pq_.x'] }],
  ])('of protocol 3.%i with %o', (minor, parameters, spoken, negotiation) => {
    expect(understood(parameters, minor)).toMatchObject({ minor: spoken, negotiation });
  });

  test.each(['true', 'on', '1', 'yes', 'database', 'nonsense'])('is refused with replication=%s', (replication) => {
    expect(() => understood({ replication })).toThrow(expect.objectContaining({ sqlState: '0A000' }));
  });

  test.each(['false', 'off', '0', 'no', 'f'])('is accepted with replication=%s', (replication) => {
    expect([...understood({ replication }).settings.keys()]).toEqual([]);
  });
});
