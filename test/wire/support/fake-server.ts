import { randomBytes } from 'node:crypto';
import { type Logger, silentLogger } from '../../../src/core/logger.ts';
import { buildVerifier, parseVerifier } from '../../../src/core/scram-verifier.ts';
import type { AccountDirectory } from '../../../src/session/client-session.ts';
import { createWireServer, type WireServer, type WireServerOptions } from '../../../src/wire/server.ts';
import { FakeSessions } from './fake-session.ts';

export const USER = 'reader';
export const PASSWORD = 'secret';

export interface FakeServer {
  readonly server: WireServer;
  readonly sessions: FakeSessions;
  readonly port: number;
  readonly log: readonly LogLine[];
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A server on a free port of the loopback, with one account, `reader` / `secret`, and sessions without an engine. */
export async function startFakeServer(options: Partial<WireServerOptions> = {}): Promise<FakeServer> {
  const verifier = parseVerifier(await buildVerifier(PASSWORD));
  const accounts: AccountDirectory = {
    verifiers: (user) => (user === USER && verifier !== undefined ? [verifier] : []),
    proved: () => undefined,
    mockSecret: randomBytes(32),
  };
  const sessions = new FakeSessions();
  const log: LogLine[] = [];
  const server = await createWireServer({
    host: '127.0.0.1',
    port: 0,
    auth: 'scram',
    sessions,
    accounts,
    logger: collecting(log),
    ...options,
  });
  return { server, sessions, port: server.address.port, log };
}

function collecting(log: LogLine[], inherited: object = {}): Logger {
  const at = (level: string) => (fields: object, message: string) => {
    log.push({ level, message, fields: { ...inherited, ...fields } });
  };
  return {
    ...silentLogger,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => collecting(log, { ...inherited, ...fields }),
  };
}
