import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text from a client's bytes, a leading byte-order mark kept. Throws 22021 for what is no UTF-8 and for a zero byte. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.indexOf(0) >= 0) throw notUtf8('0x00');
  try {
    return STRICT.decode(bytes);
  } catch (cause) {
    throw notUtf8(undefined, cause);
  }
}

function notUtf8(sequence?: string, cause?: unknown): SqlError {
  const which = sequence === undefined ? '' : `: ${sequence}`;
  return new SqlError(SQLSTATE.characterNotInRepertoire, `invalid byte sequence for encoding "UTF8"${which}`, {
    cause,
  });
}
