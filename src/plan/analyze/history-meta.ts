import { SQLSTATE } from '../../core/sql-state.ts';
import type { Call, Expr, FromItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { DataType } from '../../types/data-type.ts';
import { resolveRelation } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import type { TableParts } from './dataset.ts';
import { functionName } from './function-name.ts';
import { columnRef, derived, item, query, rawAt, select, tableAlias } from './nodes.ts';
import { tableArgument } from './planner-function.ts';
import { sampleMeta } from './sample-meta.ts';

/** Columns and their DuckDB SQL over `stillhouse.snapshots s`; section 10, history_meta. */
const COLUMNS: readonly (readonly [name: string, type: DataType, sql: string])[] = [
  ['snapshot_id', { kind: 'bigint' }, 's.snapshot_id'],
  ['parent_id', { kind: 'bigint' }, 's.parent_id'],
  ['is_current', { kind: 'boolean' }, 's.snapshot_id = max(s.snapshot_id) OVER ()'],
  ['made_current_at', { kind: 'timestamp' }, 's.made_at'],
  ['operation', { kind: 'varchar' }, 's.operation'],
  ['row_count', { kind: 'bigint' }, 's.row_count'],
];

/** `history_meta('t')` and `sample_meta('t')`, which make rows in a select list. */
export function isHistoryMeta(expr: Expr): expr is Call {
  return expr.kind === 'call' && ['history_meta', 'sample_meta'].includes(functionName(expr));
}

/**
 * `history_meta('t')`: a row for each snapshot, none for a dataset without any. Throws 58000, with the text the source
 * prints, for what is no dataset of the lake.
 */
export function historyMeta(node: Call, alias: string, table: string, env: Env): TableParts {
  if (functionName(node) === 'sample_meta') return sampleMeta(node, alias, table, env);
  const { context } = env.analysis;
  const name = tableArgument(node, env);
  const relation = resolveRelation(name, context);
  if (relation.kind !== 'dataset' || relation.storage !== 'lake') {
    const message = `Internal System Error [Invalid table ${relation.name}. historyMeta can be used on datalake tables only.]`;
    throw new PlanError(SQLSTATE.systemError, message, node.span);
  }
  env.analysis.read(relation);
  const { span } = node;
  const items = COLUMNS.map(([column, , sql]) => item(rawAt(span, sql), column));
  const rows: FromItem = {
    kind: 'tableRef',
    span,
    name: {
      kind: 'qname',
      span,
      parts: ['stillhouse', 'snapshots'].map((part) => ({ kind: 'ident', span, name: part, quoted: true })),
    },
    alias: tableAlias('s', span),
  };
  const where = rawAt(span, `s.dataset = ${relation.oid} AND s.expired IS NOT TRUE`);
  const from = derived(query(select(span, items, [rows], where)), alias);
  env.analysis.record(
    'history_meta',
    span,
    () => print(node, 'dialect').sql,
    () => print(from, 'duckdb').sql,
  );
  const columns = COLUMNS.map(([column, type]) => ({
    name: column,
    type,
    expr: columnRef([alias, column], span),
    table,
  }));
  return { item: from, columns };
}
