import type { ShowMetadata } from '../../sql/statement.ts';
import type { PlanContext } from '../context.ts';
import { engineSql } from '../engine-sql.ts';
import { resolveDataset } from '../names.ts';
import type { QueryPlan } from '../plan.ts';

/** SHOW LINEAGE [FOR dataset]: what each write read, newest first. */
export function lineageQuery(statement: ShowMetadata, context: PlanContext): QueryPlan {
  const only =
    statement.target === undefined ? '' : `WHERE l.dataset = ${resolveDataset(statement.target, context).oid}`;
  return {
    kind: 'query',
    columns: [],
    reads: [],
    engine: engineSql(
      `SELECT json_extract_string(o.document, '$.name') AS dataset, l.snapshot_id, l.source_name AS source, l.source_snapshot,
              l.statement_id, l.account, l.made_at
       FROM stillhouse.lineage l LEFT JOIN stillhouse.objects o ON o.oid = l.dataset ${only}
       ORDER BY l.made_at DESC, l.snapshot_id DESC NULLS LAST, l.source_name`,
    ),
  };
}
