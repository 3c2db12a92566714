import {
  type CompareOp,
  type Condition,
  cutPage,
  type ListKey,
  type ListRequest,
  type ListValue,
  type Page,
} from '../../scheduler/list.ts';
import { badRequest } from './http-error.ts';

/** The properties that a list can be filtered by, each with its operators and kind of value. */
export type Filters = Readonly<
  Record<string, { readonly ops: readonly CompareOp[]; readonly kind: 'text' | 'time' | 'boolean' | 'anyOf' }>
>;

export const ALL_OPS: readonly CompareOp[] = ['==', '!=', '>=', '<=', '>', '<', '~'];
export const ORDER_OPS: readonly CompareOp[] = ['==', '!=', '>=', '<=', '>', '<'];

export interface ListQuery {
  readonly limit?: number;
  readonly orderby?: string;
  readonly start?: string;
  readonly property?: string;
  readonly isPrevLink?: boolean;
}

const MAX_ANY_OF = 10;

/** Reads the parameters of a list (API reference, section 3). Throws 400 with what is wrong. */
export function listRequest(query: ListQuery, filters: Filters, more: readonly Condition[] = []): ListRequest {
  const { orderBy, descending } = readOrder(query.orderby);
  const conditions = query.property === undefined ? [] : readFilter(query.property, filters);
  return {
    orderBy,
    descending,
    limit: query.limit ?? 20,
    start: query.start === undefined ? undefined : readStart(query.start),
    backwards: query.isPrevLink === true,
    conditions: [...more, ...conditions],
  };
}

function readOrder(text = '-created'): Pick<ListRequest, 'orderBy' | 'descending'> {
  // A bare + in a URL is a space.
  const name = text.replace(/^[-+ ]/, '');
  if (name !== 'created' && name !== 'updated') {
    throw badRequest('INVALID_ORDER', `orderby takes created or updated, with - for descending, not "${text}".`);
  }
  return { orderBy: name, descending: text.startsWith('-') };
}

function readStart(text: string): ListRequest['start'] {
  if (/^[0-9]{1,8}$/.test(text)) return { kind: 'offset', rows: Number(text) };
  const comma = text.indexOf(',');
  const time = readTime(comma < 0 ? text : text.slice(0, comma));
  if (time === undefined) throw badRequest('INVALID_START', `start takes a time or a number of rows, not "${text}".`);
  return { kind: 'key', time, id: comma < 0 ? undefined : text.slice(comma + 1) };
}

/** ISO time, or epoch milliseconds; UTC where it has no zone. */
export function readTime(text: string): number | undefined {
  if (/^[0-9]{9,15}$/.test(text)) return Number(text);
  const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text.trim());
  if (iso === null) return undefined;
  const zoned = iso[1] === undefined || iso[4] !== undefined ? text : `${text}Z`;
  const time = Date.parse(zoned.trim().replace(' ', 'T'));
  return Number.isNaN(time) || !isDay(text.trim().slice(0, 10)) ? undefined : time;
}

/** The platform takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate() >= date;
}

function readFilter(text: string, filters: Filters): readonly Condition[] {
  return text.split(',').map((part) => {
    const match = /^\s*([A-Za-z_]+)\s*(==|!=|>=|<=|>|<|~)(.+)$/s.exec(part);
    const [, property = '', op = '', value = ''] = match ?? [];
    if (match === null) throw badRequest('INVALID_FILTER', `"${part}" is not a condition such as created>2026-01-01.`);
    const rule = Object.hasOwn(filters, property) ? filters[property] : undefined;
    if (rule === undefined) {
      const known = Object.keys(filters).join(', ');
      throw badRequest('INVALID_FILTER', `There is no property "${property}" to filter by; there are ${known}.`);
    }
    if (!rule.ops.includes(op as CompareOp)) {
      const takes = rule.ops.join(' ');
      throw badRequest('INVALID_FILTER', `The property "${property}" does not take "${op}"; it takes ${takes}.`);
    }
    return { property, op: op as CompareOp, value: readValue(property, value.trim(), op === '~' ? 'text' : rule.kind) };
  });
}

function readValue(property: string, text: string, kind: Filters[string]['kind']): ListValue {
  switch (kind) {
    case 'text':
      return { kind: 'text', value: text };
    case 'anyOf': {
      const values = text.split('||');
      if (values.length > MAX_ANY_OF)
        throw badRequest('INVALID_FILTER', `"${property}" takes at most ${MAX_ANY_OF} ids.`);
      return { kind: 'anyOf', values };
    }
    case 'boolean': {
      if (text !== 'true' && text !== 'false') {
        throw badRequest('INVALID_FILTER', `"${property}" takes true or false, not "${text}".`);
      }
      return { kind: 'boolean', value: text === 'true' };
    }
    case 'time': {
      const value = readTime(text);
      if (value === undefined) throw badRequest('INVALID_FILTER', `"${property}" takes a time, not "${text}".`);
      return { kind: 'time', value };
    }
  }
}

/** What a list in memory knows of one of its items. */
export interface ItemKeys {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

/** One page of a list that is in memory, by the same rules as one from a table. */
export function pageOf<T>(items: Iterable<T>, request: ListRequest, keys: (item: T) => ItemKeys): Page<T> {
  const descending = request.descending !== request.backwards;
  const keyed = Array.from(items, (item) => ({ item, keys: keys(item) }))
    .filter((each) => request.conditions.every((condition) => holds(condition, each.keys)))
    .map((each) => ({ ...each, key: { time: each.keys[request.orderBy], id: each.keys.id } }))
    .sort((a, b) => (descending ? -1 : 1) * compare(a.key, b.key));
  const { start } = request;
  if (start?.kind === 'offset') return cut(keyed.slice(start.rows), request);
  if (start === undefined) return cut(keyed, request);
  const { time, id } = start;
  return cut(
    keyed.filter(({ key }) => {
      const order = id === undefined ? key.time - time : compare(key, { time, id });
      return descending ? (id === undefined ? order <= 0 : order < 0) : id === undefined ? order >= 0 : order > 0;
    }),
    request,
  );
}

function cut<T>(keyed: readonly { readonly item: T }[], request: ListRequest): Page<T> {
  return cutPage(
    keyed.slice(0, request.limit + 1).map(({ item }) => item),
    request,
  );
}

function compare(a: ListKey, b: ListKey): number {
  if (a.time !== b.time) return a.time - b.time;
  const [left = '', right = ''] = [a.id, b.id];
  return left < right ? -1 : left > right ? 1 : 0;
}

function holds({ property, op, value }: Condition, keys: ItemKeys): boolean {
  const own = keys.properties[property] ?? '';
  const other = value.kind === 'anyOf' ? value.values : value.value;
  if (Array.isArray(other)) return other.includes(String(own));
  switch (op) {
    case '~':
      return String(own).toLowerCase().includes(String(other).toLowerCase());
    case '==':
      return own === other;
    case '!=':
      return own !== other;
    case '>':
      return own > other;
    case '<':
      return own < other;
    case '>=':
      return own >= other;
    case '<=':
      return own <= other;
  }
}
