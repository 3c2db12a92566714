import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Schedule } from '../../../catalog/objects.ts';
import type { CatalogView } from '../../../catalog/view.ts';
import { nameKey, objectKey } from '../../../catalog/writer.ts';
import { callerOf } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { HttpError, notFound } from '../http-error.ts';
import { type Filters, type ItemKeys, type ListQuery, listRequest, ORDER_OPS, pageOf } from '../list-request.ts';
import { scheduleObject } from '../objects/schedule-object.ts';
import { page, SCHEDULE, TAKEN } from '../objects/shapes.ts';
import { BASE } from '../paths.ts';
import { queryText, requireOwnerOf } from '../query-text.ts';
import { CHANGES, checkTimes, readChanges, readDate, SCHEDULE_BODY, type ScheduleBody } from '../schedule-body.ts';
import { changedSchedule } from '../schedule-change.ts';
import { answers, LIST_QUERY, pathOf } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const FILTERS: Filters = {
  created: { ops: ORDER_OPS, kind: 'time' },
  templateId: { ops: ['=='], kind: 'text' },
  userId: { ops: ['=='], kind: 'text' },
};

const tags = ['schedules'];

/** `/schedules`. Source: API reference, sections 6 and 21. */
export function schedules(app: FastifyInstance, services: HttpServices): void {
  const { catalog, writer, clock, runs, scheduler } = services;

  app.get<{ Querystring: ListQuery }>(
    '/schedules',
    {
      schema: {
        summary: 'List schedules',
        tags,
        querystring: LIST_QUERY,
        response: answers(200, 'Schedules', page('schedules', SCHEDULE)),
      },
    },
    async (request) => {
      const wanted = listRequest(request.query, FILTERS);
      const page = pageOf(all(), wanted, keysOf);
      const place = { path: `${BASE}/schedules`, query: { ...request.query } };
      return envelope('schedules', page, wanted, place, show, keysOf);
    },
  );

  app.post<{ Body: ScheduleBody }>(
    '/schedules',
    {
      schema: {
        summary: 'Make a schedule',
        tags,
        body: SCHEDULE_BODY,
        response: answers(202, 'The schedule', SCHEDULE),
      },
    },
    async (request, reply) => {
      const { role, account } = callerOf(request);
      const { query, schedule } = request.body;
      const { text, template } = queryText(query, catalog.view);
      const now = clock.now();
      const startsAt = readDate('startDate', schedule.startDate) ?? now;
      const endsAt = readDate('endDate', schedule.endDate);
      const timeZone = schedule.timeZone ?? 'UTC';
      checkTimes({ cron: schedule.schedule, timeZone, startsAt, endsAt }, now);
      const id = `sch_${randomUUID()}`;
      const name = query.name ?? id;
      const at = new Date(now).toISOString();
      const made = await writer.change([nameKey('schedule', name)], (view, changes) => {
        requireFree(name, view);
        const object: Schedule = {
          kind: 'schedule',
          oid: catalog.nextOid(),
          id,
          name,
          createdAt: at,
          owner: role.oid,
          comment: query.description,
          dbName: text.dbName,
          sql: text.sql,
          queryParameters: text.queryParameters,
          output: text.output,
          cron: schedule.schedule,
          timeZone,
          startsAt: new Date(startsAt).toISOString(),
          endsAt: endsAt === undefined ? undefined : new Date(endsAt).toISOString(),
          maxActiveRuns: schedule.maxActiveRuns ?? 1,
          catchUp: schedule.catchUp ?? 'latest',
          quarantine: schedule.quarantine ?? false,
          delayThresholdMinutes: schedule.delayThresholdMinutes ?? 150,
          enabled: true,
          activeSince: at,
          updatedAt: at,
          updatedBy: account,
          templateId: template?.id,
          request: { ...request.body },
        };
        changes.put(object);
        return object;
      });
      scheduler.wake();
      reply.code(202);
      return { ...show(made), state: 'REGISTERING' };
    },
  );

  app.get<{ Params: { scheduleId: string } }>(
    '/schedules/:scheduleId',
    {
      schema: {
        summary: 'One schedule',
        tags,
        params: pathOf('scheduleId'),
        response: answers(200, 'The schedule', SCHEDULE),
      },
    },
    async (request) => show(requireSchedule(request.params.scheduleId, catalog.view)),
  );

  app.patch<{ Params: { scheduleId: string } }>(
    '/schedules/:scheduleId',
    {
      // `readChanges` says better than a schema what is wrong.
      attachValidation: true,
      schema: {
        summary: 'Change the state or the times of a schedule',
        tags,
        params: pathOf('scheduleId'),
        body: CHANGES,
        response: answers(202, 'Taken', TAKEN),
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { oid, id } = requireSchedule(request.params.scheduleId, catalog.view);
      const changes = readChanges(request.body);
      await writer.change([objectKey(oid)], (view, transaction) => {
        const current = requireSchedule(id, view);
        requireOwnerOf('schedule', ownerOf(current), caller);
        const enabled = current.enabled && failuresOf(current).quarantinedAt === undefined;
        transaction.put(changedSchedule(current, changes, { account: caller.account, now: clock.now(), enabled }));
      });
      scheduler.wake();
      reply.code(202);
      return { message: 'Request to patch accepted', statusCode: 202 };
    },
  );

  app.delete<{ Params: { scheduleId: string } }>(
    '/schedules/:scheduleId',
    {
      schema: {
        summary: 'Delete a disabled schedule',
        tags,
        params: pathOf('scheduleId'),
        response: answers(202, 'Done', TAKEN),
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { oid, id, name } = requireSchedule(request.params.scheduleId, catalog.view);
      await writer.change([objectKey(oid), nameKey('schedule', name)], (view, changes) => {
        const current = requireSchedule(id, view);
        requireOwnerOf('schedule', ownerOf(current), caller);
        if (current.enabled && failuresOf(current).quarantinedAt === undefined) {
          const detail = `Disable schedule ${id} before deleting it.`;
          throw new HttpError(400, 'SCHEDULE_NOT_DISABLED', 'Schedule is enabled', detail);
        }
        if (runs.active(id).length > 0) {
          const detail = `Cancel the active run of schedule ${id}, or wait for its end, before deleting it.`;
          throw new HttpError(400, 'SCHEDULE_HAS_RUNS', 'Schedule has an active run', detail);
        }
        changes.remove(oid);
      });
      reply.code(202);
      return { message: 'Schedule deleted successfully', statusCode: 202 };
    },
  );

  function* all(): IterableIterator<Schedule> {
    for (const object of catalog.view.objects()) if (object.kind === 'schedule') yield object;
  }

  function ownerOf(schedule: Schedule): string {
    return catalog.view.get(schedule.owner)?.name ?? '';
  }

  function failuresOf(schedule: Schedule): ReturnType<typeof runs.failures> {
    return runs.failures(schedule.id, Date.parse(schedule.activeSince));
  }

  function keysOf(schedule: Schedule): ItemKeys {
    const created = Date.parse(schedule.createdAt);
    const properties = { created, templateId: schedule.templateId ?? '', userId: ownerOf(schedule) };
    return { id: schedule.id, created, updated: Date.parse(schedule.updatedAt), properties };
  }

  function show(schedule: Schedule): object {
    return scheduleObject(schedule, catalog.view, failuresOf(schedule));
  }
}

export function requireSchedule(id: string, view: CatalogView): Schedule {
  for (const object of view.objects()) if (object.kind === 'schedule' && object.id === id) return object;
  throw notFound('schedule', id);
}

function requireFree(name: string, view: CatalogView): void {
  if (view.schedule(name) === undefined) return;
  throw new HttpError(409, 'NAME_TAKEN', 'Name is taken', `There is a schedule "${name}" already.`);
}
