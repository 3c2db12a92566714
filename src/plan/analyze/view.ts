import type { View } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Query, TableRef } from '../../sql/ast.ts';
import { parseQuery } from '../../sql/parse.ts';
import { print } from '../../sql/print.ts';
import type { PlanContext } from '../context.ts';
import { DEFAULT_SCHEMA } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import { type AnswerColumn, type Env, newFacts } from './analysis.ts';
import { flattened, type TableParts } from './dataset.ts';
import { columnRef, derived } from './nodes.ts';
import { noSnapshots } from './snapshot.ts';
import { respan } from './tree.ts';

const MAX_DEPTH = 64;
/** Views of views multiply. */
const MOST_VIEWS = 5000;

/**
 * A view where a reference to it stands: its query, with the meaning it had where it was made. It shows the columns it
 * was made with. Errors inside point at the reference. Throws 42P17 for a view that reads itself.
 */
export function lowerView(ref: TableRef, view: View, alias: string, table: string, env: Env): TableParts {
  const { span } = ref;
  if (ref.snapshot !== undefined) throw noSnapshots(`view "${view.name}" has no snapshots`, ref.snapshot.span);
  if (env.viewDepth >= MAX_DEPTH) {
    throw new PlanError(SQLSTATE.invalidObjectDefinition, `view "${view.name}" reads itself`, span);
  }
  if (env.analysis.countView() > MOST_VIEWS) {
    throw new PlanError(SQLSTATE.statementTooComplex, `the query reads more than ${MOST_VIEWS} views`, span);
  }
  const inner: Env = {
    analysis: env.analysis.within(contextOf(view, env.analysis.context)),
    scope: undefined,
    commonTables: undefined,
    clause: 'FROM',
    windows: new Map(),
    facts: newFacts(),
    viewDepth: env.viewDepth + 1,
  };
  const answer = inView(view, ref, () => env.analysis.recursion.query(parsed(view, ref), inner));
  const from = derived(answer.query, alias);
  env.analysis.record(
    'view',
    span,
    () => print(ref, 'dialect').sql,
    () => print(from, 'duckdb').sql,
  );
  const shown = shownColumns(view, answer.columns, ref);
  const columns = shown.map(({ name, column }, index) => ({
    name,
    type: column.type,
    expr: columnRef([alias, column.emitted], span),
    origin: { relation: view, columnNumber: index + 1 },
    identity: column.identity,
    table,
  }));
  return { item: from, columns: env.analysis.context.options.flatten ? flattened(columns, table, env, span) : columns };
}

function parsed(view: View, ref: TableRef): Query {
  return respan(parseQuery(view.sql), ref.span);
}

/** Names in the view are looked up from where the view lives; it knows no temporary tables, parameters or variables. */
function contextOf(view: View, context: PlanContext): PlanContext {
  const [home] = view.containers;
  const container = home === undefined ? undefined : context.catalog.get(home);
  const schema = container?.kind === 'schemaContainer' ? container : undefined;
  return {
    ...context,
    temporary: new Map(),
    parameterTypes: [],
    variables: new Map(),
    database: schema?.database ?? context.database,
    searchPath: schema === undefined ? context.searchPath : [...new Set([schema.name, DEFAULT_SCHEMA])],
    options: { ...context.options, flatten: false },
  };
}

function inView<T>(view: View, ref: TableRef, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const where = error.where === undefined ? `view "${view.name}"` : `${error.where}, view "${view.name}"`;
    throw new PlanError(error.sqlState, error.message, ref.span, {
      detail: error.detail,
      hint: error.hint,
      where,
      cause: error.cause,
    });
  }
}

interface Shown {
  readonly name: string;
  readonly column: AnswerColumn;
}

/** Columns by name, since what the view reads may have got more of them. */
function shownColumns(view: View, columns: readonly AnswerColumn[], ref: TableRef): readonly Shown[] {
  if (view.columns.length === 0) return columns.map((column) => ({ name: column.name, column }));
  const inOrder = view.columns.map(({ name }, i) => ({ name, column: columns[i] }));
  if (inOrder.every(({ name, column }) => column?.name.toLowerCase() === name.toLowerCase())) {
    return inOrder.flatMap(({ name, column }) => (column === undefined ? [] : [{ name, column }]));
  }
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  return view.columns.map(({ name }) => {
    const column = byName.get(name.toLowerCase());
    if (column !== undefined) return { name, column };
    throw new PlanError(
      SQLSTATE.undefinedColumn,
      `column "${name}" of view "${view.name}" does not exist any more`,
      ref.span,
      {
        hint: 'CREATE OR REPLACE VIEW makes it again.',
      },
    );
  });
}
