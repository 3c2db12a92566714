import type { CopyOptions } from '../session/client-session.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import type { OutputBuffer } from './output-buffer.ts';
import { CodecWriter } from './row-codec.ts';
import { CopyStringWriter } from './row-copy-strings.ts';
import { type CopyText, copyText } from './row-copy-text.ts';
import type { RowEncoder } from './row-encoder.ts';
import type { RowFrame } from './row-loop.ts';
import { physicalColumns } from './row-types.ts';
import type { ColumnWriter } from './row-writer.ts';
import { columnWriter, hasStringMemory, plainTextWriter } from './row-writers.ts';
import { WriterEncoder } from './rows.ts';

/** Writes the CopyData messages of a COPY TO, a row in each: clients such as psycopg take a message for a row. */
export interface CopyEncoder extends RowEncoder {
  /** What goes before the rows: the header line, or the header of the binary format. */
  start(out: OutputBuffer): void;
  /** What goes after the rows: the trailer of the binary format. */
  end(out: OutputBuffer): void;
}

/** `PGCOPY\n\377\r\n\0`, int32 flags, int32 length of the header's extension. */
const BINARY_HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const BINARY_TRAILER = Buffer.from('ffff', 'hex');

/** Source: PostgreSQL manual, "COPY", File Formats. */
export function createCopyEncoder(
  columns: readonly Column[],
  options: CopyOptions,
  context: EncodeContext,
): CopyEncoder {
  return options.format === 'binary'
    ? binaryCopyEncoder(columns, context)
    : textCopyEncoder(columns, copyText(options, columns.length), context);
}

function binaryCopyEncoder(columns: readonly Column[], context: EncodeContext): CopyEncoder {
  const formats = columns.map(() => 1 as const);
  const rows = new WriterEncoder(binaryFrame(columns.length), `copy binary ${columns.length}`, (batch) =>
    physicalColumns(columns, formats, batch, context).map((column, index) => columnWriter(column, index, 1, context)),
  );
  return {
    start: (out) => writeCopyData(BINARY_HEADER, out),
    encode: (slice, out) => rows.encode(slice, out),
    end: (out) => writeCopyData(BINARY_TRAILER, out),
  };
}

function textCopyEncoder(columns: readonly Column[], text: CopyText, context: EncodeContext): CopyEncoder {
  const formats = columns.map(() => 0 as const);
  const quoted = new Set(
    columns.flatMap((column, index) => (isQuotedPlain(column, index, text, context) ? [index] : [])),
  );
  const frame = textFrame(text, quoted);
  const rows = new WriterEncoder(
    frame,
    `copy ${JSON.stringify([text.delimiter, text.nullText, text.quote, [...quoted]])}`,
    (batch) =>
      physicalColumns(columns, formats, batch, context).map((column, index) =>
        copyWriter(column, index, text, context),
      ),
  );
  return {
    start(out) {
      if (!text.header) return;
      const names = columns.map((column) => text.headerName(column.name));
      writeCopyData(Buffer.from(`${names.join(text.delimiter)}\n`), out);
    },
    encode: (slice, out) => rows.encode(slice, out),
    end: () => undefined,
  };
}

/** Texts that can hold nothing to escape are written as in a DataRow. */
function copyWriter(column: Column, index: number, text: CopyText, context: EncodeContext): ColumnWriter {
  const plain = text.plainIsSafe ? plainTextWriter(column, index, context) : undefined;
  if (plain !== undefined) return plain;
  const field = text.field(index);
  return hasStringMemory(column, 0)
    ? new CopyStringWriter(index, field)
    : new CodecWriter(column, index, context, field.ofText);
}

/** FORCE_QUOTE of a plain text: the frame writes the quotes. */
function isQuotedPlain(column: Column, index: number, text: CopyText, context: EncodeContext): boolean {
  return text.forceQuote.has(index) && text.plainIsSafe && plainTextWriter(column, index, context) !== undefined;
}

function writeCopyData(bytes: Uint8Array, out: OutputBuffer): void {
  out.startMessage('d');
  out.bytes(bytes);
  out.endMessage();
}

function textFrame(text: CopyText, quoted: ReadonlySet<number>): RowFrame {
  const nullBytes = Buffer.from(text.nullText);
  const delimiter = byteStatement(text.delimiter.charCodeAt(0));
  const before = (index: number): string => (index === 0 ? '' : delimiter);
  const quote = byteStatement(text.quote.charCodeAt(0));
  return {
    rowBytes: 6,
    valueBytes: 1 + Math.max(2, nullBytes.length),
    begin: 'view.setUint8(pos, 0x64); pos += 5;',
    value(index, put) {
      const value = `pos = ${put('pos')};`;
      return before(index) + (quoted.has(index) ? quote + value + quote : value);
    },
    null: (index) => before(index) + Array.from(nullBytes, byteStatement).join(''),
    end: `${byteStatement(0x0a)} view.setInt32(start + 1, pos - start - 1);`,
  };
}

function byteStatement(byte: number): string {
  return `view.setUint8(pos++, ${byte});`;
}

/** Int16 count of fields, then as in a DataRow. */
function binaryFrame(columnCount: number): RowFrame {
  return {
    rowBytes: 7,
    valueBytes: 4,
    begin: `view.setUint8(pos, 0x64); view.setInt16(pos + 5, ${columnCount}); pos += 7;`,
    value: (_index, put) => `end = ${put('pos + 4')}; view.setInt32(pos, end - pos - 4); pos = end;`,
    null: () => 'view.setInt32(pos, -1); pos += 4;',
    end: 'view.setInt32(start + 1, pos - start - 1);',
  };
}
