import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CronError } from '../../../scheduler/cron/cron-error.ts';
import { nextDue } from '../../../scheduler/cron/next-due.ts';
import { type CronFields, parseCron } from '../../../scheduler/cron/parse.ts';
import { timeZoneNamed, UTC } from '../../../scheduler/cron/time-zone.ts';
import { CronTimes } from '../../../scheduler/cron-times.ts';

function fields(text: string): CronFields {
  const cron = parseCron(text);
  if (cron.kind === 'once') throw new Error('once has no fields');
  return cron;
}

/** The next `count` due times after `after`, as ISO times to the minute. */
function series(text: string, after: string, count: number, zone = 'UTC'): string[] {
  const cron = fields(text);
  const found: string[] = [];
  let at = Date.parse(after);
  for (let i = 0; i < count; i++) {
    const next = nextDue(cron, timeZoneNamed(zone) ?? UTC, at);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    at = next;
  }
  return found;
}

describe('five fields', () => {
  it.each([
    ['30 5 * * *', '2026-01-01T00:00:00Z', ['2026-01-01T05:30', '2026-01-02T05:30']],
    ['*/20 * * * *', '2026-01-01T00:05:00Z', ['2026-01-01T00:20', '2026-01-01T00:40', '2026-01-01T01:00']],
    ['0 0 1 */3 *', '2026-01-01T00:00:00Z', ['2026-04-01T00:00', '2026-07-01T00:00']],
    ['0 9-11/2 * * MON-FRI', '2026-01-02T10:00:00Z', ['2026-01-02T11:00', '2026-01-05T09:00']],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['5 4 * * sun', '2026-01-01T00:00:00Z', ['2026-01-04T04:05', '2026-01-11T04:05']],
    ['0 0 * * 7', '2026-01-01T00:00:00Z', ['2026-01-04T00:00']],
    ['0 0 * JAN,dec 1', '2026-01-20T00:00:00Z', ['2026-01-26T00:00', '2026-12-07T00:00']],
    ['@weekly', '2026-01-01T00:00:00Z', ['2026-01-04T00:00']],
    ['@YEARLY', '2026-01-01T00:00:00Z', ['2027-01-01T00:00']],
  ])('%s', (text, after, wanted) => {
    expect(series(text, after, wanted.length)).toEqual(wanted);
  });

  it('takes either day when both are restricted', () => {
    expect(series('0 0 13 * FRI', '2026-02-01T00:00:00Z', 5)).toEqual([
      '2026-02-06T00:00',
      '2026-02-13T00:00',
      '2026-02-20T00:00',
      '2026-02-27T00:00',
      '2026-03-06T00:00',
    ]);
    expect(series('0 0 31 2 MON', '2026-02-01T00:00:00Z', 1)).toEqual(['2026-02-02T00:00']);
  });

  it('is strictly after the given moment', () => {
    expect(series('0 * * * *', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-01-01T01:00']);
    expect(series('0 * * * *', '2025-12-31T23:59:59.999Z', 1)).toEqual(['2026-01-01T00:00']);
  });
});

describe('six and seven fields', () => {
  it.each([
    ['0 0 2 * * ?', ['2026-01-01T02:00', '2026-01-02T02:00']],
    ['0 15 10 ? * 1', ['2026-01-04T10:15']],
    ['0 0 12 1 1 ? 2028', ['2028-01-01T12:00']],
    ['00 0 0 ? JAN 6#', []],
  ])('%s', (text, wanted) => {
    if (wanted.length === 0) expect(() => parseCron(text)).toThrow(CronError);
    else expect(series(text, '2026-01-01T00:30:00Z', wanted.length)).toEqual(wanted);
  });

  it('ends with its last year', () => {
    expect(series('0 0 0 1 1 ? 2027', '2026-06-01T00:00:00Z', 5)).toEqual(['2027-01-01T00:00']);
  });
});

describe('a text that cannot be used', () => {
  it.each([
    ['', 0, 'five fields'],
    ['* * * *', 7, 'not 4'],
    ['60 * * * *', 1, 'minute field goes from 0 to 59'],
    ['0 24 * * *', 3, 'hour field'],
    ['0 0 0 * *', 5, 'day of month field goes from 1'],
    ['0 0 * 13 *', 7, 'month field'],
    ['0 0 * * 8', 9, 'day of week'],
    ['0 0 * * XYZ', 9, '"XYZ" is no value'],
    ['5-1 * * * *', 1, 'ends before it begins'],
    ['*/0 * * * *', 3, 'not a positive number'],
    ['1,,2 * * * *', 3, 'empty item'],
    ['1 0 0 * * *', 1, 'seconds'],
    ['0 0 L * *', 5, 'not supported'],
    ['0 0 31 2 *', 5, 'never run'],
    ['0 0 31 4,6,9,11 *', 5, 'never run'],
    ['0 0 0 29 2 ? 2027', 7, 'never run'],
    ['@hourlyish', 1, 'no shorthand'],
  ])('"%s" is refused at its place', (text, position, reason) => {
    let caught: unknown;
    try {
      parseCron(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(CronError);
    const error = caught as CronError;
    expect(error.message).toContain(reason);
    expect(error.position).toBe(position === 0 ? error.position : position);
  });
});

describe('when clocks change', () => {
  const zurich = 'Europe/Zurich';

  it('runs a time that is left out at the moment of the change, once', () => {
    expect(series('30 2 * * *', '2026-03-28T00:00:00Z', 3, zurich)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('runs a time that comes twice at its first coming only', () => {
    expect(series('30 2 * * *', '2026-10-24T00:00:00Z', 3, zurich)).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    expect(series('30 2 * * *', '2026-10-25T01:00:00Z', 1, zurich)).toEqual(['2026-10-26T01:30']);
  });

  it('follows real time where every hour is meant', () => {
    expect(series('30 * * * *', '2026-10-24T23:45:00Z', 4, zurich)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
      '2026-10-25T02:30',
      '2026-10-25T03:30',
    ]);
    expect(series('30 * * * *', '2026-03-28T23:45:00Z', 3, zurich)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:30',
      '2026-03-29T02:30',
    ]);
  });

  it('holds for half-hour zones and the far south', () => {
    expect(series('0 12 * * *', '2026-01-01T00:00:00Z', 1, 'Australia/Lord_Howe')).toEqual(['2026-01-01T01:00']);
    expect(series('0 12 * * *', '2026-06-01T02:00:00Z', 1, 'Asia/Kathmandu')).toEqual(['2026-06-01T06:15']);
  });

  it('has one run a day in every zone, all through a year', () => {
    for (const zone of [
      'America/New_York',
      'Europe/Zurich',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Africa/Casablanca',
    ]) {
      for (const text of ['30 2 * * *', '0 0 * * *', '15 1 * * *']) {
        const days = series(text, '2026-01-01T12:00:00Z', 365, zone);
        const gaps = days.slice(1).map((day, index) => Date.parse(`${day}Z`) - Date.parse(`${days[index]}Z`));
        expect(Math.max(...gaps)).toBeLessThanOrEqual(26 * 3_600_000);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(22 * 3_600_000);
      }
    }
  });
});

describe('against a look at every minute', () => {
  const part = (least: number, most: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: least, max: most }).map(String),
      fc
        .tuple(
          fc.integer({ min: least, max: most }),
          fc.integer({ min: least, max: most }),
          fc.integer({ min: 1, max: 9 }),
        )
        .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`),
      fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`),
    );

  it('finds the same minute', { timeout: 120_000 }, () => {
    const texts = fc
      .tuple(part(0, 59), part(0, 23), part(1, 28), part(1, 12), part(0, 6))
      .map((each) => each.join(' '));
    const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(texts, moments, (text, after) => {
        const cron = fields(text);
        const found = nextDue(cron, UTC, after);
        const limit = 40 * 24 * 60;
        let minute = Math.floor(after / 60_000) * 60_000 + 60_000;
        for (let i = 0; i < limit && !matches(cron, text, minute); i++) minute += 60_000;
        if (matches(cron, text, minute)) expect(found).toBe(minute);
        else expect(found === undefined || found > minute).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function matches(cron: CronFields, text: string, at: number): boolean {
  const date = new Date(at);
  const [, , day = '', , weekday = ''] = text.split(' ');
  const byMonth = cron.daysOfMonth.has(date.getUTCDate());
  const byWeek = cron.daysOfWeek.has(date.getUTCDay());
  const either = !day.startsWith('*') && !weekday.startsWith('*');
  return (
    cron.minutes.includes(date.getUTCMinutes()) &&
    cron.hours.includes(date.getUTCHours()) &&
    cron.months.includes(date.getUTCMonth() + 1) &&
    (either ? byMonth || byWeek : byMonth && byWeek)
  );
}

describe('due times that schedules share', () => {
  it.each([['UTC'], ['Europe/Berlin']])('are those that each would work out by itself: %s', (name) => {
    const cron = fields('*/7 * * * *');
    const zone = timeZoneNamed(name) ?? UTC;
    const times = new CronTimes(cron, zone);
    const begin = Date.UTC(2026, 9, 25, 0, 50);
    for (let at = begin; at < begin + 3_600_000; at += 13_337) {
      for (const after of [at, at, Math.floor(at / 60_000) * 60_000, Math.floor(at / 60_000) * 60_000 - 1]) {
        expect(times.after(after)).toBe(nextDue(cron, zone, after));
      }
    }
  });
});
