import { expect, test } from 'vitest';
import { LoginThrottle } from '../../../src/wire/login-throttle.ts';

function throttleAt(): { throttle: LoginThrottle; pass: (ms: number) => void } {
  let now = 1_000_000;
  const pass = (ms: number): void => {
    now += ms;
  };
  return { throttle: new LoginThrottle({ now: () => now }), pass };
}

function failTimes(throttle: LoginThrottle, times: number): void {
  for (let i = 0; i < times; i++) throttle.failed('10.0.0.1', 'reader');
}

test('a few failures cost the next attempt nothing', () => {
  const { throttle } = throttleAt();
  failTimes(throttle, 4);
  expect(throttle.beginAttempt('10.0.0.1', 'reader')).toBe(0);
});

test('from the fifth the waiting doubles, up to 15 s', () => {
  const { throttle, pass } = throttleAt();
  failTimes(throttle, 4);
  const waits: (number | undefined)[] = [];
  for (let i = 0; i < 7; i++) {
    failTimes(throttle, 1);
    waits.push(throttle.beginAttempt('10.0.0.1', 'reader'));
    pass(40_000);
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
});

test('attempts in parallel queue, and too many are refused', () => {
  const { throttle } = throttleAt();
  failTimes(throttle, 8);
  const waits = Array.from({ length: 10 }, () => throttle.beginAttempt('10.0.0.1', 'reader'));
  expect(waits.slice(0, 3)).toEqual([4000, 8000, 12_000]);
  expect(waits.at(-1)).toBeUndefined();
});

test('another user, another address, a success and five minutes are all a new beginning', () => {
  const { throttle, pass } = throttleAt();
  failTimes(throttle, 9);
  expect(throttle.beginAttempt('10.0.0.1', 'writer')).toBe(0);
  expect(throttle.beginAttempt('10.0.0.2', 'reader')).toBe(0);
  pass(5 * 60_000 + 1);
  expect(throttle.beginAttempt('10.0.0.1', 'reader')).toBe(0);
  failTimes(throttle, 9);
  throttle.succeeded('10.0.0.1', 'reader');
  expect(throttle.beginAttempt('10.0.0.1', 'reader')).toBe(0);
});

test('a flood of names is forgotten from its oldest end', () => {
  const { throttle } = throttleAt();
  failTimes(throttle, 9);
  for (let i = 0; i < 10_000; i++) throttle.failed('10.0.0.1', `name ${i}`);
  expect(throttle.beginAttempt('10.0.0.1', 'reader')).toBe(0);
});
