import type { Logger } from '../src/core/logger.ts';
import { type ListRequest, listPage, type Page } from './list.ts';
import { number, text, time } from './literal.ts';
import { QUERIES, QUERY_ROWS } from './query-rows.ts';
import { isFinal, type QueryRecord, type RunRecord } from './records.ts';
import type { Store } from './store.ts';

export interface QueryLogLimits {
  /** Queries that are kept; older ones go. */
  readonly keep: number;
}

const FLUSH_EVERY_MS = 500;
/** Ids of one DELETE. */
const CHUNK = 2_000;
/** Ended queries that wait to be written; more are dropped, and counted. */
const MAX_WAITING = 50_000;
/** Rows above the bound that are let be before old ones are removed. */
const SLACK = 1_000;

/**
 * Every statement from every door. Changes are written in bunches by a timer; who needs one to be durable, or wants to read
 * the list, calls `flush`. Many callers share one commit.
 */
export class QueryLog {
  readonly #store: Store;
  readonly #limits: QueryLogLimits;
  readonly #logger: Logger;
  /** Queries that have not ended. */
  readonly #live = new Map<string, QueryRecord>();
  #waiting = new Map<string, QueryRecord>();
  /** Rows that are in the table and may still change: their times of creation there, by id. */
  readonly #written = new Map<string, number>();
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #rows = 0;
  #dropped = 0;

  constructor(store: Store, limits: QueryLogLimits, logger: Logger) {
    this.#store = store;
    this.#limits = limits;
    this.#logger = logger;
  }

  /** Reads what a server before this one left unfinished. */
  async open(): Promise<readonly QueryRecord[]> {
    const rows = await this.#store.work(async (connection) => {
      this.#rows = Number((await connection.rows('SELECT count(*) FROM stillhouse.queries'))[0]?.[0] ?? 0);
      return connection.rows(
        `SELECT ${QUERIES.select} FROM stillhouse.queries WHERE state IN ('SUBMITTED', 'IN_PROGRESS') ORDER BY created_at, id`,
      );
    });
    const left = rows.map((row) => QUERIES.read(row));
    for (const record of left) {
      this.#live.set(record.id, record);
      this.#written.set(record.id, record.created);
    }
    this.#timer = setInterval(() => this.#flushSoon(), FLUSH_EVERY_MS);
    this.#timer.unref();
    return left;
  }

  /** Queries that were dropped because the engine could not take them fast enough. */
  get dropped(): number {
    return this.#dropped;
  }

  get live(): Iterable<QueryRecord> {
    return this.#live.values();
  }

  put(record: QueryRecord): void {
    if (isFinal(record.state)) this.#live.delete(record.id);
    else this.#live.set(record.id, record);
    if (this.#waiting.size >= MAX_WAITING && !this.#waiting.has(record.id) && !this.#written.has(record.id)) {
      this.#dropped++;
      return;
    }
    this.#waiting.set(record.id, record);
  }

  /** All that was put before is durable when this answers. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#waiting.size === 0) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async get(id: string): Promise<QueryRecord | undefined> {
    const known = this.#waiting.get(id) ?? this.#live.get(id);
    if (known !== undefined) return known;
    const rows = await this.#store.work((connection) =>
      connection.rows(`SELECT ${QUERIES.select} FROM stillhouse.queries WHERE id = ${text(id)}`),
    );
    return rows[0] === undefined ? this.#waiting.get(id) : QUERIES.read(rows[0]);
  }

  /** The statements of a block that a run performed, in their order; none for any other text. */
  async partsOf({ scheduleId, id, queryId }: RunRecord): Promise<readonly QueryRecord[]> {
    if (queryId === undefined) return [];
    await this.flush();
    const rows = await this.#store.work((connection) =>
      connection.rows(
        `SELECT ${QUERIES.select} FROM stillhouse.queries WHERE run_id = ${text(id)} AND schedule_id = ${text(scheduleId)} ` +
          `AND id <> ${text(queryId)} ORDER BY created_at, rowid`,
      ),
    );
    return rows.map((row) => QUERIES.read(row)).filter(({ more }) => more.partOf === queryId);
  }

  async list(request: ListRequest): Promise<Page<QueryRecord>> {
    await this.flush();
    return this.#store.work((connection) => listPage(connection, QUERIES, request));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  #flushSoon(): void {
    this.flush().catch((error: unknown) => this.#logger.error({ err: error }, 'query log could not be written'));
  }

  async #write(): Promise<void> {
    const records = [...this.#waiting.values()];
    this.#waiting = new Map();
    const replaced = records.filter(({ id }) => this.#written.has(id));
    const excess = this.#rows + records.length - replaced.length - this.#limits.keep;
    try {
      await this.#store.transaction(async (connection) => {
        for (const chunk of chunks(replaced)) {
          // Ids have no index; by its time of creation a row is found without a look at all others.
          const oldest = Math.min(...chunk.map(({ id, created }) => this.#written.get(id) ?? created));
          await connection.execute(
            `DELETE FROM stillhouse.queries WHERE created_at >= ${time(oldest)} AND id IN (${chunk.map(({ id }) => text(id)).join(', ')})`,
          );
        }
        await QUERY_ROWS.insert(connection, 'stillhouse.queries', records);
        const ended = records.filter(({ door, state }) => door !== 'wire' && isFinal(state));
        for (const chunk of chunks(ended)) {
          const ids = chunk.map(({ id }) => text(id)).join(', ');
          await connection.execute(`DELETE FROM stillhouse.query_ends WHERE query_id IN (${ids})`);
        }
        if (excess > SLACK) await connection.execute(removeOldest(this.#limits.keep));
      });
    } catch (error) {
      for (const record of records) if (!this.#waiting.has(record.id)) this.#waiting.set(record.id, record);
      throw error;
    }
    this.#rows = excess > SLACK ? this.#limits.keep : this.#rows + records.length - replaced.length;
    for (const { id, state, created } of records) {
      if (isFinal(state)) this.#written.delete(id);
      else this.#written.set(id, created);
    }
  }

  /** Hides a query from lists. */
  async softDelete(record: QueryRecord): Promise<void> {
    await this.flush();
    if (this.#live.has(record.id)) {
      this.put({ ...record, softDeleted: true });
      await this.flush();
      return;
    }
    await this.#store.work((connection) =>
      connection.execute(`UPDATE stillhouse.queries SET soft_deleted = true WHERE id = ${text(record.id)}`),
    );
  }
}

function removeOldest(keep: number): string {
  return (
    "DELETE FROM stillhouse.queries WHERE state NOT IN ('SUBMITTED', 'IN_PROGRESS') AND created_at < " +
    `(SELECT created_at FROM stillhouse.queries ORDER BY created_at DESC LIMIT 1 OFFSET ${number(keep - 1)})`
  );
}

function* chunks<T>(items: readonly T[]): IterableIterator<readonly T[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}
