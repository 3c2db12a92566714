import { type ServerOptions, startServer, type TestServer } from '../../support/server.ts';

/** The servers that one file of tests starts one after another, to be ended also when a test failed half way. */
export class Started {
  readonly #servers: TestServer[] = [];

  async start(options: ServerOptions): Promise<TestServer> {
    const server = await startServer(options);
    this.#servers.push(server);
    return server;
  }

  /** Safe for those that have ended. */
  async end(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.kill9()));
  }
}
