import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type FunctionRule, js, sql, text } from './definition.ts';

/** Functions about the session, its settings and what goes on beside it: their answers move while the catalog stays. */
export const SESSION_FUNCTIONS: readonly FunctionRule[] = [
  js('pg_backend_pid() int4', ({ session }) => session.processId),
  js('current_setting(text) text', ({ session }, name) => setting(session.setting(text(name)), text(name))),
  js('current_setting(text, bool) text', ({ session }, name, missingOk) =>
    missingOk === true ? (session.setting(text(name)) ?? null) : setting(session.setting(text(name)), text(name)),
  ),
  js(
    'set_config(text, text, bool) text',
    ({ session }, name, value, local) =>
      session.setSetting(text(name), value === null ? '' : text(value), local === true),
    { nullable: true },
  ),
  js('pg_cancel_backend(int4) bool', ({ session }, pid) => session.signal(Number(pid), 'cancel')),
  js('pg_terminate_backend(int4) bool', ({ session }, pid) => session.signal(Number(pid), 'terminate')),
  js('pg_terminate_backend(int4, int8) bool', ({ session }, pid) => session.signal(Number(pid), 'terminate')),
  ...['pg_stat_reset() void', 'pg_stat_reset_single_table_counters(oid) void'].map((signature) =>
    js(signature, () => {
      throw new SqlError(SQLSTATE.featureNotSupported, 'counts of use are not kept, and cannot be reset');
    }),
  ),
  js('inet_client_addr() inet', ({ session }) => session.client?.address ?? null),
  js('inet_client_port() int4', ({ session }) => session.client?.port ?? null),
  js('inet_server_addr() inet', ({ session }) => session.server?.address ?? null),
  js('inet_server_port() int4', ({ session }) => session.server?.port ?? null),
  sql('pg_blocking_pids(int4) int4[]', 'CAST([] AS INTEGER[])'),
  sql('pg_export_snapshot() text', "'00000003-00000001-1'"),
  sql('pg_current_xact_id_if_assigned() xid8', 'CAST(NULL AS VARCHAR)'),
  sql('txid_current_if_assigned() int8', 'CAST(NULL AS BIGINT)'),
  sql('pg_sleep(float8) void', 'CAST(sleep_ms(CAST(1000 * {0} AS BIGINT)) AS VARCHAR)'),
  js(
    'pg_notify(text, text) void',
    ({ session }, channel, payload) => {
      session.notify(channelName(channel === null ? '' : text(channel)), payload === null ? '' : text(payload));
      return '';
    },
    { nullable: true },
  ),
  sql('pg_client_encoding() name', "'UTF8'"),
  js('pg_postmaster_start_time() text', ({ session }) => session.serverStartedAt.toISOString()),
  js('pg_conf_load_time() text', ({ session }) => session.serverStartedAt.toISOString()),
  sql('pg_advisory_unlock_all() void', "''"),
];

/** PostgreSQL's bound on a name, in bytes. */
const NAME_BYTES = 64;

function channelName(name: string): string {
  if (name === '') throw new SqlError(SQLSTATE.invalidParameterValue, 'channel name cannot be empty');
  if (Buffer.byteLength(name) < NAME_BYTES) return name;
  throw new SqlError(SQLSTATE.invalidParameterValue, 'channel name too long');
}

function setting(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new SqlError(SQLSTATE.undefinedObject, `unrecognized configuration parameter "${name}"`);
}
