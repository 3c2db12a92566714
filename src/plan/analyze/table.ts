import type { Relation } from '../../../catalog/objects.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { FromItem, Ident, Span, TableAlias, TableRef } from '../../sql/ast.ts';
import { findRelation, resolveRelation } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { lowerDataset, type TableParts } from './dataset.ts';
import { columnRef, qname, tableAlias } from './nodes.ts';
import { type CommonTableEntry, commonTable, type ScopeColumn, Source } from './scope.ts';
import { noSnapshots } from './snapshot.ts';
import { lowerView } from './view.ts';

/** An item of FROM, the names it brings, and its columns in the order of `*`. */
export interface Lowered {
  readonly item: FromItem;
  readonly sources: readonly Source[];
  readonly columns: readonly ScopeColumn[];
}

/** A name in FROM: a table expression of WITH, else a relation of the catalog. Throws 42P01. */
export function lowerTable(ref: TableRef, env: Env): Lowered {
  const [only] = ref.name.parts;
  const common = ref.name.parts.length === 1 && only ? commonTable(env.commonTables, only.name) : undefined;
  const written = ref.name.parts.at(-1)?.name ?? '';
  const table = ref.alias?.name.name ?? written;
  const alias = env.analysis.next(table);
  if (common !== undefined) return named(fromCommonTable(ref, common, alias, table), ref.alias, [table], ref.span);
  const { context } = env.analysis;
  const foreign = context.catalogRelations?.find(ref.name);
  if (foreign !== undefined) {
    const item: FromItem = {
      kind: 'tableRef',
      span: ref.span,
      name: qname(foreign.path, ref.span),
      alias: tableAlias(alias, ref.span),
    };
    const columns = foreign.columns.map(({ name, type }) => ({
      name,
      type,
      expr: columnRef([alias, name], ref.span),
      table,
    }));
    return named({ item, columns }, ref.alias, [...foreign.schema, written], ref.span);
  }
  const relation = findRelation(ref.name, context) ?? resolveRelation(ref.name, context);
  env.analysis.read(relation);
  const parts =
    relation.kind === 'view'
      ? lowerView(ref, relation, alias, table, env)
      : lowerDataset(ref, relation, alias, table, env);
  return named(parts, ref.alias, qualifierOf(relation, ref, env), ref.span);
}

function fromCommonTable(ref: TableRef, entry: CommonTableEntry, alias: string, table: string): TableParts {
  const { span } = ref;
  if (ref.snapshot !== undefined)
    throw noSnapshots(`"${entry.name}" is a subquery and has no snapshots`, ref.snapshot.span);
  const item: FromItem = {
    kind: 'tableRef',
    span,
    name: qname([entry.emitted], span),
    alias: tableAlias(alias, span),
  };
  const columns = entry.columns.map(({ name, type, emitted, identity }) => ({
    name,
    type,
    identity,
    expr: columnRef([alias, emitted], span),
    table,
  }));
  return { item, columns };
}

/** `database.schema.table`, as far as it is known, so that columns can be written with all of it. */
function qualifierOf(relation: Relation, ref: TableRef, env: Env): readonly string[] {
  const written = ref.name.parts.map((part) => part.name);
  if (written.length >= 3 || (relation.kind === 'dataset' && relation.storage === 'temporary')) return written;
  const { catalog } = env.analysis.context;
  const [home] = relation.containers;
  const container = home === undefined ? undefined : catalog.get(home);
  if (container?.kind !== 'schemaContainer') return written;
  const database = catalog.get(container.database)?.name ?? '';
  return [database, written.at(-2) ?? container.name, written.at(-1) ?? relation.name];
}

/**
 * The same under the alias, and its columns under the alias's names. Throws 42P10 for more names than columns.
 */
export function named(
  parts: TableParts,
  alias: TableAlias | undefined,
  qualifier: readonly string[],
  span: Span,
): Lowered {
  const shown = alias === undefined ? parts.columns : renamed(parts.columns, alias.columns, alias.name.name, span);
  const name = alias === undefined ? qualifier : [alias.name.name];
  const source = new Source(
    name.map((part) => part.toLowerCase()),
    shown,
  );
  return { item: parts.item, sources: [source], columns: shown };
}

function renamed(
  columns: readonly ScopeColumn[],
  names: readonly Ident[],
  table: string,
  span: Span,
): readonly ScopeColumn[] {
  if (names.length === 0) return columns.map((column) => ({ ...column, table }));
  if (names.length > columns.length) {
    const message = `table "${table}" has ${columns.length} columns available but ${names.length} columns specified`;
    throw new PlanError(SQLSTATE.invalidColumnReference, message, span);
  }
  return columns.map((column, i) => ({ ...column, table, name: names[i]?.name ?? column.name }));
}
