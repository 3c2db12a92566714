import type { Duplex } from 'node:stream';
import type { BackendMessage } from './backend-message.ts';
import { ConnectionLost } from './connection-lost.ts';
import { encode } from './encode.ts';
import { OutputBuffer } from './output-buffer.ts';

/** Collected output is sent when it passes this. */
export const FLUSH_BYTES = 128 * 1024;
const MIN_REUSED_BYTES = 64 * 1024;
const MAX_REUSED_BYTES = 1024 * 1024;

/**
 * Messages on their way to one client: collected, sent in large pieces, and no faster than the client takes them. A client
 * that is gone throws ConnectionLost at the next flush.
 */
export class SocketOutput {
  /** Where row and copy encoders write. */
  readonly buffer = new OutputBuffer();
  private readonly socket: Duplex;
  /** Bytes handed to the socket so far. */
  bytesWritten = 0;

  constructor(socket: Duplex) {
    this.socket = socket;
  }

  send(message: BackendMessage): void {
    encode(message, this.buffer);
  }

  get full(): boolean {
    return this.buffer.length >= FLUSH_BYTES;
  }

  /** Bytes that the client did not take yet. */
  get pendingBytes(): number {
    return this.buffer.length + this.socket.writableLength;
  }

  /** Sends what is collected and waits until the socket has room again. */
  async flush(): Promise<void> {
    if (!this.writeOut()) await this.drained();
  }

  /** Sends what is collected without waiting: for messages that belong to no step, such as notices to an idle client. */
  push(): void {
    if (this.socket.writable) this.writeOut();
  }

  /** Sends what is collected, then closes this side. */
  end(): void {
    if (!this.socket.writable) return;
    this.socket.end(this.buffer.take());
  }

  private writeOut(): boolean {
    if (!this.socket.writable) throw new ConnectionLost();
    if (this.buffer.length === 0) return !this.socket.writableNeedDrain;
    const bytes = this.buffer.take();
    this.bytesWritten += bytes.length;
    // Small memory is not worth keeping, and very large memory not worth holding for an idle client.
    const reusable = bytes.length >= MIN_REUSED_BYTES && bytes.buffer.byteLength <= MAX_REUSED_BYTES;
    return this.socket.write(bytes, () => {
      if (reusable) this.buffer.recycle(bytes);
    });
  }

  private drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.socket.off('drain', settle);
        this.socket.off('close', settle);
        if (this.socket.destroyed) reject(new ConnectionLost());
        else resolve();
      };
      this.socket.on('drain', settle);
      this.socket.on('close', settle);
    });
  }
}
