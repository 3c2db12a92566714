const INLINE_BYTES = 12;
/** With this many runs in row order the addresses are sorted, to find neighbours and duplicates. */
const MANY_RUNS = 16;
const TWO_32 = 4_294_967_296;
const MAX_ROWS = 4096;
const MAX_SORTABLE = Number.MAX_SAFE_INTEGER / MAX_ROWS;

export type ReadMemory = (address: number, length: number) => Uint8Array<ArrayBuffer>;

/**
 * The long values of a column of strings. A look at the engine's memory costs a native call, so values that lie side by
 * side are read by one. Only what touches exactly is joined: between two values may lie memory that is nobody's.
 */
export class StringRuns {
  /** Per row: which of `runs` holds the value. Unset for NULL and for short values. */
  readonly runOf: Uint16Array;
  /** Per row: where in its run the value starts. */
  readonly offsetOf: Uint32Array;
  readonly runs: Uint8Array<ArrayBuffer>[] = [];
  /** `runs` as they can be read four bytes at a time. */
  readonly views: DataView[] = [];

  constructor(words: Int32Array, valid: Uint8Array, rows: number, read: ReadMemory) {
    this.runOf = new Uint16Array(rows);
    this.offsetOf = new Uint32Array(rows);
    const order = longRows(words, valid, rows);
    if (order.length === 0) return;
    const sorted = countRuns(words, order) > MANY_RUNS ? sortedByAddress(words, order) : order;
    this.join(words, sorted, read);
  }

  private join(words: Int32Array, order: Int32Array, read: ReadMemory): void {
    let from = 0;
    while (from < order.length) {
      const start = addressOf(words, order[from] ?? 0);
      let end = start;
      let to = from;
      for (; to < order.length; to++) {
        const row = order[to] ?? 0;
        const address = addressOf(words, row);
        if (address < start || address > end) break;
        this.runOf[row] = this.runs.length;
        this.offsetOf[row] = address - start;
        end = Math.max(end, address + (words[row * 4] ?? 0));
      }
      const run = read(start, end - start);
      this.runs.push(run);
      this.views.push(new DataView(run.buffer, run.byteOffset, run.byteLength));
      from = to;
    }
  }
}

function longRows(words: Int32Array, valid: Uint8Array, rows: number): Int32Array {
  const order = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const isValid = ((valid[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
    if (isValid && (words[row * 4] ?? 0) > INLINE_BYTES) order[count++] = row;
  }
  return order.subarray(0, count);
}

function countRuns(words: Int32Array, order: Int32Array): number {
  let runs = 0;
  let end = -1;
  for (const row of order) {
    const address = addressOf(words, row);
    if (address !== end) runs++;
    end = address + (words[row * 4] ?? 0);
  }
  return runs;
}

/** Sorts numbers, not pairs: the row rides in the low digits of its address, counted from the lowest. */
function sortedByAddress(words: Int32Array, order: Int32Array): Int32Array {
  const addresses = Float64Array.from(order, (row) => addressOf(words, row));
  let lowest = Number.POSITIVE_INFINITY;
  let highest = 0;
  for (const address of addresses) {
    lowest = Math.min(lowest, address);
    highest = Math.max(highest, address);
  }
  if (highest - lowest >= MAX_SORTABLE || order.length > MAX_ROWS) {
    return order.slice().sort((left, right) => addressOf(words, left) - addressOf(words, right));
  }
  const keys = addresses.map((address, index) => (address - lowest) * MAX_ROWS + index).sort();
  return Int32Array.from(keys, (key) => order[key % MAX_ROWS] ?? 0);
}

/** Addresses of user memory take 47 bits. */
function addressOf(words: Int32Array, row: number): number {
  return ((words[row * 4 + 3] ?? 0) >>> 0) * TWO_32 + ((words[row * 4 + 2] ?? 0) >>> 0);
}
