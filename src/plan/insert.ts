import type { Dataset, DatasetColumn } from '../../catalog/objects.ts';
import { nearest } from '../core/nearest.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { isNested } from '../functions/type-rules.ts';
import type { Expr, Ident, Query, QueryBody, SelectItem } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { InsertStatement } from '../sql/statement.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import { type AnalyzedQuery, analyzeQuery } from './analyze/analyze.ts';
import { select } from './analyze/nodes.ts';
import { literalFor } from './analyze/postgres-literal.ts';
import { assignment } from './assignment.ts';
import { withCheckpoints } from './checkpoint.ts';
import type { PlanContext } from './context.ts';
import { resolveDataset } from './names.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { refuseIdentities } from './reporting-store.ts';
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
  const { query, moves } = withCheckpoints(typedByColumns(statement.query, columns, context), context);
  const analyzed = analyzeQuery(query, context);
  if (target.storage === 'accelerated') refuseIdentities(analyzed.columns, statement.query.span);
  const given = analyzed.columns.length;
  if (given !== columns.length && (given > columns.length || statement.columns.length > 0)) {
    const more = given > columns.length ? 'expressions than target columns' : 'target columns than expressions';
    throw new PlanError(SQLSTATE.syntaxError, `INSERT has more ${more}`, statement.query.span, {
      detail: `The table "${target.name}" takes ${columns.length}, the query gives ${given}.`,
    });
  }
  const filled = columns.slice(0, given);
  const validation = rowValidation(target, filled, analyzed);
  const row = validation === undefined ? assignedRow(query, analyzed, filled) : undefined;
  return {
    kind: 'insert',
    target,
    overwrite: statement.overwrite,
    columns: filled,
    validation,
    row: row === undefined ? undefined : { query: row, constant: isConstantRow(query) },
    source: print(
      row ??
        assigned(
          validation === undefined ? analyzed.query : stagedQuery(analyzed.query.span),
          analyzed.columns.map(({ type }) => type),
          filled,
        ),
      'duckdb',
    ),
    reads: analyzed.reads,
    historic: analyzed.historic,
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
  const alias = { span, name: source, columns: names };
  return {
    ...EMPTY_QUERY,
    span,
    body: select(span, items, [{ kind: 'derived', span, query, lateral: false, alias }]),
  };
}

/**
 * `VALUES (…)` of one row as a SELECT without FROM, which the engine plans in a fraction of the time; undefined for anything
 * else. Not where a value is nested: its assignment would write the expression several times.
 */
function assignedRow(
  written: Query,
  { query, columns }: AnalyzedQuery,
  targets: readonly Pick<DatasetColumn, 'name' | 'type'>[],
): Query | undefined {
  const { body } = written;
  if (body.kind !== 'values' || body.rows.length !== 1) return undefined;
  if (
    written.with.length > 0 ||
    written.orderBy.length > 0 ||
    written.limit !== undefined ||
    written.offset !== undefined
  )
    return undefined;
  if (targets.some(({ type }) => isNested(type)) || columns.some(({ type }) => isNested(type))) return undefined;
  const [from] = query.body.kind === 'select' ? query.body.from : [];
  const values = from?.kind === 'derived' ? from.query.body : undefined;
  const row = values?.kind === 'values' ? values.rows[0] : undefined;
  if (row?.length !== targets.length) return undefined;
  const { span } = query;
  const items = targets.map((column, index): SelectItem => {
    const value = row[index] ?? { kind: 'null', span };
    return { kind: 'item', span, expr: assignment(value, columns[index]?.type ?? { kind: 'unknown' }, column) };
  });
  return { ...EMPTY_QUERY, span, body: select(span, items, []) };
}

/** Nothing is computed that could take long: literals and parameters, cast or signed. */
function isConstantRow({ body }: Query): boolean {
  return body.kind === 'values' && body.rows.every((row) => row.every(isConstant));
}

function isConstant(expr: Expr): boolean {
  switch (expr.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'typedLiteral':
    case 'parameter':
      return true;
    case 'cast':
    case 'unary':
      return isConstant(expr.operand);
    case 'raw':
      return expr.args.every(isConstant);
    default:
      return false;
  }
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
 * `VALUES ($1, '{a,b}')` and `SELECT $1, '{a,b}'`: a parameter without a type takes that of the column it goes into, and so
 * does a literal, as in PostgreSQL; the engine cannot see that far.
 */
function typedByColumns(query: Query, columns: readonly DatasetColumn[], context: PlanContext): Query {
  const convert = (expr: Expr, index: number): Expr => {
    const column = columns[index];
    if (column === undefined) return expr;
    const literal = literalFor(expr, column.type);
    if (literal !== undefined) return literal;
    if (expr.kind !== 'parameter' || context.parameterTypes[expr.index - 1] !== undefined) return expr;
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
