import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { parseOptions } from './startup-options.ts';
import type { StartupPacket } from './startup-packet.ts';

/** A StartupMessage understood: who wants in, where to, and by which version of the protocol. */
export interface StartupRequest {
  readonly user: string;
  readonly database: string;
  /** Other parameters, names in lower case; `options` expanded, and overridden by a parameter of the same name. */
  readonly settings: ReadonlyMap<string, string>;
  /** The minor version spoken from here on: 3.0, or 3.2 with its longer cancel keys. */
  readonly minor: 0 | 2;
  /** What has to be said by NegotiateProtocolVersion; undefined when the client gets what it asked for. */
  readonly negotiation: { readonly version: number; readonly unknownOptions: readonly string[] } | undefined;
}

type StartupMessage = Extract<StartupPacket, { kind: 'StartupMessage' }>;

const PROTOCOL_OPTION_PREFIX = '_pq_.';
const NEWEST_MINOR = 2;

/**
 * Every error is FATAL: 0A000 for another major version or for replication, 28000 without a user name, 42601 for `options`
 * that cannot be read. Source: PostgreSQL manual, "Start-up"; PostgreSQL `ProcessStartupPacket`.
 */
export function understandStartup(message: StartupMessage): StartupRequest {
  if (message.major !== 3) throw unsupportedProtocol(message.major, message.minor);
  const parameters = new Map<string, string>();
  const unknownOptions: string[] = [];
  for (const [name, value] of message.parameters) {
    if (name.startsWith(PROTOCOL_OPTION_PREFIX)) unknownOptions.push(name);
    else parameters.set(name.toLowerCase(), value);
  }
  refuseReplication(parameters.get('replication'));
  const user = parameters.get('user') ?? '';
  if (user === '') {
    throw new SqlError(
      SQLSTATE.invalidAuthorizationSpecification,
      'no PostgreSQL user name specified in startup packet',
      {
        fatal: true,
      },
    );
  }
  // 3.1 was never a version; its clients get the keys of 3.0.
  const minor = message.minor >= NEWEST_MINOR ? NEWEST_MINOR : 0;
  const negotiated = message.minor > NEWEST_MINOR || unknownOptions.length > 0;
  return {
    user,
    database: parameters.get('database') || user,
    settings: settingsOf(parameters),
    minor,
    negotiation: negotiated ? { version: (3 << 16) | minor, unknownOptions } : undefined,
  };
}

export function unsupportedProtocol(major: number, minor: number): SqlError {
  const message = `unsupported frontend protocol ${major}.${minor}: server supports 3.0 to 3.${NEWEST_MINOR}`;
  return new SqlError(SQLSTATE.featureNotSupported, message, { fatal: true });
}

function settingsOf(parameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const [name, value] of parseOptions(parameters.get('options') ?? '')) settings.set(name.toLowerCase(), value);
  for (const [name, value] of parameters) {
    if (name !== 'user' && name !== 'database' && name !== 'options' && name !== 'replication')
      settings.set(name, value);
  }
  return settings;
}

/** `false` in any spelling of a boolean is what a client may say; there is no replication to be had. */
function refuseReplication(value: string | undefined): void {
  if (value === undefined) return;
  const word = value.toLowerCase();
  const isFalse =
    word === '0' || (word !== '' && ('false'.startsWith(word) || 'no'.startsWith(word))) || word === 'off';
  if (isFalse) return;
  throw new SqlError(SQLSTATE.featureNotSupported, 'replication connections are not supported', { fatal: true });
}
