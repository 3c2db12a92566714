import type { EngineConnection } from '../src/engine/connection.ts';
import { extentOf, nearBounds, startOf } from './list-place.ts';
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
  const extent = await extentOf(connection, table.from, order);
  const start = await startOf(connection, { from: table.from, order, descending, where, extent }, request.start);
  if (start.key !== undefined) where.push(afterKey(order, table.id, descending, start.key));
  const direction = descending ? 'DESC' : 'ASC';
  const sorted = `ORDER BY ${order} ${direction}, ${table.id} ${direction}`;
  const read = async (conditions: readonly string[]): Promise<readonly T[]> => {
    const condition = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const limit = `LIMIT ${request.limit + 1} OFFSET ${start.offset}`;
    // The page is found by its narrow columns; only its own rows are read whole.
    const found = await connection.rows(`SELECT rowid FROM ${table.from}${condition} ${sorted} ${limit}`);
    if (found.length === 0) return [];
    const ids = found.map(([rowid]) => Number(rowid));
    const [least, most] = [Math.min(...ids), Math.max(...ids)];
    const those = `rowid >= ${least} AND rowid <= ${most} AND rowid IN (SELECT unnest([${ids.join(', ')}]))`;
    const rows = await connection.rows(`SELECT ${table.select} FROM ${table.from} WHERE ${those} ${sorted}`);
    return rows.map((row) => table.read(row));
  };
  for (const bound of nearBounds(extent, order, descending, start.key?.time)) {
    const found = await read([...where, bound]);
    if (found.length > request.limit) return cutPage(found, request);
  }
  return cutPage(await read(where), request);
}

/** The rows behind a key; without an id in it, those of that very time are among them. */
function afterKey(order: string, id: string, descending: boolean, key: ListKey): string {
  const than = descending ? '<' : '>';
  const at = time(key.time);
  return key.id === undefined
    ? `${order} ${than}= ${at}`
    : // The first condition says nothing more; by it the engine leaves out what lies far away.
      `${order} ${than}= ${at} AND (${order} ${than} ${at} OR ${id} ${than} ${text(key.id)})`;
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
