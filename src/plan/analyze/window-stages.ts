import { SQLSTATE } from '../../core/sql-state.ts';
import type { HelperColumn } from '../../functions/window-stages.ts';
import type { ColumnRef, Expr, OrderItem, Select, SelectItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { columnRef, derived, item, query, select as selectOf } from './nodes.ts';
import type { Scope } from './scope.ts';
import { mapNodes, someNode } from './tree.ts';

interface Parts {
  readonly select: Select;
  readonly orderBy: readonly OrderItem[];
}

/**
 * A SELECT whose calls need windows over windows, standing on derived tables that compute their helper columns: the first
 * on FROM and WHERE, each next one on the one before. Columns of the tables in FROM go through all of them, under names of
 * their own; aliases are unique in the statement, so that references are found in subqueries as well. Throws 0A000 where
 * groups would have to be made first.
 */
export function belowStages(parts: Parts, scope: Scope, env: Env): Parts {
  const stages = env.facts.stages.map((calls) => calls.flat());
  if (stages.length === 0) return parts;
  const { select, orderBy } = parts;
  if (select.groupBy !== undefined || env.facts.aggregates) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      'session and attribution functions cannot stand beside GROUP BY',
      select.span,
      {
        hint: 'Group in a subquery, or around one.',
      },
    );
  }
  const carried = new Carried(scope, env);
  const { from, where, ...above } = select;
  const upper = carried.throughout({ ...above, orderBy });
  const helpers = stages.map((columns) =>
    columns.map((column) => ({ ...column, expr: carried.throughout(column.expr) })),
  );
  let source = derived(query(firstStage(select, stages[0] ?? [], carried)), carried.alias);
  for (const [level, columns] of helpers.entries()) {
    if (level === 0) continue;
    const names = [...carried.names(), ...helpers.slice(0, level).flatMap((each) => each.map(({ name }) => name))];
    const { span } = select;
    const items: SelectItem[] = [
      ...names.map((name) => item(columnRef([carried.alias, name], span), name)),
      ...columns.map((column) => item(column.expr, column.name)),
    ];
    source = derived(query(selectOf(span, items, [source])), carried.alias);
  }
  const { orderBy: upperOrder, ...rest } = upper;
  env.analysis.record(
    'window stages',
    select.span,
    () => `${stages.length} stages of windows`,
    () => print(source, 'duckdb').sql,
  );
  return { select: withoutIdleQualify({ ...rest, from: [source] }), orderBy: upperOrder };
}

/** Where the stages took all windows down, what QUALIFY tests is an ordinary condition; DuckDB insists on a window. */
function withoutIdleQualify(select: Select): Select {
  const { qualify, ...rest } = select;
  const isWindow = (node: Expr): boolean => node.kind === 'call' && node.over !== undefined;
  if (qualify === undefined || someNode([select.items, qualify], isWindow)) return select;
  return { ...rest, where: qualify };
}

/** The tables of FROM with the columns that are used above, and the helper columns that need nothing else. */
function firstStage(select: Select, columns: readonly HelperColumn[], carried: Carried): Select {
  const items: SelectItem[] = [
    ...carried.originals().map(([name, ref]) => item(ref, name)),
    ...columns.map((column) => item(column.expr, column.name)),
  ];
  return selectOf(select.span, items, select.from, select.where);
}

/** Columns that go through the derived tables, by what refers to them below. */
class Carried {
  readonly alias: string;
  readonly #env: Env;
  readonly #tables: ReadonlySet<string>;
  readonly #columns = new Map<string, { readonly name: string; readonly ref: ColumnRef }>();

  constructor(scope: Scope, env: Env) {
    this.alias = env.analysis.next('staged');
    this.#env = env;
    const tables = new Set<string>();
    const note = (expr: Expr): Expr | undefined => {
      if (expr.kind === 'column' && expr.path[0] !== undefined) tables.add(expr.path[0].name);
      return undefined;
    };
    for (const source of scope.sources) for (const column of source.columns) mapNodes(column.expr, note);
    this.#tables = tables;
  }

  /** The tree with its references to tables of FROM made references to the derived table. */
  throughout<T extends object>(tree: T): T {
    return mapNodes(tree, (node) => {
      if (node.kind !== 'column') return undefined;
      const [table, column] = node.path;
      if (table === undefined || column === undefined || !this.#tables.has(table.name)) return undefined;
      const key = `${table.name}\u0000${column.name}`;
      const there = this.#columns.get(key);
      const name = there?.name ?? this.#env.analysis.next(column.name);
      if (there === undefined) this.#columns.set(key, { name, ref: node });
      return columnRef([this.alias, name], node.span);
    });
  }

  names(): readonly string[] {
    return [...this.#columns.values()].map(({ name }) => name);
  }

  originals(): readonly (readonly [string, Expr])[] {
    return [...this.#columns.values()].map(({ name, ref }) => [name, ref]);
  }
}
