import type { AlertType } from '../events.ts';
import { text, time } from '../literal.ts';
import type { Store } from '../store.ts';

/** Who hears of one kind of event at one schedule or query. */
export interface Subscription {
  readonly id: string;
  readonly assetId: string;
  readonly alertType: AlertType;
  /** UTC milliseconds. */
  readonly created: number;
  /** Account that made it. */
  readonly account: string;
  readonly enabled: boolean;
  readonly emailIds: readonly string[];
  readonly webhooks: readonly string[];
  readonly inContext: boolean;
  readonly email: boolean;
}

/** At most one subscription per asset and type; all in memory, each change durable before it counts. */
export class Subscriptions {
  readonly #store: Store;
  readonly #byKey = new Map<string, Subscription>();

  constructor(store: Store) {
    this.#store = store;
  }

  async open(): Promise<void> {
    const rows = await this.#store.work((connection) =>
      connection.rows('SELECT document FROM stillhouse.alert_subscriptions ORDER BY created_at, id'),
    );
    for (const [document] of rows) {
      const subscription: Subscription = JSON.parse(String(document));
      this.#byKey.set(keyOf(subscription.assetId, subscription.alertType), subscription);
    }
  }

  all(): readonly Subscription[] {
    return [...this.#byKey.values()];
  }

  get(assetId: string, alertType: AlertType): Subscription | undefined {
    return this.#byKey.get(keyOf(assetId, alertType));
  }

  /** Adds it, or replaces the one of the same asset and type. */
  async put(subscription: Subscription): Promise<void> {
    const { id, assetId, alertType, created } = subscription;
    const row = [text(id), text(assetId), text(alertType), time(created), text(JSON.stringify(subscription))];
    await this.#store.transaction(async (connection) => {
      await connection.execute(deletion(assetId, alertType));
      await connection.execute(`INSERT INTO stillhouse.alert_subscriptions VALUES (${row.join(', ')})`);
    });
    this.#byKey.set(keyOf(assetId, alertType), subscription);
  }

  async remove({ assetId, alertType }: Subscription): Promise<void> {
    await this.#store.work((connection) => connection.execute(deletion(assetId, alertType)));
    this.#byKey.delete(keyOf(assetId, alertType));
  }
}

function deletion(assetId: string, alertType: AlertType): string {
  return `DELETE FROM stillhouse.alert_subscriptions WHERE asset_id = ${text(assetId)} AND alert_type = ${text(alertType)}`;
}

function keyOf(assetId: string, alertType: AlertType): string {
  return `${alertType} ${assetId}`;
}
