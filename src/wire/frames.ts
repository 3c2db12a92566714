import { fatalProtocolError } from './protocol-error.ts';

/** One typed message, undecoded. `body` is a view that stays valid; its length is the message's without type and length. */
export interface Frame {
  /** The message's type: one character. */
  readonly type: string;
  readonly body: Buffer;
}

/** The largest body in bytes that a message of this type may have. Asked before anything is collected. */
export type FrameLimit = (type: string) => number;

/** Length and code of a start-up packet: PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
export const MAX_STARTUP_BYTES = 10_000;

const TYPED_HEADER_BYTES = 5;
const LENGTH_BYTES = 4;
/** Chunks shorter than this are gathered in blocks, so that a message sent byte by byte costs no more than its bytes. */
const SMALL_CHUNK_BYTES = 4 * 1024;
const BLOCK_BYTES = 16 * 1024;

/**
 * Cuts a stream of bytes into start-up packets and typed messages, whatever the chunk boundaries. A message inside one
 * chunk is handed out without copying; one that spans chunks is copied once, when its last byte is there. A length that is
 * impossible or over the limit throws FATAL 08P01 as soon as the header is in.
 * Source: PostgreSQL manual, "Message Formats".
 */
export class FrameReader {
  private chunks: Buffer[] = [];
  private length = 0;
  /** The last chunk when it is a block of ours with room left: its memory, and how much of it is filled. */
  private block: { readonly memory: Buffer; filled: number } | undefined;
  private header: { readonly type: string; readonly bodyBytes: number } | undefined;

  /** Bytes pushed and not yet handed out. */
  get bufferedBytes(): number {
    return this.length;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.length += chunk.length;
    if (chunk.length >= SMALL_CHUNK_BYTES || this.chunks.length === 0) {
      this.chunks.push(chunk);
      this.block = undefined;
    } else {
      this.gather(chunk);
    }
  }

  /** The first byte of what is buffered, left in place. */
  firstByte(): number | undefined {
    return this.chunks[0]?.[0];
  }

  /** The type of the next typed message, which may not be complete yet. */
  get nextType(): string | undefined {
    const byte = this.firstByte();
    return this.header?.type ?? (byte === undefined ? undefined : String.fromCharCode(byte));
  }

  /** A packet without type byte: what follows its length. Undefined until it is complete. */
  nextStartup(): Buffer | undefined {
    if (this.length < LENGTH_BYTES) return undefined;
    const packetBytes = this.peek(LENGTH_BYTES).readUInt32BE(0);
    if (packetBytes < 8 || packetBytes > MAX_STARTUP_BYTES) {
      throw fatalProtocolError('invalid length of startup packet', `The packet claims ${packetBytes} bytes.`);
    }
    if (this.length < packetBytes) return undefined;
    return this.take(packetBytes).subarray(LENGTH_BYTES);
  }

  /** The next typed message. Undefined until it is complete. */
  next(limit: FrameLimit): Frame | undefined {
    if (this.header === undefined) {
      if (this.length < TYPED_HEADER_BYTES) return undefined;
      this.header = checkedHeader(this.peek(TYPED_HEADER_BYTES), limit);
      this.skip(TYPED_HEADER_BYTES);
    }
    const { type, bodyBytes } = this.header;
    if (this.length < bodyBytes) return undefined;
    this.header = undefined;
    return { type, body: this.take(bodyBytes) };
  }

  /** Everything not handed out, which is forgotten here: what goes to TLS. */
  takeRest(): Buffer {
    return this.take(this.length);
  }

  private gather(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.block === undefined || this.block.filled === this.block.memory.length) {
        this.block = { memory: Buffer.allocUnsafeSlow(BLOCK_BYTES), filled: 0 };
        this.chunks.push(this.block.memory.subarray(0, 0));
      }
      const { memory, filled } = this.block;
      const copied = rest.copy(memory, filled);
      this.block.filled += copied;
      this.growLastChunk(memory, copied);
      rest = rest.subarray(copied);
    }
  }

  /** The last chunk is a view of the block's end; the part already handed out stays cut off. */
  private growLastChunk(memory: Buffer, copied: number): void {
    const last = this.chunks.length - 1;
    const view = this.chunks[last];
    if (view === undefined || this.block === undefined) return;
    this.chunks[last] = memory.subarray(this.block.filled - copied - view.length, this.block.filled);
  }

  /** The first `n` bytes, left in place. The caller knows that they are there. */
  private peek(n: number): Buffer {
    const first = this.chunks[0];
    if (first !== undefined && first.length >= n) return first;
    const bytes = Buffer.alloc(n);
    let at = 0;
    for (const chunk of this.chunks) {
      if (at === n) break;
      at += chunk.copy(bytes, at, 0, n - at);
    }
    return bytes;
  }

  private skip(n: number): void {
    let left = n;
    let whole = 0;
    for (const chunk of this.chunks) {
      if (chunk.length > left) break;
      left -= chunk.length;
      whole++;
    }
    if (whole > 0) this.chunks.splice(0, whole);
    const first = this.chunks[0];
    if (first === undefined) this.block = undefined;
    else if (left > 0) this.chunks[0] = first.subarray(left);
    this.length -= n;
  }

  private take(n: number): Buffer {
    const first = this.chunks[0];
    const taken =
      n === 0 || first === undefined
        ? Buffer.alloc(0)
        : first.length >= n
          ? first.subarray(0, n)
          : Buffer.concat(this.chunks, n);
    this.skip(n);
    return taken;
  }
}

function checkedHeader(header: Buffer, limit: FrameLimit): { readonly type: string; readonly bodyBytes: number } {
  const type = String.fromCharCode(header.readUInt8(0));
  const messageBytes = header.readUInt32BE(1);
  const bodyBytes = messageBytes - LENGTH_BYTES;
  if (bodyBytes < 0 || bodyBytes > limit(type)) {
    throw fatalProtocolError(
      'invalid message length',
      `A message of type "${printable(type)}" claims ${messageBytes} bytes.`,
    );
  }
  return { type, bodyBytes };
}

function printable(type: string): string {
  const code = type.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? type : `0x${code.toString(16).padStart(2, '0')}`;
}
