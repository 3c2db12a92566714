import type { ListRequest, Page } from '../../scheduler/list.ts';

/** What a page's links are made from: the address of the list and the parameters as they came. */
export interface ListPlace {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * The envelope of a list (API reference, sections 3.3 and 21). `next` and `prev` carry every parameter of the request; both
 * name a row with its id, and leave that row out.
 */
export function envelope<T>(
  name: string,
  page: Page<T>,
  request: ListRequest,
  place: ListPlace,
  show: (row: T) => object,
  keys: (row: T) => { readonly id: string; readonly created: number; readonly updated: number },
): object {
  const keyOf = (row: T | undefined): string | undefined => {
    if (row === undefined) return undefined;
    const each = keys(row);
    return `${new Date(each[request.orderBy]).toISOString()},${each.id}`;
  };
  const first = page.rows[0];
  const start = keyOf(first);
  const next = page.after ? keyOf(page.rows.at(-1)) : undefined;
  const prev = page.before ? start : undefined;
  const orderby = `${request.descending ? '-' : '+'}${request.orderBy}`;
  const link = (from: string, backwards: boolean): { readonly href: string } => {
    const parameters = new URLSearchParams();
    for (const [key, value] of Object.entries(place.query)) {
      if (key !== 'start' && key !== 'isPrevLink' && value !== undefined) parameters.set(key, String(value));
    }
    parameters.set('orderby', orderby);
    parameters.set('limit', String(request.limit));
    parameters.set('start', from);
    if (backwards) parameters.set('isPrevLink', 'true');
    return { href: `${place.path}?${parameters}` };
  };
  return {
    [name]: page.rows.map(show),
    _page: {
      orderby,
      start: start?.split(',')[0],
      next,
      property: place.query.property,
      count: page.rows.length,
    },
    _links: {
      ...(next === undefined ? {} : { next: link(next, false) }),
      ...(prev === undefined ? {} : { prev: link(prev, true) }),
    },
    version: 1,
  };
}
