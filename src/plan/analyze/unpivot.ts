import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import { isUnknown } from '../../functions/type-rules.ts';
import type { Expr, Unpivot } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { resolvePath, sameColumn } from './column-path.ts';
import { columnRef, derived, item, query, rawAt, select } from './nodes.ts';
import { Scope } from './scope.ts';
import { type Lowered, named } from './table.ts';
import { unify } from './unify.ts';

/**
 * `UNPIVOT (value FOR name IN (a, b AS 'B'))`: each row once for each column (or group of columns), rows without a value
 * left out unless INCLUDE NULLS. Source: Spark SQL reference, "UNPIVOT". Throws 42804 for columns without a common type.
 */
export function lowerUnpivot(node: Unpivot, env: Env, input: Lowered): Lowered {
  const { span } = node;
  const scope = new Scope(input.sources, input.columns, env.scope);
  const groups = node.columns.map((group) => ({
    label: group.alias?.name ?? group.columns.map((name) => name.name).join('_'),
    values: group.columns.map((name) =>
      resolvePath({ kind: 'column', span: name.span, path: [name] }, { ...env, scope }),
    ),
  }));
  const used = groups.flatMap((group) => group.values.map((value) => value.expr));
  const kept = input.columns.filter(
    (column) => column.hidden !== true && !used.some((expr) => sameColumn(expr, column.expr)),
  );
  const lists = node.valueColumns.map((name, i) => {
    const cells = groups.map((group): Typed => {
      const value = group.values[i];
      if (value === undefined || group.values.length !== node.valueColumns.length) throw unequalGroups(node);
      return value;
    });
    return { name: name.name, ...listOf(cells, node) };
  });
  const labels = rawAt(span, `unnest([${groups.map((group) => quote(group.label)).join(', ')}])`);
  const generated = [
    { name: node.nameColumn.name, type: { kind: 'varchar' } as DataType, expr: labels as Expr },
    ...lists,
  ].map((column) => ({ ...column, emitted: env.analysis.next(column.name) }));
  const cells = env.analysis.next('cells');
  const rows = select(
    span,
    generated.map((column) => item(column.expr, column.emitted)),
    [],
  );
  const present = generated
    .slice(1)
    .map((column) => rawAt(span, '{0} IS NOT NULL', columnRef([cells, column.emitted], span)));
  const where: Expr | undefined = node.includeNulls
    ? undefined
    : { kind: 'logical', span, op: 'or', operands: present };
  const carried = kept.map((column) => ({ ...column, emitted: env.analysis.next(column.name) }));
  const items = [
    ...carried.map((column) => item({ ...column.expr, span }, column.emitted)),
    ...generated.map((column) => item(columnRef([cells, column.emitted], span), column.emitted)),
  ];
  const table = node.alias?.name.name;
  const alias = env.analysis.next(table ?? 'unpivot');
  const one = present.length === 1 ? present[0] : where;
  const from = derived(
    query(select(span, items, [input.item, derived(query(rows), cells, true)], node.includeNulls ? undefined : one)),
    alias,
  );
  const columns = [...carried, ...generated].map(({ name, type, emitted }) => ({
    name,
    type,
    expr: columnRef([alias, emitted], span),
    table,
  }));
  env.analysis.record(
    'unpivot',
    span,
    () => print(node, 'dialect').sql,
    () => print(from, 'duckdb').sql,
  );
  return named({ item: from, columns }, node.alias, [], span);
}

function listOf(cells: readonly Typed[], node: Unpivot): { readonly expr: Expr; readonly type: DataType } {
  const { exprs, type } = unify(cells, 'UNPIVOT types');
  if (isUnknown(type) && cells.some((cell) => !isUnknown(cell.type))) {
    throw new PlanError(SQLSTATE.datatypeMismatch, 'the columns of UNPIVOT have no common type', node.span);
  }
  return { expr: rawAt(node.span, `unnest([${exprs.map((_, i) => `{${i}}`).join(', ')}])`, ...exprs), type };
}

function unequalGroups(node: Unpivot): PlanError {
  return new PlanError(
    SQLSTATE.syntaxError,
    'each group of UNPIVOT must have as many columns as there are value columns',
    node.span,
  );
}
