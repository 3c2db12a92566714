import { DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import { SqlError } from '../../../src/core/sql-error.ts';
import { SQLSTATE } from '../../../src/core/sql-state.ts';
import type {
  CopyInput,
  CopyOptions,
  Format,
  RowSource,
  StatementResult,
} from '../../../src/session/client-session.ts';
import type { BatchSlice } from '../../../src/types/batch.ts';
import type { Column } from '../../../src/types/column.ts';

/** What a fake statement can reach. */
export interface FakeWorld {
  readonly signal: AbortSignal;
  notice(message: string): void;
  setParameter(name: string, value: string): void;
  notify(channel: string, payload: string): void;
  setTransaction(status: 'I' | 'T' | 'E'): void;
}

export interface FakeStatement {
  readonly columns: readonly Column[] | undefined;
  readonly run: (
    world: FakeWorld,
    parameters: readonly (Buffer | null)[],
    formats: readonly Format[],
  ) => StatementResult;
}

const OPTIONS: CopyOptions = {
  format: 'text',
  delimiter: '\t',
  nullText: '\\N',
  header: false,
  quote: '"',
  escape: '"',
  forceQuote: new Set(),
  forceNotNull: new Set(),
  forceNull: new Set(),
};

const BATCH_ROWS = 2048;

/** The few statements that the fake knows, spelled so that a real PostgreSQL knows them too. Throws 42601 for others. */
export function fakeStatement(sql: string): FakeStatement {
  const [word = '', argument = ''] = splitAtNumber(sql);
  switch (word) {
    case 'SELECT #':
      return rows('?column?', [Number(argument)]);
    case 'SELECT generate_series(#)':
      return rows('generate_series', series(Number(argument)));
    case 'COPY (SELECT generate_series(#)) TO STDOUT':
      return { columns: undefined, run: () => copyOut(Number(argument)) };
    default:
      return fixedStatement(sql);
  }
}

function fixedStatement(sql: string): FakeStatement {
  switch (sql) {
    case '':
      return { columns: undefined, run: () => ({ kind: 'empty' }) };
    case 'SELECT $1::text':
      return {
        columns: [text('text')],
        run: (_world, [value], formats) => result([text('text')], [[value?.toString() ?? null]], formats),
      };
    case 'SELECT 1/0':
      return failing(new SqlError(SQLSTATE.divisionByZero, 'division by zero'));
    case 'SELECT no_such_column':
      throw new SqlError(SQLSTATE.undefinedColumn, 'column "no_such_column" does not exist', { position: 8 });
    case 'SELECT pg_sleep(60)':
      return { columns: [text('pg_sleep')], run: (world) => slow(world) };
    case 'BEGIN':
      return command('BEGIN', (world) => world.setTransaction('T'));
    case 'COMMIT':
      return command('COMMIT', (world) => world.setTransaction('I'));
    case 'ROLLBACK':
      return command('ROLLBACK', (world) => world.setTransaction('I'));
    case "SET application_name = 'changed'":
      return command('SET', (world) => world.setParameter('application_name', 'changed'));
    case "DO $$BEGIN RAISE NOTICE 'noticed'; END$$":
      return command('DO', (world) => world.notice('noticed'));
    case 'LISTEN channel':
      return command('LISTEN', () => {});
    case "NOTIFY channel, 'payload'":
      return command('NOTIFY', (world) => world.notify('channel', 'payload'));
    case 'COPY copied FROM STDIN':
      return { columns: undefined, run: () => copyIn() };
    case 'bug':
      return { columns: undefined, run: () => JSON.parse('{not json') };
    default:
      throw new SqlError(SQLSTATE.syntaxError, `syntax error at or near "${sql.split(' ')[0]}"`, { position: 1 });
  }
}

function splitAtNumber(sql: string): readonly string[] {
  const match =
    /^(SELECT |SELECT generate_series\(1,|COPY \(SELECT generate_series\(1,)(\d+)(\)|\)\) TO STDOUT)?$/.exec(sql);
  if (match === null) return [];
  const [, head = '', number = '', tail = ''] = match;
  return [`${head.replace('1,', '')}#${tail}`, number];
}

function series(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

function rows(name: string, values: readonly number[]): FakeStatement {
  const columns: Column[] = [{ name, type: { kind: 'integer' } }];
  return {
    columns,
    run: (_world, _parameters, formats) =>
      result(
        columns,
        values.map((value) => [value]),
        formats,
      ),
  };
}

function text(name: string): Column {
  return { name, type: { kind: 'varchar' } };
}

function command(tag: string, effect: (world: FakeWorld) => void): FakeStatement {
  return {
    columns: undefined,
    run: (world) => {
      effect(world);
      return { kind: 'complete', tag };
    },
  };
}

function failing(error: SqlError): FakeStatement {
  return {
    columns: [{ name: '?column?', type: { kind: 'integer' } }],
    run: () => {
      throw error;
    },
  };
}

function result(
  columns: readonly Column[],
  values: readonly (readonly (number | string | null)[])[],
  formats: readonly Format[],
): StatementResult {
  return {
    kind: 'rows',
    columns,
    formats: columns.map((_, i) => formats[i] ?? formats[0] ?? 0),
    rows: rowSource(columns, values, 'SELECT'),
  };
}

function rowSource(
  columns: readonly Column[],
  values: readonly (readonly (number | string | null)[])[],
  verb: string,
): RowSource {
  return {
    async *[Symbol.asyncIterator]() {
      for (let from = 0; from < values.length; from += BATCH_ROWS) {
        yield slice(columns, values.slice(from, from + BATCH_ROWS));
        await Promise.resolve();
      }
    },
    end: () => ({ kind: 'complete', tag: `${verb} ${values.length}` }),
  };
}

export function slice(
  columns: readonly Column[],
  values: readonly (readonly (number | string | null)[])[],
): BatchSlice {
  const types = columns.map((column) => (column.type.kind === 'integer' ? INTEGER : VARCHAR));
  const batch = DuckDBDataChunk.create(types, values.length);
  batch.setRows(values);
  return { batch, from: 0, to: values.length };
}

function slow(world: FakeWorld): StatementResult {
  const columns = [text('pg_sleep')];
  const rows: RowSource = {
    async *[Symbol.asyncIterator]() {
      await new Promise<void>((resolve) => {
        if (world.signal.aborted) resolve();
        world.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      yield* [];
      throw new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to user request');
    },
    end: () => ({ kind: 'complete', tag: 'SELECT 1' }),
  };
  return { kind: 'rows', columns, formats: [0], rows };
}

function copyOut(n: number): StatementResult {
  const columns: Column[] = [{ name: 'generate_series', type: { kind: 'integer' } }];
  return {
    kind: 'copyOut',
    columns,
    options: OPTIONS,
    rows: rowSource(
      columns,
      series(n).map((value) => [value]),
      'COPY',
    ),
  };
}

/** Counts lines; a line `bad` fails as a column of type integer would. */
function copyIn(): StatementResult {
  let received = '';
  const input: CopyInput = {
    write: async (chunk) => {
      received += chunk.toString();
      if (received.includes('bad\n')) {
        throw new SqlError(SQLSTATE.invalidTextRepresentation, 'invalid input syntax for type integer: "bad"', {
          where: 'COPY copied, line 1, column n: "bad"',
        });
      }
    },
    finish: async () => `COPY ${received.split('\n').filter((line) => line !== '' && line !== '\\.').length}`,
    fail: async (reason) => {
      throw new SqlError(SQLSTATE.queryCanceled, `COPY from stdin failed: ${reason}`);
    },
    abort: async () => {},
  };
  return { kind: 'copyIn', columnCount: 1, options: OPTIONS, input };
}
