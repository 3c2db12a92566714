const INITIAL_BYTES = 4 * 1024;
const MAX_BYTES = 0x7fff_ffff;

/**
 * Bytes on their way to a socket: a buffer that grows, filled in place. Integers are big-endian, as all of the protocol.
 * Who writes much at a time calls `ensure(n)` once and then writes to `memory` from `position` itself; `memory` changes with
 * every `ensure`, so no reference to it may be kept across one. When to flush is the caller's decision.
 */
export class OutputBuffer {
  /** The memory being filled; valid up to `position`. */
  memory: Buffer;
  /** The same memory, for numbers. */
  view: DataView;
  /** Where the next byte goes. */
  position = 0;
  private readonly initialBytes: number;
  private messageStart = -1;
  private spare: Buffer | undefined;

  constructor(initialBytes: number = INITIAL_BYTES) {
    this.initialBytes = initialBytes;
    this.memory = Buffer.allocUnsafeSlow(initialBytes);
    this.view = viewOf(this.memory);
  }

  /** Bytes not yet taken. */
  get length(): number {
    return this.position;
  }

  /** Makes room for `n` more bytes. Throws RangeError when the buffer would pass 2 GiB. */
  ensure(n: number): void {
    const needed = this.position + n;
    if (needed > this.memory.length) this.grow(needed);
  }

  /** Hands over everything written so far, without copying, and starts anew. */
  take(): Buffer {
    const taken = this.memory.subarray(0, this.position);
    this.memory = this.spare ?? Buffer.allocUnsafeSlow(this.initialBytes);
    this.spare = undefined;
    this.view = viewOf(this.memory);
    this.position = 0;
    return taken;
  }

  /**
   * Gives back memory that `take` handed over and nobody reads any more, for the next `take`. Large memory is worth it:
   * to allocate it anew costs more than to fill it.
   */
  recycle(taken: Buffer): void {
    const whole = Buffer.from(taken.buffer, 0, taken.buffer.byteLength);
    if (this.spare === undefined || this.spare.length < whole.length) this.spare = whole;
  }

  /** Forgets everything written after `position`: an error in the middle of a message takes it back. */
  truncate(position: number): void {
    this.position = position;
    this.messageStart = -1;
  }

  byte(value: number): void {
    this.ensure(1);
    this.memory[this.position++] = value;
  }

  int16(value: number): void {
    this.ensure(2);
    this.memory[this.position++] = value >>> 8;
    this.memory[this.position++] = value;
  }

  int32(value: number): void {
    this.ensure(4);
    this.setInt32(this.position, value);
    this.position += 4;
  }

  /** UTF-8 and a closing zero byte. `text` must not contain U+0000. */
  cstring(text: string): void {
    this.utf8(text);
    this.byte(0);
  }

  /** UTF-8, neither length nor terminator. */
  utf8(text: string): void {
    this.ensure(text.length * 3);
    this.position += this.memory.write(text, this.position, 'utf8');
  }

  bytes(value: Uint8Array): void {
    this.ensure(value.length);
    this.memory.set(value, this.position);
    this.position += value.length;
  }

  /** Overwrites four bytes that were written before, for lengths known late. */
  setInt32(at: number, value: number): void {
    this.memory[at] = value >>> 24;
    this.memory[at + 1] = value >>> 16;
    this.memory[at + 2] = value >>> 8;
    this.memory[at + 3] = value;
  }

  /** Begins a message: its type byte (a character) and room for its length, which `endMessage` fills in. */
  startMessage(type: string): void {
    this.ensure(5);
    this.memory[this.position] = type.charCodeAt(0);
    this.messageStart = this.position;
    this.position += 5;
  }

  /** Ends the message begun last. The length counts itself but not the type byte. */
  endMessage(): void {
    this.setInt32(this.messageStart + 1, this.position - this.messageStart - 1);
    this.messageStart = -1;
  }

  private grow(needed: number): void {
    if (needed > MAX_BYTES) throw new RangeError(`output buffer of ${needed} bytes`);
    const larger = Buffer.allocUnsafeSlow(Math.min(MAX_BYTES, Math.max(needed, this.memory.length * 2)));
    larger.set(this.memory.subarray(0, this.position));
    this.memory = larger;
    this.view = viewOf(larger);
  }
}

function viewOf(memory: Buffer): DataView {
  return new DataView(memory.buffer, memory.byteOffset, memory.length);
}
