import type { Relation } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { PlanContext } from '../plan/context.ts';
import { filledText } from '../plan/filled-text.ts';
import { findRelation } from '../plan/names.ts';
import type { QName } from '../sql/ast.ts';
import { type ParsedStatement, parseStatements } from '../sql/parse.ts';
import { inSource } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';
import { walk } from '../sql/visit.ts';
import { resolveDatabase } from './database-name.ts';

/** A text that is kept and run later, or comes over HTTP: templates and parameters still in it. */
export interface StoredText {
  readonly sql: string;
  readonly queryParameters: Readonly<Record<string, string>>;
  readonly dbName: string;
  /** Where plain names are looked up; `public` by default. */
  readonly searchPath?: readonly string[] | undefined;
  /** What becomes of the rows of a SELECT. */
  readonly output?:
    | { readonly kind: 'ctas'; readonly datasetName: string; readonly description: string | undefined }
    | { readonly kind: 'insert'; readonly datasetName: string }
    | undefined;
}

/** The text as it will run, and what can be said of it before. */
export interface CheckedText {
  readonly sql: string;
  /** Kinds of its statements, those inside blocks not counted. */
  readonly kinds: readonly Statement['kind'][];
  readonly isCtas: boolean;
  readonly isInsertInto: boolean;
  /** It holds a COMMIT or ROLLBACK of its own. */
  readonly ownCommit: boolean;
  /** It answers rows and changes nothing. */
  readonly reads: boolean;
  /** Functions whose answer differs from call to call, such as now(). */
  readonly volatile: boolean;
  /** Relations that it names, and that exist. */
  readonly relations: readonly Relation[];
  /** The dataset that it makes, as a name. */
  readonly creates: QName | undefined;
}

/**
 * Puts in templates and parameters, wraps, and parses. Throws SqlError: 42601 with a place for syntax, 42704 for a parameter
 * or template without value, 22023 for a value that its place does not take, 3D000 for an unknown database.
 */
export function checkText(text: StoredText, catalog: CatalogView): CheckedText {
  const source = filledText(text.sql, text.queryParameters, catalog);
  const filled = source.full;
  const inner = inSource(source, parseStatements);
  if (inner.length === 0) throw new SqlError(SQLSTATE.syntaxError, 'the text has no statement');
  const sql = text.output === undefined ? filled : wrapped(filled, inner, text.output);
  const statements = (text.output === undefined ? inner : parseStatements(sql)).map(({ statement }) => statement);
  const { database } = resolveDatabase(text.dbName, catalog);
  const names = namesIn(statements);
  const context = nameContext(catalog, database.oid, text.searchPath);
  const relations = new Set<Relation>();
  for (const name of names.tables) {
    const relation = findRelation(name, context);
    if (relation !== undefined) relations.add(relation);
  }
  const creates = statements.find((statement) => statement.kind === 'createTableAs');
  return {
    sql,
    kinds: statements.map(({ kind }) => kind),
    isCtas: creates !== undefined,
    isInsertInto: statements.some(({ kind }) => kind === 'insert'),
    ownCommit: names.ownCommit,
    reads: statements.every(({ kind }) => kind === 'select'),
    volatile: names.volatile,
    relations: [...relations],
    creates: creates?.name,
  };
}

/** A relation by its name in a database. */
export function relationNamed(name: QName, dbName: string, catalog: CatalogView): Relation | undefined {
  return findRelation(name, nameContext(catalog, resolveDatabase(dbName, catalog).database.oid));
}

function nameContext(
  catalog: CatalogView,
  database: PlanContext['database'],
  searchPath: readonly string[] = ['public'],
): PlanContext {
  return {
    catalog,
    temporary: new Map(),
    database,
    searchPath,
    role: 0 as PlanContext['role'],
    options: {
      nullOrder: 'spark',
      dropSystemColumns: true,
      fallbackSnapshot: false,
      autoToJson: false,
      flatten: false,
    },
    parameterTypes: [],
    variables: new Map(),
  };
}

const VOLATILE: ReadonlySet<string> = new Set([
  'now',
  'random',
  'rand',
  'randn',
  'uuid',
  'gen_random_uuid',
  'current_timestamp',
  'current_date',
  'current_time',
  'localtime',
  'localtimestamp',
  'unix_timestamp',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'today',
  'curdate',
  'getdate',
  'nextval',
  'current_user',
  'session_user',
  'pg_backend_pid',
  'shuffle',
]);

function namesIn(statements: readonly Statement[]): {
  readonly tables: readonly QName[];
  readonly ownCommit: boolean;
  readonly volatile: boolean;
} {
  const tables: QName[] = [];
  let ownCommit = false;
  let volatile = false;
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.kind === 'tableRef' || node.kind === 'table') tables.push(node.name);
      else if (node.kind === 'insert') tables.push(node.target);
      else if (node.kind === 'transaction') ownCommit = true;
      else if (node.kind === 'tableSample') volatile = true;
      if (node.kind === 'call' && VOLATILE.has(node.name.parts.at(-1)?.name.toLowerCase() ?? '')) volatile = true;
      return true;
    });
  }
  return { tables, ownCommit, volatile };
}

function wrapped(
  filled: string,
  statements: readonly ParsedStatement[],
  output: NonNullable<StoredText['output']>,
): string {
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0 || only.statement.kind !== 'select') {
    throw new SqlError(SQLSTATE.syntaxError, 'an output dataset goes with one SELECT alone', {
      hint: 'Leave the output out, or write a SELECT.',
    });
  }
  const select = filled.slice(only.span.start, only.span.end);
  const name = quotedName(output.datasetName);
  if (output.kind === 'insert') return `INSERT INTO ${name} ${select}`;
  const comment =
    output.description === undefined
      ? ''
      : `;\nCOMMENT ON TABLE ${name} IS '${output.description.replaceAll("'", "''")}'`;
  return `CREATE TABLE ${name} AS ${select}${comment}`;
}

/** Throws 42602 for what is no name, dotted or not. */
function quotedName(name: string): string {
  const parts = name.split('.');
  if (parts.length > 3 || !parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) {
    throw new SqlError(SQLSTATE.invalidName, `"${name}" is not a name for a dataset`, {
      hint: 'A name has letters, digits and _, and may be dotted: database.schema.name.',
    });
  }
  return parts.map((part) => `"${part}"`).join('.');
}
