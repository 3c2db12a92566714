import type { Batch } from '../types/batch.ts';
import { type StringMemory, stringMemory } from '../types/vectors.ts';
import { putBytes } from './row-bytes.ts';
import type { CopyField } from './row-copy-text.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const INLINE_BYTES = 12;

/**
 * VARCHAR for COPY in text or csv. Values are copied as they are unless they hold a special byte or may be taken for
 * something else. Runs of memory are searched as a whole first: most hold nothing special.
 */
export class CopyStringWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private strings: StringMemory | undefined;
  private inlineView: DataView = new DataView(new ArrayBuffer(0));
  /** Per run of the batch: whether a special byte is in it; whether one that takes a prefix is. */
  private runIsSpecial: boolean[] = [];
  private runHasPrefix: boolean[] = [];
  /** Per row: 1 when the value is not copied as it is. */
  private changed: Uint8Array = NOTHING_VALID;
  private readonly column: number;
  private readonly field: CopyField;
  private readonly reservedLengths: ReadonlySet<number>;

  constructor(column: number, field: CopyField) {
    this.column = column;
    this.field = field;
    this.reservedLengths = new Set(field.reserved.map((text) => text.length));
  }

  attach(batch: Batch): void {
    const strings = stringMemory(batch, this.column);
    this.strings = strings;
    this.valid = strings.valid;
    this.changed = new Uint8Array(batch.rowCount);
    this.inlineView = new DataView(strings.data.buffer, strings.data.byteOffset, strings.data.byteLength);
    const { special, prefixOf } = this.field;
    this.runIsSpecial = strings.runs.runs.map((run) => holdsAny(run, special));
    this.runHasPrefix = strings.runs.runs.map((run) => holdsAny(run, prefixOf));
  }

  prepare(from: number, to: number): number {
    const { strings, changed } = this;
    if (strings === undefined) return 0;
    const { valid, words } = strings;
    let total = 0;
    for (let row = from; row < to; row++) {
      if (((valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      const length = words[row * 4] ?? 0;
      total += length;
      const mustChange = this.field.forced || this.mustChange(strings, row, length);
      changed[row] = mustChange ? 1 : 0;
      if (mustChange) total += length + 2;
    }
    return total;
  }

  put(memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const { strings } = this;
    if (strings === undefined) return pos;
    const length = strings.words[row * 4] ?? 0;
    if (length <= INLINE_BYTES) {
      return this.changed[row] === 1
        ? this.putChanged(memory, view, pos, strings.data, this.inlineView, row * 16 + 4, length, true)
        : putBytes(memory, view, pos, strings.data, this.inlineView, row * 16 + 4, length);
    }
    const { runs, views, runOf, offsetOf } = strings.runs;
    const run = runOf[row] ?? 0;
    const source = runs[run];
    const sourceView = views[run];
    if (source === undefined || sourceView === undefined) throw new Error(`row ${row} of a string column was not read`);
    const offset = offsetOf[row] ?? 0;
    return this.changed[row] === 1
      ? this.putChanged(memory, view, pos, source, sourceView, offset, length, this.runHasPrefix[run] === true)
      : putBytes(memory, view, pos, source, sourceView, offset, length);
  }

  /** With quotes around and prefixes within; what lies between two prefixed bytes is copied at once. */
  private putChanged(
    memory: Uint8Array,
    view: DataView,
    start: number,
    source: Uint8Array,
    sourceView: DataView,
    offset: number,
    length: number,
    mayHavePrefix: boolean,
  ): number {
    const { prefixOf, replacementOf, quote } = this.field;
    let pos = start;
    if (quote !== 0) view.setUint8(pos++, quote);
    const end = offset + length;
    let from = offset;
    for (let at = mayHavePrefix ? offset : end; at < end; at++) {
      const byte = source[at] ?? 0;
      const prefix = prefixOf[byte] ?? 0;
      if (prefix === 0) continue;
      pos = putBytes(memory, view, pos, source, sourceView, from, at - from);
      view.setUint8(pos, prefix);
      view.setUint8(pos + 1, replacementOf[byte] ?? byte);
      pos += 2;
      from = at + 1;
    }
    pos = putBytes(memory, view, pos, source, sourceView, from, end - from);
    if (quote !== 0) view.setUint8(pos++, quote);
    return pos;
  }

  private mustChange({ data, runs }: StringMemory, row: number, length: number): boolean {
    let source = data;
    let offset = row * 16 + 4;
    let mayBeSpecial = true;
    if (length > INLINE_BYTES) {
      const run = runs.runOf[row] ?? 0;
      source = runs.runs[run] ?? data;
      offset = runs.offsetOf[row] ?? 0;
      mayBeSpecial = this.runIsSpecial[run] === true;
    }
    if (mayBeSpecial && this.hasSpecial(source, offset, length)) return true;
    return this.reservedLengths.has(length) && this.isReserved(source, offset, length);
  }

  private hasSpecial(source: Uint8Array, offset: number, length: number): boolean {
    const { special } = this.field;
    for (let at = offset; at < offset + length; at++) {
      if (special[source[at] ?? 0] !== 0) return true;
    }
    return false;
  }

  private isReserved(source: Uint8Array, offset: number, length: number): boolean {
    for (const text of this.field.reserved) {
      if (text.length === length && text.equals(source.subarray(offset, offset + length))) return true;
    }
    return false;
  }
}

/** Whether one of the bytes that `table` marks occurs. */
function holdsAny(run: Uint8Array, table: Uint8Array): boolean {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  return table.some((mark, byte) => mark !== 0 && bytes.includes(byte));
}
