import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import type { HttpServices } from './services.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly services: HttpServices;
}

export interface HttpServer {
  readonly address: AddressInfo;
  close(): Promise<void>;
}

/**
 * The HTTP door: the REST API of the Query Service, health and metrics. `app.ts` puts the routes together, a file of
 * `routes/` each; queries run in sessions like those of the wire, batch queries by the scheduler's executor.
 */
export async function createHttpServer({ host, port, services }: HttpServerOptions): Promise<HttpServer> {
  const app = await buildApp(services);
  await app.listen({ host, port });
  return {
    address: app.server.address() as AddressInfo,
    close: async () => {
      app.server.closeIdleConnections();
      await app.close();
    },
  };
}
