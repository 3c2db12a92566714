import { SQLSTATE } from '../../core/sql-state.ts';
import type { GeneratorColumn, LoweringCall, Typed } from '../../functions/definition.ts';
import { expandGenerator, isLiteralArgument, resolveFunction } from '../../functions/table.ts';
import type { Call, Expr, Ident } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { functionName } from './function-name.ts';
import { placed } from './place-error.ts';

/** True for a call that makes rows: `explode(…)`, `stack(…)`. */
export function isGenerator(expr: Expr): expr is Call {
  if (expr.kind !== 'call' || expr.over !== undefined) return false;
  const resolution = resolveFunction(functionName(expr), expr.args.length);
  return 'definition' in resolution && resolution.definition.kind === 'generator';
}

/** The columns a generator makes, under the names given or its own. Throws 42601 for a wrong number of names. */
export function generatorColumns(node: Call, names: readonly Ident[], env: Env): readonly GeneratorColumn[] {
  const resolution = resolveFunction(functionName(node), node.args.length);
  if (!('definition' in resolution)) {
    const { error } = resolution;
    throw new PlanError(error.sqlState, error.message, node.name.span, error);
  }
  const { definition } = resolution;
  if (definition.kind !== 'generator') {
    throw new PlanError(SQLSTATE.wrongObjectType, `${definition.name} makes no rows`, node.span, {
      hint: 'A generator such as explode, posexplode, inline or stack makes rows.',
    });
  }
  const args = node.args.map(
    (arg, i): Typed =>
      isLiteralArgument(definition, node.args.length, i) ? { expr: arg, type: { kind: 'unknown' } } : lower(arg, env),
  );
  const call: LoweringCall = {
    call: { ...node, args: args.map((arg) => arg.expr) },
    types: args.map((arg) => arg.type),
    source: node,
  };
  const columns = placed(node.span, () => expandGenerator(definition, call));
  if (names.length === 0) return columns;
  if (names.length !== columns.length) {
    const message = `${definition.name} makes ${columns.length} columns, but ${names.length} names are given`;
    throw new PlanError(SQLSTATE.syntaxError, message, node.span);
  }
  return columns.map((column, i) => ({ ...column, name: names[i]?.name ?? column.name }));
}
