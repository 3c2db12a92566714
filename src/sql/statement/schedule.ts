import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseOptionalWith, parseProperties } from '../parse/properties.ts';
import { parseText, parseTimestampText } from '../parse/text.ts';
import type { AlterSchedule, CreateSchedule, RunSchedule } from '../statement.ts';
import { parseIfNotExists } from './create-table.ts';
import { TEXT } from './template.ts';

const CRON = 'a cron expression in single quotes';

/** What follows `CREATE [OR REPLACE] SCHEDULE` (API reference, section 21). */
export function parseCreateSchedule(c: Cursor, start: number, orReplace: boolean): CreateSchedule {
  const ifNotExists = parseIfNotExists(c);
  const name = parseIdent(c);
  c.expect('cron');
  const cron = parseText(c, CRON);
  const timeZone = parseTimeZone(c);
  const begin = c.accept('start') ? parseTimestampText(c) : undefined;
  const end = c.accept('end') ? parseTimestampText(c) : undefined;
  const properties = parseOptionalWith(c);
  c.expect('as');
  const text = parseText(c, TEXT);
  const times = { cron, timeZone, start: begin, end };
  return { kind: 'createSchedule', span: c.span(start), name, orReplace, ifNotExists, ...times, properties, text };
}

function parseTimeZone(c: Cursor): string | undefined {
  return c.accept('time', 'zone') ? parseText(c, 'a time zone in single quotes') : undefined;
}

/** What follows `ALTER SCHEDULE`. */
export function parseAlterSchedule(c: Cursor, start: number): AlterSchedule {
  const name = parseIdent(c);
  return { kind: 'alterSchedule', name, action: parseAction(c), span: c.span(start) };
}

function parseAction(c: Cursor): AlterSchedule['action'] {
  if (c.accept('enable')) return { kind: 'enable' };
  if (c.accept('disable')) return { kind: 'disable' };
  if (c.accept('set', 'cron')) {
    const cron = parseText(c, CRON);
    return { kind: 'setCron', cron, timeZone: parseTimeZone(c) };
  }
  if (c.accept('set')) return { kind: 'set', properties: parseProperties(c) };
  throw c.unexpected('Expected ENABLE, DISABLE, SET CRON or SET (…).');
}

export function parseRun(c: Cursor): RunSchedule {
  const start = c.next().start;
  c.expect('schedule');
  return { kind: 'runSchedule', name: parseIdent(c), span: c.span(start) };
}
