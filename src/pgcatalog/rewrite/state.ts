import type { Expr, Query } from '../../sql/ast.ts';
import type { ProcessCall } from '../direct-row.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import type { LiveSession } from '../relations/definition.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import type { Typed } from './typed.ts';

/** What rewriting a catalog query works with, besides the query. */
export interface RewriteInput {
  readonly lookup: NameLookup;
  readonly live: LiveSession;
  /** Stands in the SQL as the first argument of functions of this process, so that they find the session. */
  readonly contextId: number;
  /** OIDs of parameters as the client declared them; 0 or undefined where it did not. */
  readonly parameterOids: readonly (number | undefined)[];
}

/** What a rewrite finds out on its way. */
export class RewriteState {
  readonly input: RewriteInput;
  /** Keys of the relations that have to be built before the query runs. */
  readonly needs = new Set<string>();
  /** Whether a function asks for sizes of relations. */
  needsSizes = false;
  /** Whether rows of the session are written into the query, which is then good for once. */
  live = false;
  /** Whether the answer hangs on nothing but the catalog, the search path, the user and the parameters. */
  steady = true;
  /** Types given to parameters so far, by number from 1. */
  readonly parameters = new Map<number, number>();
  /** Calls of functions of this process, by the expression that stands for each. */
  readonly calls = new Map<Expr, ProcessCall>();
  /** Queries inside of expressions met so far. */
  subqueries = 0;
  #aliases = 0;

  constructor(input: RewriteInput) {
    this.input = input;
  }

  alias(prefix: string): string {
    this.#aliases++;
    return `${prefix}${this.#aliases}`;
  }
}

/** A WITH query that FROM may name. */
export interface CommonTableScope {
  readonly name: string;
  readonly alias: string;
  readonly columns: readonly Pick<ScopeColumn, 'name' | 'type' | 'typmod' | 'record'>[];
}

export interface Env {
  readonly state: RewriteState;
  readonly scope: Scope;
  readonly tables: ReadonlyMap<string, CommonTableScope>;
  readonly tools: Tools;
}

/** The parts that contain one another, carried along so that their files need not import each other in circles. */
export interface Tools {
  expression(expr: Expr, env: Env): Typed;
  query(query: Query, env: Env): RewrittenQuery;
}

export interface ResultField {
  readonly name: string;
  readonly type: number;
  readonly typmod?: number | undefined;
  readonly record?: Typed['record'];
}

/** A query whose columns the engine knows as `c1`, `c2` …. */
export interface RewrittenQuery {
  readonly query: Query;
  readonly fields: readonly ResultField[];
}

export function columnAlias(index: number): string {
  return `c${index + 1}`;
}
