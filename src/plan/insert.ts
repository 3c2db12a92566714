import type { Dataset, DatasetColumn } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Expr, Ident, Query, QueryBody } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { InsertStatement } from '../sql/statement.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import { analyzeQuery } from './analyze/analyze.ts';
import { assignment } from './assignment.ts';
import { withCheckpoints } from './checkpoint.ts';
import type { PlanContext } from './context.ts';
import { resolveDataset } from './names.ts';
import { nearest } from './nearest.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { rowValidation, stagedQuery } from './row-validation.ts';

/** Reference, sections 1.4 and 10. Throws 42P01, 42703, 42601 for a wrong number of columns, 42804. */
export function planInsert(statement: InsertStatement, context: PlanContext): Plan {
  if (statement.audience || statement.returning.length > 0) {
    const what = statement.audience ? 'INSERT INTO AUDIENCE' : 'RETURNING';
    throw new PlanError(SQLSTATE.featureNotSupported, `${what} is not supported yet`, statement.target.span);
  }
  const target = resolveDataset(statement.target, context);
  const columns = targetColumns(statement.columns, target);
  if (statement.query === undefined) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'DEFAULT VALUES is not supported', statement.span);
  }
  const { query, moves } = withCheckpoints(typedParameters(statement.query, columns, context), context);
  const analyzed = analyzeQuery(query, context);
  const given = analyzed.columns.length;
  if (given !== columns.length && (given > columns.length || statement.columns.length > 0)) {
    const more = given > columns.length ? 'expressions than target columns' : 'target columns than expressions';
    throw new PlanError(SQLSTATE.syntaxError, `INSERT has more ${more}`, statement.query.span, {
      detail: `The table "${target.name}" takes ${columns.length}, the query gives ${given}.`,
    });
  }
  const filled = columns.slice(0, given);
  const validation = rowValidation(target, filled, analyzed);
  return {
    kind: 'insert',
    target,
    overwrite: statement.overwrite,
    columns: filled,
    validation,
    source: print(
      assigned(
        validation === undefined ? analyzed.query : stagedQuery(analyzed.query.span),
        analyzed.columns.map(({ type }) => type),
        filled,
      ),
      'duckdb',
    ),
    reads: analyzed.reads,
    checkpoints: moves,
  };
}

/** The columns a list names, or all; in the order of the list. */
export function targetColumns(names: readonly Ident[], target: Dataset): readonly DatasetColumn[] {
  if (names.length === 0) return target.columns;
  const found: DatasetColumn[] = [];
  for (const { name, span } of names) {
    const column = target.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (column === undefined) {
      const near = nearest(
        name,
        target.columns.map((each) => each.name),
      );
      throw new PlanError(
        SQLSTATE.undefinedColumn,
        `column "${name}" of relation "${target.name}" does not exist`,
        span,
        {
          hint: near.length > 0 ? `Perhaps you meant ${near.map((each) => `"${each}"`).join(' or ')}.` : undefined,
        },
      );
    }
    if (found.includes(column)) {
      throw new PlanError(SQLSTATE.duplicateColumn, `column "${name}" specified more than once`, span);
    }
    found.push(column);
  }
  return found;
}

/** A query around `query` whose columns have exactly the types of `columns`. */
export function assigned(
  query: Query,
  types: readonly DataType[],
  columns: readonly Pick<DatasetColumn, 'name' | 'type'>[],
): Query {
  const { span } = query;
  const ident = (name: string): Ident => ({ kind: 'ident', span, name, quoted: true });
  const names = columns.map((_, index) => ident(`c${index + 1}`));
  const source = ident('source');
  const items = columns.map((column, index) => {
    const value: Expr = { kind: 'column', span, path: [source, names[index] ?? source] };
    return {
      kind: 'item' as const,
      span,
      expr: assignment(value, types[index] ?? { kind: 'unknown' }, column),
      alias: names[index],
    };
  });
  return {
    ...EMPTY_QUERY,
    span,
    body: {
      kind: 'select',
      span,
      distinct: 'none',
      items,
      from: [{ kind: 'derived', span, query, lateral: false, alias: { span, name: source, columns: names } }],
      windows: [],
    },
  };
}

const EMPTY_QUERY = {
  kind: 'query',
  with: [],
  recursive: false,
  orderBy: [],
  approximate: false,
  locking: false,
} as const;

/**
 * `VALUES ($1, $2)` and `SELECT $1, $2`: a parameter without a type takes that of the column it goes into, as in
 * PostgreSQL; the engine cannot see that far.
 */
function typedParameters(query: Query, columns: readonly DatasetColumn[], context: PlanContext): Query {
  const convert = (expr: Expr, index: number): Expr => {
    const column = columns[index];
    if (expr.kind !== 'parameter' || column === undefined || context.parameterTypes[expr.index - 1] !== undefined)
      return expr;
    return {
      kind: 'raw',
      span: expr.span,
      text: `CAST({0} AS ${escapeBraces(duckdbTypeName(column.type))})`,
      args: [expr],
    };
  };
  const body = (each: QueryBody): QueryBody => {
    switch (each.kind) {
      case 'values':
        return { ...each, rows: each.rows.map((row) => row.map(convert)) };
      case 'select':
        return { ...each, items: each.items.map((item, index) => ({ ...item, expr: convert(item.expr, index) })) };
      default:
        return each;
    }
  };
  return { ...query, body: body(query.body) };
}

function escapeBraces(text: string): string {
  return text.replaceAll('{', '{{');
}
