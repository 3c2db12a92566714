import { resolve } from 'node:path';

/** What the server is told at its start; checked once, read-only after. */
export interface Config {
  readonly dataDir: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly httpPort: number;
  /** Password of the account `admin` at the very first start. */
  readonly adminPassword: string | undefined;
  readonly auth: 'scram' | 'password' | 'trust';
  readonly tls: 'off' | 'on' | 'require';
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly maxConnections: number;
  readonly maxMessageBytes: number;
  /** 0: none. A session's `statement_timeout` may lower it. */
  readonly statementTimeoutMs: number;
  readonly idleSessionTimeoutMs: number;
  readonly shutdownGraceMs: number;
  readonly memoryLimit: string | undefined;
  readonly threads: number | undefined;
  readonly tempLimit: string | undefined;
  /** Days after which snapshots expire; without it they are kept for ever. */
  readonly snapshotRetentionDays: number | undefined;
  /** Batch queries, of REST and schedules, that run at once. */
  readonly batchConcurrency: number;
  readonly batchTimeoutMs: number;
  /** Entries of the query log. */
  readonly keepQueries: number;
  /** Days after which an account made over HTTP is refused when nobody has used it; 0: never. */
  readonly unusedCredentialDays: number;
  /** Largest body of an HTTP request. */
  readonly maxBodyBytes: number;
  /** HTTP requests a second of one account; 0: no limit. */
  readonly requestsPerSecond: number;
  /** The organization that HTTP requests may name; without it any. */
  readonly organization: string | undefined;
  /** Who may read the metrics: `account`, or `open` for everybody. */
  readonly metrics: 'account' | 'open';
  /** Mail server of alerts; without one no mail is sent. */
  readonly smtpUrl: string | undefined;
  readonly smtpFrom: string;
  readonly logLevel: LogLevel;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The command line or an environment variable cannot be used as it stands. One line, fit to be shown as it is. */
export class UsageError extends Error {}

interface Option {
  readonly flag: string;
  readonly env: string;
  readonly value: string;
  readonly fallback: string;
  readonly help: string;
}

const OPTIONS = {
  dataDir: option('data-dir', 'DIR', './data', 'folder that holds everything the server keeps'),
  host: option('host', 'H', '127.0.0.1', 'address to listen on'),
  port: option('port', 'N', '5432', 'port of the PostgreSQL protocol; 0 picks a free one'),
  httpPort: option('http-port', 'N', '8432', 'port of HTTP; 0 picks a free one'),
  adminPassword: option('admin-password', 'TEXT', '', 'password of the account admin, used at the first start only'),
  auth: option('auth', 'KIND', 'scram', 'scram; password (clear text, under TLS only); trust (no password at all)'),
  tls: option('tls', 'MODE', 'off', 'off; on (offered); require (plain text refused)'),
  tlsCert: option('tls-cert', 'FILE', '', 'certificate, PEM; without one a self-signed one is made in the data folder'),
  tlsKey: option('tls-key', 'FILE', '', 'key of the certificate, PEM'),
  maxConnections: option('max-connections', 'N', '200', 'open sessions at once'),
  maxMessageBytes: option('max-message-bytes', 'N', '67108864', 'largest message, and so statement, that is accepted'),
  statementTimeoutMs: option('statement-timeout', 'MS', '600000', 'time limit of an interactive statement; 0 for none'),
  idleSessionTimeoutMs: option(
    'idle-session-timeout',
    'MS',
    '7200000',
    'a session idle for this long is ended; 0: never',
  ),
  shutdownGraceMs: option('shutdown-grace', 'MS', '10000', 'time that running statements get when the server stops'),
  memoryLimit: option('memory-limit', 'SIZE', '', "engine's memory, as 4GB; default: four fifths of the machine's"),
  threads: option('threads', 'N', '', "engine's threads; default: the machine's cores"),
  tempLimit: option(
    'temp-limit',
    'SIZE',
    '',
    'disk space for intermediate results; default: nine tenths of what is free',
  ),
  snapshotRetentionDays: option(
    'snapshot-retention',
    'DAYS',
    '',
    'days after which snapshots can no longer be addressed; their rows stay; default: never',
  ),
  batchConcurrency: option('batch-concurrency', 'N', '2', 'batch queries, of REST and schedules, that run at once'),
  batchTimeoutMs: option('batch-timeout', 'MS', '86400000', 'time limit of a batch query'),
  keepQueries: option('keep-queries', 'N', '100000', 'entries of the query log; older ones go'),
  unusedCredentialDays: option(
    'unused-credential-days',
    'N',
    '90',
    'days after which an account made over HTTP is refused when nobody has used it; 0: never',
  ),
  maxBodyBytes: option('max-body-bytes', 'N', '8388608', 'largest body of an HTTP request'),
  requestsPerSecond: option('request-rate', 'N', '5000', 'HTTP requests a second of one account; 0: no limit'),
  organization: option('organization', 'ID', '', 'organization that HTTP requests may name; default: any'),
  metrics: option('metrics', 'WHO', 'account', 'who may read /metrics: account (every account), open (everybody)'),
  smtpUrl: option('smtp-url', 'URL', '', 'mail server of alerts, as smtp://user:password@host:587'),
  smtpFrom: option('smtp-from', 'ADDRESS', 'stillhouse@localhost', 'sender of the mail of alerts'),
  logLevel: option('log-level', 'LEVEL', 'info', 'debug, info, warn, error or silent; the log goes to standard error'),
} as const satisfies Record<keyof Config, Option>;

/**
 * Reads flags, then the environment, then the defaults.
 * Throws UsageError for an unknown flag, a flag without value, or a value of the wrong kind.
 */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config {
  const flags = readFlags(args);
  const text = (key: keyof Config): string => {
    const { flag, env: variable, fallback } = OPTIONS[key];
    return flags.get(flag) ?? (env[variable] || fallback);
  };
  const maybe = (key: keyof Config): string | undefined => text(key) || undefined;
  const integer = (key: keyof Config, most: number): number => {
    const value = Number(text(key));
    if (text(key) === '' || !Number.isInteger(value) || value < 0 || value > most) {
      throw new UsageError(`--${OPTIONS[key].flag} takes a whole number from 0 to ${most}, not "${text(key)}"`);
    }
    return value;
  };
  const oneOf = <T extends string>(key: keyof Config, ...choices: readonly T[]): T => {
    const found = choices.find((choice) => choice === text(key));
    if (found === undefined) {
      throw new UsageError(`--${OPTIONS[key].flag} takes one of ${choices.join(', ')}, not "${text(key)}"`);
    }
    return found;
  };
  const config: Config = {
    dataDir: resolve(text('dataDir')),
    host: text('host'),
    port: integer('port', 65_535),
    httpPort: integer('httpPort', 65_535),
    adminPassword: maybe('adminPassword'),
    auth: oneOf('auth', 'scram', 'password', 'trust'),
    tls: oneOf('tls', 'off', 'on', 'require'),
    tlsCert: maybe('tlsCert'),
    tlsKey: maybe('tlsKey'),
    maxConnections: integer('maxConnections', 100_000),
    maxMessageBytes: integer('maxMessageBytes', 1_073_741_823),
    statementTimeoutMs: integer('statementTimeoutMs', 2_147_483_647),
    idleSessionTimeoutMs: integer('idleSessionTimeoutMs', 2_147_483_647),
    shutdownGraceMs: integer('shutdownGraceMs', 2_147_483_647),
    memoryLimit: maybe('memoryLimit'),
    threads: maybe('threads') === undefined ? undefined : integer('threads', 1024),
    tempLimit: maybe('tempLimit'),
    snapshotRetentionDays:
      maybe('snapshotRetentionDays') === undefined ? undefined : integer('snapshotRetentionDays', 36_500),
    batchConcurrency: Math.max(1, integer('batchConcurrency', 1000)),
    batchTimeoutMs: integer('batchTimeoutMs', 2_147_483_647),
    keepQueries: Math.max(1, integer('keepQueries', 10_000_000)),
    unusedCredentialDays: integer('unusedCredentialDays', 36_500),
    maxBodyBytes: integer('maxBodyBytes', 1_073_741_823),
    requestsPerSecond: integer('requestsPerSecond', 1_000_000),
    organization: maybe('organization'),
    metrics: oneOf('metrics', 'account', 'open'),
    smtpUrl: maybe('smtpUrl'),
    smtpFrom: text('smtpFrom'),
    logLevel: oneOf('logLevel', 'debug', 'info', 'warn', 'error', 'silent'),
  };
  if ((config.tlsCert === undefined) !== (config.tlsKey === undefined)) {
    throw new UsageError('--tls-cert and --tls-key go together');
  }
  return config;
}

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.values(OPTIONS).map(({ flag, value, env, fallback, help }) => {
    const left = `  --${flag} ${value}`.padEnd(30);
    return `${left}${help}${fallback ? ` (default ${fallback})` : ''}\n${' '.repeat(30)}${env}`;
  });
  return `Usage: stillhouse serve [options]

A query server: any PostgreSQL client connects, the Query Service dialect runs on an embedded DuckDB.

Options, each with the environment variable of the same meaning:
${rows.join('\n')}

Other commands:
  stillhouse user list          the accounts of a data folder whose server is stopped (--data-dir DIR)
  stillhouse user add NAME      adds one; its password is read from standard input
  stillhouse user passwd NAME   changes a password, read from standard input
  stillhouse --help             this text
  stillhouse --version          the version

Connect:
  psql "host=127.0.0.1 port=5432 dbname=all user=admin"
`;
}

function option(flag: string, value: string, fallback: string, help: string): Option {
  return { flag, value, fallback, help, env: `STILLHOUSE_${flag.replaceAll('-', '_').toUpperCase()}` };
}

function readFlags(args: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set<string>(Object.values(OPTIONS).map((each) => each.flag));
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const equals = arg.indexOf('=');
    const flag = arg.slice(2, equals < 0 ? undefined : equals);
    if (!arg.startsWith('--') || !known.has(flag)) {
      throw new UsageError(`unknown option "${arg}"; stillhouse --help lists all`);
    }
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined) throw new UsageError(`--${flag} needs a value`);
    flags.set(flag, value);
  }
  return flags;
}
