import type { Cursor } from '../parse/cursor.ts';
import type { Statement } from '../statement.ts';
import { parseCreateAudience } from './audience.ts';
import { parseCreateDatabase, parseCreateFieldGroup, parseCreateNamespace, parseCreateSchema } from './container.ts';
import { parseCreateIndex } from './create-index.ts';
import { type CreateHead, parseCreateTable, parseIfNotExists } from './create-table.ts';
import { parseModelBody } from './model.ts';
import { parseRole } from './role.ts';
import { parseCreateSchedule } from './schedule.ts';
import { parseCreateTemplate } from './template.ts';
import { parseCreateView } from './view.ts';

/** Everything that begins with CREATE. */
export function parseCreate(c: Cursor): Statement {
  const start = c.next().start;
  const orReplace = c.accept('or', 'replace');
  const temporary = parseTemporary(c);
  const head: CreateHead = { start, orReplace, temporary };
  if (c.accept('table')) return parseCreateTable(c, head);
  if (c.accept('view')) return parseCreateView(c, head, false);
  if (c.accept('materialized', 'view')) return parseCreateView(c, head, true);
  if (c.accept('model')) return parseModelBody(c, start, modelAction(c, orReplace));
  if (c.accept('template')) return parseCreateTemplate(c, start, orReplace);
  if (c.accept('schedule')) return parseCreateSchedule(c, start, orReplace);
  const at = c.token;
  const statement = orReplace || temporary ? undefined : parsePlainCreate(c, start);
  if (statement !== undefined) return statement;
  if (at.kind !== 'word') throw c.unexpected('Expected what to create: TABLE, VIEW, SCHEMA …');
  const what = `CREATE ${orReplace ? 'OR REPLACE ' : ''}${at.value.toUpperCase()}`;
  throw c.notSupported(
    what,
    at.start,
    NOT_OFFERED.get(at.value) ?? 'What can be made: TABLE, VIEW, SCHEMA, DATABASE, TEMPLATE, SCHEDULE, ROLE.',
  );
}

/** What PostgreSQL and Spark can make and this server cannot, with what to do instead. */
const NOT_OFFERED: ReadonlyMap<string, string> = new Map([
  ['function', 'Functions of your own are not part of the dialect.'],
  ['procedure', 'Keep the text of a block by CREATE TEMPLATE, and run it by #name.'],
  ['aggregate', 'Functions of your own are not part of the dialect.'],
  ['extension', 'There is nothing to install: every function of the server is there from the start.'],
  ['sequence', 'Number rows by row_number() OVER (…), or name them by uuid().'],
  ['trigger', 'Run a query by the clock with CREATE SCHEDULE.'],
  ['rule', 'Run a query by the clock with CREATE SCHEDULE.'],
  ['type', 'Write the type where it is used: struct<a: int>, array<string>.'],
  ['domain', 'Write the type where it is used: struct<a: int>, array<string>.'],
]);

/** TEMP with the words that PostgreSQL lets stand around it; UNLOGGED changes nothing. */
function parseTemporary(c: Cursor): boolean {
  if (c.is('temp', 1) || c.is('temporary', 1)) {
    if (!c.accept('local')) c.accept('global');
  }
  if (c.accept('temp') || c.accept('temporary')) return true;
  c.accept('unlogged');
  return false;
}

function modelAction(c: Cursor, orReplace: boolean): 'create' | 'createIfNotExists' | 'createOrReplace' {
  if (orReplace) return 'createOrReplace';
  return parseIfNotExists(c) ? 'createIfNotExists' : 'create';
}

/** Those that are neither replaced nor temporary. */
function parsePlainCreate(c: Cursor, start: number): Statement | undefined {
  if (c.accept('database')) return parseCreateDatabase(c, start);
  if (c.accept('schema')) return parseCreateSchema(c, start);
  if (c.accept('fieldgroup')) return parseCreateFieldGroup(c, start);
  if (c.accept('namespace')) return parseCreateNamespace(c, start);
  if (c.accept('audience')) return parseCreateAudience(c, start);
  if (c.accept('index')) return parseCreateIndex(c, start, false);
  if (c.accept('unique', 'index')) return parseCreateIndex(c, start, true);
  if (c.accept('role') || c.accept('user')) return parseRole(c, start, 'create');
  return undefined;
}
