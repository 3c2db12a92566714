import type { RouteOptions } from 'fastify';

/** Which methods an address takes, to answer 405 rather than 404. */
export class RouteTable {
  readonly #routes: { readonly pattern: RegExp; readonly parameters: number; readonly methods: readonly string[] }[] =
    [];

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    const source = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    const parameters = url.split(':').length - 1;
    this.#routes.push({ pattern: new RegExp(`^${source}/?$`), parameters, methods: [method].flat() });
  }

  methods(url: string): readonly string[] {
    const path = url.split('?')[0] ?? '';
    const matching = this.#routes.filter(({ pattern }) => pattern.test(path));
    // An address with a word where others have an id is its own.
    const fewest = Math.min(...matching.map(({ parameters }) => parameters));
    const found = matching.filter(({ parameters }) => parameters === fewest).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
