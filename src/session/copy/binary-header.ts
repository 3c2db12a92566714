import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FLAGS_AT = SIGNATURE.length;
const EXTENSION_AT = FLAGS_AT + 4;
const EXTENSION_BYTES_AT = EXTENSION_AT + 4;
/** Of the upper 16 flags, which a reader must know: this one was dropped in PostgreSQL 12. */
const WITH_OIDS = 0x1_0000;

/**
 * Where the rows begin in a binary copy: after signature, int32 flags, int32 length of an extension, the extension.
 * Undefined when more bytes are needed. `last`: there are none. Throws 22P04.
 */
export function rowsBeginAt(bytes: Buffer, last: boolean): number | undefined {
  const there = Math.min(bytes.length, SIGNATURE.length);
  if (!bytes.subarray(0, there).equals(SIGNATURE.subarray(0, there)) || (last && there < SIGNATURE.length)) {
    throw bad('COPY file signature not recognized');
  }
  if (bytes.length < EXTENSION_AT) return last ? fail('missing flags') : undefined;
  const flags = bytes.readUInt32BE(FLAGS_AT);
  if ((flags & WITH_OIDS) !== 0) return fail('WITH OIDS');
  if (flags >>> 16 !== 0) throw bad('unrecognized critical flags in COPY file header');
  if (bytes.length < EXTENSION_BYTES_AT) return last ? fail('missing length') : undefined;
  const extension = bytes.readInt32BE(EXTENSION_AT);
  if (extension < 0) return fail('missing length');
  const end = EXTENSION_BYTES_AT + extension;
  if (bytes.length < end) return last ? fail('wrong length') : undefined;
  return end;
}

function fail(what: string): never {
  throw bad(`invalid COPY file header (${what})`);
}

function bad(message: string): SqlError {
  return new SqlError(SQLSTATE.badCopyFileFormat, message);
}
