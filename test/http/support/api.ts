import type { TestServer } from '../../support/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what an API answers is looked at field by field
  readonly body: any;
}

/** Calls of one account; paths are below `/data/foundation/query` unless they start with `//`. */
export class Api {
  readonly #base: string;
  readonly #authorization: string | undefined;

  constructor(server: Pick<TestServer, 'host' | 'httpPort'>, authorization?: string) {
    this.#base = `http://${server.host}:${server.httpPort}`;
    this.#authorization = authorization;
  }

  static basic(server: Pick<TestServer, 'host' | 'httpPort'>, user: string, password: string): Api {
    return new Api(server, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#call('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#call('POST', path, body, headers);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.#call('PUT', path, body, {});
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.#call('PATCH', path, body, {});
  }

  delete(path: string): Promise<Answer> {
    return this.#call('DELETE', path, undefined, {});
  }

  /** Submits SQL and waits for its end. */
  async run(sql: string, more: object = {}): Promise<Answer['body']> {
    const { status, body } = await this.post('/queries', { dbName: 'prod:all', sql, ...more });
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return this.until(`/queries/${body.id}`, (query) => !['SUBMITTED', 'IN_PROGRESS'].includes(query.state));
  }

  /** Asks until `done`, for at most 20 s. */
  async until(path: string, done: (body: Answer['body']) => boolean): Promise<Answer['body']> {
    for (const end = Date.now() + 20_000; ; ) {
      const { body } = await this.get(path);
      if (done(body)) return body;
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #call(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const url = path.startsWith('//') ? `${this.#base}${path.slice(1)}` : `${this.#base}/data/foundation/query${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}
