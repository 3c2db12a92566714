import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Dialect, isNullText } from './dialect.ts';
import type { RawRow } from './raw-row.ts';

/**
 * The fields of a CSV line, quotes undone. A field may be quoted in part. Throws 22P04 for a quote that does not end.
 * Source: PostgreSQL `CopyReadAttributesCSV`, src/backend/commands/copyfromparse.c.
 */
export function splitCsv(row: RawRow, dialect: Dialect): void {
  const { lineSource: bytes, lineStart, lineEnd } = row;
  const { delimiter, quote, escapeByte } = dialect;
  const out = row.scratch(lineEnd - lineStart);
  row.count = 0;
  let at = lineStart;
  let end = 0;
  for (;;) {
    const start = end;
    let quoted = false;
    let more = false;
    while (at < lineEnd) {
      const byte = bytes[at++] ?? 0;
      if (byte === delimiter) {
        more = true;
        break;
      }
      if (byte !== quote) {
        out[end++] = byte;
        continue;
      }
      quoted = true;
      for (;;) {
        if (at >= lineEnd) throw new SqlError(SQLSTATE.badCopyFileFormat, 'unterminated CSV quoted field');
        const inner = bytes[at++] ?? 0;
        const next = bytes[at];
        // The quote is its own escape where none is given.
        if (inner === escapeByte || (escapeByte < 0 && inner === quote)) {
          if (at < lineEnd && (next === quote || next === escapeByte)) {
            out[end++] = next;
            at++;
            continue;
          }
        }
        if (inner === quote) break;
        out[end++] = inner;
      }
    }
    row.add(start, end, isNullField(dialect, row.count, quoted, out, start, end));
    if (!more) return;
  }
}

function isNullField(
  dialect: Dialect,
  index: number,
  quoted: boolean,
  bytes: Buffer,
  from: number,
  to: number,
): boolean {
  if (quoted ? !dialect.forceNull.has(index) : dialect.forceNotNull.has(index)) return false;
  return isNullText(dialect, bytes, from, to);
}
