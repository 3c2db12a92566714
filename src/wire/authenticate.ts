import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../core/logger.ts';
import { passwordMatches, type ScramVerifier } from '../core/scram-verifier.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { AccountDirectory } from '../session/client-session.ts';
import { BodyReader } from './body-reader.ts';
import type { ClientSocket } from './client-socket.ts';
import { ConnectionLost } from './connection-lost.ts';
import type { FrameLimit } from './frames.ts';
import type { LoginThrottle } from './login-throttle.ts';
import { fatalProtocolError } from './protocol-error.ts';
import { mockVerifier, SCRAM, SCRAM_PLUS, scramChallenge, scramVerify } from './scram.ts';

/** `password`: in clear, and only inside TLS; a plain connection gets SCRAM. `trust`: nobody is asked. */
export type AuthMethod = 'scram' | 'password' | 'trust';

export interface Authentication {
  readonly method: AuthMethod;
  readonly accounts: AccountDirectory;
  readonly throttle: LoginThrottle;
  readonly logger: Logger;
  /** Of the certificate in use; undefined: no channel binding. */
  readonly endPointHash: Buffer | undefined;
}

const MAX_PASSWORD_BYTES = 64 * 1024;

/**
 * Has the client prove its password. Does not send AuthenticationOk. Throws FATAL 28P01 when the proof is wrong, after a
 * delay, and 08P01 for a malformed exchange. An unknown user goes the same way at the same cost.
 */
export async function authenticate(client: ClientSocket, user: string, context: Authentication): Promise<void> {
  if (context.method === 'trust') return;
  const { accounts, throttle, logger } = context;
  const waitMs = throttle.beginAttempt(client.address, user);
  if (waitMs === undefined) throw wrongPassword(user);
  if (waitMs > 0) await sleep(waitMs);

  const [verifier = mockVerifier(user, accounts.mockSecret), ...more] = accounts.verifiers(user);
  const proved =
    context.method === 'password' && client.encrypted
      ? await provedByPassword(client, verifier, more)
      : await provedByScram(client, [verifier, ...more], context.endPointHash);
  if (proved) {
    accounts.proved(user);
    return throttle.succeeded(client.address, user);
  }

  const { failures, delayMs } = throttle.failed(client.address, user);
  logger.warn({ address: client.address, user, failures }, 'password authentication failed');
  await sleep(delayMs);
  throw wrongPassword(user);
}

async function provedByPassword(
  client: ClientSocket,
  verifier: ScramVerifier,
  more: readonly ScramVerifier[],
): Promise<boolean> {
  client.output.send({ kind: 'AuthenticationCleartextPassword' });
  const body = new BodyReader(await passwordMessage(client));
  const password = body.cstring();
  body.end();
  return passwordMatches(password, verifier, more);
}

async function provedByScram(
  client: ClientSocket,
  verifiers: readonly [ScramVerifier, ...(readonly ScramVerifier[])],
  certificateHash: Buffer | undefined,
): Promise<boolean> {
  const endPointHash = client.encrypted ? certificateHash : undefined;
  const mechanisms = endPointHash === undefined ? [SCRAM] : [SCRAM_PLUS, SCRAM];
  client.output.send({ kind: 'AuthenticationSASL', mechanisms });
  const { mechanism, data } = initialResponse(await passwordMessage(client));
  if (mechanism !== SCRAM && (mechanism !== SCRAM_PLUS || endPointHash === undefined)) {
    throw fatalProtocolError('client selected an invalid SASL authentication mechanism');
  }
  const challenge = scramChallenge(data, { mechanism, endPointHash, verifier: verifiers[0] });
  client.output.send({ kind: 'AuthenticationSASLContinue', data: challenge.message });
  const proof = await passwordMessage(client);
  for (const verifier of verifiers) {
    const serverFinal = scramVerify(proof, challenge, verifier);
    if (serverFinal === undefined) continue;
    client.output.send({ kind: 'AuthenticationSASLFinal', data: serverFinal });
    return true;
  }
  return false;
}

/** SASLInitialResponse. A client that has no data of its own is asked for none: SCRAM always has. */
function initialResponse(bytes: Buffer): { readonly mechanism: string; readonly data: Buffer } {
  const body = new BodyReader(bytes);
  const mechanism = body.cstring();
  const length = body.int32();
  const data = length === -1 ? Buffer.alloc(0) : body.bytes(length);
  body.end();
  return { mechanism, data };
}

/** Sends what is collected and waits for the answer to it. */
async function passwordMessage(client: ClientSocket): Promise<Buffer> {
  await client.output.flush();
  const frame = await client.input.next(passwordLimit);
  if (frame === undefined) throw new ConnectionLost();
  return frame.body;
}

const passwordLimit: FrameLimit = (type) => {
  if (type === 'p') return MAX_PASSWORD_BYTES;
  if (type === 'X') throw new ConnectionLost();
  throw fatalProtocolError(`expected password response, got message type ${type.charCodeAt(0)}`);
};

function wrongPassword(user: string): SqlError {
  return new SqlError(SQLSTATE.invalidPassword, `password authentication failed for user "${user}"`, { fatal: true });
}
