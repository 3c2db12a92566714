import type { AlertType } from '../events.ts';
import { type ListRequest, type ListTable, listPage, type Page } from '../list.ts';
import { text, time } from '../literal.ts';
import type { Store } from '../store.ts';

/** One way of one alert to one receiver. */
export interface Delivery {
  readonly channel: 'email' | 'webhook';
  readonly to: string;
  readonly attempts: number;
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED';
  readonly error?: string | undefined;
}

/** What happened, and who was told: the bell's row. */
export interface AlertEntry {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly assetId: string;
  readonly alertType: AlertType;
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED';
  readonly title: string;
  /** The body of webhooks. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly deliveries: readonly Delivery[];
}

const ALERTS: ListTable<AlertEntry> = {
  from: 'stillhouse.alert_log',
  select: 'document',
  created: 'created_at',
  updated: 'updated_at',
  id: 'id',
  columns: { created: 'created_at', assetId: 'asset_id', alertType: 'alert_type', state: 'state' },
  read: ([document]) => JSON.parse(String(document)),
};

/** Entries that are kept. */
const KEEP = 10_000;

export class AlertLog {
  readonly #store: Store;
  #writes = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds it, or replaces the one of the same id. */
  async put(entry: AlertEntry): Promise<void> {
    const row = [
      text(entry.id),
      time(entry.created),
      time(entry.updated),
      text(entry.assetId),
      text(entry.alertType),
      text(entry.state),
      text(JSON.stringify(entry)),
    ];
    this.#writes++;
    const tidy = this.#writes % 500 === 0;
    await this.#store.transaction(async (connection) => {
      await connection.execute(`DELETE FROM stillhouse.alert_log WHERE id = ${text(entry.id)}`);
      await connection.execute(`INSERT INTO stillhouse.alert_log VALUES (${row.join(', ')})`);
      if (tidy) await connection.execute(REMOVE_OLD);
    });
  }

  list(request: ListRequest): Promise<Page<AlertEntry>> {
    return this.#store.work((connection) => listPage(connection, ALERTS, request));
  }

  /** Those that were on their way when the last server stopped. */
  async pending(): Promise<readonly AlertEntry[]> {
    const rows = await this.#store.work((connection) =>
      connection.rows("SELECT document FROM stillhouse.alert_log WHERE state = 'PENDING' ORDER BY created_at"),
    );
    return rows.map((row) => ALERTS.read(row));
  }
}

const REMOVE_OLD =
  'DELETE FROM stillhouse.alert_log WHERE created_at < ' +
  `(SELECT created_at FROM stillhouse.alert_log ORDER BY created_at DESC LIMIT 1 OFFSET ${KEEP - 1})`;
