import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ConnectionLost } from './connection-lost.ts';
import { SocketInput } from './socket-input.ts';
import { SocketOutput } from './socket-output.ts';
import type { WireTls } from './tls.ts';

export const ALPN_PROTOCOL = 'postgresql';

const KEEP_ALIVE_MS = 60_000;

/** One client's connection: plain at first, perhaps encrypted from some byte on. */
export class ClientSocket {
  readonly address: string;
  readonly port: number;
  input: SocketInput;
  output: SocketOutput;
  /** Called once, when the client closed its side or the connection broke. */
  onEnd: () => void = () => {};
  private readonly raw: Socket;
  private readonly readAheadBytes: number;
  private secure: TLSSocket | undefined;

  constructor(raw: Socket, readAheadBytes: number) {
    this.raw = raw;
    this.readAheadBytes = readAheadBytes;
    this.address = raw.remoteAddress ?? '';
    this.port = raw.remotePort ?? 0;
    raw.setNoDelay(true);
    raw.setKeepAlive(true, KEEP_ALIVE_MS);
    raw.on('error', ignore); // 'close' follows, and says enough
    this.input = new SocketInput(raw, readAheadBytes, () => this.onEnd());
    this.output = new SocketOutput(raw);
  }

  get encrypted(): boolean {
    return this.secure !== undefined;
  }

  /** What the client asked for by ALPN; undefined in plain text, or when it asked for nothing. */
  get alpnProtocol(): string | undefined {
    return this.secure?.alpnProtocol || undefined;
  }

  get loopback(): boolean {
    const address = this.address.startsWith('::ffff:') ? this.address.slice('::ffff:'.length) : this.address;
    return address === '::1' || address.startsWith('127.');
  }

  /** One byte outside of any message: the answer to a request for encryption. */
  answer(byte: 'S' | 'N'): void {
    this.raw.write(byte);
  }

  /** Speaks TLS from here on; bytes that were read already are its first. Throws ConnectionLost when the handshake fails. */
  async encrypt(tls: WireTls): Promise<void> {
    const early = this.input.detach();
    if (early.length > 0) this.raw.unshift(early);
    const secure = new TLSSocket(this.raw, {
      isServer: true,
      secureContext: tls.context,
      ALPNProtocols: [ALPN_PROTOCOL],
    });
    secure.on('error', ignore);
    await handshake(secure);
    this.secure = secure;
    this.input = new SocketInput(secure, this.readAheadBytes, () => this.onEnd());
    this.output = new SocketOutput(secure);
  }

  /** Sends what is collected and closes; a client that does not take it within `ms` is cut off. */
  end(ms: number): void {
    if (this.raw.destroyed) return;
    this.output.end();
    this.discardInput();
    const timer = setTimeout(() => this.destroy(), ms);
    this.raw.once('close', () => clearTimeout(timer));
  }

  destroy(): void {
    this.secure?.destroy();
    this.raw.destroy();
  }

  /** Resolves when the connection is closed. */
  closed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.raw.closed) resolve();
      else this.raw.once('close', () => resolve());
    });
  }

  /** Closing with unread input would send a reset, and the client might never see the last message. */
  private discardInput(): void {
    this.input.detach();
    (this.secure ?? this.raw).resume();
  }
}

function handshake(secure: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    secure.once('secure', () => resolve());
    secure.once('close', () => reject(new ConnectionLost()));
  });
}

function ignore(): void {}
