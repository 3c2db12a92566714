import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Subscription } from '../../../scheduler/alerts/subscriptions.ts';
import { ALERT_BODY, type AlertBody, checkReceivers, readAlertType, requireAsset } from '../alert-body.ts';
import { callerOf } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { badRequest, HttpError } from '../http-error.ts';
import { type Filters, type ListQuery, listRequest, ORDER_OPS } from '../list-request.ts';
import { iso } from '../objects/query-object.ts';
import {
  ALERT,
  ALERT_CHANGED,
  ALERT_ENTRY,
  ALERT_ITEM,
  ALERT_MADE,
  ALERT_WITH_SUBSCRIBERS,
  numberedPage,
  page,
  TAKEN,
} from '../objects/shapes.ts';
import { BASE } from '../paths.ts';
import { requireOwnerOf } from '../query-text.ts';
import { answers, LIST_QUERY, pathOf } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const LOG_FILTERS: Filters = {
  created: { ops: ORDER_OPS, kind: 'time' },
  assetId: { ops: ['=='], kind: 'text' },
  alertType: { ops: ['=='], kind: 'text' },
  state: { ops: ['==', '!='], kind: 'text' },
};

const FILTERS: Filters = Object.fromEntries(
  ['id', 'assetId', 'status', 'alertType'].map((name) => [name, { ops: ['=='] as const, kind: 'text' as const }]),
);

const PAGE_QUERY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    pagesize: { type: 'integer', minimum: 1, maximum: 50 },
    property: { type: 'string', maxLength: 4_000 },
  },
} as const;

interface PageQuery {
  readonly page?: number;
  readonly pagesize?: number;
  readonly property?: string;
}

interface AlertPath {
  readonly assetId: string;
  readonly alertType: string;
}

const tags = ['alert-subscriptions'];

/** `/alert-subscriptions`, and the older spelling. Source: API reference, sections 10 and 21. */
export function alertSubscriptions(app: FastifyInstance, services: HttpServices): void {
  for (const path of ['/alert-subscriptions', '/alertSubscriptions']) routesAt(app, services, path);
}

