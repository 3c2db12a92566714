import { SQLSTATE } from '../../core/sql-state.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../../functions/definition.ts';
import { isLiteralArgument, lowerCall, lowerWindowCall, resolveFunction } from '../../functions/table.ts';
import type { Call, Expr, Lambda } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Clause, type Env, lower } from './analysis.ts';
import { asBoolean } from './boolean.ts';
import { functionName, inDialectOrder } from './function-name.ts';
import { writtenLiteral } from './literal.ts';
import { at, columnRef, ident } from './nodes.ts';
import { lowerOrder } from './order.ts';
import { placed } from './place-error.ts';
import { plannerFunction } from './planner-function.ts';
import { Scope } from './scope.ts';
import { expandStarArguments } from './star.ts';
import { lowerWindow } from './window.ts';

const UNKNOWN: DataType = { kind: 'unknown' };
const WITH_AGGREGATES: ReadonlySet<Clause> = new Set(['SELECT', 'HAVING', 'QUALIFY', 'ORDER BY', 'DISTINCT ON']);
const WITH_WINDOWS: ReadonlySet<Clause> = new Set(['SELECT', 'QUALIFY', 'ORDER BY', 'DISTINCT ON']);

/** A call by the function table. Throws 42883, 42803 and 42P20 for calls where they may not stand, 42809. */
export function lowerFunctionCall(node: Call, env: Env): Typed {
  const name = functionName(node);
  const { node: plain, values } = expandStarArguments(inDialectOrder(node), env);
  const written = withLiterals(name, plain, env);
  const planned = plannerFunction(name, written, env);
  if (planned !== undefined) return planned;
  const definition = definitionOf(name, written);
  checkForm(definition, written);
  const role = checkPlace(definition, written, env);
  const call = lowerParts(definition, written, values, role, env);
  const result = placed(node.span, () => {
    if (definition.lowerWindow === undefined) return lowerCall(definition, call);
    const { stages, result: expr, type } = lowerWindowCall(definition, call, env.analysis);
    for (const [level, columns] of stages.entries()) {
      env.facts.stages[level] ??= [];
      env.facts.stages[level]?.push(columns);
    }
    return { expr, type };
  });
  const expr = at(node.span, result.expr);
  env.analysis.record(
    'function',
    node.span,
    () => print(node, 'dialect').sql,
    () => print(expr, 'duckdb').sql,
  );
  return { expr, type: result.type };
}

export function definitionOf(name: string, node: Call): FunctionDefinition {
  const resolution = resolveFunction(name, node.args.length);
  if ('definition' in resolution) return resolution.definition;
  const { error } = resolution;
  throw new PlanError(error.sqlState, error.message, node.name.span, error);
}

/** Arguments that the function reads itself, with variables replaced. */
function withLiterals(name: string, node: Call, env: Env): Call {
  const { context } = env.analysis;
  if (context.variables.size === 0) return node;
  const resolution = resolveFunction(name, node.args.length);
  if (!('definition' in resolution)) return node;
  const args = node.args.map((arg, i) =>
    isLiteralArgument(resolution.definition, node.args.length, i) ? writtenLiteral(arg, context) : arg,
  );
  return { ...node, args };
}

function checkForm(definition: FunctionDefinition, node: Call): void {
  const { name, kind } = definition;
  const aggregate = kind === 'aggregate';
  const wrong = (what: string, instead: string) =>
    new PlanError(SQLSTATE.wrongObjectType, `${what} specified, but ${name} is not ${instead}`, node.span);
  if (node.over !== undefined && kind !== 'window' && !aggregate) {
    throw wrong('OVER', 'a window function nor an aggregate function');
  }
  if (node.distinct && !aggregate) throw wrong('DISTINCT', 'an aggregate function');
  if (node.filter !== undefined && !aggregate) throw wrong('FILTER', 'an aggregate function');
  if (node.withinGroup.length > 0 && !aggregate) throw wrong('WITHIN GROUP', 'an ordered-set aggregate function');
  if (node.orderBy.length > 0 && !aggregate && kind !== 'window') throw wrong('ORDER BY', 'an aggregate function');
  if (kind === 'window' && node.over === undefined) {
    throw new PlanError(SQLSTATE.windowingError, `window function ${name} requires an OVER clause`, node.span, {
      hint: `Write ${name}(…) OVER (PARTITION BY … ORDER BY …).`,
    });
  }
  if (kind === 'generator') {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `${name} makes rows and cannot stand inside an expression`,
      node.span,
      {
        hint: 'Put it in the select list by itself, in FROM, or in LATERAL VIEW.',
      },
    );
  }
  if (kind === 'table') {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `${name} makes a table and cannot stand in an expression`,
      node.span,
      {
        hint: `Write FROM ${name}(…).`,
      },
    );
  }
  if (node.argNames?.some((each) => each !== undefined)) {
    throw new PlanError(SQLSTATE.featureNotSupported, `${name} takes no named arguments`, node.span);
  }
}

