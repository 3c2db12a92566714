import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { Logger } from '../../src/core/logger.ts';
import type { SchedulerEvent } from '../events.ts';
import type { AlertEntry, AlertLog, Delivery } from './alert-log.ts';
import type { Deliverer } from './deliver.ts';
import { type AddressesOf, needsNoSubscription, receiversOf } from './receivers.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Waits before the second and third attempt of a delivery. */
const RETRY_MS = [1_000, 10_000];

/** Turns events into entries of the alert log, and tells those who subscribed. */
export class Alerts {
  readonly subscriptions: Subscriptions;
  readonly log: AlertLog;
  readonly deliverer: Deliverer;
  readonly #addressesOf: AddressesOf;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #retryMs: readonly number[];
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    parts: { readonly subscriptions: Subscriptions; readonly log: AlertLog; readonly deliverer: Deliverer },
    addressesOf: AddressesOf,
    clock: Clock,
    logger: Logger,
    retryMs: readonly number[] = RETRY_MS,
  ) {
    this.subscriptions = parts.subscriptions;
    this.log = parts.log;
    this.deliverer = parts.deliverer;
    this.#addressesOf = addressesOf;
    this.#clock = clock;
    this.#logger = logger;
    this.#retryMs = retryMs;
  }

  /** Goes on with what a server before this one had not delivered. */
  async open(): Promise<void> {
    await this.subscriptions.open();
    for (const entry of await this.log.pending()) this.#track(this.#deliver(entry));
  }

  /** Never throws and never waits. */
  tell(event: SchedulerEvent): void {
    const found = this.subscriptions.get(event.assetId, event.type);
    const subscription = found?.enabled === true ? found : undefined;
    const unasked = needsNoSubscription(event);
    if (subscription === undefined && !unasked) return;
    const maker = unasked && this.deliverer.hasMail ? this.#addressesOf(event.account) : [];
    this.#track(this.#begin(event, receiversOf(subscription, maker)));
  }

  /** Deliveries that fail now are tried again at the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
    this.deliverer.close();
  }

  async #begin(event: SchedulerEvent, deliveries: readonly Delivery[]): Promise<void> {
    const entry: AlertEntry = {
      id: randomUUID(),
      created: event.at,
      updated: event.at,
      assetId: event.assetId,
      alertType: event.type,
      state: deliveries.length === 0 ? 'DELIVERED' : 'PENDING',
      title: titleOf(event),
      event: bodyOf(event),
      deliveries,
    };
    await this.log.put(entry);
    if (deliveries.length > 0) await this.#deliver(entry);
  }

  async #deliver(entry: AlertEntry): Promise<void> {
    let current = entry;
    for (let round = 0; ; round++) {
      const deliveries = await Promise.all(current.deliveries.map((delivery) => this.#attempt(delivery, current)));
      const last = round >= this.#retryMs.length;
      const pending = deliveries.some(({ state }) => state === 'PENDING');
      const settled = last
        ? deliveries.map((each): Delivery => (each.state === 'PENDING' ? { ...each, state: 'FAILED' } : each))
        : deliveries;
      const state = !pending ? 'DELIVERED' : last ? 'FAILED' : 'PENDING';
      current = { ...current, deliveries: settled, state, updated: this.#clock.now() };
      await this.log.put(current);
      if (state !== 'PENDING' || !(await this.#wait(this.#retryMs[round] ?? 0))) return;
    }
  }

  async #attempt(delivery: Delivery, entry: AlertEntry): Promise<Delivery> {
    if (delivery.state !== 'PENDING') return delivery;
    const attempts = delivery.attempts + 1;
    try {
      await this.deliverer.send(delivery, entry);
      return { ...delivery, attempts, state: 'DELIVERED', error: undefined };
    } catch (error) {
      this.#logger.warn({ err: error, alertId: entry.id, channel: delivery.channel }, 'alert was not delivered');
      return { ...delivery, attempts, error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** False when the server stops first. */
  #wait(milliseconds: number): Promise<boolean> {
    const { signal } = this.#stop;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve(true);
      }, milliseconds);
      const stop = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#logger.error({ err: error }, 'alert could not be recorded'))
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }
}

const WORDS = {
  start: 'started',
  success: 'succeeded',
  failed: 'failed',
  quarantine: 'was put in quarantine',
  delay: 'takes longer than it should',
} as const;

function titleOf({ type, assetId, schedule }: SchedulerEvent): string {
  return `${schedule === undefined ? `Query ${assetId}` : `Schedule "${schedule.name}"`} ${WORDS[type]}`;
}

function bodyOf(event: SchedulerEvent): AlertEntry['event'] {
  const { schedule, run, query } = event;
  return {
    alertType: event.type,
    assetId: event.assetId,
    at: new Date(event.at).toISOString(),
    account: event.account,
    scheduleName: schedule?.name,
    runId: run?.id,
    queryId: query?.id ?? run?.queryId,
    state: query?.state ?? run?.state,
    rowCount: query?.rowCount,
    error: query?.error,
    warning: query?.more.warning,
  };
}
