import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { CatalogSessionHost } from '../pgcatalog/catalog-session.ts';
import type { LiveActivity } from '../pgcatalog/relations/definition.ts';
import type { RelationSizes } from './relation-sizes.ts';
import type { Runtime } from './runtime.ts';
import { SERVER_VERSION, SETTINGS } from './setting-table.ts';
import type { StatementStore } from './statement-store.ts';

/** What the sessions of a server tell each other. */
export interface SessionRegistry {
  activities(): Iterable<LiveActivity>;
  /** False when there is no such session. */
  signal(processId: number, what: 'cancel' | 'terminate'): boolean;
}

export interface ServerFacts {
  /** The product's version, behind PostgreSQL's. */
  readonly version: string;
  readonly startedAt: Date;
}

/** A session as the system catalog asks it: its settings, statements and cursors, and what the others are doing. */
export function catalogHost(
  runtime: Runtime,
  store: StatementStore,
  registry: SessionRegistry,
  sizes: RelationSizes,
  server: ServerFacts,
  client: { readonly address: string; readonly port: number },
): CatalogSessionHost {
  const { settings } = runtime;
  return {
    versionText: `PostgreSQL ${SERVER_VERSION} (Stillhouse ${server.version}) on ${process.arch}-${process.platform}, DuckDB inside`,
    processId: runtime.processId,
    user: { oid: runtime.role, name: runtime.user },
    serverStartedAt: server.startedAt,
    client,
    server: undefined,
    setting: (name) => {
      try {
        return settings.get(name);
      } catch (error) {
        if (error instanceof SqlError && error.sqlState === SQLSTATE.undefinedObject) return undefined;
        throw error;
      }
    },
    setSetting: (name, value, local) => {
      settings.set(name, value, local ? 'local' : 'session');
      return settings.get(name);
    },
    notify: (channel, payload) => runtime.channels.notify(channel, payload),
    signal: (processId, what) => {
      requireSignalRight(processId, runtime, registry);
      return registry.signal(processId, what);
    },
    relationSizes: () => sizes.sizes(runtime.transaction.view),
    sessions: () => registry.activities(),
    settings: function* () {
      for (const { name, value, description } of settings.all()) {
        const definition = SETTINGS.get(name.toLowerCase());
        yield {
          name,
          value,
          initial: definition?.initial ?? '',
          description,
          readOnly: definition?.readOnly ?? false,
        };
      }
    },
    preparedStatements: () => store.listStatements(),
    cursors: () => store.listCursors(),
  };
}

/** Throws 42501 for the session of another account, unless a superuser asks. */
function requireSignalRight(processId: number, runtime: Runtime, registry: SessionRegistry): void {
  const role = runtime.transaction.view.get(runtime.role);
  if (role?.kind === 'role' && role.superuser) return;
  for (const activity of registry.activities()) {
    if (activity.processId === processId && activity.role.oid !== runtime.role) {
      throw new SqlError(
        SQLSTATE.insufficientPrivilege,
        'must be a superuser to signal the session of another account',
      );
    }
  }
}
