import { CronError } from '../../scheduler/cron/cron-error.ts';
import { dueAfter, timetable } from '../../scheduler/schedule.ts';
import { badRequest } from './http-error.ts';
import { readTime } from './list-request.ts';
import { QUERY_BODY, type QueryBody } from './schemas.ts';

export const SCHEDULE_BODY = {
  type: 'object',
  required: ['query', 'schedule'],
  additionalProperties: false,
  properties: {
    query: QUERY_BODY,
    schedule: {
      type: 'object',
      required: ['schedule', 'startDate'],
      additionalProperties: false,
      properties: {
        schedule: { type: 'string', minLength: 1, maxLength: 256, description: 'Cron, as 30 5 * * *, or @daily' },
        timeZone: { type: 'string', minLength: 1, maxLength: 64, description: 'As Europe/Berlin; UTC by default' },
        startDate: { type: 'string', minLength: 1, maxLength: 64, description: 'No run before this time' },
        endDate: { type: 'string', maxLength: 64, nullable: true, description: 'No run from this time on' },
        maxActiveRuns: { type: 'integer', minimum: 1, maximum: 1000, description: 'Runs at once; 1 by default' },
        catchUp: {
          type: 'string',
          enum: ['latest', 'all', 'none'],
          description: 'Which due times that were missed run later; latest by default',
        },
        quarantine: { type: 'boolean', description: 'Ten failures in a row stop it' },
        delayThresholdMinutes: {
          type: 'integer',
          minimum: 1,
          maximum: 1440,
          description: 'A run that takes longer rings; 150 by default',
        },
      },
    },
  },
} as const;

export interface ScheduleBody {
  readonly query: QueryBody;
  readonly schedule: ScheduleTimes;
}

interface ScheduleTimes {
  readonly schedule: string;
  readonly timeZone?: string;
  readonly startDate: string;
  readonly endDate?: string | null;
  readonly maxActiveRuns?: number;
  readonly catchUp?: 'latest' | 'all' | 'none';
  readonly quarantine?: boolean;
  readonly delayThresholdMinutes?: number;
}

/** Throws 400 for a cron text, a time or a zone that cannot be used, and for times at which nothing would ever run. */
export function checkTimes(
  times: {
    readonly cron: string;
    readonly timeZone: string;
    readonly startsAt: number;
    readonly endsAt?: number | undefined;
  },
  now: number,
): void {
  try {
    const { endsAt } = times;
    if (endsAt !== undefined && endsAt <= times.startsAt) {
      throw badRequest('INVALID_DATE', 'endDate has to be later than startDate.');
    }
    const table = timetable({ ...times, endsAt, activeSince: now });
    if (dueAfter(table, table.times === undefined ? Number.NEGATIVE_INFINITY : now) === undefined) {
      throw badRequest('NEVER_RUNS', 'No due time of this schedule is left.');
    }
  } catch (error) {
    throw error instanceof CronError
      ? badRequest('INVALID_CRON', `${error.message}, at character ${error.position} of "${times.cron}".`)
      : error;
  }
}

/** A date of the body; the far end that the console shows means none. */
export function readDate(name: string, text: string | null | undefined): number | undefined {
  if (text === undefined || text === null || text === '' || text.startsWith('9999-12-31')) return undefined;
  const time = readTime(text);
  if (time === undefined) throw badRequest('INVALID_DATE', `${name} takes an ISO time, not "${text}".`);
  return time;
}

const CHANGE = {
  type: 'object',
  required: ['op', 'path', 'value'],
  properties: {
    op: { type: 'string', enum: ['replace'] },
    path: {
      type: 'string',
      enum: [
        '/state',
        '/schedule/schedule',
        '/schedule/endDate',
        '/schedule/maxActiveRuns',
        '/schedule/quarantine',
        '/schedule/delayThresholdMinutes',
        '/schedule/catchUp',
      ],
    },
    value: { description: 'As the path takes it; /state takes enable or disable' },
  },
} as const;

/** Body of PATCH, for the description of the API. */
export const CHANGES = {
  description: 'One change, a JSON Patch, the same in "body", or { "op": "enable" }',
  oneOf: [
    CHANGE,
    { type: 'array', minItems: 1, maxItems: 20, items: CHANGE },
    {
      type: 'object',
      required: ['body'],
      properties: { body: { type: 'array', minItems: 1, maxItems: 20, items: CHANGE } },
    },
    {
      type: 'object',
      required: ['op'],
      properties: { op: { type: 'string', enum: ['enable', 'disable'] } },
      not: { required: ['path'] },
    },
  ],
} as const;

/** One change of PATCH, its path without the first slash. */
export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/**
 * The three forms of PATCH: `{ body: [ … ] }`, a bare JSON Patch, and `{ op: "enable" }`. Throws 400 for another.
 * Source: API reference, sections 6.4 and 19.
 */
export function readChanges(body: unknown): readonly Change[] {
  const wrapped = isRecord(body) && Array.isArray(body.body) ? body.body : body;
  const list = Array.isArray(wrapped) ? wrapped : [wrapped];
  if (list.length === 0 || list.length > 20) throw badRequest('INVALID_REQUEST', 'Send one change or a few.');
  return list.map((each) => {
    if (!isRecord(each)) throw badRequest('INVALID_REQUEST', 'A change is an object with op, path and value.');
    const { op, path, value } = each;
    if ((op === 'enable' || op === 'disable') && path === undefined) return { path: 'state', value: op };
    if (op !== 'replace' || typeof path !== 'string') {
      throw badRequest('INVALID_REQUEST', 'op takes replace with a path and a value, or enable, or disable.');
    }
    return { path: path.replace(/^\//, ''), value };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
