import type { Oid } from '../../../catalog/objects.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import type { Call, Expr, Ident, QName } from '../../sql/ast.ts';
import { findRelation } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { rawAt } from './nodes.ts';

/** Functions that planning answers, from the catalog or from the SELECT around; undefined for all others. */
export function plannerFunction(name: string, node: Call, env: Env): Typed | undefined {
  switch (name) {
    case 'table_exists':
      return tableExists(node, env);
    case 'grouping':
    case 'grouping_id':
      return grouping(name, node, env);
    case 'history_meta':
      throw new PlanError(
        SQLSTATE.featureNotSupported,
        'history_meta makes rows and cannot stand inside an expression',
        node.span,
        {
          hint: "Write SELECT … FROM (SELECT history_meta('table')).",
        },
      );
    case 'sample_meta':
    case 'model_evaluate':
    case 'model_predict':
      throw new PlanError(SQLSTATE.featureNotSupported, `function ${name} is not supported yet`, node.name.span);
    case 'current_database':
    case 'current_catalog':
      return sessionName(name, node, nameOf(env.analysis.context.database, env));
    case 'current_schema':
      return sessionName(name, node, currentSchema(env));
    case 'current_user':
    case 'session_user':
    case 'user':
      return sessionName(name, node, nameOf(env.analysis.context.role, env));
    default:
      return undefined;
  }
}

function sessionName(name: string, node: Call, value: string | undefined): Typed {
  if (node.args.length > 0) {
    throw new PlanError(SQLSTATE.undefinedFunction, `function ${name} takes no arguments`, node.name.span);
  }
  const expr: Expr =
    value === undefined ? rawAt(node.span, 'CAST(NULL AS VARCHAR)') : { kind: 'string', span: node.span, value };
  return { expr, type: { kind: 'varchar' } };
}

function nameOf(oid: Oid, env: Env): string | undefined {
  return env.analysis.context.catalog.get(oid)?.name;
}

/** The first schema of the search path that is there. */
function currentSchema(env: Env): string | undefined {
  const { catalog, database, searchPath } = env.analysis.context;
  for (const name of searchPath) {
    const schema = catalog.schema(database, name);
    if (schema !== undefined) return schema.name;
  }
  return undefined;
}

/** `table_exists('t')`, `table_exists('schema.t')`: whether a table or view has the name now. */
function tableExists(node: Call, env: Env): Typed {
  const exists = findRelation(tableArgument(node, env), env.analysis.context) !== undefined;
  env.analysis.record(
    'table_exists',
    node.span,
    () => 'table_exists',
    () => String(exists),
  );
  return { expr: { kind: 'boolean', span: node.span, value: exists }, type: { kind: 'boolean' } };
}

/** The table that the one argument of a function names, as text. Throws 42883, 22023. */
export function tableArgument(node: Call, env: Env): QName {
  const [argument] = node.args;
  const name = node.name.parts.at(-1)?.name ?? '';
  if (argument === undefined || node.args.length !== 1) {
    throw new PlanError(
      SQLSTATE.undefinedFunction,
      `function ${name} takes one argument, the name of a table`,
      node.span,
    );
  }
  const text = textOf(argument, env);
  if (text === undefined) {
    throw new PlanError(SQLSTATE.invalidParameterValue, `the argument of ${name} must be a string`, argument.span, {
      hint: `Write ${name}('table').`,
    });
  }
  const parts = text.split('.').map((part): Ident => {
    const quoted = /^(["`])(.*)\1$/s.exec(part.trim());
    return { kind: 'ident', span: argument.span, name: quoted?.[2] ?? part.trim(), quoted: quoted !== null };
  });
  return { kind: 'qname', span: argument.span, parts };
}

/** The text of a string or of a variable. */
function textOf(argument: Call['args'][number], env: Env): string | undefined {
  if (argument.kind === 'string') {
    const { expr } = lower(argument, env);
    return expr.kind === 'string' ? expr.value : undefined;
  }
  if (argument.kind !== 'variable') return undefined;
  return env.analysis.context.variables.get(argument.name.toLowerCase())?.text ?? undefined;
}

/** `grouping(a)`, `grouping_id(a, b)`; without arguments all of GROUP BY, as in Spark. */
function grouping(name: string, node: Call, env: Env): Typed {
  const written = node.args.length > 0 ? node.args : (env.facts.groupKeys ?? []);
  if (written.length === 0) {
    throw new PlanError(SQLSTATE.groupingError, `${name} needs a GROUP BY`, node.span);
  }
  // A key may be the very item that asks: GROUP BY 1.
  const inner: Env = { ...env, inside: 'aggregate', facts: { ...env.facts, groupKeys: undefined } };
  const args = written.map((arg) => lower(arg, inner).expr);
  env.facts.aggregates = true;
  const text = `GROUPING(${args.map((_, i) => `{${i}}`).join(', ')})`;
  const kind = name === 'grouping' ? 'tinyint' : 'bigint';
  return { expr: rawAt(node.span, `CAST(${text} AS ${kind})`, ...args), type: { kind } };
}
