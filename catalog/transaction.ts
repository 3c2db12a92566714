import type { EngineConnection } from '../src/engine/connection.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogObject, Oid, SnapshotId } from './objects.ts';
import type { CatalogChange, CatalogView } from './view.ts';

/** A write to a lake dataset that made a snapshot. */
export interface SnapshotRecord {
  readonly dataset: Oid;
  readonly id: SnapshotId;
  readonly operation: 'CREATE' | 'APPEND' | 'OVERWRITE' | 'UPSERT';
  readonly rowCount: number;
}

/** A relation, at the newest snapshot that the reader saw. */
export interface LineageSource {
  readonly oid: Oid;
  readonly name: string;
  readonly snapshot: SnapshotId | undefined;
}

/** Where the rows of a write came from: one relation that it read. */
export interface LineageRecord {
  readonly dataset: Oid;
  /** The snapshot that the write made; none in the reporting store. */
  readonly snapshot: SnapshotId | undefined;
  /** Undefined for a write that read nothing stored, such as VALUES or COPY. */
  readonly source: LineageSource | undefined;
  readonly statementId: string;
  readonly account: string;
}

/**
 * What one transaction changes in the catalog. Its own `view` shows the changes at once; others see them after commit.
 * `persist` writes them on the connection that holds the transaction's rows, right before its COMMIT.
 */
export class CatalogTransaction {
  readonly #catalog: Catalog;
  readonly #changes: CatalogChange[] = [];
  readonly #snapshots: (SnapshotRecord & { readonly parent: SnapshotId | undefined })[] = [];
  readonly #lineage: LineageRecord[] = [];
  readonly #base: CatalogView;
  #view: CatalogView;

  /** `base` is the committed state that the engine's transaction sees. */
  constructor(catalog: Catalog, base: CatalogView) {
    this.#catalog = catalog;
    this.#base = base;
    this.#view = base;
  }

  /** The state that the transaction began with, its own changes on top. */
  get view(): CatalogView {
    return this.#view;
  }

  get changes(): readonly CatalogChange[] {
    return this.#changes;
  }

  /** Whether this transaction has changed or removed the object. */
  touches(oid: Oid): boolean {
    return this.#changes.some(
      (change) =>
        (change.kind === 'put' && change.object.oid === oid) || (change.kind === 'remove' && change.oid === oid),
    );
  }

  put(object: CatalogObject): void {
    this.#change({ kind: 'put', object });
  }

  remove(oid: Oid): void {
    this.#change({ kind: 'remove', oid });
  }

  /** Records a snapshot. The dataset's write lock is held, so its chain cannot move meanwhile. */
  snapshot(record: SnapshotRecord): void {
    const own = this.#snapshots.findLast(({ dataset }) => dataset === record.dataset)?.id;
    this.#snapshots.push({ ...record, parent: own ?? this.#catalog.view.snapshots(record.dataset).last });
    this.#change({ kind: 'snapshot', dataset: record.dataset, id: record.id });
  }

  /** From here on the snapshots up to and with `upTo` cannot be addressed; the newest always can. */
  expire(dataset: Oid, upTo: SnapshotId): void {
    this.#change({ kind: 'expire', dataset, upTo });
  }

  lineage(record: LineageRecord): void {
    this.#lineage.push(record);
  }

  /** Writes the changes. Throws what the engine throws; nothing is visible to others before COMMIT and `publish`. */
  async persist(connection: EngineConnection): Promise<void> {
    const last = new Map<Oid, CatalogObject | undefined>();
    for (const change of this.#changes) {
      if (change.kind === 'put') last.set(change.object.oid, change.object);
      if (change.kind === 'remove') last.set(change.oid, undefined);
    }
    const replaced = [...last.keys()].filter((oid) => this.#base.get(oid) !== undefined);
    if (replaced.length > 0)
      await connection.execute(`DELETE FROM stillhouse.objects WHERE oid IN (${replaced.join(', ')})`);
    const gone = replaced.filter((oid) => last.get(oid) === undefined);
    if (gone.length > 0)
      await connection.execute(`DELETE FROM stillhouse.snapshots WHERE dataset IN (${gone.join(', ')})`);
    const kept = [...last.values()].filter((object) => object !== undefined);
    if (kept.length > 0) {
      const rows = kept.map(
        (object) => `(${object.oid}, '${object.kind}', '${JSON.stringify(object).replaceAll("'", "''")}')`,
      );
      await connection.execute(`INSERT INTO stillhouse.objects VALUES ${rows.join(', ')}`);
    }
    const survives = ({ dataset }: { readonly dataset: Oid }): boolean =>
      !last.has(dataset) || last.get(dataset) !== undefined;
    const at = `TIMESTAMP '${this.#catalog.now().toISOString().replace('T', ' ').replace('Z', '')}'`;
    const made = this.#snapshots.filter(survives);
    if (made.length > 0) {
      const rows = made.map(
        ({ dataset, id, parent, operation, rowCount }) =>
          `(${dataset}, ${id}, ${parent ?? 'NULL'}, '${operation}', ${rowCount}, ${at})`,
      );
      await connection.execute(`INSERT INTO stillhouse.snapshots (${SNAPSHOT_COLUMNS}) VALUES ${rows.join(', ')}`);
    }
    for (const change of this.#changes) {
      if (change.kind !== 'expire') continue;
      const newest = this.#view.snapshots(change.dataset).last;
      await connection.execute(
        `UPDATE stillhouse.snapshots SET expired = true
         WHERE dataset = ${change.dataset} AND snapshot_id <= ${change.upTo} AND snapshot_id < ${newest ?? 0} AND expired IS NOT TRUE`,
      );
    }
    const known = this.#lineage.filter(survives);
    if (known.length > 0) {
      const rows = known.map(
        ({ dataset, snapshot, source, statementId, account }) =>
          `(${dataset}, ${snapshot ?? 'NULL'}, ${source?.oid ?? 'NULL'}, ${text(source?.name)}, ${source?.snapshot ?? 'NULL'}, ` +
          `${text(statementId)}, ${text(account)}, ${at})`,
      );
      await connection.execute(`INSERT INTO stillhouse.lineage VALUES ${rows.join(', ')}`);
    }
  }

  #change(change: CatalogChange): void {
    this.#changes.push(change);
    this.#view = this.#view.apply([change]);
  }
}

const SNAPSHOT_COLUMNS = 'dataset, snapshot_id, parent_id, operation, row_count, made_at';

function text(value: string | undefined): string {
  return value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
}
