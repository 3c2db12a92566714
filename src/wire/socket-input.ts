import type { Duplex } from 'node:stream';
import type { SqlError } from '../core/sql-error.ts';
import { type Frame, type FrameLimit, FrameReader } from './frames.ts';

/**
 * The bytes a client sends, pulled as packets and messages. Reads ahead at most `readAheadBytes` beyond the message being
 * collected, then pauses the socket: enough to notice a client that leaves while its statement runs, and no more than one
 * client may cost. One `next…` call at a time.
 */
export class SocketInput {
  private readonly socket: Duplex;
  private readonly readAheadBytes: number;
  private readonly onEnd: () => void;
  private readonly frames = new FrameReader();
  private ended = false;
  private interruption: SqlError | undefined;
  private wake: (() => void) | undefined;
  /** Bytes taken from the socket so far. */
  bytesRead = 0;

  /** `onEnd` is called once, when the client closed its side or the connection broke. */
  constructor(socket: Duplex, readAheadBytes: number, onEnd: () => void) {
    this.socket = socket;
    this.readAheadBytes = readAheadBytes;
    this.onEnd = onEnd;
    socket.on('data', this.handleData);
    socket.on('end', this.handleEnd);
    socket.on('close', this.handleEnd);
  }

  /** The next message when it is here already; otherwise nothing is waited for. */
  poll(limit: FrameLimit): Frame | undefined {
    return this.interruption === undefined ? this.frames.next(limit) : undefined;
  }

  /** Sync is here already, as drivers send it in one packet with Execute. */
  get syncIsNext(): boolean {
    return this.frames.nextType === 'S';
  }

  /** The next message. Undefined after the last one. Throws what `interrupt` was given, and FATAL 08P01 for bad framing. */
  next(limit: FrameLimit): Promise<Frame | undefined> {
    return this.pull(() => this.frames.next(limit));
  }

  /** The next packet without type byte: what follows its length. */
  nextStartup(): Promise<Buffer | undefined> {
    return this.pull(() => this.frames.nextStartup());
  }

  /** The first byte that is to come, left in place. */
  firstByte(): Promise<number | undefined> {
    return this.pull(() => this.frames.firstByte());
  }

  /** Ends reading: who waits is woken by `error`, and every later call throws it. */
  interrupt(error: SqlError): void {
    this.interruption = error;
    this.wakeUp();
  }

  /** Wakes who waits for the next message by `error`, once. False when nobody waits. */
  interruptWait(error: SqlError): boolean {
    if (this.wake === undefined) return false;
    this.interruption ??= error;
    this.wakeUp();
    return true;
  }

  /** Lets go of the socket, paused, and hands over the bytes not used yet. */
  detach(): Buffer {
    this.socket.pause();
    this.socket.off('data', this.handleData);
    this.socket.off('end', this.handleEnd);
    this.socket.off('close', this.handleEnd);
    return this.frames.takeRest();
  }

  /** True when nothing is waiting to be read but what is still to come. */
  get drained(): boolean {
    return this.frames.bufferedBytes === 0;
  }

  private async pull<Item>(read: () => Item | undefined): Promise<Item | undefined> {
    for (;;) {
      this.throwInterruption();
      const item = read();
      if (item !== undefined) {
        if (this.frames.bufferedBytes < this.readAheadBytes) this.socket.resume();
        return item;
      }
      if (this.ended) return undefined;
      await this.more();
    }
  }

  private throwInterruption(): void {
    const error = this.interruption;
    if (error === undefined) return;
    if (!error.fatal) this.interruption = undefined;
    throw error;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.socket.resume();
    });
  }

  private wakeUp(): void {
    const wake = this.wake;
    this.wake = undefined;
    wake?.();
  }

  private readonly handleData = (chunk: Buffer): void => {
    this.bytesRead += chunk.length;
    this.frames.push(chunk);
    if (this.wake !== undefined) this.wakeUp();
    else if (this.frames.bufferedBytes >= this.readAheadBytes) this.socket.pause();
  };

  private readonly handleEnd = (): void => {
    if (this.ended) return;
    this.ended = true;
    this.wakeUp();
    this.onEnd();
  };
}
