import type { BoundParameter, EngineConnection, EngineStatement } from '../src/engine/connection.ts';
import type { Catalog } from './catalog.ts';
import { largestOid, numbersSql } from './numbers.ts';
import type { CatalogObject, Oid, SnapshotId } from './objects.ts';
import type { CatalogChange, CatalogView } from './view.ts';

/** The snapshot that a write to a lake dataset made. */
export interface SnapshotRecord {
  readonly id: SnapshotId;
  readonly operation: 'CREATE' | 'APPEND' | 'OVERWRITE' | 'UPSERT';
  readonly rowCount: number;
}

/** A relation, at the newest snapshot that the reader saw. */
export interface WriteSource {
  readonly oid: Oid;
  readonly name: string;
  readonly snapshot: SnapshotId | undefined;
}

/** One write to a dataset: the snapshot it made, and where its rows came from. */
export interface WriteRecord {
  readonly dataset: Oid;
  /** None in the reporting store. */
  readonly snapshot: SnapshotRecord | undefined;
  /** Empty for a write that read nothing stored, such as VALUES or COPY. */
  readonly sources: readonly WriteSource[];
  readonly statementId: string;
  readonly account: string;
}

interface KeptWrite extends WriteRecord {
  /** The snapshot before it. */
  readonly parent: SnapshotId | undefined;
}

/** Rows of one INSERT into `stillhouse.writes`. */
const WRITES_AT_ONCE = 100;
const BIGINT = { kind: 'bigint' } as const;

/**
 * What one transaction changes in the catalog. Its own `view` shows the changes at once; others see them after commit.
 * `persist` writes them on the connection that holds the transaction's rows, right before its COMMIT.
 */
export class CatalogTransaction {
  readonly #catalog: Catalog;
  readonly #changes: CatalogChange[] = [];
  readonly #writes: KeptWrite[] = [];
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

  /** Records a write. The dataset's write lock is held, so its chain of snapshots cannot move meanwhile. */
  wrote(record: WriteRecord): void {
    const { dataset, snapshot } = record;
    const own = this.#writes.findLast((each) => each.dataset === dataset)?.snapshot?.id;
    this.#writes.push({ ...record, parent: own ?? this.#catalog.view.snapshots(dataset).last });
    if (snapshot !== undefined) this.#change({ kind: 'snapshot', dataset, id: snapshot.id });
  }

  /** From here on the snapshots up to and with `upTo` cannot be addressed; the newest always can. */
  expire(dataset: Oid, upTo: SnapshotId): void {
    this.#change({ kind: 'expire', dataset, upTo });
  }

  /** Writes the changes. Throws what the engine throws; nothing is visible to others before COMMIT and `publish`. */
  async persist(connection: EngineConnection): Promise<void> {
    const last = new Map<Oid, CatalogObject | undefined>();
    for (const change of this.#changes) {
      if (change.kind === 'put') last.set(change.object.oid, change.object);
      if (change.kind === 'remove') last.set(change.oid, undefined);
    }
    if (last.size > 0) await this.#persistObjects(last, connection);
    for (const change of this.#changes) if (change.kind === 'expire') await this.#persistExpiry(change, connection);
    const kept = this.#writes.filter(({ dataset }) => !last.has(dataset) || last.get(dataset) !== undefined);
    for (const { sql, parameters } of this.writes(kept)) await connection.run(sql, parameters);
  }

  /** What records writes, by default all: the whole of `persist` for a transaction that changes nothing else. */
  *writes(kept: readonly KeptWrite[] = this.#writes): IterableIterator<EngineStatement> {
    const at = this.#catalog.now().getTime() * 1000;
    for (let from = 0; from < kept.length; from += WRITES_AT_ONCE) {
      const some = kept.slice(from, from + WRITES_AT_ONCE);
      // The text is the same each time, so that the engine keeps it prepared.
      const places = some.map((_, index) => `($${index * 3 + 1}, $${index * 3 + 2}, $${index * 3 + 3})`);
      yield {
        sql: `INSERT INTO stillhouse.writes VALUES ${places.join(', ')}`,
        parameters: some.flatMap((write): BoundParameter[] => [
          { value: BigInt(write.dataset), type: BIGINT },
          { value: write.snapshot?.id ?? null, type: BIGINT },
          { value: entryOf(write, at), type: { kind: 'varchar' } },
        ]),
      };
    }
  }

  async #persistObjects(
    last: ReadonlyMap<Oid, CatalogObject | undefined>,
    connection: EngineConnection,
  ): Promise<void> {
    const replaced = [...last.keys()].filter((oid) => this.#base.get(oid) !== undefined);
    if (replaced.length > 0)
      await connection.execute(`DELETE FROM stillhouse.objects WHERE oid IN (${replaced.join(', ')})`);
    if (replaced.some((oid) => largest(last.get(oid)) < largest(this.#base.get(oid))))
      await connection.execute(numbersSql(this.#catalog.last));
    const gone = replaced.filter((oid) => last.get(oid) === undefined).join(', ');
    if (gone !== '') {
      await connection.execute(`DELETE FROM stillhouse.writes WHERE dataset IN (${gone})`);
      await connection.execute(`DELETE FROM stillhouse.expiries WHERE dataset IN (${gone})`);
    }
    const kept = [...last.values()].filter((object) => object !== undefined);
    if (kept.length === 0) return;
    const rows = kept.map((object) => `(${object.oid}, '${object.kind}', ${literal(JSON.stringify(object))})`);
    await connection.execute(`INSERT INTO stillhouse.objects VALUES ${rows.join(', ')}`);
  }

  /** A number for each dataset: the newest snapshot that has expired. */
  async #persistExpiry(
    { dataset }: CatalogChange & { readonly kind: 'expire' },
    connection: EngineConnection,
  ): Promise<void> {
    const expired = this.#view.snapshots(dataset).expiredUpTo;
    if (expired === undefined) return;
    await connection.execute(`DELETE FROM stillhouse.expiries WHERE dataset = ${dataset}`);
    await connection.execute(`INSERT INTO stillhouse.expiries VALUES (${dataset}, ${expired})`);
  }

  #change(change: CatalogChange): void {
    this.#changes.push(change);
    this.#view = this.#view.apply([change]);
  }
}

/** 0 for an object that is not there. */
function largest(object: CatalogObject | undefined): number {
  return object === undefined ? 0 : largestOid(object);
}

/** What `stillhouse.writes` keeps of a write as one text. `at`: microseconds since 1970. */
function entryOf({ snapshot, parent, sources, statementId, account }: KeptWrite, at: number): string {
  return JSON.stringify({
    parent: parent === undefined ? undefined : String(parent),
    operation: snapshot?.operation,
    rows: snapshot?.rowCount,
    at,
    statement: statementId,
    account,
    sources: sources.map(({ oid, name, snapshot: seen }) => ({ oid, name, snapshot: seen && String(seen) })),
  });
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
