import type { CatalogTransaction } from '../../../catalog/transaction.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { CopyFromPlan } from '../../plan/plan.ts';
import type { CopyInput, CopyOptions } from '../client-session.ts';
import { copyOptions } from '../copy-options.ts';
import { encodeContext } from '../encode-context.ts';
import { makeSnapshot, recordWrite } from '../fill.ts';
import type { Outcome } from '../outcome.ts';
import type { Runtime } from '../runtime.ts';
import type { StatementGuard } from '../statement-guard.ts';
import { BinaryReader } from './binary-reader.ts';
import { dialectOf } from './dialect.ts';
import { matchHeader } from './header.ts';
import { insertSql } from './insert-sql.ts';
import { Loader } from './loader.ts';
import { RowReader } from './row-reader.ts';
import { RowWriter } from './row-writer.ts';
import { SpoolBuffer } from './spool-buffer.ts';
import { spoolDialect } from './spool-dialect.ts';

/** Input is read in pieces of this size, so that one large message makes no large spool part. */
const PIECE_BYTES = 64 * 1024;

/** The parts of the session that a copy works with. */
export type CopyRuntime = Pick<Runtime, 'catalog' | 'connect' | 'engine' | 'settings' | 'user'>;

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
  runtime: CopyRuntime,
  changes: CatalogTransaction,
  guard: StatementGuard,
): Promise<Outcome> {
  const { target, columns } = plan;
  const options = copyOptions(plan.statement, columns);
  const connection = await runtime.connect();
  const snapshot = target.storage === 'lake' ? runtime.catalog.nextSnapshotId() : undefined;
  const spool = new SpoolBuffer(spoolDialect(options, columns.length), columns.length);
  const sql = insertSql(target, columns, snapshot, spool.dialect);
  const loader = new Loader(connection, runtime.engine.tempDirectory, spool, sql);
  const input = new CopyIn(loader, readerOf(plan, options, runtime, spool), guard, async (rows) => {
    const made =
      snapshot === undefined ? undefined : await makeSnapshot(target, snapshot, rows, 'append', connection, changes);
    if (made !== undefined || target.storage === 'accelerated') recordWrite(target, made, [], runtime.user, changes);
  });
  return { kind: 'copyIn', columnCount: columns.length, options, input };
}

function readerOf(
  { target, columns }: CopyFromPlan,
  options: CopyOptions,
  runtime: CopyRuntime,
  spool: SpoolBuffer,
): Reader {
  const context = encodeContext(runtime.settings);
  if (options.format === 'binary') return new BinaryReader(target, columns, context, spool);
  const { header, nullText } = options;
  const writer = new RowWriter(target, columns, context, spool);
  return new RowReader(dialectOf(options), columns.length, target.name, {
    take: (row) => {
      if (header === false || row.lineNumber > 1) writer.write(row);
      else if (header === 'match') matchHeader(row, columns, nullText);
    },
    settle: () => spool.settle(),
  });
}

class CopyIn implements CopyInput {
  readonly #loader: Loader;
  readonly #reader: Reader;
  readonly #guard: StatementGuard;
  readonly #onLoaded: (rows: number) => Promise<void>;
  #ended = false;
  #abandoning: Promise<void> | undefined;

  constructor(loader: Loader, reader: Reader, guard: StatementGuard, onLoaded: (rows: number) => Promise<void>) {
    this.#loader = loader;
    this.#reader = reader;
    this.#guard = guard;
    this.#onLoaded = onLoaded;
    // A statement that is stopped between two messages must not keep the engine busy; the next message says why.
    guard.signal.addEventListener('abort', () => void this.abort().catch(() => undefined), { once: true });
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
      await this.#onLoaded(this.#loader.rows);
    });
    this.#ended = true;
    return `COPY ${this.#loader.rows}`;
  }

  async fail(reason: string): Promise<never> {
    await this.abort();
    throw new SqlError(SQLSTATE.queryCanceled, `COPY from stdin failed: ${reason}`);
  }

  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#abandoning ??= this.#loader.abandon();
    await this.#abandoning;
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
