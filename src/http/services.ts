import type { AllowedAddresses } from '../../catalog/allowed-addresses.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CatalogWriter } from '../../catalog/writer.ts';
import type { Alerts } from '../../scheduler/alerts/alerts.ts';
import type { CredentialUse } from '../../scheduler/credential-use.ts';
import type { Executor } from '../../scheduler/executor.ts';
import type { QueryLog } from '../../scheduler/query-log.ts';
import type { QueryRecord } from '../../scheduler/records.ts';
import type { RunStore } from '../../scheduler/run-store.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { Scheduler } from '../../scheduler/scheduler.ts';
import type { Tokens } from '../../scheduler/tokens.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { SessionFactory } from '../session/client-session.ts';

/** What the HTTP door stands on; `main.ts` puts it together. */
export interface HttpServices {
  readonly catalog: Catalog;
  readonly writer: CatalogWriter;
  readonly sessions: SessionFactory;
  readonly sessionCount: () => number;
  readonly log: QueryLog;
  readonly executor: Executor;
  readonly scheduler: Scheduler;
  readonly runs: RunStore;
  readonly tokens: Tokens;
  readonly credentials: CredentialUse;
  readonly addresses: AllowedAddresses;
  readonly alerts: Alerts;
  /** A schedule of the catalog by its id, as the scheduler takes it. */
  readonly schedule: (id: string) => Schedule | undefined;
  /** A query that a client submitted has ended: alerts. */
  readonly onQueryEnd: (query: QueryRecord) => void;
  /** Cancels a statement of a connection by its id in the log; false when it has ended. */
  readonly cancelInteractive: (queryId: string) => boolean;
  /** Catalog queries that were not answered since the start, by SQLSTATE. */
  readonly catalogGaps: () => ReadonlyMap<string, number>;
  /** Queries on the system catalog whose answer may be kept, and how many of them needed no engine. */
  readonly catalogAnswers: () => { readonly asked: number; readonly known: number };
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether statements can be taken: false while the server starts or stops. */
  readonly ready: () => boolean;
  /** Where interactive clients connect to; known once the wire listens. */
  readonly wire: () => { readonly host: string; readonly port: number };
  /** `trust`: nobody has to prove anything. */
  readonly auth: 'scram' | 'password' | 'trust';
  readonly maxBodyBytes: number;
  /** Of one account; 0: no limit. */
  readonly requestsPerSecond: number;
  /** The organization that requests may name; undefined: any. */
  readonly organization: string | undefined;
  /** Whether metrics are shown to all. */
  readonly openMetrics: boolean;
}
