import type { FastifyInstance } from 'fastify';
import type { RunRecord } from '../../../scheduler/records.ts';
import { callerOf } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { HttpError, notFound } from '../http-error.ts';
import { type Filters, type ListQuery, listRequest, ORDER_OPS } from '../list-request.ts';
import { runObject, runWithTasks } from '../objects/schedule-object.ts';
import { page, RUN, RUN_TAKEN, RUN_WITH_TASKS, TAKEN } from '../objects/shapes.ts';
import { BASE } from '../paths.ts';
import { requireOwnerOf } from '../query-text.ts';
import { answers, LIST_QUERY, pathOf } from '../schemas.ts';
import type { HttpServices } from '../services.ts';
import { requireSchedule } from './schedules.ts';

const FILTERS: Filters = {
  created: { ops: ORDER_OPS, kind: 'time' },
  state: { ops: ['==', '!='], kind: 'text' },
  externalTrigger: { ops: ['=='], kind: 'boolean' },
};

const tags = ['runs'];

/** `/schedules/{id}/runs`. Source: API reference, section 7. */
export function runs(app: FastifyInstance, services: HttpServices): void {
  const { catalog, scheduler } = services;

  app.get<{ Params: { scheduleId: string }; Querystring: ListQuery }>(
    '/schedules/:scheduleId/runs',
    {
      schema: {
        summary: 'List the runs of a schedule',
        tags,
        params: pathOf('scheduleId'),
        querystring: LIST_QUERY,
        response: answers(200, 'Runs', page('runsSchedules', RUN)),
      },
    },
    async (request) => {
      const { id } = requireSchedule(request.params.scheduleId, catalog.view);
      const wanted = listRequest(request.query, FILTERS, [
        { property: 'scheduleId', op: '==', value: { kind: 'text', value: id } },
      ]);
      const page = await services.runs.list(wanted);
      const place = { path: `${BASE}/schedules/${id}/runs`, query: { ...request.query } };
      return envelope('runsSchedules', page, wanted, place, runObject, (run) => run);
    },
  );

  app.post<{ Params: { scheduleId: string } }>(
    '/schedules/:scheduleId/runs',
    { schema: { summary: 'Run now', tags, params: pathOf('scheduleId'), response: answers(202, 'Taken', RUN_TAKEN) } },
    async (request, reply) => {
      const stored = requireSchedule(request.params.scheduleId, catalog.view);
      const owner = catalog.view.get(stored.owner)?.name ?? '';
      requireOwnerOf('schedule', owner, callerOf(request));
      const schedule = services.schedule(stored.id);
      if (schedule === undefined || !schedule.enabled || scheduler.isQuarantined(schedule)) {
        throw new HttpError(400, 'SCHEDULE_DISABLED', 'Schedule is disabled', `Enable schedule ${stored.id} first.`);
      }
      const run = await scheduler.trigger(schedule);
      if (run === undefined) {
        const detail = `Schedule ${stored.id} has as many active runs as it may: ${stored.maxActiveRuns}.`;
        throw new HttpError(400, 'TOO_MANY_RUNS', 'Too many active runs', detail);
      }
      reply.code(202);
      return {
        message: 'Request to trigger run of a scheduled query accepted.',
        statusCode: 202,
        runId: run.id,
        _links: { run: { href: `${BASE}/schedules/${stored.id}/runs/${run.id}` } },
      };
    },
  );

  app.get<{ Params: RunPath }>(
    '/schedules/:scheduleId/runs/:runId',
    {
      schema: {
        summary: 'One run with its tasks',
        tags,
        params: pathOf('scheduleId', 'runId'),
        response: answers(200, 'The run', RUN_WITH_TASKS),
      },
    },
    async (request) => {
      const run = await requireRun(request.params);
      return runWithTasks(run, await services.log.partsOf(run), services.clock.now());
    },
  );

  app.patch<{ Params: RunPath; Body: { op: 'cancel' } }>(
    '/schedules/:scheduleId/runs/:runId',
    {
      schema: {
        summary: 'Cancel a run',
        tags,
        params: pathOf('scheduleId', 'runId'),
        body: {
          type: 'object',
          required: ['op'],
          additionalProperties: false,
          properties: { op: { type: 'string', enum: ['cancel'] } },
        },
        response: answers(202, 'Taken', TAKEN),
      },
    },
    async (request, reply) => {
      const stored = requireSchedule(request.params.scheduleId, catalog.view);
      requireOwnerOf('schedule', catalog.view.get(stored.owner)?.name ?? '', callerOf(request));
      const run = await requireRun(request.params);
      if (run.state !== 'IN_PROGRESS' || !(await scheduler.cancel(run))) {
        throw new HttpError(409, 'RUN_ENDED', 'Run has ended', `The run ${run.id} has ended already.`);
      }
      reply.code(202);
      return { message: 'Request to cancel run of a scheduled query accepted', statusCode: 202 };
    },
  );

  async function requireRun({ scheduleId, runId }: RunPath): Promise<RunRecord> {
    requireSchedule(scheduleId, catalog.view);
    const run = await services.runs.get(scheduleId, runId);
    if (run === undefined) throw notFound('run', runId);
    return scheduler.current(run);
  }
}

interface RunPath {
  readonly scheduleId: string;
  readonly runId: string;
}
