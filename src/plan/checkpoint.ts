import type { Checkpoint, Dataset, SnapshotId } from '../../catalog/objects.ts';
import type { Query, SnapshotBound, TableRef } from '../sql/ast.ts';
import { mapQuery } from '../sql/visit.ts';
import type { IdSource } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { resolveDataset } from './names.ts';

/** A checkpoint that a write moves, in the same transaction as its rows. */
export interface CheckpointMove {
  readonly dataset: Dataset;
  readonly name: string;
  readonly existing: Checkpoint | undefined;
  readonly to: SnapshotId;
}

/**
 * `FROM t SNAPSHOT SINCE CHECKPOINT 'name'` in INSERT … SELECT: the rows after the checkpoint, up to the newest snapshot;
 * the checkpoint moves there when the rows are committed, so that a crash neither loses nor doubles a delta. Answers the
 * query with ordinary bounds, and the moves. A checkpoint that does not exist yet stands before the first snapshot.
 */
export function withCheckpoints(
  query: Query,
  context: PlanContext,
): { readonly query: Query; readonly moves: readonly CheckpointMove[] } {
  const moves: CheckpointMove[] = [];
  const mapped = mapQuery(query, {
    leaveFromItem: (item) => {
      if (item.kind !== 'tableRef' || item.snapshot?.range.kind !== 'sinceCheckpoint') return item;
      const { name } = item.snapshot.range;
      const dataset = resolveDataset(item.name, context);
      const key = name.toLowerCase();
      const again = moves.find((each) => each.dataset.oid === dataset.oid && each.name.toLowerCase() === key);
      const existing = context.catalog.checkpoint(dataset.oid, name);
      const to = context.catalog.snapshots(dataset.oid).last;
      if (to !== undefined && again === undefined) moves.push({ dataset, name, existing, to });
      return withRange(item, existing, to);
    },
  });
  return { query: mapped, moves };
}

/** The checkpoint objects as they stand after the write. */
export function movedCheckpoints(
  moves: readonly CheckpointMove[],
  context: Pick<PlanContext, 'role'>,
  ids: IdSource,
): readonly Checkpoint[] {
  return moves
    .filter(({ existing, to }) => existing?.snapshot !== String(to))
    .map(({ dataset, name, existing, to }) => ({
      kind: 'checkpoint',
      oid: existing?.oid ?? ids.nextOid(),
      name: existing?.name ?? name,
      createdAt: existing?.createdAt ?? ids.now,
      owner: existing?.owner ?? context.role,
      dataset: dataset.oid,
      snapshot: String(to),
    }));
}

function withRange(item: TableRef, existing: Checkpoint | undefined, to: SnapshotId | undefined): TableRef {
  const span = item.snapshot?.span ?? item.span;
  const low: SnapshotBound =
    existing === undefined ? { span, kind: 'head' } : { span, kind: 'id', id: BigInt(existing.snapshot) };
  const high: SnapshotBound = to === undefined ? { span, kind: 'null' } : { span, kind: 'id', id: to };
  return { ...item, snapshot: { kind: 'snapshot', span, range: { kind: 'between', low, high } } };
}
