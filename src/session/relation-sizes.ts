import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import type { CatalogView } from '../../catalog/view.ts';
import type { EngineConnection } from '../engine/connection.ts';
import type { Engine } from '../engine/engine.ts';
import type { RelationSize } from '../pgcatalog/functions/definition.ts';

/** Bytes of a block of DuckDB's file. */
const BLOCK_BYTES = 262_144;
/** Bytes that a value which is not in the file yet is counted as. */
const TRANSIENT_BYTES = 8;

interface Known extends RelationSize {
  /** What the size was taken at: another object or another newest snapshot means, look again. */
  readonly dataset: Dataset;
  readonly snapshot: bigint | undefined;
}

/** Sizes of datasets on disk, looked up when asked for and kept until a dataset changes. Shared by all sessions. */
export class RelationSizes {
  readonly #engine: Engine;
  readonly #known = new Map<number, Known>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async sizes(view: CatalogView): Promise<ReadonlyMap<number, RelationSize>> {
    const datasets = [...view.datasets()];
    const stale = datasets.filter((dataset) => !this.#isKnown(dataset, view));
    if (stale.length > 0) {
      const connection = await this.#engine.connect();
      try {
        for (const dataset of stale) this.#known.set(dataset.oid, await measure(dataset, view, connection));
      } finally {
        connection.close();
      }
    }
    const present = new Set<number>(datasets.map(({ oid }) => oid));
    for (const oid of this.#known.keys()) if (!present.has(oid)) this.#known.delete(oid);
    return this.#known;
  }

  #isKnown(dataset: Dataset, view: CatalogView): boolean {
    const known = this.#known.get(dataset.oid);
    // The reporting store has no snapshots to tell by.
    return (
      known?.dataset === dataset && dataset.storage === 'lake' && known.snapshot === view.snapshots(dataset.oid).last
    );
  }
}

async function measure(dataset: Dataset, view: CatalogView, connection: EngineConnection): Promise<Known> {
  const table = physicalTable(dataset).replaceAll("'", "''");
  const [row] = await connection.rows(
    `SELECT count(DISTINCT block_id) FILTER (persistent) * ${BLOCK_BYTES}
            + coalesce(sum(count) FILTER (NOT persistent), 0) * ${TRANSIENT_BYTES},
            coalesce(sum(count) FILTER (column_id = 0 AND segment_type <> 'VALIDITY'), 0)
     FROM pragma_storage_info('${table}')`,
  );
  return {
    bytes: Number(row?.[0] ?? 0),
    rows: Number(row?.[1] ?? 0),
    dataset,
    snapshot: view.snapshots(dataset.oid).last,
  };
}
