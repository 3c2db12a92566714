import { assertNever } from '../../core/assert-never.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { lowerExtract } from '../../functions/spark/date-units.ts';
import { isText, isUnknown } from '../../functions/type-rules.ts';
import type { AtTimeZone, Collate, Expr, Extract as ExtractNode } from '../../sql/ast.ts';
import { displayName } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import type { RewriteRule } from '../rewrite/trace.ts';
import { type Env, lower } from './analysis.ts';
import { lowerFunctionCall } from './call.ts';
import { castExpression } from './cast.ts';
import { resolvePath } from './column-path.ts';
import { intervalLiteral } from './interval.ts';
import { likeExpression } from './like.ts';
import { numberLiteral, parameter, stringLiteral, typedLiteral, variable } from './literal.ts';
import * as nested from './nested.ts';
import { at, rawAt } from './nodes.ts';
import { binaryOperator, logicalOperator, unaryOperator } from './operator.ts';
import { placed } from './place-error.ts';
import { between, caseExpression, inList, isTest } from './predicate.ts';
import * as subqueries from './subquery.ts';

/** An expression of the dialect as one of DuckDB, with its type. One case per kind of node, each in a file of its own. */
export function lowerExpression(expr: Expr, env: Env): Typed {
  const { context } = env.analysis;
  switch (expr.kind) {
    case 'null':
      return { expr, type: { kind: 'unknown' } };
    case 'boolean':
      return { expr, type: { kind: 'boolean' } };
    case 'number':
      return numberLiteral(expr);
    case 'string':
      return stringLiteral(expr, context);
    case 'typedLiteral':
      return traced('literal', expr, typedLiteral(expr, context), env);
    case 'interval':
      return traced('literal', expr, intervalLiteral(expr, env), env);
    case 'parameter':
      return parameter(expr, context);
    case 'variable':
      return traced('literal', expr, variable(expr, context), env);
    case 'column':
      return resolvePath(expr, env);
    case 'star':
      throw new PlanError(SQLSTATE.syntaxError, '* can only stand in a select list or a call', expr.span);
    case 'call':
      return lowerFunctionCall(expr, env);
    case 'cast':
      return traced('cast', expr, castExpression(expr, env), env);
    case 'unary':
      return unaryOperator(expr, env);
    case 'binary':
      return binaryOperator(expr, env);
    case 'logical':
      return logicalOperator(expr, env);
    case 'between':
      return between(expr, env);
    case 'inList':
      return inList(expr, env);
    case 'inQuery':
      return subqueries.inQuery(expr, env);
    case 'like':
      return likeExpression(expr, env);
    case 'is':
      return isTest(expr, env);
    case 'case':
      return caseExpression(expr, env);
    case 'exists':
      return subqueries.exists(expr, env);
    case 'scalarQuery':
      return subqueries.scalarQuery(expr, env);
    case 'quantified':
      return subqueries.quantified(expr, env);
    case 'array':
      return nested.arrayLiteral(expr, env);
    case 'arrayQuery':
      return subqueries.arrayQuery(expr, env);
    case 'typedArray':
      return nested.typedArray(expr, env);
    case 'struct':
      return nested.structLiteral(expr, env);
    case 'map':
      return nested.mapLiteral(expr, env);
    case 'row':
      return nested.rowExpression(expr, env);
    case 'lambda':
      throw new PlanError(SQLSTATE.syntaxError, 'a lambda function can only be an argument of a function', expr.span);
    case 'subscript':
      return traced('subscript', expr, nested.subscript(expr, env), env);
    case 'slice':
      return nested.slice(expr);
    case 'field':
      return traced('path', expr, nested.fieldAccess(expr, env), env);
    case 'extract':
      return extract(expr, env);
    case 'atTimeZone':
      return atTimeZone(expr, env);
    case 'collate':
      return collate(expr, env);
    case 'raw':
      return { expr, type: { kind: 'unknown' } };
    default:
      return assertNever(expr);
  }
}

function traced(rule: RewriteRule, written: Expr, value: Typed, env: Env): Typed {
  env.analysis.recordExpression(rule, written, value.expr);
  return value;
}

function extract(node: ExtractNode, env: Env): Typed {
  const operand = lower(node.operand, env);
  const { expr, type } = placed(node.span, () => lowerExtract(node.unit, operand));
  return { expr: at(node.span, expr), type };
}

/** A timestamp is read in the zone, a timestamp with time zone is shown in it. Source: PostgreSQL manual, 9.9.4. */
function atTimeZone(node: AtTimeZone, env: Env): Typed {
  const operand = lower(node.operand, env);
  const zone = lower(node.zone, env).expr;
  const zoned = operand.type.kind === 'timestamptz';
  const value =
    zoned || operand.type.kind === 'timestamp' || isUnknown(operand.type)
      ? operand.expr
      : castTo(operand, { kind: 'timestamp' }, 'error');
  return {
    expr: rawAt(node.span, 'timezone({0}, {1})', zone, value),
    type: { kind: zoned ? 'timestamp' : 'timestamptz' },
  };
}

/** Collations that order by code point, which is how everything is ordered here. */
const BINARY_COLLATIONS: ReadonlySet<string> = new Set([
  'default',
  'c',
  'posix',
  'ucs_basic',
  'utf8_binary',
  'c.utf-8',
  'c.utf8',
]);

function collate(node: Collate, env: Env): Typed {
  const name = node.collation.parts.at(-1)?.name.toLowerCase() ?? '';
  if (!BINARY_COLLATIONS.has(name)) {
    const message = `collation "${displayName(node.collation)}" does not exist`;
    throw new PlanError(SQLSTATE.undefinedObject, message, node.collation.span);
  }
  const operand = lower(node.operand, env);
  if (!isText(operand.type) && !isUnknown(operand.type)) {
    throw new PlanError(SQLSTATE.datatypeMismatch, 'collations are for text only', node.span);
  }
  return { expr: at(node.span, operand.expr), type: operand.type };
}
