import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Whether statements can be taken: false while the server starts or stops. */
  readonly ready: () => boolean;
}

export interface HttpServer {
  readonly address: AddressInfo;
  close(): Promise<void>;
}

/** The HTTP door. `/health`: the process lives; `/ready`: it takes statements. Neither needs an account. */
export async function createHttpServer({ host, port, ready }: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(body)}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD')
      answer(405, { title: 'Method not allowed', status: 405 });
    else if (path === '/health') answer(200, { status: 'up' });
    else if (path === '/ready') answer(ready() ? 200 : 503, { ready: ready() });
    else answer(404, { title: 'Not found', status: 404 });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    address: server.address() as AddressInfo,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
