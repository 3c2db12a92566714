import type { Oid, Relation } from '../../../catalog/objects.ts';
import type { NameSource, Typed } from '../../functions/definition.ts';
import type { WindowStage } from '../../functions/window-stages.ts';
import type { Expr, Query, Span, Window } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { PlanContext, ResultColumn } from '../context.ts';
import type { RewriteRule, RewriteTrace } from '../rewrite/trace.ts';
import type { CommonTables, Scope } from './scope.ts';
import type { Size } from './tree.ts';

/** A column of an analyzed query: its name for users, and the name it has in the emitted SQL, unique among its columns. */
export interface AnswerColumn extends ResultColumn {
  readonly emitted: string;
}

export interface Answer {
  readonly query: Query;
  readonly columns: readonly AnswerColumn[];
}

/** The way back into the analysis for files that handle parts of an expression or a query. */
export interface Recursion {
  expression(expr: Expr, env: Env): Typed;
  /** `outermost` keeps duplicate output names as they are. */
  query(query: Query, env: Env, outermost?: boolean): Answer;
}

/** What one analysis gathers while it walks the tree: names in use, relations read, the trace. */
export class Analysis implements NameSource {
  readonly context: PlanContext;
  readonly recursion: Recursion;
  readonly trace: RewriteTrace | undefined;
  /** Sizes of expressions that stand in several places; see `measure`. */
  readonly sizes: WeakMap<object, Size>;
  /** Names in use in lower case, with the last number that was put behind each. */
  readonly #used: Map<string, number>;
  readonly #reads: Map<Oid, Relation>;
  readonly #facts: { views: number; historic: boolean };

  constructor(context: PlanContext, recursion: Recursion, trace: RewriteTrace | undefined, parent?: Analysis) {
    this.context = context;
    this.recursion = recursion;
    this.trace = trace;
    this.sizes = parent === undefined ? new WeakMap() : parent.sizes;
    this.#facts = parent === undefined ? { views: 0, historic: false } : parent.#facts;
    this.#used = parent === undefined ? new Map() : parent.#used;
    this.#reads = parent === undefined ? new Map() : parent.#reads;
  }

  /** The same analysis where names mean something else: inside a view. What happens there is not traced. */
  within(context: PlanContext): Analysis {
    return new Analysis(context, this.recursion, undefined, this);
  }

  /** `hint`, with a number behind it where that is taken. Unique in the statement, without regard to case. */
  next(hint: string): string {
    const base = hint === '' ? 'q' : hint;
    const key = base.toLowerCase();
    let name = base;
    for (let number = this.#used.get(key) ?? 0; this.#used.has(name.toLowerCase()); number++) {
      name = `${base}_${number + 1}`;
      this.#used.set(key, number + 1);
    }
    if (!this.#used.has(name.toLowerCase())) this.#used.set(name.toLowerCase(), 0);
    return name;
  }

  read(relation: Relation): void {
    this.#reads.set(relation.oid, relation);
  }

  /** How many views were expanded so far, with this one. A view read twice inside of another counts twice. */
  countView(): number {
    this.#facts.views++;
    return this.#facts.views;
  }

  /** What is planned depends on the snapshots that a dataset has now, not on definitions alone. */
  readHistory(): void {
    this.#facts.historic = true;
  }

  get historic(): boolean {
    return this.#facts.historic;
  }

  get reads(): readonly Relation[] {
    return [...this.#reads.values()];
  }

  record(rule: RewriteRule, span: Span, before: () => string, after: () => string): void {
    this.trace?.record(rule, span, before, after);
  }

  /** An expression as written and as emitted. */
  recordExpression(rule: RewriteRule, before: Expr, after: Expr): void {
    this.trace?.record(
      rule,
      before.span,
      () => print(before, 'dialect').sql,
      () => print(after, 'duckdb').sql,
    );
  }
}

/** The part of a SELECT that an expression stands in, as messages name it. */
export type Clause =
  | 'SELECT'
  | 'WHERE'
  | 'GROUP BY'
  | 'HAVING'
  | 'QUALIFY'
  | 'ORDER BY'
  | 'DISTINCT ON'
  | 'JOIN conditions'
  | 'FROM'
  | 'VALUES'
  | 'LIMIT'
  | 'expressions';

/** What the calls of one SELECT ask for besides their place in an expression. */
export interface SelectFacts {
  aggregates: boolean;
  /** What GROUP BY names, as written; for `grouping_id()`. */
  groupKeys?: readonly Expr[] | undefined;
  /** Stages of the functions that need windows over windows. */
  readonly stages: WindowStage[][];
}

/** Where an expression stands: what its names mean, and what may be called. */
export interface Env {
  readonly analysis: Analysis;
  readonly scope: Scope | undefined;
  readonly commonTables: CommonTables | undefined;
  readonly clause: Clause;
  /** Inside the arguments of an aggregate or of a window function. */
  readonly inside?: 'aggregate' | 'window' | undefined;
  /** Inside the body of a lambda function. */
  readonly inLambda?: boolean | undefined;
  /** WINDOW clause of the SELECT, by name in lower case. */
  readonly windows: ReadonlyMap<string, Window>;
  readonly facts: SelectFacts;
  /** Number of views being expanded around this place. */
  readonly viewDepth: number;
}

export function newFacts(): SelectFacts {
  return { aggregates: false, stages: [] };
}

export function lower(expr: Expr, env: Env): Typed {
  return env.analysis.recursion.expression(expr, env);
}
