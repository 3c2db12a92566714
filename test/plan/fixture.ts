import { readFileSync, writeFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { SqlError } from '../../src/core/sql-error.ts';
import { JS_FUNCTIONS } from '../../src/functions/js-functions.ts';
import { MACRO_SQL } from '../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../src/functions/sql-text.ts';
import { sparkTypeName } from '../../src/functions/type-rules.ts';
import { analyzeQuery } from '../../src/plan/analyze/analyze.ts';
import type { ResultColumn } from '../../src/plan/context.ts';
import { PlanError } from '../../src/plan/plan-error.ts';
import type { RewriteTrace } from '../../src/plan/rewrite/trace.ts';
import { parseQuery } from '../../src/sql/parse.ts';
import { print } from '../../src/sql/print.ts';
import type { DataType } from '../../src/types/data-type.ts';
import { dataTypeOf } from '../../src/types/duckdb-type.ts';
import { CONTEXT, PHYSICAL_SQL } from './made-up-catalog.ts';

/**
 * Plans as text: a query, `----`, the SQL that the engine gets, the columns with their types, and what is read. Where the
 * engine gives a column another type than the analyzer, a line `engine:` says so. A file that begins with `# trace` shows
 * what EXPLAIN REWRITE is told; one that begins with `# types` leaves the SQL out. An empty line ends a query; UPDATE=1 writes anew what stands behind `----`.
 */
export async function runFixture(path: string, engine: Engine): Promise<{ expected: string; actual: string }> {
  const expected = readFileSync(path, 'utf8');
  const mode = expected.startsWith('# trace') ? 'trace' : expected.startsWith('# types') ? 'types' : 'sql';
  const blocks: string[] = [];
  for (const block of expected.replace(/\n+$/, '').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const separator = lines.indexOf('----');
    const before = separator < 0 ? lines : lines.slice(0, separator);
    const sql = before.filter((line) => !line.startsWith('#')).join('\n');
    blocks.push(sql === '' ? block : [...before, '----', ...(await planned(sql, mode, engine))].join('\n'));
  }
  const actual = `${blocks.join('\n\n')}\n`;
  const update = process.env['UPDATE'] === '1';
  if (update && actual !== expected) writeFileSync(path, actual);
  return { expected: update ? actual : expected, actual };
}

/** DuckDB with the tables of the made-up catalog, empty. */
export class Engine {
  readonly connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  static async open(): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`ATTACH ':memory:' AS ${MACRO_SCHEMA}`);
    const missing = new Set(JS_FUNCTIONS.map((each) => each.name));
    for (const sql of MACRO_SQL) if (![...missing].some((name) => sql.includes(name))) await connection.run(sql);
    for (const sql of PHYSICAL_SQL) await connection.run(sql);
    return new Engine(connection);
  }

  /** Names and types of the columns of a query. */
  async describe(sql: string): Promise<readonly { readonly name: string; readonly type: DataType }[]> {
    const statement = await this.connection.prepare(sql);
    const columns: { name: string; type: DataType }[] = [];
    for (let i = 0; i < statement.columnCount; i++) {
      columns.push({ name: statement.columnName(i), type: dataTypeOf(statement.columnType(i)) });
    }
    statement.destroySync();
    return columns;
  }

  close(): void {
    this.connection.closeSync();
  }
}

type Mode = 'sql' | 'types' | 'trace';

async function planned(sql: string, mode: Mode, engine: Engine): Promise<readonly string[]> {
  const steps: string[] = [];
  const trace: RewriteTrace = {
    record(rule, span, before, after) {
      steps.push(`${rule} at ${span.start + 1}: ${before()} -> ${after()}`);
    },
  };
  try {
    const { query, columns, reads } = analyzeQuery(parseQuery(sql), CONTEXT, mode === 'trace' ? trace : undefined);
    const text = print(query, 'duckdb').sql;
    if (mode === 'trace') return steps;
    const names = reads.map((relation) => relation.name).sort();
    return [
      ...(mode === 'sql' ? [text] : []),
      columns.map(columnText).join(', '),
      ...(mode === 'sql' && names.length > 0 ? [`reads ${names.join(', ')}`] : []),
      ...(await differences(text, columns, engine)),
    ];
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const at = error instanceof PlanError ? ` at ${error.span.start + 1}` : '';
    return [`${error.sqlState}${at}: ${error.message}`, ...(error.hint === undefined ? [] : [`hint: ${error.hint}`])];
  }
}

function columnText({ name, type, origin, implicitName }: ResultColumn): string {
  const from = origin === undefined ? '' : ` (${origin.relation.name}.${origin.columnNumber})`;
  return `${name}${implicitName ? '?' : ''}: ${sparkTypeName(type)}${from}`;
}

async function differences(sql: string, columns: readonly ResultColumn[], engine: Engine): Promise<readonly string[]> {
  if (/\$\d/.test(sql)) return [];
  try {
    const described = await engine.describe(sql);
    return described.flatMap(({ name, type }, i) => {
      const wanted = columns[i];
      const nameDiffers = wanted?.name !== name ? [`engine: column ${i + 1} is named ${name}`] : [];
      if (wanted === undefined || wanted.type.kind === 'unknown') return nameDiffers;
      const [told, given] = [sparkTypeName(wanted.type), sparkTypeName(type)];
      return told === given ? nameDiffers : [...nameDiffers, `engine: ${name} is ${given}`];
    });
  } catch (error) {
    return [`engine: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`];
  }
}
