import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import type { Expr, OrderItem, Select, SelectItem, Window } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type AnswerColumn, type Env, lower, newFacts } from './analysis.ts';
import { asBoolean } from './boolean.ts';
import { lowerFrom } from './from.ts';
import { item, rawAt, typeText } from './nodes.ts';
import { emittedNames } from './output-name.ts';
import { groupKeysOf, lowerGroupBy, lowerOutputOrder, outputPosition } from './output-order.ts';
import { lowerItems, type Outputs } from './select-items.ts';
import { someNode } from './tree.ts';
import { belowStages } from './window-stages.ts';

export interface LoweredSelect {
  readonly select: Select;
  readonly orderBy: readonly OrderItem[];
  readonly columns: readonly AnswerColumn[];
}

/** One SELECT with the ORDER BY of its query, which may name its output and its input columns. */
export function lowerSelect(node: Select, orderBy: readonly OrderItem[], env: Env, outermost: boolean): LoweredSelect {
  const facts = newFacts();
  const base: Env = { ...env, inside: undefined, windows: namedWindows(node), facts };
  const { items: from, scope } = lowerFrom(node.from, { ...base, clause: 'FROM' });
  const inner: Env = { ...base, scope };
  facts.groupKeys = groupKeysOf(node, scope);
  const condition = (expr: Expr | undefined, clause: 'WHERE' | 'HAVING' | 'QUALIFY', at: Env): Expr | undefined =>
    expr && asBoolean(expr, lower(expr, { ...at, clause }), clause);
  const where = condition(node.where, 'WHERE', inner);
  const { outputs, from: more } = lowerItems(node.items, inner);
  const afterItems: Env = { ...inner, scope: scope.withAliases(outputs.rule(false)) };
  const groupBy = node.groupBy && lowerGroupBy(node.groupBy, outputs, inner);
  // Spark looks at the output first here, but for the arguments of aggregates.
  const groupEnv: Env = { ...inner, scope: scope.withAliases(outputs.rule(true)) };
  const having = condition(node.having, 'HAVING', groupEnv);
  const qualify = condition(node.qualify, 'QUALIFY', afterItems);
  const distinct = lowerDistinct(node, outputs, inner);
  const order = lowerOutputOrder(orderBy, outputs, inner, node.distinct === 'distinct');
  const names = emittedNames(
    outputs.list.map((output) => output.name),
    outermost,
  );
  const items = outputs.list.map((output, i): SelectItem => item(settled(output.value), names[i] ?? output.name));
  const select: Select = {
    kind: 'select',
    span: node.span,
    distinct,
    items,
    from: [...from, ...more],
    where,
    groupBy,
    having,
    windows: [],
    qualify,
  };
  const columns = outputs.list.map(
    (output, i): AnswerColumn => ({
      name: output.name,
      type: output.value.type,
      origin: output.origin,
      identity: output.identity,
      emitted: names[i] ?? output.name,
      ...(output.implicit ? { implicitName: true } : {}),
    }),
  );
  return { ...belowStages({ select, orderBy: order }, scope, inner), columns };
}

/** DuckDB folds an expression with a NULL in it to a NULL of no type, which would go out as an integer. */
function settled({ expr, type }: Typed): Expr {
  if (expr.kind === 'column' || holdsUnknown(type)) return expr;
  if (!someNode(expr, (node) => node.kind === 'null')) return expr;
  return rawAt(expr.span, `CAST({0} AS ${typeText(type)})`, expr);
}

function holdsUnknown(type: DataType): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'list':
    case 'array':
      return holdsUnknown(type.element);
    case 'map':
      return holdsUnknown(type.key) || holdsUnknown(type.value);
    case 'struct':
      return type.fields.some((field) => holdsUnknown(field.type));
    default:
      return false;
  }
}

/** `DISTINCT (a) AS b` is plain DISTINCT to the parser; this is DISTINCT ON. */
function lowerDistinct(node: Select, outputs: Outputs, env: Env): Select['distinct'] {
  if (typeof node.distinct === 'string') return node.distinct;
  const scope = env.scope?.withAliases(outputs.rule(true));
  const on = node.distinct.on.map((expr) => {
    const position = outputPosition(expr, outputs, 'DISTINCT ON');
    const output = position === undefined ? undefined : outputs.list[position - 1];
    return output?.value.expr ?? lower(expr, { ...env, scope, clause: 'DISTINCT ON' }).expr;
  });
  return { on };
}

function namedWindows(node: Select): ReadonlyMap<string, Window> {
  const windows = new Map<string, Window>();
  for (const { name, window } of node.windows) {
    const key = name.name.toLowerCase();
    if (windows.has(key)) {
      throw new PlanError(SQLSTATE.windowingError, `window "${name.name}" is already defined`, name.span);
    }
    windows.set(key, window);
  }
  return windows;
}
