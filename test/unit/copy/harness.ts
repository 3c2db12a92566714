import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalog } from '../../../catalog/catalog.ts';
import type { Dataset, DatasetColumn, Oid } from '../../../catalog/objects.ts';
import { physicalTable, REMOVED_COLUMN, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import { SqlError } from '../../../src/core/sql-error.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { CopyFromPlan } from '../../../src/plan/plan.ts';
import { type CopyRuntime, startCopyIn } from '../../../src/session/copy/copy-in.ts';
import { encodeContext } from '../../../src/session/encode-context.ts';
import { Settings } from '../../../src/session/settings.ts';
import { StatementGuard } from '../../../src/session/statement-guard.ts';
import { TemporaryTables } from '../../../src/session/temporary-tables.ts';
import { SessionTransaction } from '../../../src/session/transaction.ts';
import type { CopyStatement } from '../../../src/sql/statement.ts';
import { codecOf } from '../../../src/types/codecs.ts';
import { type DataType, duckdbTypeName } from '../../../src/types/data-type.ts';

export type CopyOption = string | readonly string[];
export type CopyOptionList = Readonly<Record<string, CopyOption>>;
/** A column as a type, or with what else is to be said about it. */
export type ColumnSpec = DataType | (Partial<DatasetColumn> & { readonly type: DataType });

/** One engine, one session, tables made as the server makes them. */
export interface CopyBench {
  readonly runtime: CopyRuntime & { readonly transaction: SessionTransaction };
  readonly directory: string;
  /** Makes a table with columns of these names. */
  table(columns: Readonly<Record<string, ColumnSpec>>, storage?: 'lake' | 'accelerated'): Promise<Dataset>;
  /** Runs a whole COPY in a transaction of its own; the chunks are its CopyData messages. */
  copy(
    target: Dataset,
    options: CopyOptionList,
    chunks: Iterable<Buffer>,
    columns?: readonly string[],
  ): Promise<string>;
  /** Every row as PostgreSQL's text, in the order of loading. */
  rows(target: Dataset): Promise<(string | null)[][]>;
  close(): Promise<void>;
}

const SPAN = { start: 0, end: 0 };

export async function openBench(path?: string): Promise<CopyBench> {
  const directory = await mkdtemp(join(tmpdir(), 'copy-'));
  const tempDirectory = join(directory, 'temp');
  const engine = await Engine.open({
    path: path === 'disk' ? join(directory, 'test.db') : ':memory:',
    tempDirectory,
    exportDirectory: directory,
  });
  await mkdir(tempDirectory, { recursive: true });
  const catalog = await Catalog.open(engine, { now: () => Date.now() } as never, silentLogger);
  const connection = await engine.connect();
  const connect = async () => connection;
  const temporary = new TemporaryTables();
  const settings = new Settings(new Map(), new Map(), () => undefined);
  const transaction = new SessionTransaction(
    catalog,
    connect,
    { label: 'test' },
    [settings, temporary],
    () => false,
    () => false,
  );
  const runtime = { engine, catalog, settings, transaction, connect, user: 'test' };
  let tables = 0;

  return {
    runtime,
    directory: tempDirectory,
    async table(columns, storage = 'lake') {
      tables++;
      const dataset: Dataset = {
        kind: 'dataset',
        oid: catalog.nextOid(),
        id: catalog.nextDatasetId(),
        name: `t${tables}`,
        displayName: 't',
        createdAt: '2025-01-01T00:00:00Z',
        owner: 10 as Oid,
        storage,
        containers: [2 as Oid],
        columns: Object.entries(columns).map(([name, spec], index) => ({
          name,
          number: index + 1,
          notNull: false,
          ...('type' in spec ? spec : { type: spec }),
        })),
        lastColumnNumber: Object.keys(columns).length,
        constraints: [],
        identities: [],
        labels: [],
        hasRemovedRows: false,
      };
      const changes = await transaction.prepareWrite([], new AbortController().signal);
      await connection.execute(`CREATE TABLE ${physicalTable(dataset)} (${definitions(dataset).join(', ')})`);
      changes.put(dataset);
      await transaction.commit();
      return { ...dataset, name: 't' };
    },
    async copy(target, options, chunks, names) {
      const plan = copyPlan(target, options, names);
      const guard = new StatementGuard(0, () => connection.interrupt());
      try {
        const changes = await transaction.prepareWrite([], guard.signal);
        const outcome = await startCopyIn(plan, runtime, changes, guard);
        if (outcome.kind !== 'copyIn') throw new Error(outcome.kind);
        for (const chunk of chunks) await outcome.input.write(chunk);
        const tag = await outcome.input.finish();
        await transaction.commit();
        return tag;
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
    },
    async rows(target) {
      const context = encodeContext(settings);
      const names = target.columns.map(({ name }) => `"${name}"`).join(', ');
      const rows = await connection.rows(`SELECT ${names} FROM ${physicalTable(target)}`);
      return rows.map((row) =>
        row.map((value, index) => {
          const type = target.columns[index]?.type ?? { kind: 'varchar' };
          return value === null ? null : codecOf(type).encodeText(value, type, context);
        }),
      );
    },
    async close() {
      connection.close();
      await engine.close();
      const left = await readdir(tempDirectory);
      await rm(directory, { recursive: true });
      if (left.some((name) => name.startsWith('copy-'))) throw new Error(`left behind: ${left.join(', ')}`);
    },
  };
}

export function copyPlan(target: Dataset, options: CopyOptionList, names?: readonly string[]): CopyFromPlan {
  const columns = names === undefined ? target.columns : names.map((name) => columnNamed(target, name));
  return { kind: 'copyFrom', target, columns, statement: copyStatement('from', Object.entries(options)) };
}

/** COPY of table `t`. */
export function copyStatement(
  direction: 'from' | 'to',
  options: readonly (readonly [name: string, value: CopyOption])[],
): CopyStatement {
  const table = { kind: 'ident', name: 't', quoted: false, span: SPAN } as const;
  return {
    kind: 'copy',
    span: SPAN,
    direction,
    source: { kind: 'table', name: { kind: 'qname', parts: [table], span: SPAN }, columns: [] },
    target: { kind: 'client' },
    options: options.map(([name, value]) => ({ name, value, span: SPAN })),
  };
}

function definitions({ columns, storage }: Dataset): string[] {
  const own = columns.map(({ name, type, notNull, defaultSql }) => {
    const options = `${notNull ? ' NOT NULL' : ''}${defaultSql === undefined ? '' : ` DEFAULT ${defaultSql}`}`;
    return `"${name}" ${duckdbTypeName(type)}${options}`;
  });
  return storage === 'lake' ? [...own, `"${SNAPSHOT_COLUMN}" BIGINT`, `"${REMOVED_COLUMN}" BIGINT`] : own;
}

function columnNamed(target: Dataset, name: string): DatasetColumn {
  const found = target.columns.find((column) => column.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
}

/** An error as one line: `22P04 message | D: detail | H: hint | W: where`. */
export function described(error: unknown): string {
  if (!(error instanceof SqlError)) throw error;
  const { sqlState, message, detail, hint, where } = error;
  const parts = [`${sqlState} ${message}`];
  if (detail !== undefined) parts.push(`D: ${detail}`);
  if (hint !== undefined) parts.push(`H: ${hint}`);
  if (where !== undefined) parts.push(`W: ${where}`);
  return parts.join(' | ');
}
