import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { comparison } from '../../functions/operators.ts';
import { commonType, isList, isUnknown, sameType } from '../../functions/type-rules.ts';
import type { ArrayQuery, Exists, Expr, InQuery, Quantified, Query, ScalarQuery } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Answer, type Env, lower, newFacts } from './analysis.ts';
import { columnRef, derived, item, query, rawAt, select, typeText } from './nodes.ts';
import { literalFor } from './postgres-literal.ts';

const BOOLEAN: DataType = { kind: 'boolean' };

export function subquery(node: Query, env: Env): Answer {
  if (env.inLambda === true) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'subqueries in lambda functions are not supported', node.span, {
      hint: 'Explode the array, and filter or join its rows.',
    });
  }
  const inner: Env = { ...env, inside: undefined, windows: new Map(), facts: newFacts() };
  return env.analysis.recursion.query(node, inner);
}

export function exists(node: Exists, env: Env): Typed {
  return { expr: { ...node, query: subquery(node.query, env).query }, type: BOOLEAN };
}

/** One column; more than one row is the engine's 21000. */
export function scalarQuery(node: ScalarQuery, env: Env): Typed {
  const answer = subquery(node.query, env);
  return { expr: { ...node, query: answer.query }, type: oneColumn(answer, node) };
}

export function arrayQuery(node: ArrayQuery, env: Env): Typed {
  const answer = subquery(node.query, env);
  const element = oneColumn(answer, node);
  return { expr: { ...node, query: answer.query }, type: { kind: 'list', element } };
}

function oneColumn(answer: Answer, node: Expr): DataType {
  const [column] = answer.columns;
  if (column !== undefined && answer.columns.length === 1) return column.type;
  throw new PlanError(SQLSTATE.syntaxError, 'subquery must return only one column', node.span, {
    detail: `It returns ${answer.columns.length}.`,
  });
}

/** `x IN (SELECT …)`, `(a, b) IN (SELECT …)`; where text meets another type both sides become text, as in Spark. */
export function inQuery(node: InQuery, env: Env): Typed {
  const answer = subquery(node.query, env);
  const operands = (node.operand.kind === 'row' ? node.operand.items : [node.operand]).map((each) => lower(each, env));
  if (operands.length !== answer.columns.length) {
    const many = answer.columns.length > operands.length;
    throw new PlanError(SQLSTATE.syntaxError, `subquery has too ${many ? 'many' : 'few'} columns`, node.query.span);
  }
  const targets = operands.map((operand, i) => targetType(operand.type, answer.columns[i]?.type ?? operand.type));
  const left = operands.map((operand, i) => toTarget(operand, targets[i]));
  const inner = withTypes(answer, targets, env);
  const [only] = left;
  const operand: Expr =
    left.length === 1 && only ? only : { kind: 'row', span: node.operand.span, items: left, explicit: false };
  return { expr: { ...node, operand, query: inner }, type: BOOLEAN };
}

/** The type to compare as, where a cast is needed on one side. */
function targetType(a: DataType, b: DataType): DataType | undefined {
  if (isUnknown(a) || isUnknown(b) || sameType(a, b)) return undefined;
  const common = commonType(a, b);
  return common?.kind === 'varchar' ? common : undefined;
}

function toTarget(value: Typed, target: DataType | undefined): Expr {
  return target === undefined ? value.expr : castTo(value, target, 'null');
}

/** The same query with its columns cast. */
function withTypes(answer: Answer, targets: readonly (DataType | undefined)[], env: Env): Query {
  const needed = answer.columns.some((column, i) => targets[i] !== undefined && !sameType(column.type, targets[i]));
  if (!needed) return answer.query;
  const { span } = answer.query;
  const alias = env.analysis.next('q');
  const items = answer.columns.map((column, i) => {
    const expr = columnRef([alias, column.emitted], span);
    return item(toTarget({ expr, type: column.type }, targets[i]), column.emitted);
  });
  return query(select(span, items, [derived(answer.query, alias)]));
}

/** `x = ANY (array)`, `x > ALL (SELECT …)`. Throws 42809 where the right side is no array. */
export function quantified(node: Quantified, env: Env): Typed {
  const left = lower(node.left, env);
  if (node.right.kind === 'query') {
    const answer = subquery(node.right, env);
    const type = oneColumn(answer, node);
    const target = targetType(left.type, type);
    return { expr: { ...node, left: toTarget(left, target), right: withTypes(answer, [target], env) }, type: BOOLEAN };
  }
  const literal = isUnknown(left.type) ? undefined : literalFor(node.right, { kind: 'list', element: left.type });
  if (literal !== undefined) return { expr: { ...node, left: left.expr, right: literal }, type: BOOLEAN };
  const right = lower(node.right, env);
  if (isUnknown(right.type) && !isUnknown(left.type)) {
    const list = rawAt(node.right.span, `CAST({0} AS ${typeText(left.type)}[])`, right.expr);
    return { expr: { ...node, left: left.expr, right: list }, type: BOOLEAN };
  }
  if (!isList(right.type) && !isUnknown(right.type)) {
    throw new PlanError(SQLSTATE.wrongObjectType, 'op ANY/ALL (array) requires array on right side', node.right.span);
  }
  const element = 'element' in right.type ? right.type.element : right.type;
  if (isUnknown(left.type) || isUnknown(element) || sameType(left.type, element)) {
    return { expr: { ...node, left: left.expr, right: right.expr }, type: BOOLEAN };
  }
  return { expr: byElement(node, left, right.expr, element, env), type: BOOLEAN };
}

/** With the conversions of a comparison, element by element; NULL as SQL has it. */
function byElement(node: Quantified, left: Typed, list: Expr, element: DataType, env: Env): Expr {
  const each = env.analysis.next('each');
  const test = comparison(node.op, left, { expr: columnRef([each], node.span), type: element });
  const all = rawAt(node.span, `list_transform({0}, lambda ${each}: {1})`, list, test);
  const [decides, otherwise] = node.quantifier === 'any' ? ['true', 'false'] : ['false', 'true'];
  const text = `CASE WHEN list_contains({0}, ${decides}) THEN ${decides} WHEN len({0}) > list_count({0}) THEN NULL WHEN {0} IS NOT NULL THEN ${otherwise} END`;
  return rawAt(node.span, text, all);
}
