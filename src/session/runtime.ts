import type { Catalog } from '../../catalog/catalog.ts';
import type { Oid } from '../../catalog/objects.ts';
import type { Logger } from '../core/logger.ts';
import type { EngineConnection } from '../engine/connection.ts';
import type { Engine } from '../engine/engine.ts';
import type { CatalogSession } from '../pgcatalog/catalog-session.ts';
import type { PlanContext, VariableValue } from '../plan/context.ts';
import { SYSTEM_RELATIONS } from '../plan/system-relations.ts';
import type { DataType } from '../types/data-type.ts';
import type { SessionChannels } from './channels.ts';
import type { SessionHost } from './client-session.ts';
import { dateOrderOf } from './encode-context.ts';
import type { ObservedStatement, StatementWatch } from './observe.ts';
import type { PlanCache } from './plan-cache.ts';
import type { Savepoints } from './savepoints.ts';
import type { Settings } from './settings.ts';
import type { TemporaryTables } from './temporary-tables.ts';
import type { SessionTransaction } from './transaction.ts';

/** What performing statements works with: the parts of one session, and what it shares with the server. */
export interface Runtime {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly host: SessionHost;
  readonly logger: Logger;
  readonly processId: number;
  readonly plans: PlanCache;
  readonly settings: Settings;
  readonly transaction: SessionTransaction;
  readonly savepoints: Savepoints;
  readonly temporary: TemporaryTables;
  readonly channels: SessionChannels;
  readonly role: Oid;
  readonly user: string;
  readonly database: Oid;
  /** The same object while no setting changes. */
  readonly planSettings: () => PlanSettings;
  /** Those of the anonymous block that runs, by name in lower case. */
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** The system catalog as this session asks it, made at its first use. */
  readonly catalogSession: () => CatalogSession;
  /** The session's one connection to the engine, made at its first use. */
  readonly connect: () => Promise<EngineConnection>;
  /** Tells whoever keeps the log of statements that one begins. */
  readonly started: (
    statement: Pick<ObservedStatement, 'kind' | 'text' | 'client' | 'cancel'>,
  ) => StatementWatch | undefined;
  /** Stops what runs in the engine or in the system catalog's. */
  readonly interrupt: () => void;
}

/** What planning is told of the settings. */
export function planSettings(settings: Settings, user: string, flatten: boolean): PlanSettings {
  return {
    searchPath: searchPath(settings.get('search_path'), user),
    options: {
      nullOrder: settings.get('default_null_order') === 'postgres' ? 'postgres' : 'spark',
      dropSystemColumns: settings.flag('drop_system_columns'),
      fallbackSnapshot: settings.flag('resolve_fallback_snapshot_on_failure'),
      autoToJson: settings.flag('auto_to_json'),
      flatten,
      samples: settings.flag('aqp'),
      skipComplexStatistics: settings.flag('skip_stats_for_complex_datatypes'),
      dateOrder: dateOrderOf(settings),
    },
  };
}

export type PlanSettings = Pick<PlanContext, 'searchPath' | 'options'>;

/** The state of the session at this moment, as planning sees it. */
export function planContext(runtime: Runtime, parameterTypes: readonly (DataType | undefined)[]): PlanContext {
  const { searchPath: path, options } = runtime.planSettings();
  return {
    catalog: runtime.transaction.view,
    temporary: runtime.temporary.tables,
    database: runtime.database,
    searchPath: path,
    role: runtime.role,
    options,
    parameterTypes,
    variables: runtime.variables,
    catalogRelations: SYSTEM_RELATIONS,
  };
}

/** `"$user", public` as names. */
function searchPath(setting: string, user: string): readonly string[] {
  return setting
    .split(',')
    .map((part) => part.trim())
    .map((part) => (part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part))
    .map((part) => (part === '$user' ? user : part))
    .filter((part) => part !== '');
}
