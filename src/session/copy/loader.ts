import type { Dataset, DatasetColumn, SnapshotId } from '../../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { EngineConnection } from '../../engine/connection.ts';
import { withSpoolFile } from './spool.ts';
import { SPOOL_DELIMITER, SPOOL_QUOTE, SpoolBuffer } from './spool-buffer.ts';
import { spoolType } from './spool-type.ts';

/** A part of the input that goes to the engine at once; two are in memory, the one being written and the one being loaded. */
const PART_BYTES = 4 * 1024 * 1024;
/** DuckDB's own default; its CSV reader allocates by it. */
const LINE_BYTES = 2_000_000;

/**
 * Loads the spool in parts, each by one INSERT that runs in the engine's threads while the next part is made. All belong to
 * the transaction that is open on the connection.
 */
export class Loader {
  /** Where rows are written to. It stays the same object, whichever memory it has. */
  readonly spool = new SpoolBuffer(PART_BYTES + 1024 * 1024);
  #rows = 0;
  readonly #connection: EngineConnection;
  readonly #directory: string;
  readonly #insert: (path: string, lineBytes: number) => string;
  #spare: Buffer | undefined;
  #loading: Promise<void> = Promise.resolve();
  #running = false;
  #abandoned = false;

  constructor(
    connection: EngineConnection,
    directory: string,
    target: Dataset,
    columns: readonly DatasetColumn[],
    snapshot: SnapshotId | undefined,
  ) {
    this.#connection = connection;
    this.#directory = directory;
    this.#insert = insertSql(target, columns, snapshot);
  }

  /** Rows that are loaded. */
  get rows(): number {
    return this.#rows;
  }

  /** Begins to load what there is, once it is enough; waits while the part before is still being loaded. */
  async loadWhenFull(): Promise<void> {
    if (this.spool.at >= PART_BYTES) await this.#load();
  }

  /** Loads the rest. Throws what the engine throws, 53100, 58030. */
  async finish(): Promise<void> {
    if (this.spool.rows > 0) await this.#load();
    await this.#loading;
  }

  /** Stops. The transaction is left for the session to roll back. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    this.spool.clear();
    if (this.#running) this.#connection.interrupt();
    await this.#loading.catch(() => undefined);
  }

  async #load(): Promise<void> {
    await this.#loading;
    const { spool } = this;
    const { bytes, at, rows, longestRow } = spool;
    spool.bytes = this.#spare ?? Buffer.allocUnsafe(PART_BYTES + 1024 * 1024);
    spool.clear();
    this.#loading = this.#insertPart(bytes.subarray(0, at), rows, longestRow).finally(() => {
      this.#spare = bytes;
    });
    // Whoever never asks again must not bring the process down with an unhandled rejection.
    this.#loading.catch(() => undefined);
  }

  async #insertPart(bytes: Uint8Array, rows: number, longestRow: number): Promise<void> {
    const loaded = await withSpoolFile(this.#directory, bytes, async (path) => {
      if (this.#abandoned) return rows;
      this.#running = true;
      try {
        return await this.#connection.run(this.#insert(path, Math.max(LINE_BYTES, longestRow * 2)));
      } finally {
        this.#running = false;
        // A prepared statement would keep the file open after it is gone.
        this.#connection.forgetPrepared();
      }
    });
    if (loaded !== rows) {
      throw new SqlError(SQLSTATE.internalError, `COPY wrote ${rows} rows and loaded ${loaded}`);
    }
    this.#rows += loaded;
  }
}

function insertSql(
  target: Dataset,
  columns: readonly DatasetColumn[],
  snapshot: SnapshotId | undefined,
): (path: string, lineBytes: number) => string {
  const types = columns.map(({ type }) => spoolType(type));
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  const values = types.map(({ value }, index) => value(`c${index}`));
  if (snapshot !== undefined) {
    names.push(`"${SNAPSHOT_COLUMN}"`);
    values.push(`CAST(${snapshot} AS BIGINT)`);
  }
  // The last field is the one after the last delimiter, always empty.
  const read = [...types.map((type) => type.read), 'VARCHAR'].map((type, index) => `'c${index}': '${type}'`);
  return (path, lineBytes) =>
    `INSERT INTO ${physicalTable(target)} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM read_csv('${path.replaceAll("'", "''")}', columns = {${read.join(', ')}},
       auto_detect = false, header = false, skip = 0, comment = '', new_line = '\\n', compression = 'none',
       delim = '${String.fromCharCode(SPOOL_DELIMITER)}', quote = '${String.fromCharCode(SPOOL_QUOTE)}',
       escape = '${String.fromCharCode(SPOOL_QUOTE)}', nullstr = '', allow_quoted_nulls = false, strict_mode = true,
       null_padding = false, ignore_errors = false, parallel = false, max_line_size = ${lineBytes})`;
}
