import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { CommitWatch } from './commit-watch.ts';
import { EngineConnection } from './connection.ts';
import { toSqlError } from './errors.ts';
import { duckdbFunction, type ScalarFunction } from './scalar-function.ts';

/**
 * DuckDB and nothing else: one instance for the one database file, connections made from it, batches streamed out of it.
 * The rooms above (`catalog`, `session`) decide what is run; `connection.ts` runs it, `errors.ts` gives failures a SQLSTATE.
 */
export interface EngineOptions {
  /** The database file, or `:memory:` in tests. */
  readonly path: string;
  /** For intermediate results, and for the files of COPY on their way in. */
  readonly tempDirectory: string;
  /** The only other folder that SQL may write to. */
  readonly exportDirectory: string;
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
  readonly tempLimit?: string | undefined;
  /** What the rooms above bring into every database: run once, in order, in a database of its own that is never stored. */
  readonly library?: EngineLibrary | undefined;
}

/** Functions for the SQL of the rooms above; `src/functions` has the dialect's. */
export interface EngineLibrary {
  /** Name of the in-memory database that the macros live in. */
  readonly name: string;
  /** Statements that make the macros, run with that database as the current one. */
  readonly macros: readonly string[];
  readonly functions: readonly ScalarFunction[];
}

/**
 * Form of a new database file; one that is there keeps its own. DuckDB's default writes for readers from before 1.2: three
 * kilobytes of statistics for each column of each table, which it takes most of a start to read.
 */
const STORAGE_VERSION = 'v1.2.0';

export class Engine {
  readonly tempDirectory: string;
  readonly exportDirectory: string;
  readonly #instance: DuckDBInstance;
  readonly #watch = new CommitWatch();

  private constructor(instance: DuckDBInstance, options: EngineOptions) {
    this.#instance = instance;
    this.tempDirectory = options.tempDirectory;
    this.exportDirectory = options.exportDirectory;
  }

  /**
   * Opens the file, making it when absent. There must never be two instances of one file in a process: DuckDB accepts the
   * second and one side's tables are lost. Another process is kept out by DuckDB's own lock, which a crash cannot leave
   * behind. Throws SqlError: 55006 when another process holds the file, 58030 when it cannot be opened.
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const settings: Record<string, string> = {
      temp_directory: options.tempDirectory,
      storage_compatibility_version: STORAGE_VERSION,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    };
    if (options.memoryLimit !== undefined) settings['memory_limit'] = options.memoryLimit;
    if (options.threads !== undefined) settings['threads'] = String(options.threads);
    if (options.tempLimit !== undefined) settings['max_temp_directory_size'] = options.tempLimit;
    try {
      const instance = await DuckDBInstance.create(options.path, settings);
      const connection = await instance.connect();
      await connection.run('SET GLOBAL errors_as_json = true');
      await connection.run("SET GLOBAL TimeZone = 'UTC'");
      // A transaction sees what was committed at its BEGIN, not at its first look at a table.
      await connection.run('SET GLOBAL immediate_transaction_mode = true');
      const directories = [options.tempDirectory, options.exportDirectory].map(
        (each) => `'${each.replaceAll("'", "''")}'`,
      );
      await connection.run(`SET GLOBAL allowed_directories = [${directories.join(', ')}]`);
      await connection.run('SET GLOBAL enable_external_access = false');
      if (options.library !== undefined) await loadLibrary(connection, options.library);
      connection.closeSync();
      return new Engine(instance, options);
    } catch (error) {
      throw toSqlError(error);
    }
  }

  async connect(): Promise<EngineConnection> {
    const connection = await this.#instance.connect();
    // These two exist per connection only. Progress is asked for by code; it must never print on the server's output.
    await connection.run('SET enable_progress_bar = true');
    await connection.run('SET enable_progress_bar_print = false');
    return new EngineConnection(connection, this.#watch);
  }

  /** Writes everything into the database file and lets go of it. All connections must be closed before. */
  async close(): Promise<void> {
    const connection = await this.#instance.connect();
    await connection.run('CHECKPOINT');
    connection.closeSync();
    this.#instance.closeSync();
  }
}

async function loadLibrary(connection: DuckDBConnection, library: EngineLibrary): Promise<void> {
  for (const definition of library.functions) connection.registerScalarFunction(duckdbFunction(definition));
  await connection.run(`ATTACH ':memory:' AS ${library.name}`);
  // One text in one transaction takes half the time of one statement after the other, and a server's start waits for it.
  await connection.run(['BEGIN', ...library.macros, 'COMMIT'].join(';\n'));
}
