import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { ColumnRef, Expr, Ident, Span, Star } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import type { RelationShape } from '../relations/definition.ts';
import { column, type RecordField, raw, type Typed } from './typed.ts';

export interface ScopeColumn {
  readonly name: string;
  readonly type: number;
  readonly typmod?: number | undefined;
  readonly record?: readonly RecordField[] | undefined;
  readonly expr: Expr;
  /** The table it belongs to; undefined for what JOIN USING merged. */
  readonly table?: string | undefined;
}

/** One item of FROM that can qualify a column. */
export interface ScopeTable {
  /** As the query names it. */
  readonly name: string;
  /** `pg_catalog` in `pg_catalog.pg_class.oid`; undefined behind an alias. */
  readonly schema?: string | undefined;
  /** As the engine's SQL names it; unique in the whole query. */
  readonly alias: string;
  readonly columns: readonly ScopeColumn[];
  readonly shape?: RelationShape | undefined;
}

/** What the names of one SELECT mean, and of those around it. */
export interface Scope {
  readonly tables: readonly ScopeTable[];
  /** What `*` and unqualified names see, in order. */
  readonly columns: readonly ScopeColumn[];
  readonly parent?: Scope | undefined;
  /** Told of each column that is used, for GROUP BY by key. */
  readonly used?: ((column: ScopeColumn) => void) | undefined;
}

export const EMPTY_SCOPE: Scope = { tables: [], columns: [] };

/** Names without quotes are lower case, as in PostgreSQL. */
export function fold(name: Ident): string {
  return name.quoted ? name.name : name.name.toLowerCase();
}

/** Throws 42703, 42702, 42P01 for a table that is not in FROM. */
export function resolveColumn(ref: ColumnRef, scope: Scope): Typed {
  const path = ref.path.map(fold);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = inScope(path, at, ref.span);
    if (found !== undefined) return found;
  }
  const [first = '', second] = path;
  if (second === undefined) {
    throw new PlanError(SQLSTATE.undefinedColumn, `column "${first}" does not exist`, ref.span);
  }
  if (tableNamed(path.slice(0, -1), scope) !== undefined) {
    throw new PlanError(SQLSTATE.undefinedColumn, `column ${path.join('.')} does not exist`, ref.span);
  }
  const missing = path.slice(0, -1).join('.');
  throw new PlanError(SQLSTATE.undefinedTable, `missing FROM-clause entry for table "${missing}"`, ref.span);
}

function inScope(path: readonly string[], scope: Scope, span: Span): Typed | undefined {
  const name = path.at(-1) ?? '';
  if (path.length === 1) {
    const found = scope.columns.filter((each) => each.name === name);
    if (found.length > 1) {
      throw new PlanError(SQLSTATE.ambiguousColumn, `column reference "${name}" is ambiguous`, span);
    }
    const [only] = found;
    if (only !== undefined) return use(only, scope, span);
    const [table] = scope.tables;
    const system = table !== undefined && scope.tables.length === 1 ? systemColumn(table, name, span) : undefined;
    if (system !== undefined) return system;
    const whole = scope.tables.find((each) => each.name === name);
    return whole === undefined ? undefined : wholeRow(whole, span);
  }
  const table = scope.tables.find((each) => names(each, path.slice(0, -1)));
  if (table === undefined) {
    // `t.keys.x` cannot be told from `schema.table.column`; PostgreSQL wants `(t.keys).x`.
    return undefined;
  }
  const found = table.columns.find((each) => each.name === name);
  return found === undefined ? systemColumn(table, name, span) : use(found, scope, span);
}

function use(found: ScopeColumn, scope: Scope, span: Span): Typed {
  scope.used?.(found);
  const { type, typmod, record } = found;
  return { expr: { ...found.expr, span }, type, typmod, record };
}

function names(table: ScopeTable, qualifier: readonly string[]): boolean {
  if (qualifier.at(-1) !== table.name) return false;
  return qualifier.length === 1 || (qualifier.length === 2 && qualifier[0] === table.schema);
}

/** `tableoid` and its like. There are no transactions to tell apart here, and no places on pages. */
function systemColumn({ alias, shape }: ScopeTable, name: string, span: Span): Typed | undefined {
  if (shape === undefined) return undefined;
  const present = (value: number): Expr => {
    const [first] = shape.columns;
    return raw(
      span,
      `CASE WHEN {0} IS NOT NULL THEN CAST(${value} AS BIGINT) END`,
      column(span, alias, first?.name ?? ''),
    );
  };
  switch (name) {
    case 'tableoid':
      return { expr: present(shape.oid), type: OID.oid };
    case 'xmin':
    case 'xmax':
      return { expr: present(0), type: OID.xid };
    default:
      return undefined;
  }
}

function wholeRow(table: ScopeTable, span: Span): Typed {
  const text = table.columns.map(({ name }, index) => `"${name.replaceAll('{', '{{')}" := {${index}}`).join(', ');
  return {
    expr: raw(span, `struct_pack(${text})`, ...table.columns.map(({ expr }) => expr)),
    type: OID.record,
    record: table.columns.map(({ name, type }) => ({ name, type })),
  };
}

function tableNamed(qualifier: readonly string[], scope: Scope): ScopeTable | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.tables.find((each) => names(each, qualifier));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `t.*` where a value is wanted: the whole row. Throws 42P01. */
export function wholeRowNamed(star: Star, scope: Scope): Typed {
  const table = tableNamed(star.qualifier.map(fold), scope);
  if (table !== undefined) return wholeRow(table, star.span);
  throw missingTable(star);
}

function missingTable({ qualifier, span }: Star): PlanError {
  const name = qualifier.map(fold).join('.');
  return new PlanError(SQLSTATE.undefinedTable, `missing FROM-clause entry for table "${name}"`, span);
}

/** The columns that `*` or `t.*` stands for. Throws 42P01. */
export function starColumns(star: Star, scope: Scope): readonly ScopeColumn[] {
  const qualifier = star.qualifier.map(fold);
  if (qualifier.length === 0) return scope.columns;
  const table = tableNamed(qualifier, scope);
  if (table !== undefined) return table.columns;
  throw missingTable(star);
}
