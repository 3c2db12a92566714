import { assertNever } from '../core/assert-never.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { ALPN_PROTOCOL, type ClientSocket } from './client-socket.ts';
import { ConnectionLost } from './connection-lost.ts';
import { fatalProtocolError } from './protocol-error.ts';
import { decodeStartup } from './startup-packet.ts';
import { type StartupRequest, understandStartup, unsupportedProtocol } from './startup-request.ts';
import type { WireTls } from './tls.ts';

/** From where clients may come without TLS. */
export type PlainTextPolicy = 'never' | 'loopback' | 'anywhere';

export interface StartupOptions {
  readonly tls: WireTls | undefined;
  readonly plainText: PlainTextPolicy;
}

export type StartupOutcome =
  | { readonly kind: 'start'; readonly request: StartupRequest }
  | { readonly kind: 'cancel'; readonly processId: number; readonly key: Buffer }
  /** The client closed the connection without asking for anything. */
  | { readonly kind: 'left' };

/** First byte of a TLS record that carries a handshake. */
const TLS_HANDSHAKE = 0x16;

/**
 * Everything before authentication: direct TLS, requests for encryption, then a StartupMessage or a CancelRequest. Each
 * request for encryption is answered once. Errors are FATAL; ConnectionLost when there is nobody to tell.
 * Source: PostgreSQL manual, "Start-up", "SSL Session Encryption", "GSSAPI Session Encryption".
 */
export async function startUp(client: ClientSocket, options: StartupOptions): Promise<StartupOutcome> {
  if ((await client.input.firstByte()) === TLS_HANDSHAKE) await encryptDirectly(client, options.tls);
  let sslAnswered = client.encrypted;
  let gssAnswered = client.encrypted;
  for (;;) {
    const packet = await client.input.nextStartup();
    if (packet === undefined) return { kind: 'left' };
    const message = decodeStartup(packet);
    switch (message.kind) {
      case 'SSLRequest':
        if (sslAnswered) throw unsupportedProtocol(1234, 5679);
        sslAnswered = true;
        await answerSslRequest(client, options.tls);
        if (client.encrypted) gssAnswered = true;
        break;
      case 'GSSENCRequest':
        if (gssAnswered) throw unsupportedProtocol(1234, 5680);
        gssAnswered = true;
        client.answer('N');
        break;
      case 'CancelRequest':
        return { kind: 'cancel', processId: message.processId, key: message.key };
      case 'StartupMessage': {
        const request = understandStartup(message);
        requireEncryption(client, options);
        return { kind: 'start', request };
      }
      default:
        return assertNever(message);
    }
  }
}

async function answerSslRequest(client: ClientSocket, tls: WireTls | undefined): Promise<void> {
  // What came behind the request was not encrypted, and anybody could have put it there (CVE-2021-23222).
  if (!client.input.drained) {
    throw fatalProtocolError(
      'received unencrypted data after SSL request',
      'This could be either a client-software bug or evidence of an attempted man-in-the-middle attack.',
    );
  }
  client.answer(tls === undefined ? 'N' : 'S');
  if (tls !== undefined) await client.encrypt(tls);
}

/** PostgreSQL 17's `sslnegotiation=direct`: without ALPN, a server of another protocol could be talked into an answer. */
async function encryptDirectly(client: ClientSocket, tls: WireTls | undefined): Promise<void> {
  if (tls === undefined) throw new ConnectionLost();
  await client.encrypt(tls);
  if (client.alpnProtocol !== ALPN_PROTOCOL) {
    throw fatalProtocolError('received direct SSL connection request without ALPN protocol negotiation extension');
  }
}

function requireEncryption(client: ClientSocket, options: StartupOptions): void {
  if (client.encrypted || options.plainText === 'anywhere') return;
  if (options.plainText === 'loopback' && client.loopback) return;
  throw new SqlError(SQLSTATE.invalidAuthorizationSpecification, 'connection requires TLS encryption', {
    hint:
      options.tls === undefined
        ? 'This server has no certificate yet: connect from its own machine, or configure TLS.'
        : 'Connect with sslmode=require, or one of the verify modes.',
    fatal: true,
  });
}
