import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';
import {
  dateStyle,
  integer,
  isolation,
  messageLevel,
  milliseconds,
  oneOf,
  onOff,
  onOffOr,
  plainText,
  timeZone,
  UNITS_MS,
  utf8,
} from './setting-values.ts';

/** Of switches that are not only on or off. Source: PostgreSQL 15, `pg_settings.enumvals`. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  force_parallel_mode: ['regress'],
  wal_compression: ['pglz', 'lz4', 'zstd'],
};

/** One run-time parameter. Source: PostgreSQL manual, "Server Configuration"; reference of the dialect, section 1.18. */
export interface SettingDefinition {
  readonly name: string;
  readonly initial: string;
  /** Told to clients at start-up and whenever it changes (ParameterStatus). */
  readonly reported?: boolean;
  /** SHOW only: SET answers 55P02. */
  readonly readOnly?: boolean;
  /** The value as it is kept, or undefined when it is none of the setting's. */
  readonly accept?: (value: string) => string | undefined;
  readonly description: string;
}

export const SERVER_VERSION = '15.20';
export const SERVER_VERSION_NUM = '150020';

/** In PostgreSQL's order of ParameterStatus first; the rest by name. */
export const SETTINGS: ReadonlyMap<string, SettingDefinition> = new Map(
  [
    reported('application_name', '', 'Name of the client program, for logs.', plainText),
    reported('client_encoding', 'UTF8', "The client's character set.", utf8),
    reported('DateStyle', 'ISO, MDY', 'Form of dates; output is always ISO.', dateStyle),
    reported('default_transaction_read_only', 'off', 'Whether new transactions may only read.', onOff),
    fixed('in_hot_standby', 'off', 'Whether the server is a standby.', true),
    fixed('integer_datetimes', 'on', 'Timestamps are 64-bit integers.', true),
    reported(
      'IntervalStyle',
      'postgres',
      'Form of intervals.',
      oneOf('postgres', 'postgres_verbose', 'sql_standard', 'iso_8601'),
    ),
    fixed('is_superuser', 'off', 'Whether the account may do everything.', true),
    fixed('server_encoding', 'UTF8', "The server's character set.", true),
    fixed('server_version', SERVER_VERSION, 'The version of PostgreSQL whose catalog the server shows.', true),
    fixed('session_authorization', '', 'The account of the session.', true),
    reported('standard_conforming_strings', 'on', 'Backslashes are plain characters in strings.', oneOf('on')),
    reported('TimeZone', 'UTC', 'Zone in which timestamps with time zone are shown.', timeZone),

    local('aqp', 'off', 'Must be on before samples are made or dropped.', onOff),
    local('auto_to_json', 'off', 'Nested columns of a SELECT are sent as JSON text.', onOff),
    local('backslash_quote', 'safe_encoding', 'Kept for clients; no effect.', plainText),
    local('bytea_output', 'hex', 'Form of binary values.', oneOf('hex', 'escape')),
    local('check_function_bodies', 'on', 'Kept for clients; no effect.', onOff),
    local('client_min_messages', 'notice', 'Least severe message that is sent to the client.', messageLevel),
    local(
      'complex_as',
      'json',
      'Structs and maps are sent as json, or as composite records.',
      oneOf('json', 'composite'),
    ),
    local(
      'default_null_order',
      'spark',
      'Where NULLs are sorted: spark (first ascending) or postgres (last).',
      oneOf('spark', 'postgres'),
    ),
    local('default_table_access_method', 'heap', 'Kept for clients; no effect.', plainText),
    local('default_tablespace', '', 'Kept for clients; no effect.', plainText),
    local('default_transaction_deferrable', 'off', 'Kept for clients; no effect.', onOff),
    local('default_transaction_isolation', 'read committed', 'Isolation that new transactions report.', isolation),
    local('drop_system_columns', 'on', 'Off shows _acp_system_metadata and _ACP_BATCHID.', onOff),
    local('escape_string_warning', 'on', 'Kept for clients; no effect.', onOff),
    local('extra_float_digits', '1', 'Digits of floating-point output beyond the usual.', integer(-15, 3)),
    local(
      'idle_in_transaction_session_timeout',
      '0',
      'Ends a session that idles in a transaction; milliseconds.',
      milliseconds,
    ),
    local('idle_session_timeout', '0', 'Ends a session that idles; milliseconds.', milliseconds),
    local('jit', 'off', 'Kept for clients; no effect.', onOff),
    local('lc_messages', 'C', 'Kept for clients; no effect.', plainText),
    local('lc_monetary', 'C', 'Kept for clients; no effect.', plainText),
    local('lc_numeric', 'C', 'Kept for clients; no effect.', plainText),
    local('lc_time', 'C', 'Kept for clients; no effect.', plainText),
    fixed('lc_collate', 'C', 'Order of text: by code point.'),
    fixed('lc_ctype', 'C', 'Classes of characters.'),
    local('lock_timeout', '0', 'Longest wait for a lock; milliseconds, 0 for no limit.', milliseconds),
    local('array_nulls', 'on', 'Kept for clients; no effect.', onOff),
    local('plan_cache_mode', 'auto', 'Kept for clients; no effect.', plainText),
    local(
      'resolve_fallback_snapshot_on_failure',
      'off',
      'An expired snapshot is replaced by the earliest kept.',
      onOff,
    ),
    local('role', 'none', 'Kept for clients; no effect.', plainText),
    local('row_security', 'on', 'Kept for clients; no effect.', onOff),
    local('search_path', '"$user", public', 'Schemas in which plain names are looked up.', plainText),
    local('skip_stats_for_complex_datatypes', 'on', 'COMPUTE STATISTICS leaves arrays and maps out.', onOff),
    local(
      'statement_timeout',
      '0',
      'Time limit of a statement; milliseconds, 0 for the limit of the server.',
      milliseconds,
    ),
    local('synchronous_commit', 'on', 'Kept for clients; every commit is durable.', plainText),
    local('temp_buffers', '8MB', 'Kept for clients; no effect.', plainText),
    local('timezone_abbreviations', 'Default', 'Kept for clients; no effect.', plainText),
    local('transaction_deferrable', 'off', 'Of the current transaction.', onOff),
    local('transaction_isolation', 'read committed', 'Of the current transaction.', isolation),
    local('transaction_read_only', 'off', 'Of the current transaction.', onOff),
    local('work_mem', '4MB', 'Kept for clients; no effect.', plainText),
    local('xmloption', 'content', 'Kept for clients; no effect.', plainText),
    fixed('block_size', '8192', 'Kept for clients.'),
    fixed('max_identifier_length', '63', 'Kept for clients; longer names work.'),
    fixed('max_index_keys', '32', 'Kept for clients.'),
    fixed('password_encryption', 'scram-sha-256', 'How passwords are kept.'),
    fixed('server_version_num', SERVER_VERSION_NUM, 'server_version as a number.'),
    fixed('wal_level', 'replica', 'Kept for clients.'),
    fixed('max_connections', '100', 'Sessions that may be open at a time.'),
    ...Object.entries(PLANNER_SETTINGS).map(([name, initial]) =>
      local(
        name,
        initial,
        'Kept for clients; no effect.',
        initial === 'on' || initial === 'off' ? onOffOr(...(WORDS[name] ?? [])) : plainText,
      ),
    ),
  ].map((definition) => [definition.name.toLowerCase(), definition]),
);

