import type { EngineConnection } from '../src/engine/connection.ts';
import type { ListKey, ListRequest } from './list.ts';
import { time } from './literal.ts';

/** How many rows a table has, and from when to when, in UTC milliseconds. */
export interface Extent {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

export async function extentOf(connection: EngineConnection, from: string, order: string): Promise<Extent> {
  const sql = `SELECT count(*), epoch_ms(min(${order})), epoch_ms(max(${order})) FROM ${from}`;
  const [count = 0, first = 0, last = 0] = (await connection.rows(sql))[0]?.map(Number) ?? [];
  return { count, first, last };
}

/** Tables with fewer rows are read as a whole. */
const LARGE_ROWS = 50_000;
/** About so many rows are looked at first, and then, when they do not fill the page. */
const NEAR_ROWS = [10_000, 200_000] as const;

/** A list as SQL: `where` are its conditions. */
interface Listed {
  readonly from: string;
  readonly order: string;
  readonly descending: boolean;
  readonly where: readonly string[];
  readonly extent: Extent;
}

/** Where a page begins: behind a key, and from there some rows on. */
export interface Start {
  readonly key: ListKey | undefined;
  readonly offset: number;
}

/**
 * A number of rows to skip in a large table becomes the time of about the row that it leads to, which a selection finds
 * sooner than a sort, and the few rows from there on.
 */
export async function startOf(
  connection: EngineConnection,
  { from, order, descending, where, extent }: Listed,
  start: ListRequest['start'],
): Promise<Start> {
  if (start === undefined) return { key: undefined, offset: 0 };
  if (start.kind === 'key') return { key: start, offset: 0 };
  const plain = { key: undefined, offset: start.rows };
  if (extent.count < LARGE_ROWS || start.rows < LARGE_ROWS) return plain;
  const condition = where.length === 0 ? 'true' : where.join(' AND ');
  const one = async (what: string, more = ''): Promise<number | undefined> => {
    const rows = await connection.rows(`SELECT ${what} FROM ${from} WHERE ${condition}${more}`);
    const value = rows[0]?.[0];
    return value === null || value === undefined ? undefined : Number(value);
  };
  const count = (await one('count(*)')) ?? 0;
  if (count <= start.rows) return plain;
  // A little before the row, since equal times and the rounding of the share may lead past it.
  const share = Math.max(0, start.rows / count - 1 / 1_000);
  const near = await one(`epoch_ms(quantile_disc(${order}, ${(descending ? 1 - share : share).toFixed(6)}))`);
  if (near === undefined) return plain;
  const before = (await one('count(*)', ` AND ${order} ${descending ? '>' : '<'} ${time(near)}`)) ?? 0;
  return before > start.rows ? plain : { key: { time: near, id: undefined }, offset: start.rows - before };
}

/**
 * Conditions that keep a page of a large table to what lies near its beginning. A page that they fill is the page; one that
 * they do not fill says nothing, and is read anew.
 */
export function nearBounds(
  { count, first, last }: Extent,
  order: string,
  descending: boolean,
  from: number | undefined,
): readonly string[] {
  if (count < LARGE_ROWS) return [];
  const edge = Math.min(last, Math.max(first, from ?? (descending ? last : first)));
  // One that leaves out nothing is no bound.
  return NEAR_ROWS.flatMap((rows) => {
    const width = Math.ceil(((last - first) / count) * rows);
    if (descending) return edge - width <= first ? [] : [`${order} >= ${time(edge - width)}`];
    return edge + width >= last ? [] : [`${order} <= ${time(edge + width)}`];
  });
}
