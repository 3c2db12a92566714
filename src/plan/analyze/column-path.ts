import type { Typed } from '../../functions/definition.ts';
import { isNested, isUnknown } from '../../functions/type-rules.ts';
import type { ColumnRef, Expr, Ident } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import type { ResultColumn } from '../context.ts';
import type { Env } from './analysis.ts';
import { fieldOf } from './field.ts';
import { at, columnRef } from './nodes.ts';
import { wholeRow } from './row.ts';
import { type OutputAlias, Scope, type ScopeColumn, type Source } from './scope.ts';
import { aliasAgain, ambiguousAlias, ambiguousColumn, unknownColumn } from './unknown-column.ts';

/** What a dotted path means. */
export interface ResolvedPath extends Typed {
  /** The column's or field's own name. */
  readonly name: string;
  readonly origin?: ResultColumn['origin'];
  readonly identity?: ResultColumn['identity'];
}

interface Match {
  readonly column: ResolvedPath;
  /** Parts of the path that are used up. */
  readonly used: number;
  /** The output column that it is. */
  readonly alias?: OutputAlias | undefined;
}

/**
 * A path is read as `[[database.]schema.]table.column`, else as a column, and what is left of it as fields; else as the
 * name of an output column where the clause allows that; else in the query around. Source: Spark's
 * `AttributeSeq.resolve`. Throws 42703, 42702, 42P01.
 */
export function resolvePath(node: ColumnRef, env: Env): ResolvedPath {
  const { path } = node;
  let withoutFields: Match | undefined;
  for (let scope = env.scope; scope !== undefined; scope = scope.outer) {
    for (const match of matches(scope, path, env)) {
      if (match === undefined) continue;
      if (match.used === path.length || mayHaveFields(match.column.type)) return withFields(match, path, node, env);
      withoutFields ??= match;
    }
  }
  if (withoutFields !== undefined) return withFields(withoutFields, path, node, env);
  throw unknownColumn(node, env.scope);
}

/** `dept.id` is the table around rather than a field of a number that is called dept. */
function mayHaveFields(type: DataType): boolean {
  return isNested(type) || isUnknown(type);
}

/** The same, or undefined where nothing has the name. */
export function findSource(path: readonly Ident[], scope: Scope | undefined): Source | undefined {
  const wanted = path.map((part) => part.name.toLowerCase());
  for (let each = scope; each !== undefined; each = each.outer) {
    const found = each.sources.find((source) => isNamed(source, wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a path may mean at one level, the likeliest first. */
function* matches(scope: Scope, path: readonly Ident[], env: Env): Generator<Match | undefined> {
  const aliasFirst = scope.aliases?.first === true && env.inside === undefined;
  if (aliasFirst) yield aliasMatch(scope, path);
  yield qualified(scope, path);
  yield unqualified(scope, path);
  if (!aliasFirst) yield aliasMatch(scope, path);
  yield wholeRowMatch(scope, path);
  yield passedThrough(scope, path);
}

function qualified(scope: Scope, path: readonly Ident[]): Match | undefined {
  for (let parts = Math.min(3, path.length - 1); parts >= 1; parts--) {
    const column = path[parts];
    if (column === undefined) continue;
    const wanted = path.slice(0, parts).map((part) => part.name.toLowerCase());
    const found: ScopeColumn[] = [];
    for (const source of scope.sources) {
      if (!isNamed(source, wanted)) continue;
      if (source.open !== undefined) return open(source.open, column, parts + 1);
      found.push(...source.named(column.name));
    }
    const match = single(found, path.slice(0, parts + 1));
    if (match !== undefined) return { column: match, used: parts + 1 };
  }
  return undefined;
}

function unqualified(scope: Scope, path: readonly Ident[]): Match | undefined {
  const [first] = path;
  if (first === undefined) return undefined;
  const match = single(scope.named(first.name), [first]);
  return match === undefined ? undefined : { column: match, used: 1 };
}

function single(found: readonly ScopeColumn[], path: readonly Ident[]): ScopeColumn | undefined {
  if (found.length > 1) throw ambiguousColumn(path, found);
  return found[0];
}

function aliasMatch(scope: Scope, path: readonly Ident[]): Match | undefined {
  const [first] = path;
  if (first === undefined || scope.aliases === undefined) return undefined;
  const found = scope.aliases.find(first.name);
  const [alias, ...more] = found;
  if (alias === undefined) return undefined;
  if (more.some((other) => !sameColumn(alias.value.expr, other.value.expr))) {
    if (path.length > 1) return undefined;
    throw ambiguousAlias(first);
  }
  return { column: { ...alias.value, name: alias.name }, used: 1, alias };
}

/** Two output columns are one for ORDER BY when both are the same plain column. */
export function sameColumn(a: Expr, b: Expr): boolean {
  if (a.kind !== 'column' || b.kind !== 'column' || a.path.length !== b.path.length) return false;
  return a.path.every((part, i) => part.name === b.path[i]?.name);
}

function wholeRowMatch(scope: Scope, path: readonly Ident[]): Match | undefined {
  const [first] = path;
  const source = path.length === 1 && first ? findSource([first], ownLevel(scope)) : undefined;
  if (first === undefined || source === undefined || source.open !== undefined) return undefined;
  return { column: { ...wholeRow(source.columns, first.span), name: first.name }, used: 1 };
}

function passedThrough(scope: Scope, path: readonly Ident[]): Match | undefined {
  const [first] = path;
  const sources = scope.sources.filter((source) => source.open !== undefined);
  const [source] = sources;
  if (first === undefined || source?.open === undefined || sources.length > 1) return undefined;
  return open(source.open, first, 1);
}

function open(alias: string, column: Ident, used: number): Match {
  const expr = columnRef([alias, column.name], column.span);
  return { column: { expr, type: { kind: 'unknown' }, name: column.name }, used };
}

function ownLevel(scope: Scope): Scope {
  return new Scope(scope.sources, [], undefined);
}

function isNamed(source: Source, wanted: readonly string[]): boolean {
  const { qualifier } = source;
  if (wanted.length > qualifier.length) return false;
  const skipped = qualifier.length - wanted.length;
  return wanted.every((part, i) => part === qualifier[skipped + i]);
}

function withFields(match: Match, path: readonly Ident[], node: ColumnRef, env: Env): ResolvedPath {
  const rest = path.slice(match.used);
  const { column, alias } = match;
  const [first] = path;
  if (alias !== undefined && first !== undefined) aliasAgain(alias, first, env);
  if (rest.length === 0) {
    return { ...column, expr: at(node.span, column.expr) };
  }
  let value: ResolvedPath = { expr: at(node.span, column.expr), type: column.type, name: column.name };
  for (const field of rest) value = fieldOf(value, field, env);
  const expr = at(node.span, value.expr);
  env.analysis.recordExpression('path', node, expr);
  return { ...value, expr };
}
