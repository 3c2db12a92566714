import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { comparison, lowerBetween } from '../../functions/operators.ts';
import { commonTypeOf, isUnknown, sameType } from '../../functions/type-rules.ts';
import type { Between, Case, Expr, InList, IsTest, Row } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { asBoolean } from './boolean.ts';
import { at, rawAt } from './nodes.ts';
import { joined } from './operator.ts';
import { placed } from './place-error.ts';
import { toCommon, unify } from './unify.ts';

const BOOLEAN: DataType = { kind: 'boolean' };

export function between(node: Between, env: Env): Typed {
  const [operand, low, high] = [lower(node.operand, env), lower(node.low, env), lower(node.high, env)];
  const { expr, type } = placed(node.span, () => lowerBetween(operand, low, high, node.symmetric, node.negated));
  return { expr: at(node.span, expr), type };
}

/** `IN (…)`: all values are brought to one type, as Spark's InConversion does; rows are compared part by part. */
export function inList(node: InList, env: Env): Typed {
  if (node.operand.kind === 'row') return rowsIn(node, node.operand, env);
  const operand = lower(node.operand, env);
  const list = node.list.map((each) => lower(each, env));
  if (list.every((each) => isUnknown(each.type) || sameType(each.type, operand.type))) {
    return { expr: { ...node, operand: operand.expr, list: list.map((each) => each.expr) }, type: BOOLEAN };
  }
  const common = commonTypeOf([operand.type, ...list.map((each) => each.type)]);
  if (isUnknown(common)) return comparedOneByOne(node, operand, list);
  return {
    expr: { ...node, operand: toCommon(operand, common), list: list.map((each) => toCommon(each, common)) },
    type: BOOLEAN,
  };
}

function comparedOneByOne(node: InList, operand: Typed, list: readonly Typed[]): Typed {
  const tests = list.map((each) => placed(each.expr.span, () => comparison('=', operand, each)));
  return { expr: negated(node, rawAt(node.span, joined(tests.length, ' OR '), ...tests)), type: BOOLEAN };
}

function rowsIn(node: InList, operand: Row, env: Env): Typed {
  const parts = operand.items.map((item) => lower(item, env));
  const tests = node.list.map((each): Expr => {
    if (each.kind !== 'row' || each.items.length !== parts.length) {
      throw new PlanError(SQLSTATE.syntaxError, 'unequal number of entries in row expressions', each.span);
    }
    const pairs = each.items.map((item, i) => comparison('=', parts[i] ?? lower(item, env), lower(item, env)));
    return rawAt(each.span, joined(pairs.length, ' AND '), ...pairs);
  });
  const any: Expr = { kind: 'logical', span: node.span, op: 'or', operands: tests };
  return { expr: negated(node, tests.length === 1 ? (tests[0] ?? any) : any), type: BOOLEAN };
}

function negated(node: { readonly negated: boolean; readonly span: Expr['span'] }, expr: Expr): Expr {
  return node.negated ? rawAt(node.span, '(NOT {0})', expr) : at(node.span, expr);
}

/** `IS NULL` of any value; `IS TRUE` and its kin of a boolean. */
export function isTest(node: IsTest, env: Env): Typed {
  const operand = lower(node.operand, env);
  const expr = node.test === 'null' ? operand.expr : asBoolean(node.operand, operand, `IS ${node.test.toUpperCase()}`);
  if (node.test === 'unknown') {
    return { expr: rawAt(node.span, `({0} IS ${node.negated ? 'NOT ' : ''}NULL)`, expr), type: BOOLEAN };
  }
  return { expr: { ...node, operand: expr }, type: BOOLEAN };
}

/** CASE in both forms; the branches share a type. */
export function caseExpression(node: Case, env: Env): Typed {
  const operand = node.operand && lower(node.operand, env);
  const values = [...node.branches.map((branch) => branch.then), ...(node.otherwise ? [node.otherwise] : [])].map(
    (each) => lower(each, env),
  );
  const { exprs, type } = unify(values, 'CASE types');
  const whens = node.branches.map(({ when }) => {
    const value = lower(when, env);
    return operand === undefined
      ? asBoolean(when, value, 'CASE/WHEN')
      : placed(when.span, () => comparison('=', operand, value));
  });
  // biome-ignore lint/suspicious/noThenProperty: the word of the grammar; nobody awaits a syntax tree
  const branches = whens.map((when, i) => ({ when, then: exprs[i] ?? when }));
  const otherwise = node.otherwise === undefined ? undefined : exprs.at(-1);
  return { expr: { kind: 'case', span: node.span, branches, otherwise }, type };
}

/** A value as text, as LIKE wants it. */
export function asText(value: Typed): Expr {
  if (value.type.kind === 'varchar') return value.expr;
  if (isUnknown(value.type)) return rawAt(value.expr.span, 'CAST({0} AS VARCHAR)', value.expr);
  return castTo(value, { kind: 'varchar' }, 'null');
}
