import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import type { Expr, FromItem, Query, Select, TableFunction } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { functionName } from './function-name.ts';
import { generatorColumns, isGenerator } from './generator.ts';
import { historyMeta, isHistoryMeta } from './history-meta.ts';
import { columnRef, derived, item, qname, query, rawAt, select, tableAlias } from './nodes.ts';
import type { ScopeColumn } from './scope.ts';
import { type Lowered, named } from './table.ts';

/** A call in FROM: a generator, a series, `history_meta`, or any function for its one value. It sees what is beside it. */
export function lowerTableFunction(node: TableFunction, env: Env): Lowered {
  const { call, span } = node;
  const name = functionName(call);
  const table = node.alias?.name.name ?? name;
  const alias = env.analysis.next(table);
  if (isHistoryMeta(call)) return named(historyMeta(call, alias, table, env), node.alias, [table], span);
  const made = node.ordinality ? numbered(madeBy(node, name, table, env), node, env) : madeBy(node, name, table, env);
  const columns = made.columns.map(
    (column): ScopeColumn => ({ ...column, expr: columnRef([alias, column.emitted], span), table }),
  );
  return named({ item: derived(made.query, alias, true), columns }, node.alias, [table], span);
}

interface Made {
  readonly query: Query;
  readonly columns: readonly { readonly name: string; readonly type: DataType; readonly emitted: string }[];
}

function madeBy(node: TableFunction, name: string, table: string, env: Env): Made {
  const { call, span } = node;
  if (name === 'range' || name === 'generate_series') return series(node, name, table, env);
  const generated = isGenerator(call) ? generatorColumns(call, [], env) : [{ name: table, ...lower(call, env) }];
  const columns = generated.map((column) => ({ ...column, emitted: env.analysis.next(column.name) }));
  const rows: Select = select(
    span,
    columns.map((column) => item(column.expr, column.emitted)),
    [],
  );
  return { query: query(rows), columns };
}

/** Most arguments of a series: Spark's `range` may name a number of partitions as well, which means nothing here. */
const MOST_ARGUMENTS = { range: 4, generate_series: 3 } as const;

/** `range(end)`, `range(start, end, step)` without the end; `generate_series(start, end, step)` with it. */
function series(node: TableFunction, name: keyof typeof MOST_ARGUMENTS, table: string, env: Env): Made {
  const { call, span } = node;
  const least = name === 'range' ? 1 : 2;
  if (call.args.length < least || call.args.length > MOST_ARGUMENTS[name]) {
    const message = `function ${name} does not take ${call.args.length} arguments`;
    throw new PlanError(SQLSTATE.undefinedFunction, message, call.name.span, {
      hint:
        name === 'range'
          ? 'Candidates: range([start, ]end[, step]).'
          : 'Candidates: generate_series(start, end[, step]).',
    });
  }
  const args = call.args.slice(0, 3).map((arg) => lower(arg, env));
  const type = seriesType(args, call.args);
  const operands = args.map((arg) => operandOf(arg, type));
  const emitted = env.analysis.next(name);
  const column = name === 'range' ? 'id' : table;
  const constant = call.args.every((arg) => arg.kind === 'number' || arg.kind === 'unary');
  const places = operands.map((_, i) => `{${i}}`).join(', ');
  const list = rawAt(span, `unnest(${name}(${places}))`, ...operands);
  const columns = [{ name: column, type: type.kind === 'date' ? ({ kind: 'timestamp' } as const) : type, emitted }];
  if (!constant) return { query: query(select(span, [item(list, emitted)], [])), columns };
  // As a table function it makes its rows one after the other, however many.
  const rows = env.analysis.next('rows');
  const from: FromItem = {
    kind: 'tableFunction',
    span,
    call: { ...call, name: qname([name], span), args: operands },
    lateral: false,
    ordinality: false,
    alias: tableAlias(rows, span, [emitted]),
  };
  return { query: query(select(span, [item(columnRef([rows, emitted], span), emitted)], [from])), columns };
}

function seriesType(args: readonly Typed[], written: readonly Expr[]): DataType {
  const [first] = args;
  const kind = first?.type.kind ?? 'unknown';
  if (kind === 'date' || kind.startsWith('timestamp')) return { kind: kind === 'date' ? 'date' : 'timestamp' };
  if (kind === 'varchar' || kind === 'boolean' || kind === 'list' || kind === 'struct' || kind === 'map') {
    throw new PlanError(
      SQLSTATE.datatypeMismatch,
      'a series goes from number to number or from date to date',
      written[0]?.span ?? { start: 0, end: 0 },
    );
  }
  return { kind: 'bigint' };
}

function operandOf(arg: Typed, type: DataType): Expr {
  if (type.kind !== 'bigint') return arg.expr;
  return arg.type.kind === 'integer' || arg.type.kind === 'bigint'
    ? arg.expr
    : rawAt(arg.expr.span, 'CAST({0} AS BIGINT)', arg.expr);
}

/** WITH ORDINALITY: a column that counts the rows from 1. */
function numbered(made: Made, node: TableFunction, env: Env): Made {
  const { span } = node;
  const alias = env.analysis.next('q');
  const emitted = env.analysis.next('ordinality');
  const items = made.columns.map((column) => item(columnRef([alias, column.emitted], span), column.emitted));
  const count = item(rawAt(span, 'row_number() OVER ()'), emitted);
  return {
    query: query(select(span, [...items, count], [derived(made.query, alias)])),
    columns: [...made.columns, { name: 'ordinality', type: { kind: 'bigint' }, emitted }],
  };
}
