import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { BodyReader } from './body-reader.ts';
import { fatalProtocolError } from './protocol-error.ts';

/** What may come before authentication. Source: PostgreSQL manual, "Message Formats". */
export type StartupPacket =
  | { readonly kind: 'SSLRequest' }
  | { readonly kind: 'GSSENCRequest' }
  | { readonly kind: 'CancelRequest'; readonly processId: number; readonly key: Buffer }
  | {
      readonly kind: 'StartupMessage';
      /** As asked for. */
      readonly major: number;
      readonly minor: number;
      readonly parameters: ReadonlyMap<string, string>;
    };

const SSL_REQUEST = 80_877_103;
const GSSENC_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
/** A cancel key has at most this many bytes in protocol 3.2. */
const MAX_KEY_BYTES = 256;

/** `packet` is what follows the length. Every error is FATAL: 08P01, or 22021 for text that is not UTF-8. */
export function decodeStartup(packet: Buffer): StartupPacket {
  const body = new BodyReader(packet);
  const code = body.int32();
  switch (code) {
    case SSL_REQUEST:
      return { kind: 'SSLRequest' };
    case GSSENC_REQUEST:
      return { kind: 'GSSENCRequest' };
    case CANCEL_REQUEST: {
      if (body.remaining < 8 || body.remaining > 4 + MAX_KEY_BYTES) {
        throw fatalProtocolError('invalid length of cancel request packet');
      }
      return { kind: 'CancelRequest', processId: body.int32(), key: body.rest() };
    }
    default: {
      const major = code >>> 16;
      // The rest of a packet of another protocol means nothing here; the version is refused later.
      const parameters = major === 3 ? decodeParameters(body) : new Map<string, string>();
      return { kind: 'StartupMessage', major, minor: code & 0xffff, parameters };
    }
  }
}

function decodeParameters(body: BodyReader): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  try {
    while (body.remaining > 1) {
      const name = body.cstring();
      if (name === '') break;
      parameters.set(name, body.cstring());
    }
  } catch (error) {
    throw error instanceof SqlError && error.sqlState === SQLSTATE.characterNotInRepertoire
      ? error.with({ fatal: true })
      : invalidLayout();
  }
  if (body.remaining !== 1 || body.byte() !== 0) throw invalidLayout();
  return parameters;
}

function invalidLayout(): SqlError {
  return fatalProtocolError('invalid startup packet layout: expected terminator as last byte');
}
