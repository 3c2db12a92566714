import { assertNever } from '../../core/assert-never.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { isNumeric, isText, isUnknown, sparkTypeName } from '../../functions/type-rules.ts';
import type { Expr, OrderItem, Query, QueryBody, Select } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Answer, type AnswerColumn, type Env, lower, newFacts } from './analysis.ts';
import { fromSamples } from './approximate.ts';
import { columnRef, derived, integer, item, query as queryOf, rawAt, select } from './nodes.ts';
import { explicitOrder, ordersAlike } from './order.ts';
import { emittedNames } from './output-name.ts';
import { lowerOutputOrder } from './output-order.ts';
import { Scope, Source } from './scope.ts';
import { lowerSelect } from './select.ts';
import { Outputs } from './select-items.ts';
import { type LoweredBody, lowerSetOperation } from './set-operation.ts';
import { lowerValues } from './values.ts';
import { lowerWith } from './with.ts';

/** A query with all around it: WITH, the body, ORDER BY, LIMIT. See `Recursion.query`. */
export function lowerQuery(node: Query, env: Env, outermost: boolean): Answer {
  if (node.approximate) return lowerQuery(fromSamples(node, env), env, outermost);
  const { tables, commonTables } = lowerWith(node, env);
  const inner: Env = { ...env, commonTables, inside: undefined, windows: new Map(), facts: newFacts() };
  const whole = (body: QueryBody, orderBy: readonly OrderItem[], columns: readonly AnswerColumn[]): Answer => ({
    query: {
      kind: 'query',
      span: node.span,
      with: tables,
      recursive: node.recursive && tables.length > 0,
      body,
      orderBy,
      limit: rowCount(node.limit, 'LIMIT', inner),
      limitPercent: node.limitPercent,
      offset: rowCount(node.offset, 'OFFSET', inner),
      approximate: false,
      locking: false,
    },
    columns,
  });
  if (node.body.kind === 'select') {
    const lowered = lowerSelect(node.body, node.orderBy, inner, outermost);
    return whole(lowered.select, lowered.orderBy, lowered.columns);
  }
  const { body, columns } = lowerBody(node.body, inner, outermost);
  if (node.orderBy.length === 0) return whole(body, [], columns);
  // Behind a set operation the engine orders by columns alone, and a nested one needs another form.
  const plain = columns.every(({ type }) => ordersAlike(type, inner));
  if (plain && node.orderBy.every((each) => isOutput(each.expr))) {
    return whole(body, orderByOutputs(node.orderBy, columns, inner), columns);
  }
  const wrapped = ordered(node, inner, outermost);
  return whole(wrapped.select, wrapped.orderBy, wrapped.columns);
}

/** A body without an ORDER BY of its own. */
function lowerBody(body: QueryBody, env: Env, outermost: boolean): LoweredBody {
  switch (body.kind) {
    case 'select': {
      const { select: lowered, columns } = lowerSelect(body, [], env, outermost);
      return { body: lowered, columns };
    }
    case 'setOperation':
      return lowerSetOperation(body, env, (input) => lowerBody(input, env, outermost));
    case 'values':
      return lowerValues(body, env);
    case 'table': {
      const { span } = body;
      const all: Select = select(
        span,
        [{ kind: 'item', span, expr: { kind: 'star', span, qualifier: [], except: [] } }],
        [{ kind: 'tableRef', span, name: body.name }],
      );
      return lowerBody(all, env, outermost);
    }
    case 'query': {
      const answer = lowerQuery(body, env, outermost);
      return { body: answer.query, columns: answer.columns };
    }
    default:
      return assertNever(body);
  }
}

function isOutput(expr: Expr): boolean {
  return expr.kind === 'number' || (expr.kind === 'column' && expr.path.length === 1);
}

/** ORDER BY behind a set operation may name its output columns only. */
function orderByOutputs(items: readonly OrderItem[], columns: readonly AnswerColumn[], env: Env): readonly OrderItem[] {
  const outputs = new Outputs();
  for (const column of columns) {
    const source = columnRef([column.emitted], { start: 0, end: 0 });
    outputs.add({
      name: column.name,
      implicit: false,
      value: { expr: source, type: column.type },
      source,
      generated: false,
    });
  }
  const scope = new Scope([], [], env.scope);
  return lowerOutputOrder(items, outputs, { ...env, scope }).map((each) =>
    explicitOrder(each, env.analysis.context.options),
  );
}

/** The body as a derived table, where ORDER BY holds expressions of its columns. */
function ordered(node: Query, env: Env, outermost: boolean) {
  const { body, columns } = lowerBody(node.body, env, false);
  const { span } = node;
  const alias = env.analysis.next('q');
  const shown = columns.map(({ name, type, emitted }) => ({ name, type, expr: columnRef([alias, emitted], span) }));
  const scope = new Scope([new Source([], shown)], shown, env.scope);
  const outputs = new Outputs();
  for (const column of shown) {
    const { name, expr, type } = column;
    outputs.add({ name, implicit: false, value: { expr, type }, source: expr, generated: false });
  }
  const orderBy = lowerOutputOrder(node.orderBy, outputs, { ...env, scope });
  const names = emittedNames(
    columns.map((column) => column.name),
    outermost,
  );
  const items = shown.map((column, i) => item(column.expr, names[i] ?? column.name));
  const inner = body.kind === 'query' ? body : queryOf(body);
  return {
    select: select(span, items, [derived(inner, alias)]),
    orderBy,
    columns: columns.map((column, i): AnswerColumn => ({ ...column, emitted: names[i] ?? column.name })),
  };
}

/** LIMIT and OFFSET: a constant number of rows; NULL is no limit. Throws 2201W, 2201X, 42804. */
function rowCount(expr: Expr | undefined, clause: 'LIMIT' | 'OFFSET', env: Env): Expr | undefined {
  if (expr === undefined || expr.kind === 'null') return undefined;
  if (expr.kind === 'unary' && expr.op === '-' && expr.operand.kind === 'number' && Number(expr.operand.text) !== 0) {
    const state =
      clause === 'LIMIT' ? SQLSTATE.invalidRowCountInLimitClause : SQLSTATE.invalidRowCountInResultOffsetClause;
    throw new PlanError(state, `${clause} must not be negative`, expr.span);
  }
  const { expr: value, type } = lower(expr, { ...env, scope: undefined, clause: 'LIMIT' });
  if (isNumeric(type))
    return expr.kind === 'number' && /^\d+$/.test(expr.text) ? integer(Number(expr.text), expr.span) : value;
  if (isText(type)) return rawAt(expr.span, 'CAST({0} AS BIGINT)', value);
  if (isUnknown(type)) return value;
  const message = `argument of ${clause} must be type bigint, not type ${sparkTypeName(type)}`;
  throw new PlanError(SQLSTATE.datatypeMismatch, message, expr.span);
}
