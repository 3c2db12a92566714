import { connect, type Socket } from 'node:net';
import { type Backend, backend } from './backend.ts';
import { frontend } from './frontend.ts';

/** A client that sends bytes and reads messages, and knows no more of the protocol. */
export class RawClient {
  readonly socket: Socket;
  private received = Buffer.alloc(0);
  private closed = false;
  private wake: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake?.();
    });
    socket.on('error', () => {});
    socket.on('close', () => this.end());
    socket.on('end', () => this.end());
  }

  /** Connected, nothing sent. */
  static connect(port: number, host = '127.0.0.1'): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host, allowHalfOpen: true }, () => resolve(new RawClient(socket)));
      socket.once('error', reject);
    });
  }

  /** Around a socket that speaks TLS already. */
  static around(socket: Socket): RawClient {
    return new RawClient(socket);
  }

  /** Past start-up where no password is asked for. Answers what the server said on the way too. */
  static async started(
    port: number,
    parameters: Readonly<Record<string, string>>,
    host?: string,
  ): Promise<{ readonly client: RawClient; readonly greeting: readonly Backend[] }> {
    const client = await RawClient.connect(port, host);
    client.send('Startup', { parameters });
    const greeting = await client.readUntil('ReadyForQuery');
    return { client, greeting };
  }

  send(kind: string, fields?: Readonly<Record<string, unknown>>): void {
    this.socket.write(frontend(kind, fields));
  }

  sendBytes(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Undefined when the server closed the connection. */
  async read(): Promise<Backend | undefined> {
    const header = await this.bytes(5);
    if (header === undefined) return undefined;
    const body = await this.bytes(header.readInt32BE(1) - 4);
    return body === undefined ? undefined : backend(String.fromCharCode(header.readUInt8(0)), body);
  }

  /** Up to and with the first message of this kind, or to the end of the connection. */
  async readUntil(kind: string): Promise<Backend[]> {
    const messages: Backend[] = [];
    for (;;) {
      const message = await this.read();
      if (message === undefined) return messages;
      messages.push(message);
      if (message.kind === kind) return messages;
    }
  }

  /** The bare bytes of an answer outside of messages. */
  async bytes(n: number): Promise<Buffer | undefined> {
    while (this.received.length < n) {
      if (this.closed) return undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const bytes = this.received.subarray(0, n);
    this.received = this.received.subarray(n);
    return bytes;
  }

  destroy(): void {
    this.socket.destroy();
  }

  private end(): void {
    this.closed = true;
    this.wake?.();
  }
}
