import { SQLSTATE } from '../../core/sql-state.ts';
import { FUNCTIONS } from '../../functions/table.ts';
import type { ColumnRef, Expr, Ident } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { nearHint } from './near-hint.ts';
import type { OutputAlias, Scope, ScopeColumn } from './scope.ts';
import { measure, someNode } from './tree.ts';

/** 42703 with the nearest names, or 42P01 when the first part of a path is neither a table nor a column. */
export function unknownColumn(node: ColumnRef, scope: Scope | undefined): PlanError {
  const { path } = node;
  const [first] = path;
  const name = path.map((part) => part.name).join('.');
  const known = knownNames(scope);
  if (first !== undefined && path.length > 1 && !known.tables.some((table) => sameName(table, first.name))) {
    const near = nearHint(first.name, [...known.tables, ...known.columns]);
    return new PlanError(SQLSTATE.undefinedTable, `missing FROM-clause entry for table "${first.name}"`, node.span, {
      hint: hintOf(near, path),
    });
  }
  const wanted = path.length > 1 ? (path[1] ?? first) : first;
  const columns = path.length > 1 && first ? columnsOf(scope, first.name) : known.columns;
  const near = wanted && nearHint(wanted.name, columns);
  const shown = path.length > 1 ? `column ${name}` : `column "${name}"`;
  return new PlanError(SQLSTATE.undefinedColumn, `${shown} does not exist`, node.span, { hint: hintOf(near, path) });
}

/** 42702, naming the columns it could be. */
export function ambiguousColumn(path: readonly Ident[], found: readonly ScopeColumn[]): PlanError {
  const name = path.map((part) => part.name).join('.');
  const candidates = found.map((column) =>
    column.table === undefined ? column.name : `${column.table}.${column.name}`,
  );
  return new PlanError(SQLSTATE.ambiguousColumn, `column reference "${name}" is ambiguous`, spanOf(path), {
    detail: `It could be ${[...new Set(candidates)].join(' or ')}.`,
    hint: 'Put the name or alias of the table before it.',
  });
}

export function ambiguousAlias(name: Ident): PlanError {
  return new PlanError(SQLSTATE.ambiguousColumn, `column reference "${name.name}" is ambiguous`, name.span, {
    detail: 'Several output columns have this name.',
  });
}

/** An alias stands for its expression, which is written once more: 0A000 where each evaluation gives another value. */
export function aliasAgain(alias: OutputAlias, name: Ident, env: Env): void {
  if (alias.generated) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `"${name.name}" is made by a generator in the same SELECT`,
      name.span,
      {
        hint: 'Use LATERAL VIEW, or compute it in a subquery.',
      },
    );
  }
  checkSize(alias, name, env);
  env.analysis.recordExpression('alias', { kind: 'column', span: name.span, path: [name] }, alias.value.expr);
  if (env.clause === 'ORDER BY' || !isVolatile(alias.source)) return;
  throw new PlanError(
    SQLSTATE.featureNotSupported,
    `"${name.name}" has another value each time it is evaluated`,
    name.span,
    {
      hint: 'Compute it in a subquery and use its column.',
    },
  );
}

const MOST_NODES = 20_000;
const MOST_DEPTH = 400;

/** Names that stand for names that stand for names double what is emitted with each step. */
function checkSize(alias: OutputAlias, name: Ident, env: Env): void {
  const { nodes, depth } = measure(alias.value.expr, env.analysis.sizes);
  if (nodes <= MOST_NODES && depth <= MOST_DEPTH) return;
  throw new PlanError(SQLSTATE.statementTooComplex, `"${name.name}" stands for too large an expression`, name.span, {
    hint: 'Compute it in a subquery and use its column.',
  });
}

function isVolatile(expr: Expr): boolean {
  return someNode(expr, (node) => {
    if (node.kind !== 'call') return false;
    const name = node.name.parts.at(-1)?.name.toLowerCase() ?? '';
    return FUNCTIONS.get(name)?.volatile === true;
  });
}

function hintOf(near: string | undefined, path: readonly Ident[]): string | undefined {
  const sentences: string[] = [];
  if (near !== undefined) sentences.push(near);
  if (path.some((part) => part.quoted)) sentences.push("Strings take single quotes: '…'; double quotes are for names.");
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function knownNames(scope: Scope | undefined): {
  readonly tables: readonly string[];
  readonly columns: readonly string[];
} {
  const tables: string[] = [];
  const columns: string[] = [];
  for (let each = scope; each !== undefined; each = each.outer) {
    for (const source of each.sources) {
      const name = source.qualifier.at(-1);
      if (name !== undefined) tables.push(name);
    }
    for (const column of each.columns) columns.push(column.name);
  }
  return { tables, columns };
}

function columnsOf(scope: Scope | undefined, table: string): readonly string[] {
  for (let each = scope; each !== undefined; each = each.outer) {
    const source = each.sources.find(({ qualifier }) => sameName(qualifier.at(-1) ?? '', table));
    if (source !== undefined) return source.columns.map((column) => column.name);
  }
  return [];
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function spanOf(path: readonly Ident[]): { readonly start: number; readonly end: number } {
  return { start: path[0]?.span.start ?? 0, end: path.at(-1)?.span.end ?? 0 };
}
