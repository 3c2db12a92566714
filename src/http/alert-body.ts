import type { AlertType } from '../../scheduler/events.ts';
import { checkText } from '../session/stored-sql.ts';
import { badRequest, notFound } from './http-error.ts';
import type { HttpServices } from './services.ts';

export const ALERT_BODY = {
  type: 'object',
  required: ['assetId', 'alertType', 'subscriptions'],
  additionalProperties: false,
  properties: {
    assetId: { type: 'string', minLength: 1, maxLength: 128 },
    alertType: { type: 'string', minLength: 1, maxLength: 32 },
    subscriptions: {
      type: 'object',
      additionalProperties: false,
      properties: {
        emailIds: { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 254 } },
        webhooks: { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 2_000 } },
        inContextNotifications: { type: 'boolean' },
        emailNotifications: { type: 'boolean' },
      },
    },
  },
} as const;

export interface AlertBody {
  readonly assetId: string;
  readonly alertType: string;
  readonly subscriptions: Receivers;
}

interface Receivers {
  readonly emailIds?: readonly string[];
  readonly webhooks?: readonly string[];
  readonly inContextNotifications?: boolean;
  readonly emailNotifications?: boolean;
}

const TYPES: readonly AlertType[] = ['start', 'success', 'failed', 'quarantine', 'delay'];

/** `failure` is an older word for `failed`. Throws 400 for another. */
export function readAlertType(text: string): AlertType {
  const found = TYPES.find((type) => type === (text === 'failure' ? 'failed' : text));
  if (found === undefined) throw badRequest('INVALID_ALERT_TYPE', `alertType takes ${TYPES.join(', ')}.`);
  return found;
}

/** Throws 404 for an asset that is not there, 400 for one that has no such alert. */
export async function requireAsset(
  assetId: string,
  type: AlertType,
  { schedule, log, catalog }: HttpServices,
): Promise<void> {
  const found = schedule(assetId);
  if (found === undefined) {
    const query = await log.get(assetId);
    if (query === undefined) throw notFound('query or schedule', assetId);
    if (type !== 'success' && type !== 'failed') {
      throw badRequest('INVALID_ALERT_TYPE', 'A query has the alerts success and failed only.');
    }
    if (query.door !== 'http') throw badRequest('INVALID_ASSET', 'Statements of a connection have no alerts.');
    return;
  }
  if (type === 'quarantine' && !found.quarantine) {
    throw badRequest('NOT_ENROLLED', 'The schedule is not enrolled for quarantine.');
  }
  const checked = safely(() => checkText({ ...found }, catalog.view));
  if (checked?.reads === true) throw badRequest('INVALID_ASSET', 'A plain SELECT has no alerts.');
}

/** Throws 400 for an address that no account has, mail without a mail server, and an address that is not for the web. */
export function checkReceivers(wanted: Receivers, { catalog, alerts }: HttpServices): void {
  const known = new Set<string>();
  for (const object of catalog.view.objects()) {
    if (object.kind === 'role')
      for (const email of object.email?.split(',') ?? []) known.add(email.trim().toLowerCase());
  }
  const stranger = wanted.emailIds?.find((email) => !known.has(email.toLowerCase()));
  if (stranger !== undefined) throw badRequest('UNKNOWN_ADDRESS', `No account has the address "${stranger}".`);
  if (wanted.emailNotifications === true && !alerts.deliverer.hasMail) {
    throw badRequest('NO_MAIL_SERVER', 'No mail server is configured: start the server with STILLHOUSE_SMTP_URL.');
  }
  for (const address of wanted.webhooks ?? []) {
    if (!isWebhook(address)) {
      throw badRequest('INVALID_WEBHOOK', `"${address}" is no https address, nor http of this machine.`);
    }
  }
}

function isWebhook(address: string): boolean {
  const url = safely(() => new URL(address));
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && local);
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
