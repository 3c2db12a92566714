import type { RouteOptions } from 'fastify';

/** Which methods an address takes, to answer 405 rather than 404. */
export class RouteTable {
  readonly #routes: { readonly pattern: RegExp; readonly plain: boolean; readonly methods: readonly string[] }[] = [];

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    const source = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    this.#routes.push({ pattern: new RegExp(`^${source}/?$`), plain: !url.includes(':'), methods: [method].flat() });
  }

  methods(url: string): readonly string[] {
    const path = url.split('?')[0] ?? '';
    const matching = this.#routes.filter(({ pattern }) => pattern.test(path));
    // An address with a word where others have an id is its own.
    const plain = matching.filter((route) => route.plain);
    const found = (plain.length > 0 ? plain : matching).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}
