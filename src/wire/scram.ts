import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ScramVerifier } from '../core/scram-verifier.ts';
import { DEFAULT_SCRAM_ITERATIONS, SCRAM_KEY_BYTES, SCRAM_SALT_BYTES } from '../core/scram-verifier.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { decodeUtf8 } from '../types/utf8.ts';
import { fatalProtocolError } from './protocol-error.ts';

export const SCRAM = 'SCRAM-SHA-256';
export const SCRAM_PLUS = 'SCRAM-SHA-256-PLUS';
export type ScramMechanism = typeof SCRAM | typeof SCRAM_PLUS;

/** 18 bytes, so that base64 needs no padding. */
const NONCE_BYTES = 18;
const BINDING_HEADER = 'p=tls-server-end-point,,';

export interface ScramChallenge {
  /** server-first-message. */
  readonly message: string;
  /** The fields of the exchange that the client's proof covers. */
  readonly clientFirstBare: string;
  readonly nonce: string;
  /** What `c=` has to be, decoded. */
  readonly channelBinding: Buffer;
}

export interface ScramOffer {
  readonly mechanism: ScramMechanism;
  /** The certificate's hash when -PLUS was offered, whichever mechanism the client took. */
  readonly endPointHash: Buffer | undefined;
  readonly verifier: ScramVerifier;
  /** Base64 text; made here unless a test gives one. */
  readonly serverNonce?: string | undefined;
}

/**
 * Answers client-first-message. Throws FATAL 08P01 for a malformed message, 28000 for a downgrade of channel binding, 0A000
 * for an authorization identity. Source: RFC 5802, section 5; PostgreSQL `read_client_first_message`.
 */
export function scramChallenge(data: Buffer, offer: ScramOffer): ScramChallenge {
  const text = fatalUtf8(data);
  const bindingEnd = text.indexOf(',');
  const headerEnd = text.indexOf(',', bindingEnd + 1);
  if (bindingEnd < 0 || headerEnd < 0) throw malformed('The message has no header.');
  const header = text.slice(0, headerEnd + 1);
  const clientFirstBare = text.slice(headerEnd + 1);
  if (headerEnd > bindingEnd + 1) throw refusedIdentity();
  const channelBinding = Buffer.concat([Buffer.from(header), bindingData(header, offer)]);

  const [name, nonceField] = clientFirstBare.split(',');
  if (name === undefined || !name.startsWith('n=')) throw malformed('The message has no user name.');
  const clientNonce = attribute(nonceField, 'r');
  if (clientNonce === '' || !isPrintable(clientNonce)) throw malformed('The nonce is empty or not printable.');

  const nonce = clientNonce + (offer.serverNonce ?? randomBytes(NONCE_BYTES).toString('base64'));
  const { salt, iterations } = offer.verifier;
  const message = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
  return { message, clientFirstBare, nonce, channelBinding };
}

/**
 * Checks client-final-message. Answers server-final-message, or undefined when the proof is wrong. Throws FATAL 08P01 for a
 * malformed message, another nonce or another channel binding. Costs three HMACs and two hashes.
 */
export function scramVerify(data: Buffer, challenge: ScramChallenge, verifier: ScramVerifier): string | undefined {
  const text = fatalUtf8(data);
  const proofAt = text.lastIndexOf(',p=');
  if (proofAt < 0) throw malformed('The message has no proof.');
  const withoutProof = text.slice(0, proofAt);
  const [binding, nonceField] = withoutProof.split(',');
  if (!equal(fromBase64(attribute(binding, 'c')), challenge.channelBinding)) {
    throw fatalProtocolError('SCRAM channel binding check failed');
  }
  if (!equal(Buffer.from(attribute(nonceField, 'r')), Buffer.from(challenge.nonce))) {
    throw malformed('The nonce is not the one of this exchange.');
  }
  const proof = fromBase64(text.slice(proofAt + 3));
  if (proof.length !== SCRAM_KEY_BYTES) throw malformed('The proof has the wrong length.');

  const authMessage = `${challenge.clientFirstBare},${challenge.message},${withoutProof}`;
  const signature = hmac(verifier.storedKey, authMessage);
  const clientKey = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)));
  const storedKey = createHash('sha256').update(clientKey).digest();
  const serverSignature = hmac(verifier.serverKey, authMessage);
  return timingSafeEqual(storedKey, verifier.storedKey) ? `v=${serverSignature.toString('base64')}` : undefined;
}

/**
 * A verifier that no password matches, for a user that does not exist: always the same salt for the same name, so that the
 * exchange looks like that of an account.
 */
export function mockVerifier(user: string, secret: Buffer): ScramVerifier {
  return {
    iterations: DEFAULT_SCRAM_ITERATIONS,
    salt: hmac(secret, `salt:${user}`).subarray(0, SCRAM_SALT_BYTES),
    storedKey: randomBytes(SCRAM_KEY_BYTES),
    serverKey: randomBytes(SCRAM_KEY_BYTES),
  };
}

/** What follows the header inside `c=`. The header has to fit the mechanism and what was offered. */
function bindingData(header: string, offer: ScramOffer): Buffer {
  if (offer.mechanism === SCRAM_PLUS) {
    if (header !== BINDING_HEADER || offer.endPointHash === undefined) {
      throw malformed('The client selected SCRAM-SHA-256-PLUS without channel binding of type tls-server-end-point.');
    }
    return offer.endPointHash;
  }
  if (header === 'n,,') return Buffer.alloc(0);
  if (header !== 'y,,') throw malformed('The channel binding flag does not fit SCRAM-SHA-256.');
  if (offer.endPointHash === undefined) return Buffer.alloc(0);
  throw new SqlError(SQLSTATE.invalidAuthorizationSpecification, 'SCRAM channel binding negotiation error', {
    detail: 'The client supports SCRAM channel binding but thinks the server does not.',
    fatal: true,
  });
}

function attribute(field: string | undefined, name: string): string {
  if (field?.startsWith(`${name}=`) !== true) throw malformed(`Attribute "${name}" is missing.`);
  return field.slice(2);
}

function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw malformed('An attribute is not base64.');
  return bytes;
}

function isPrintable(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]*$/.test(text);
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function fatalUtf8(data: Buffer): string {
  try {
    return decodeUtf8(data);
  } catch {
    throw malformed('The message is not UTF-8.');
  }
}

function malformed(detail: string): SqlError {
  return fatalProtocolError('malformed SCRAM message', detail);
}

function refusedIdentity(): SqlError {
  const message = 'client uses authorization identity, but it is not supported';
  return new SqlError(SQLSTATE.featureNotSupported, message, { fatal: true });
}