/** What the arguments are inside of. */
function checkPlace(definition: FunctionDefinition, node: Call, env: Env): Env['inside'] {
  if (node.over !== undefined) {
    if (env.inside === 'aggregate') {
      const message = 'aggregate function calls cannot contain window function calls';
      throw new PlanError(SQLSTATE.groupingError, message, node.span, { hint: 'Compute the inner one in a subquery.' });
    }
    if (env.inside === 'window') {
      throw new PlanError(SQLSTATE.windowingError, 'window function calls cannot be nested', node.span, {
        hint: 'Compute the inner one in a subquery.',
      });
    }
    if (!WITH_WINDOWS.has(env.clause)) {
      throw new PlanError(SQLSTATE.windowingError, `window functions are not allowed in ${env.clause}`, node.span, {
        hint: 'Filter in an outer SELECT, or with QUALIFY.',
      });
    }
    return 'window';
  }
  if (definition.kind !== 'aggregate') return env.inside;
  if (env.inside === 'aggregate') {
    throw new PlanError(SQLSTATE.groupingError, 'aggregate function calls cannot be nested', node.span, {
      hint: 'Compute the inner one in a subquery.',
    });
  }
  if (!WITH_AGGREGATES.has(env.clause)) {
    throw new PlanError(SQLSTATE.groupingError, `aggregate functions are not allowed in ${env.clause}`, node.span, {
      hint: env.clause === 'WHERE' ? 'Filter groups with HAVING.' : undefined,
    });
  }
  env.facts.aggregates = true;
  return 'aggregate';
}

function lowerParts(
  definition: FunctionDefinition,
  node: Call,
  values: readonly (Typed | undefined)[],
  inside: Env['inside'],
  env: Env,
): LoweringCall {
  const argEnv: Env = { ...env, inside };
  const types: DataType[] = [];
  const args: Expr[] = [];
  for (const [index, arg] of node.args.entries()) {
    const value =
      values[index] ??
      (arg.kind === 'lambda'
        ? lowerLambda(arg, index, types, definition, argEnv)
        : isLiteralArgument(definition, node.args.length, index)
          ? { expr: arg, type: UNKNOWN }
          : lower(arg, argEnv));
    args.push(value.expr);
    types.push(value.type);
  }
  const call: Call = {
    ...node,
    args,
    orderBy: lowerOrder(node.orderBy, argEnv),
    withinGroup: lowerOrder(node.withinGroup, argEnv),
    filter: node.filter && asBoolean(node.filter, lower(node.filter, argEnv), 'FILTER'),
    over: node.over && lowerWindow(node.over, env),
  };
  return { call, types, source: node };
}

function lowerLambda(
  node: Lambda,
  index: number,
  types: readonly DataType[],
  definition: FunctionDefinition,
  env: Env,
): Typed {
  if (definition.lambda === undefined) {
    throw new PlanError(SQLSTATE.undefinedFunction, `${definition.name} takes no lambda function`, node.span);
  }
  const parameterTypes = definition.lambda(types, index, node.parameters.length);
  const columns = node.parameters.map((parameter, i) => {
    const emitted = env.analysis.next(parameter.name);
    return {
      name: parameter.name,
      type: parameterTypes[i] ?? UNKNOWN,
      expr: columnRef([emitted], parameter.span),
      emitted: ident(emitted, parameter.span),
    };
  });
  const scope = new Scope([], columns, env.scope);
  const body = lower(node.body, { ...env, scope, inLambda: true });
  const lambda: Lambda = { ...node, parameters: columns.map((column) => column.emitted), body: body.expr };
  return { expr: lambda, type: body.type };
}
