import { SQLSTATE } from '../../core/sql-state.ts';
import type { Query, TableRef } from '../../sql/ast.ts';
import { mapQuery } from '../../sql/visit.ts';
import { findRelation } from '../names.ts';
import { PlanError } from '../plan-error.ts';
import { newestSample } from '../samples.ts';
import type { Env } from './analysis.ts';
import { qname, tableAlias } from './nodes.ts';
import { commonTable } from './scope.ts';

/**
 * `SELECT … WITHAPPROXIMATE`: the same query with each table that has samples read from the newest of them. Tables without
 * one are read whole. Throws 42704 where no table has a sample: the answer would be exact without saying so.
 */
export function fromSamples(node: Query, env: Env): Query {
  const { context } = env.analysis;
  const own = new Set(node.with.map(({ name }) => name.name.toLowerCase()));
  const without: string[] = [];
  let found = 0;
  const sampled = (ref: TableRef): TableRef => {
    const [first] = ref.name.parts;
    const alone = ref.name.parts.length === 1 && first !== undefined;
    if (alone && (own.has(first.name.toLowerCase()) || commonTable(env.commonTables, first.name) !== undefined))
      return ref;
    const relation = findRelation(ref.name, context);
    if (relation === undefined) return ref;
    const sample = newestSample(relation.oid, context.catalog);
    if (sample === undefined) {
      without.push(relation.name);
      return ref;
    }
    found++;
    const container = context.catalog.get(sample.containers[0] ?? relation.oid);
    const database = container?.kind === 'schemaContainer' ? context.catalog.get(container.database) : undefined;
    return {
      ...ref,
      name: qname([database?.name ?? '', container?.name ?? '', sample.name], ref.name.span),
      alias: ref.alias ?? tableAlias(ref.name.parts.at(-1)?.name ?? relation.name, ref.span),
    };
  };
  const mapped = mapQuery(
    { ...node, approximate: false },
    { leaveFromItem: (item) => (item.kind === 'tableRef' ? sampled(item) : item) },
  );
  if (found > 0) return mapped;
  const [table] = without;
  throw new PlanError(
    SQLSTATE.undefinedObject,
    table === undefined ? 'WITHAPPROXIMATE needs a table that has a sample' : `table "${table}" has no sample`,
    node.span,
    { hint: `SET aqp = true; ANALYZE TABLE ${table ?? 'table'} TABLESAMPLE SAMPLERATE 10 makes one of 10 percent.` },
  );
}
