import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import { comparison, concat, lowerBinary, lowerUnary } from '../../functions/operators.ts';
import type { Binary, Expr, Logical, Row, Unary } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { asBoolean } from './boolean.ts';
import { numberLiteral } from './literal.ts';
import { at, rawAt } from './nodes.ts';
import { placed } from './place-error.ts';
import { literalFor } from './postgres-literal.ts';

/** Binary operators. The left side of a chain is walked in a loop: a chain may be thousands of operands long. */
export function binaryOperator(node: Binary, env: Env): Typed {
  const spine: Binary[] = [];
  let leftmost: Expr = node;
  while (leftmost.kind === 'binary') {
    spine.push(leftmost);
    leftmost = leftmost.left;
  }
  checkDepth(spine, node);
  const last = spine.at(-1);
  if (spine.length === 1 && last && last.left.kind === 'row' && last.right.kind === 'row') {
    return rowComparison(last, last.left, last.right, env);
  }
  let value = lower(leftmost, env);
  for (let i = spine.length - 1; i >= 0; i--) {
    const step = spine[i];
    if (step === undefined) continue;
    if (step.op !== '||') {
      value = applied(step, value, lower(step.right, env), env);
      continue;
    }
    const parts = [value];
    let end: Binary = step;
    for (let next: Binary | undefined = step; next?.op === '||'; next = spine[--i]) {
      parts.push(lower(next.right, env));
      end = next;
    }
    i++;
    value = concatenated(parts, end);
  }
  return value;
}

function applied(node: Binary, givenLeft: Typed, givenRight: Typed, env: Env): Typed {
  const left = asOther(givenLeft, givenRight.type);
  const right = asOther(givenRight, givenLeft.type);
  const { expr, type } = placed(node.opSpan, () => lowerBinary(node, left, right));
  const placedExpr = at(node.span, expr);
  // What is the same operator in DuckDB is no rewrite.
  if (expr.kind !== 'raw' || expr.text !== `({0} ${node.op} {1})`) {
    env.analysis.recordExpression('operator', node, placedExpr);
  }
  return { expr: placedExpr, type };
}

/** `tags = '{a,b}'`: beside an array, a text that PostgreSQL's clients mean as one. */
function asOther(value: Typed, other: DataType): Typed {
  const literal = other.kind === 'list' ? literalFor(value.expr, other) : undefined;
  return literal === undefined ? value : { expr: literal, type: other };
}

/** Operators one inside the other, as many as the parser lets parentheses nest: the engine's time grows faster than they. */
const MOST_NESTED = 400;

function checkDepth(spine: readonly Binary[], node: Binary): void {
  if (spine.filter((each) => each.op !== '||').length <= MOST_NESTED) return;
  throw new PlanError(SQLSTATE.statementTooComplex, 'expression is nested too deeply', node.span, {
    hint: 'Split the chain of operators into parts.',
  });
}

const MOST_PARTS = 16;

/** In groups of groups, since the engine goes one level deeper for each `||`. */
function concatenated(parts: readonly Typed[], node: Binary): Typed {
  let level = parts;
  while (level.length > MOST_PARTS) {
    const groups: Typed[] = [];
    for (let i = 0; i < level.length; i += MOST_PARTS) groups.push(concat(level.slice(i, i + MOST_PARTS)));
    level = groups;
  }
  const { expr, type } = placed(node.opSpan, () => concat(level));
  return { expr: at(node.span, expr), type };
}

export function unaryOperator(node: Unary, env: Env): Typed {
  const { operand } = node;
  if (operand.kind === 'number' && node.op === '-') {
    const { expr, type } = numberLiteral(operand, true);
    return { expr: at(node.span, expr), type };
  }
  if (node.op === 'not') {
    const condition = asBoolean(operand, lower(operand, env), 'NOT');
    return { expr: rawAt(node.span, '(NOT {0})', condition), type: { kind: 'boolean' } };
  }
  const value = lower(operand, env);
  const { expr, type } = placed(node.span, () => lowerUnary(node, value));
  return { expr: at(node.span, expr), type };
}

/** A flat chain of AND or OR stays flat. */
export function logicalOperator(node: Logical, env: Env): Typed {
  const operands = node.operands.map((operand) => asBoolean(operand, lower(operand, env), node.op.toUpperCase()));
  return { expr: { ...node, operands }, type: { kind: 'boolean' } };
}

/** `(a, b) = (c, d)`: part by part, so that NULL has its meaning; other comparisons go from left to right. */
function rowComparison(node: Binary, left: Row, right: Row, env: Env): Typed {
  if (left.items.length !== right.items.length) throw unequalRows(node);
  const pairs = left.items.map((item, i): readonly [Typed, Typed] => {
    const other = right.items[i];
    if (other === undefined) throw unequalRows(node);
    return [lower(item, env), lower(other, env)];
  });
  return { expr: at(node.span, comparedRows(node, pairs)), type: { kind: 'boolean' } };
}

function comparedRows(node: Binary, pairs: readonly (readonly [Typed, Typed])[]): Expr {
  const { op, span } = node;
  const all = (each: '=' | '<=>'): Expr =>
    rawAt(span, joined(pairs.length, ' AND '), ...pairs.map(([a, b]) => comparison(each, a, b)));
  switch (op) {
    case '=':
    case '<=>':
      return all(op);
    case '<>':
      return rawAt(span, '(NOT {0})', all('='));
    case 'is distinct from':
      return rawAt(span, '(NOT {0})', all('<=>'));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return lexicographic(op, pairs, node);
    default:
      throw new PlanError(SQLSTATE.undefinedFunction, `operator does not exist: row ${op} row`, node.opSpan);
  }
}

/** `(a, b) < (c, d)` is `a < c OR (a = c AND b < d)`. */
function lexicographic(op: '<' | '<=' | '>' | '>=', pairs: readonly (readonly [Typed, Typed])[], node: Binary): Expr {
  const strict = op === '<' || op === '<=' ? '<' : '>';
  let result: Expr | undefined;
  for (const [a, b] of [...pairs].reverse()) {
    result =
      result === undefined
        ? comparison(op, a, b)
        : rawAt(node.span, '({0} OR ({1} AND {2}))', comparison(strict, a, b), comparison('=', a, b), result);
  }
  return result ?? { kind: 'boolean', span: node.span, value: false };
}

function unequalRows(node: Binary): PlanError {
  return new PlanError(SQLSTATE.syntaxError, 'unequal number of entries in row expressions', node.opSpan);
}

export function joined(count: number, by: string): string {
  return `(${Array.from({ length: count }, (_, i) => `{${i}}`).join(by)})`;
}
