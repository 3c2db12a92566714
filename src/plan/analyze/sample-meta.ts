import type { Call } from '../../sql/ast.ts';
import { resolveDataset } from '../names.ts';
import { SAMPLE_COLUMNS, sampleListSql, samplesOf } from '../samples.ts';
import type { Env } from './analysis.ts';
import type { TableParts } from './dataset.ts';
import { columnRef, derived, item, query, rawAt, select } from './nodes.ts';
import { tableArgument } from './planner-function.ts';

/** `sample_meta('t')`: a row for each sample of a table, newest last; none where there is none. Throws 42P01, 42809. */
export function sampleMeta(node: Call, alias: string, table: string, env: Env): TableParts {
  const { context } = env.analysis;
  const dataset = resolveDataset(tableArgument(node, env), context);
  const { span } = node;
  const list = sampleListSql(samplesOf(dataset.oid, context.catalog), context.catalog);
  const inner = query(select(span, [item(rawAt(span, `unnest(${list})`), 'sample')], []));
  const fields = SAMPLE_COLUMNS.map(({ name }) => item(rawAt(span, `struct_extract("sample", '${name}')`), name));
  const from = derived(query(select(span, fields, [derived(inner, env.analysis.next('samples'))])), alias);
  const columns = SAMPLE_COLUMNS.map(({ name, type }) => ({
    name,
    type,
    expr: columnRef([alias, name], span),
    table,
  }));
  return { item: from, columns };
}