function local(
  name: string,
  initial: string,
  description: string,
  accept: SettingDefinition['accept'],
): SettingDefinition {
  return { name, initial, description, ...(accept === undefined ? {} : { accept }) };
}

function reported(
  name: string,
  initial: string,
  description: string,
  accept: SettingDefinition['accept'],
): SettingDefinition {
  return { ...local(name, initial, description, accept), reported: true };
}

function fixed(name: string, initial: string, description: string, isReported = false): SettingDefinition {
  return { name, initial, description, readOnly: true, reported: isReported };
}

/** Throws 42704 for a name that is no setting; a dotted name is always one. */
export function settingDefinition(name: string): SettingDefinition {
  const known = SETTINGS.get(name.toLowerCase());
  if (known !== undefined) return known;
  if (name.includes('.')) return local(name, '', 'Set by a client.', plainText);
  throw unrecognized(name);
}

export function unrecognized(name: string): SqlError {
  return new SqlError(SQLSTATE.undefinedObject, `unrecognized configuration parameter "${name}"`);
}

/** A value as SHOW prints it: times in the largest unit that divides them, `5s`, `10min`; 0 without a unit. */
export function shownValue(name: string, value: string): string {
  const amount = Number(value);
  if (settingDefinition(name).accept !== milliseconds || amount === 0) return value;
  const unit = Object.entries(UNITS_MS).findLast(([name, ms]) => name !== '' && amount % ms === 0);
  return unit === undefined ? value : `${amount / unit[1]}${unit[0]}`;
}
