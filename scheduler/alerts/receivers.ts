import type { SchedulerEvent } from '../events.ts';
import type { Delivery } from './alert-log.ts';
import type { Subscription } from './subscriptions.ts';

/** Where mail of an account goes. */
export type AddressesOf = (account: string) => readonly string[];

/**
 * Two alerts need no subscription: that a batch query has ended, and that a run takes too long. They go to the person who
 * made the query or the schedule. Source: API reference, section 10.
 */
export function needsNoSubscription({ type, schedule }: SchedulerEvent): boolean {
  return schedule === undefined ? type === 'success' || type === 'failed' : type === 'delay';
}

/** Who is told, each once. `maker`: the addresses of whoever is told without having asked. */
export function receiversOf(subscription: Subscription | undefined, maker: readonly string[]): readonly Delivery[] {
  const pending = { attempts: 0, state: 'PENDING' } as const;
  const subscribed = subscription?.email === true ? subscription.emailIds : [];
  const emails = new Map([...maker, ...subscribed].map((to) => [to.toLowerCase(), to]));
  return [
    ...[...emails.values()].map((to): Delivery => ({ channel: 'email', to, ...pending })),
    ...(subscription?.webhooks ?? []).map((to): Delivery => ({ channel: 'webhook', to, ...pending })),
  ];
}
