import type { EngineConnection } from '../src/engine/connection.ts';
import { text, time } from './literal.ts';

export type CompareOp = '==' | '!=' | '>=' | '<=' | '>' | '<' | '~';

export type ListValue =
  | { readonly kind: 'text'; readonly value: string }
  /** UTC milliseconds. */
  | { readonly kind: 'time'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Any of them. */
  | { readonly kind: 'anyOf'; readonly values: readonly string[] };

export interface Condition {
  readonly property: string;
  readonly op: CompareOp;
  readonly value: ListValue;
}

/** A place in an ordered list; without id, before all rows of that time. */
export interface ListKey {
  readonly time: number;
  readonly id: string | undefined;
}

/** One page of a list ordered by (time, id). */
export interface ListRequest {
  readonly orderBy: 'created' | 'updated';
  readonly descending: boolean;
  readonly limit: number;
  /** With an id the row that it names is left out; without one, rows of that very time are in. */
  readonly start: { readonly kind: 'offset'; readonly rows: number } | ({ readonly kind: 'key' } & ListKey) | undefined;
  /** Reads backwards from `start`; the page still comes in the list's order. */
  readonly backwards: boolean;
  readonly conditions: readonly Condition[];
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Rows follow after the last one, or come before the first one. */
  readonly after: boolean;
  readonly before: boolean;
}

/** The columns that a table's properties stand for. */
export interface ListTable<T> {
  readonly from: string;
  readonly select: string;
  readonly created: string;
  readonly updated: string;
  readonly id: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly read: (row: readonly unknown[]) => T;
}

/** Reads one page by key, so that rows which arrive meanwhile do not shift it. */
export async function listPage<T>(
  connection: EngineConnection,
  table: ListTable<T>,
  request: ListRequest,
): Promise<Page<T>> {
  const order = request.orderBy === 'created' ? table.created : table.updated;
  const descending = request.descending !== request.backwards;
  const where = request.conditions.map((condition) => conditionSql(condition, table.columns));
  const { start } = request;
  if (start?.kind === 'key') {
    const than = descending ? '<' : '>';
    where.push(
      start.id === undefined
        ? `${order} ${than}= ${time(start.time)}`
        : // The first condition says nothing more; by it the engine leaves out what lies far away.
          `${order} ${than}= ${time(start.time)} AND (${order} ${than} ${time(start.time)} OR ${table.id} ${than} ${text(start.id)})`,
    );
  }
  const offset = start?.kind === 'offset' ? ` OFFSET ${start.rows}` : '';
  const direction = descending ? 'DESC' : 'ASC';
  const sorted = `ORDER BY ${order} ${direction}, ${table.id} ${direction}`;
  const read = async (conditions: readonly string[]): Promise<readonly T[]> => {
    const condition = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    // The page is found by its narrow columns; only its own rows are read whole.
    const rows = `SELECT rowid FROM ${table.from}${condition} ${sorted} LIMIT ${request.limit + 1}${offset}`;
    const sql = `SELECT ${table.select} FROM ${table.from} WHERE rowid IN (${rows}) ${sorted}`;
    return (await connection.rows(sql)).map((row) => table.read(row));
  };
  for (const bound of await nearBounds(connection, table.from, order, descending, start)) {
    const found = await read([...where, bound]);
    if (found.length > request.limit) return cutPage(found, request);
  }
  return cutPage(await read(where), request);
}

/** Tables with fewer rows are read as a whole. */
const LARGE_ROWS = 50_000;
/** About so many rows are looked at first, and then, when they do not fill the page. */
const NEAR_ROWS = [10_000, 200_000] as const;

/**
 * Conditions that keep a page of a large table to what lies near its beginning. A page that they fill is the page; one that
 * they do not fill says nothing, and is read anew.
 */
async function nearBounds(
  connection: EngineConnection,
  from: string,
  order: string,
  descending: boolean,
  start: ListRequest['start'],
): Promise<readonly string[]> {
  if (start?.kind === 'offset') return [];
  const extent = `SELECT count(*), epoch_ms(min(${order})), epoch_ms(max(${order})) FROM ${from}`;
  const [count = 0, first = 0, last = 0] = (await connection.rows(extent))[0]?.map(Number) ?? [];
  if (count < LARGE_ROWS) return [];
  const edge = Math.min(last, Math.max(first, start?.time ?? (descending ? last : first)));
  return NEAR_ROWS.map((rows) => {
    const width = Math.ceil(((last - first) / count) * rows);
    return descending ? `${order} >= ${time(edge - width)}` : `${order} <= ${time(edge + width)}`;
  });
}

/** From up to one row more than the page holds, in the order they were read. */
export function cutPage<T>(found: readonly T[], request: ListRequest): Page<T> {
  const more = found.length > request.limit;
  const rows = found.slice(0, request.limit);
  const started = request.start !== undefined;
  return request.backwards
    ? { rows: [...rows].reverse(), after: started, before: more }
    : { rows, after: more, before: started };
}

/** Of a time, its text as lists show it. */
function contains(property: string, column: string, part: string): string {
  const isTime = property === 'created' || property === 'updated';
  const shown = isTime ? `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')` : column;
  return `contains(lower(${shown}), lower(${text(part)}))`;
}

function conditionSql({ property, op, value }: Condition, columns: Readonly<Record<string, string>>): string {
  const column = columns[property];
  if (column === undefined) throw new Error(`a list has no property ${property}`);
  const operator = op === '==' ? '=' : op === '!=' ? '<>' : op;
  switch (value.kind) {
    case 'anyOf':
      return `list_has_any(${column}, [${value.values.map(text).join(', ')}])`;
    case 'boolean':
      return `${column} ${operator} ${value.value}`;
    case 'time':
      return `${column} ${operator} ${time(value.value)}`;
    case 'text':
      if (op === '~') return contains(property, column, value.value);
      return op === '!='
        ? `${column} IS DISTINCT FROM ${text(value.value)}`
        : `${column} ${operator} ${text(value.value)}`;
  }
}