function routesAt(app: FastifyInstance, services: HttpServices, path: string): void {
  const { alerts, clock } = services;
  const { subscriptions } = alerts;

  app.get<{ Querystring: PageQuery }>(
    path,
    {
      schema: {
        summary: 'List alerts',
        tags,
        querystring: PAGE_QUERY,
        response: answers(200, 'Alerts', numberedPage('alerts', ALERT)),
      },
    },
    async (request) => {
      const { page = 1, pagesize = 50, property } = request.query;
      const { conditions } = listRequest(property === undefined ? {} : { property }, FILTERS);
      const found = subscriptions.all().filter((each) =>
        conditions.every(({ property: name, value }) => {
          const own: Record<string, string> = { ...each, status: statusOf(each) } as never;
          return (
            value.kind === 'text' &&
            own[name] === (name === 'alertType' && value.value === 'failure' ? 'failed' : value.value)
          );
        }),
      );
      const rows = found.slice((page - 1) * pagesize, page * pagesize);
      const link = (to: number): object => {
        const query = new URLSearchParams({ page: String(to), pagesize: String(pagesize) });
        if (property !== undefined) query.set('property', property);
        return { href: `${BASE}${path}?${query}` };
      };
      return {
        alerts: rows.map(show),
        _page: { page, pagesize, count: rows.length, totalCount: found.length },
        _links: {
          ...(found.length > page * pagesize ? { next: link(page + 1) } : {}),
          ...(page > 1 ? { prev: link(page - 1) } : {}),
        },
        version: 1,
      };
    },
  );

  app.post<{ Body: AlertBody }>(
    path,
    { schema: { summary: 'Subscribe', tags, body: ALERT_BODY, response: answers(202, 'The alert', ALERT_MADE) } },
    async (request, reply) => {
      const { account } = callerOf(request);
      const { assetId, subscriptions: wanted } = request.body;
      const alertType = readAlertType(request.body.alertType);
      await requireAsset(assetId, alertType, services);
      checkReceivers(wanted, services);
      const old = subscriptions.get(assetId, alertType);
      const emailIds = [...new Set([...(old?.emailIds ?? []), ...(wanted.emailIds ?? [])])];
      const webhooks = [...new Set([...(old?.webhooks ?? []), ...(wanted.webhooks ?? [])])];
      if (emailIds.length > 5 || webhooks.length > 5) throw badRequest('TOO_MANY', 'At most five addresses per alert.');
      const made: Subscription = {
        id: old?.id ?? `query_service_flow_run_${alertType}-${randomUUID()}`,
        assetId,
        alertType,
        created: old?.created ?? clock.now(),
        account: old?.account ?? account,
        enabled: true,
        emailIds,
        webhooks,
        inContext: wanted.inContextNotifications ?? old?.inContext ?? true,
        email: wanted.emailNotifications ?? old?.email ?? false,
      };
      await subscriptions.put(made);
      reply.code(202);
      return { ...show(made), webhookKey: webhooks.length === 0 ? undefined : alerts.deliverer.key(assetId) };
    },
  );

  app.get<{ Querystring: ListQuery }>(
    `${path}/log`,
    {
      schema: {
        summary: 'What was told',
        tags,
        querystring: LIST_QUERY,
        response: answers(200, 'Alerts that went out', page('alerts', ALERT_ENTRY)),
      },
    },
    async (request) => {
      const wanted = listRequest(request.query, LOG_FILTERS);
      const page = await alerts.log.list(wanted);
      const place = { path: `${BASE}${path}/log`, query: { ...request.query } };
      const entry = (each: (typeof page.rows)[number]): object => ({
        ...each,
        created: iso(each.created),
        updated: iso(each.updated),
      });
      return envelope('alerts', page, wanted, place, entry, (each) => each);
    },
  );

  app.get<{ Params: { email: string } }>(
    `${path}/user-subscriptions/:email`,
    {
      schema: {
        summary: 'What one address receives',
        tags,
        params: pathOf('email'),
        response: answers(200, 'Items', numberedPage('items', ALERT_ITEM)),
      },
    },
    async (request) => {
      const { email } = request.params;
      const items = subscriptions
        .all()
        .filter(({ emailIds }) => emailIds.includes(email))
        .map((each) => ({
          name: nameOf(each.assetId),
          assetId: each.assetId,
          status: statusOf(each),
          alertType: each.alertType,
          inContextNotifications: each.inContext,
          emailNotifications: each.email,
        }));
      return { items, _page: { count: items.length }, _links: {}, version: 1 };
    },
  );

  app.get<{ Params: { assetId: string } }>(
    `${path}/:assetId`,
    {
      schema: {
        summary: 'Alerts of an asset',
        tags,
        params: pathOf('assetId'),
        response: answers(200, 'Alerts', numberedPage('alerts', ALERT)),
      },
    },
    async (request) => {
      const found = subscriptions.all().filter(({ assetId }) => assetId === request.params.assetId);
      return { alerts: found.map(show), _page: { count: found.length }, _links: {}, version: 1 };
    },
  );

  app.get<{ Params: AlertPath }>(
    `${path}/:assetId/:alertType`,
    {
      schema: {
        summary: 'One alert with its subscribers',
        tags,
        params: pathOf('assetId', 'alertType'),
        response: answers(200, 'The alert', ALERT_WITH_SUBSCRIBERS),
      },
    },
    async (request) => {
      const { emailIds, inContext, email, webhooks, ...alert } = requireAlert(request.params);
      const { id, assetId, alertType } = alert;
      const channels = {
        emailNotifications: email ? emailIds : [],
        inContextNotifications: inContext ? emailIds : [],
        webhooks,
      };
      const status = alert.enabled ? 'enabled' : 'disabled';
      return { alerts: [{ id, assetId, alertType, status, subscriptions: channels }], _links: {}, version: 1 };
    },
  );

  app.patch<{ Params: AlertPath; Body: { op: string; path: string; value: 'enable' | 'disable' } }>(
    `${path}/:assetId/:alertType`,
    {
      schema: {
        summary: 'Enable or disable an alert',
        tags,
        params: pathOf('assetId', 'alertType'),
        body: {
          type: 'object',
          required: ['op', 'path', 'value'],
          additionalProperties: false,
          properties: {
            op: { type: 'string', enum: ['replace'] },
            path: { type: 'string', enum: ['/status'] },
            value: { type: 'string', enum: ['enable', 'disable'] },
          },
        },
        response: answers(200, 'The alert', ALERT_CHANGED),
      },
    },
    async (request) => {
      const alert = requireAlert(request.params);
      requireOwnerOf('alert', alert.account, callerOf(request));
      const changed = { ...alert, enabled: request.body.value === 'enable' };
      await subscriptions.put(changed);
      return { id: alert.id, assetId: alert.assetId, alertType: alert.alertType, status: statusOf(changed) };
    },
  );

  app.delete<{ Params: AlertPath }>(
    `${path}/:assetId/:alertType`,
    {
      schema: {
        summary: 'Delete an alert',
        tags,
        params: pathOf('assetId', 'alertType'),
        response: answers(200, 'Done', TAKEN),
      },
    },
    async (request) => {
      const alert = requireAlert(request.params);
      requireOwnerOf('alert', alert.account, callerOf(request));
      await subscriptions.remove(alert);
      return { message: `Alert ${alert.alertType} of asset ${alert.assetId} deleted`, statusCode: 200 };
    },
  );

  function requireAlert(wanted: AlertPath): Subscription {
    const alert = subscriptions.get(wanted.assetId, readAlertType(wanted.alertType));
    if (alert !== undefined) return alert;
    const detail = `There is no alert ${wanted.alertType} of asset "${wanted.assetId}".`;
    throw new HttpError(404, 'NOT_FOUND', 'Not found', detail);
  }

  function nameOf(assetId: string): string {
    return services.schedule(assetId)?.name ?? assetId;
  }

  function show(alert: Subscription): object {
    const self = `${BASE}${path}/${alert.assetId}/${alert.alertType}`;
    return {
      assetId: alert.assetId,
      id: alert.id,
      alertType: alert.alertType,
      status: statusOf(alert),
      subscriptions: {
        emailIds: alert.emailIds,
        webhooks: alert.webhooks,
        inContextNotifications: alert.inContext,
        emailNotifications: alert.email,
      },
      _links: {
        self: { href: `${BASE}${path}/${alert.assetId}` },
        subscribe: { href: `${BASE}${path}`, method: 'POST' },
        patch_status: { href: self, method: 'PATCH', body: '{"op":"replace","path":"/status","value":"disable"}' },
        get_list_of_subscribers_by_alert_type: { href: self },
        delete: { href: self, method: 'DELETE' },
      },
    };
  }
}

function statusOf({ enabled }: Subscription): string {
  return enabled ? 'enabled' : 'disabled';
}
