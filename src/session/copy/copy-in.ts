import type { CatalogTransaction } from '../../../catalog/transaction.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { CopyFromPlan } from '../../plan/plan.ts';
import type { CopyInput, CopyOptions } from '../client-session.ts';
import { copyOptions } from '../copy-options.ts';
import { encodeContext } from '../encode-context.ts';
import type { Outcome } from '../outcome.ts';
import type { Runtime } from '../runtime.ts';
import type { StatementGuard } from '../statement-guard.ts';
import { BinaryReader } from './binary-reader.ts';
import { dialectOf } from './dialect.ts';
import { matchHeader } from './header.ts';
import { Loader } from './loader.ts';
import { RowReader } from './row-reader.ts';
import { RowWriter } from './row-writer.ts';

/** Input is read in pieces of this size, so that one large message makes no large spool part. */
const PIECE_BYTES = 256 * 1024;

/** Takes the client's bytes and gives rows to a loader's spool. */
interface Reader {
  write(piece: Buffer): void;
  finish(): void;
}

/**
 * COPY … FROM STDIN. Bytes are cut into rows (`row-reader.ts`, `binary-reader.ts`), checked value by value with PostgreSQL's
 * rules, and written as a CSV of our own that DuckDB cannot misread (`spool-buffer.ts`); the engine loads it part by part
 * (`loader.ts`) in the session's transaction. An error leaves that to be rolled back, so nothing is loaded.
 * Throws 22023, 42601, 0A000, 42703 for the options.
 */
export async function startCopyIn(
  plan: CopyFromPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  guard: StatementGuard,
): Promise<Outcome> {
  const { target, columns } = plan;
  const options = copyOptions(plan.statement, columns);
  const connection = await runtime.connect();
  const snapshot = target.storage === 'lake' ? runtime.catalog.nextSnapshotId() : undefined;
  const loader = new Loader(connection, runtime.engine.tempDirectory, target, columns, snapshot);
  const input = new CopyIn(loader, readerOf(plan, options, runtime, loader), guard, (rows) => {
    if (snapshot !== undefined && rows > 0) {
      changes.snapshot({ dataset: target.oid, id: snapshot, operation: 'APPEND', rowCount: rows });
    }
  });
  return { kind: 'copyIn', columnCount: columns.length, options, input };
}

function readerOf({ target, columns }: CopyFromPlan, options: CopyOptions, runtime: Runtime, loader: Loader): Reader {
  const context = encodeContext(runtime.settings);
  if (options.format === 'binary') return new BinaryReader(target, columns, context, loader.spool);
  const writer = new RowWriter(target, columns, context, loader.spool);
  const { header, nullText } = options;
  return new RowReader(dialectOf(options), columns.length, target.name, (row) => {
    if (header === false || row.lineNumber > 1) writer.write(row);
    else if (header === 'match') matchHeader(row, columns, nullText);
  });
}

class CopyIn implements CopyInput {
  readonly #loader: Loader;
  readonly #reader: Reader;
  readonly #guard: StatementGuard;
  readonly #onLoaded: (rows: number) => void;
  #ended = false;

  constructor(loader: Loader, reader: Reader, guard: StatementGuard, onLoaded: (rows: number) => void) {
    this.#loader = loader;
    this.#reader = reader;
    this.#guard = guard;
    this.#onLoaded = onLoaded;
  }

  async write(chunk: Buffer): Promise<void> {
    await this.#orAbandon(async () => {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        this.#reader.write(chunk.subarray(at, at + PIECE_BYTES));
        await this.#loader.loadWhenFull();
      }
    });
  }

  async finish(): Promise<string> {
    await this.#orAbandon(async () => {
      this.#reader.finish();
      await this.#loader.finish();
    });
    this.#ended = true;
    this.#onLoaded(this.#loader.rows);
    return `COPY ${this.#loader.rows}`;
  }

  async fail(reason: string): Promise<never> {
    await this.abort();
    throw new SqlError(SQLSTATE.queryCanceled, `COPY from stdin failed: ${reason}`);
  }

  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#loader.abandon();
  }

  async #orAbandon(work: () => Promise<void>): Promise<void> {
    try {
      await this.#guard.run(work);
    } catch (error) {
      await this.abort();
      throw error;
    }
  }
}
