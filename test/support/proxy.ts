import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Settles when a client has sent `marker`, and the server has been given it. */
  readonly seen: Promise<void>;
  close(): void;
}

/** Stands between client and server, only to tell when a statement is on its way. */
export async function watchFor(
  marker: string,
  server: { readonly host: string; readonly port: number },
): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let tell: () => void = () => {};
  const seen = new Promise<void>((done) => {
    tell = done;
  });
  const listener = createServer((client) => {
    const upstream = connect(server.port, server.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      upstream.write(chunk, () => {
        if (chunk.includes(marker)) tell();
      });
    });
    client.on('end', () => upstream.end());
    upstream.pipe(client);
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    seen,
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
