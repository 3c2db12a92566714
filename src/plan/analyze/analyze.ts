import type { Relation } from '../../../catalog/objects.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, FromItem, Query, Span, TypeName } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import type { PlanContext, ResultColumn } from '../context.ts';
import { PlanError } from '../plan-error.ts';
import type { RewriteTrace } from '../rewrite/trace.ts';
import { Analysis, type Env, newFacts, type Recursion } from './analysis.ts';
import { lowerExpression } from './expression.ts';
import { lowerFrom } from './from.ts';
import { columnRef } from './nodes.ts';
import { lowerQuery } from './query.ts';
import { Scope, type ScopeColumn, Source } from './scope.ts';
import { resolveTypeName as typeNamed } from './types.ts';

/**
 * The semantic analyzer: from the tree of the dialect to a tree that the printer writes as DuckDB SQL, with types. Pure and
 * synchronous. Names are resolved against the catalog and become references by aliases that are unique in the statement;
 * functions and operators are lowered by the functions' room; every meaning that DuckDB would take differently (null order,
 * subscripts, casts, snapshots) is written out. Nodes it makes keep the span of what they replace.
 */
export interface AnalyzedQuery {
  readonly query: Query;
  readonly columns: readonly ResultColumn[];
  /** Every relation read, each once, those inside of views too. */
  readonly reads: readonly Relation[];
  /** It holds for the snapshots of this moment only: a SNAPSHOT clause was read. */
  readonly historic: boolean;
}

const RECURSION: Recursion = {
  expression: lowerExpression,
  query: (query, env, outermost = false) => lowerQuery(query, env, outermost),
};

/** Throws PlanError; see the files of this folder. */
export function analyzeQuery(query: Query, context: PlanContext, trace?: RewriteTrace): AnalyzedQuery {
  const analysis = new Analysis(context, RECURSION, trace);
  const { query: lowered, columns } = withinStack(query.span, () =>
    lowerQuery(query, environment(analysis, undefined), true),
  );
  return {
    query: lowered,
    columns: columns.map(({ emitted: _emitted, ...column }) => column),
    reads: analysis.reads,
    historic: analysis.historic,
  };
}

/** The table whose columns an expression may name. */
export interface ExpressionTable {
  /** What users may write before a column: `[[database,] schema,] name`, or the alias alone. */
  readonly qualifier: readonly string[];
  /** The alias that the SQL around the expression gives the table. With it, subqueries cannot catch a column by its name. */
  readonly emitted: string;
}

/**
 * An expression over the columns of `scope`: defaults, filters, conditions. Without `table` the emitted expression names
 * them as they are.
 */
export function analyzeExpression(
  expr: Expr,
  scope: readonly ResultColumn[],
  context: PlanContext,
  table?: ExpressionTable,
): AnalyzedExpression {
  const analysis = new Analysis(context, RECURSION, undefined);
  const { source, columns } = tableSource(scope, table, analysis, expr.span);
  const names = new Scope([source], columns, undefined);
  return withinStack(expr.span, () => lowerExpression(expr, environment(analysis, names)));
}

export interface AnalyzedExpression {
  readonly expr: Expr;
  readonly type: DataType;
}

/** An expression of a statement that changes a table, and what it may name: the table, what stands beside it, or both. */
export interface ScopedExpr {
  readonly expr: Expr;
  readonly sees: 'both' | 'table' | 'beside';
}

/** UPDATE … FROM, DELETE … USING, MERGE: expressions that see a table and, beside it, what `items` read. */
export function analyzeBeside(
  exprs: readonly ScopedExpr[],
  items: readonly FromItem[],
  scope: readonly ResultColumn[],
  context: PlanContext,
  table: ExpressionTable,
  span: Span,
): AnalyzedBeside {
  const analysis = new Analysis(context, RECURSION, undefined);
  const { source, columns } = tableSource(scope, table, analysis, span);
  return withinStack(span, () => {
    const from = lowerFrom(items, environment(analysis, undefined));
    const scopes = {
      both: new Scope([source, ...from.scope.sources], [...columns, ...from.scope.columns], undefined),
      table: new Scope([source], columns, undefined),
      beside: from.scope,
    };
    return {
      exprs: exprs.map(({ expr, sees }) => lowerExpression(expr, environment(analysis, scopes[sees]))),
      items: from.items,
      reads: analysis.reads,
    };
  });
}

export interface AnalyzedBeside {
  readonly exprs: readonly AnalyzedExpression[];
  readonly items: readonly FromItem[];
  readonly reads: AnalyzedQuery['reads'];
}

function tableSource(
  scope: readonly ResultColumn[],
  table: ExpressionTable | undefined,
  analysis: Analysis,
  span: Span,
): { readonly source: Source; readonly columns: readonly ScopeColumn[] } {
  const before = table === undefined ? [] : [analysis.next(table.emitted)];
  const columns = scope.map(({ name, type }) => ({ name, type, expr: columnRef([...before, name], span) }));
  const qualifier = (table?.qualifier ?? []).map((part) => part.toLowerCase());
  return { source: new Source(qualifier, columns), columns };
}

/** The parser bounds how deep a text nests, but not how deep views add up. */
function withinStack<T>(span: Span, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PlanError(SQLSTATE.statementTooComplex, 'statement is nested too deeply', span);
  }
}

/** The type a name stands for. Throws 42704 for an unknown one, with the nearest names; see types.ts. */
export function resolveTypeName(type: TypeName): DataType {
  return typeNamed(type);
}

function environment(analysis: Analysis, scope: Scope | undefined): Env {
  return {
    analysis,
    scope,
    commonTables: undefined,
    clause: 'expressions',
    windows: new Map(),
    facts: newFacts(),
    viewDepth: 0,
  };
}
