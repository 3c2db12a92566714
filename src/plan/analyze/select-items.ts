import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import type { Expr, FromItem, SelectItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { ResultColumn } from '../context.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { type ResolvedPath, resolvePath } from './column-path.ts';
import { generatorColumns, isGenerator } from './generator.ts';
import { historyMeta, isHistoryMeta } from './history-meta.ts';
import { fieldAccess } from './nested.ts';
import { at } from './nodes.ts';
import { outputName } from './output-name.ts';
import type { AliasRule, OutputAlias, ScopeColumn } from './scope.ts';
import { expandStar, membersOf } from './star.ts';

/** A column of a select list. */
export interface Output {
  readonly name: string;
  readonly implicit: boolean;
  readonly value: Typed;
  readonly source: Expr;
  readonly origin?: ResultColumn['origin'];
  readonly identity?: ResultColumn['identity'];
  readonly generated: boolean;
}

/** The columns so far, by name; later items and other clauses may name them. */
export class Outputs {
  readonly list: Output[] = [];
  readonly #byName = new Map<string, OutputAlias[]>();

  add(output: Output): void {
    const { name, value, source, generated } = output;
    const alias: OutputAlias = { name, index: this.list.length, value, source, generated };
    this.list.push(output);
    const key = name.toLowerCase();
    const there = this.#byName.get(key);
    if (there === undefined) this.#byName.set(key, [alias]);
    else there.push(alias);
  }

  find(name: string): readonly OutputAlias[] {
    return this.#byName.get(name.toLowerCase()) ?? [];
  }

  rule(first: boolean): AliasRule {
    return { first, find: (name) => this.find(name) };
  }
}

export interface LoweredItems {
  readonly outputs: Outputs;
  /** What history_meta adds to FROM. */
  readonly from: readonly FromItem[];
}

/**
 * The select list with stars expanded. An item may use the names of those before it, as Spark allows. Throws 0A000 for a
 * second generator.
 */
export function lowerItems(items: readonly SelectItem[], env: Env): LoweredItems {
  const outputs = new Outputs();
  const from: FromItem[] = [];
  const scope = env.scope?.withAliases(outputs.rule(false));
  const itemEnv: Env = { ...env, scope, clause: 'SELECT' };
  let generators = 0;
  for (const item of items) {
    if (isGenerator(item.expr)) {
      if (++generators > 1) throw secondGenerator(item);
      addGenerated(item, outputs, itemEnv);
    } else if (isHistoryMeta(item.expr)) {
      const alias = env.analysis.next('history');
      const parts = historyMeta(item.expr, alias, alias, env);
      from.push(parts.item);
      for (const column of parts.columns) outputs.add(ofColumn(column, item.expr));
    } else addItem(item, outputs, itemEnv);
  }
  return { outputs, from };
}

function addItem(item: SelectItem, outputs: Outputs, env: Env): void {
  const { expr } = item;
  if (expr.kind === 'star') {
    const columns = expandStar(expr, env);
    for (const column of columns) outputs.add(ofColumn(column, expr));
    env.analysis.record(
      'star',
      expr.span,
      () => print(expr, 'dialect').sql,
      () => columns.map((column) => print(column.expr, 'duckdb').sql).join(', '),
    );
    return;
  }
  if (expr.kind === 'field' && expr.field.name === '*' && !expr.field.quoted) {
    const { expr: value, type } = lower(expr.operand, env);
    for (const column of membersOf(value, type, expr.operand)) outputs.add(ofColumn(column, expr));
    return;
  }
  if (item.aliases !== undefined) {
    throw new PlanError(SQLSTATE.syntaxError, 'only a generator takes a list of names', item.span);
  }
  const resolved: Typed & Partial<Pick<ResolvedPath, 'name' | 'origin' | 'identity'>> =
    expr.kind === 'column' ? resolvePath(expr, env) : expr.kind === 'field' ? fieldAccess(expr, env) : lower(expr, env);
  outputs.add({
    ...outputName(item, resolved.name),
    value: resolved,
    source: expr,
    origin: resolved.origin,
    identity: resolved.identity,
    generated: false,
  });
}

function addGenerated(item: SelectItem, outputs: Outputs, env: Env): void {
  if (item.expr.kind !== 'call') return;
  const names = item.aliases ?? (item.alias === undefined ? [] : [item.alias]);
  const columns = generatorColumns(item.expr, names, env);
  env.analysis.record(
    'generator',
    item.span,
    () => print(item.expr, 'dialect').sql,
    () => columns.map((column) => print(column.expr, 'duckdb').sql).join(', '),
  );
  for (const { name, type, expr } of columns) {
    outputs.add({
      name,
      implicit: false,
      value: { expr: at(item.span, expr), type },
      source: item.expr,
      generated: true,
    });
  }
}

function ofColumn(column: ScopeColumn, written: Expr): Output {
  const { name, type, origin, identity } = column;
  return {
    name,
    implicit: false,
    value: { expr: at(written.span, column.expr), type },
    source: written,
    origin,
    identity,
    generated: false,
  };
}

function secondGenerator(item: SelectItem): PlanError {
  return new PlanError(SQLSTATE.featureNotSupported, 'only one generator is allowed in a select list', item.span, {
    hint: 'Use LATERAL VIEW for the others.',
  });
}
