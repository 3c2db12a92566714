import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type FunctionRule, js, sql, text } from './definition.ts';

/** Functions about the server, the session and its settings. */
export const SESSION_FUNCTIONS: readonly FunctionRule[] = [
  js('version() text', ({ session }) => session.versionText),
  js('current_database() name', ({ lookup }) => lookup.model.database.name),
  js('current_catalog() name', ({ lookup }) => lookup.model.database.name),
  js('current_schema() name', ({ lookup }) => schemaName(lookup.path[0], lookup.model.schemas)),
  js('current_schemas(bool) name[]', ({ lookup }, implied) =>
    (implied === true ? lookup.fullPath : lookup.path).flatMap((oid) => schemaName(oid, lookup.model.schemas) ?? []),
  ),
  js('current_user() name', ({ session }) => session.user.name),
  js('current_role() name', ({ session }) => session.user.name),
  js('session_user() name', ({ session }) => session.user.name),
  js('user() name', ({ session }) => session.user.name),
  js('getpgusername() name', ({ session }) => session.user.name),
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
  js('inet_client_addr() inet', ({ session }) => session.client?.address ?? null),
  js('inet_client_port() int4', ({ session }) => session.client?.port ?? null),
  js('inet_server_addr() inet', ({ session }) => session.server?.address ?? null),
  js('inet_server_port() int4', ({ session }) => session.server?.port ?? null),
  sql('pg_is_in_recovery() bool', 'false'),
  sql('pg_is_wal_replay_paused() bool', 'false'),
  sql('pg_my_temp_schema() oid', 'CAST(0 AS BIGINT)'),
  sql('pg_is_other_temp_schema(oid) bool', '({0} IS NULL)'),
  sql('pg_jit_available() bool', 'false'),
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
  js('pg_encoding_to_char(int4) name', (_, encoding) => ENCODINGS[Number(encoding)] ?? ''),
  js('pg_char_to_encoding(name) int4', (_, name) => encodingNumber(text(name))),
  sql('getdatabaseencoding() name', "'UTF8'"),
  sql('pg_client_encoding() name', "'UTF8'"),
  js('pg_postmaster_start_time() text', ({ session }) => session.serverStartedAt.toISOString()),
  js('pg_conf_load_time() text', ({ session }) => session.serverStartedAt.toISOString()),
  sql('row_security_active(text) bool', '({0} IS NULL)'),
  sql('row_security_active(oid) bool', '({0} IS NULL)'),
  sql('pg_advisory_unlock_all() void', "''"),
];

function schemaName(oid: number | undefined, schemas: ReadonlyMap<number, { readonly name: string }>): string | null {
  return oid === undefined ? null : (schemas.get(oid)?.name ?? null);
}

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

/** By PostgreSQL's number. Source: PostgreSQL 15, src/include/mb/pg_wchar.h. */
const ENCODINGS: readonly string[] = (
  'SQL_ASCII EUC_JP EUC_CN EUC_KR EUC_TW EUC_JIS_2004 UTF8 MULE_INTERNAL LATIN1 LATIN2 LATIN3 LATIN4 LATIN5 LATIN6 ' +
  'LATIN7 LATIN8 LATIN9 LATIN10 WIN1256 WIN1258 WIN866 WIN874 KOI8R WIN1251 WIN1252 ISO_8859_5 ISO_8859_6 ISO_8859_7 ' +
  'ISO_8859_8 WIN1250 WIN1253 WIN1254 WIN1255 WIN1257 KOI8U SJIS BIG5 GBK UHC GB18030 JOHAB SHIFT_JIS_2004'
).split(' ');

function encodingNumber(name: string): number {
  const plain = (encoding: string): string => encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return ENCODINGS.findIndex((encoding) => plain(encoding) === plain(name));
}
