import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { EngineConnection } from '../../engine/connection.ts';
import type { InsertSql } from './insert-sql.ts';
import { removeSpoolFile, writeSpoolFile } from './spool.ts';
import type { SpoolBuffer } from './spool-buffer.ts';

/** Files that may wait; with more, the client waits. */
const MOST_WAITING = 16;
/** Between two interrupts of a load that is given up. */
const REPEAT_MS = 20;

interface Part {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Loads the spool by INSERTs that run in the engine's threads while more rows are read; each takes all files that wait. All
 * belong to the transaction that is open on the connection.
 */
export class Loader {
  readonly #spool: SpoolBuffer;
  readonly #connection: EngineConnection;
  readonly #directory: string;
  readonly #insertSql: InsertSql;
  readonly #waiting: Part[] = [];
  #loading: Promise<void> | undefined;
  #rows = 0;
  #inEngine = false;
  #failed = false;
  #abandoned = false;

  constructor(connection: EngineConnection, directory: string, spool: SpoolBuffer, insertSql: InsertSql) {
    this.#connection = connection;
    this.#directory = directory;
    this.#spool = spool;
    this.#insertSql = insertSql;
  }

  /** Rows that are loaded. */
  get rows(): number {
    return this.#rows;
  }

  /** Begins to load what there is, once it is enough. Throws what loading the parts before threw. */
  async loadWhenFull(): Promise<void> {
    while (this.#spool.isFull) await this.#load();
    if (this.#failed || this.#waiting.length >= MOST_WAITING) await this.#loading;
  }

  /** Loads the rest. Throws what the engine throws, 53100, 58030. */
  async finish(): Promise<void> {
    while (!this.#spool.isEmpty) await this.#load();
    await this.#loading;
  }

  /** Stops, and leaves no file. The transaction is for the session to roll back. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    const interrupt = () => {
      if (this.#inEngine) this.#connection.interrupt();
    };
    interrupt();
    // An interrupt that comes before the engine has begun is lost.
    const again = setInterval(interrupt, REPEAT_MS);
    await this.#loading?.catch(() => undefined);
    clearInterval(again);
    await remove(this.#waiting.splice(0));
  }

  async #load(): Promise<void> {
    const spool = this.#spool;
    const part = spool.part();
    const path = await writeSpoolFile(this.#directory, part.bytes);
    this.#waiting.push({ path, rows: part.rows, bytes: part.bytes.length });
    spool.drop(part);
    if (this.#loading === undefined) {
      this.#loading = this.#loadAll();
      // Whoever never asks again must not bring the process down with an unhandled rejection.
      this.#loading.catch(() => {
        this.#failed = true;
      });
    }
  }

  /** A failure stays in `#loading`, for the next call to throw. */
  async #loadAll(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#abandoned) {
      const parts = this.#waiting.splice(0);
      try {
        await this.#insert(parts);
      } finally {
        await remove(parts);
      }
    }
    this.#loading = undefined;
  }

  async #insert(parts: readonly Part[]): Promise<void> {
    const paths = parts.map(({ path }) => path);
    const largestFile = Math.max(...parts.map((part) => part.bytes));
    this.#inEngine = true;
    try {
      const rows = parts.reduce((sum, part) => sum + part.rows, 0);
      const loaded = await this.#connection.run(this.#insertSql(paths, this.#spool.longestRow, largestFile));
      if (loaded !== rows) throw new SqlError(SQLSTATE.internalError, `COPY read ${rows} rows and loaded ${loaded}`);
      this.#rows += loaded;
    } finally {
      this.#inEngine = false;
      // A statement that stays prepared keeps its files open after they are gone.
      this.#connection.forgetPrepared();
    }
  }
}

async function remove(parts: readonly Part[]): Promise<void> {
  await Promise.all(parts.map(({ path }) => removeSpoolFile(path)));
}
