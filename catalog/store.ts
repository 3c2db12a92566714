import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import type { CatalogObject, Oid, SnapshotId } from './objects.ts';
import { SnapshotChain } from './snapshot-chain.ts';

/** The catalog's tables as TypeScript values. The documents were written by `transaction.ts`. */
export async function readObjects(connection: EngineConnection): Promise<readonly CatalogObject[]> {
  const rows = await connection.rows('SELECT oid, document FROM stillhouse.objects ORDER BY oid');
  return rows.map(([oid, document]) => {
    try {
      return JSON.parse(String(document)) as CatalogObject;
    } catch (cause) {
      throw new SqlError(SQLSTATE.dataCorrupted, `catalog object ${oid} cannot be read`, { cause });
    }
  });
}

/** The chains of all datasets, and the largest id among them. */
export async function readSnapshots(
  connection: EngineConnection,
): Promise<{ readonly chains: ReadonlyMap<Oid, SnapshotChain>; readonly last: bigint }> {
  const rows = await connection.rows(
    `SELECT w.dataset, w.snapshot_id, w.snapshot_id <= x.up_to
     FROM stillhouse.writes w LEFT JOIN stillhouse.expiries x ON x.dataset = w.dataset
     WHERE w.snapshot_id IS NOT NULL ORDER BY w.snapshot_id`,
  );
  const found = new Map<Oid, { readonly ids: SnapshotId[]; expired: number }>();
  let last = 0n;
  for (const [dataset, id, isExpired] of rows) {
    const oid = Number(dataset) as Oid;
    const snapshot = id as SnapshotId;
    const known = found.get(oid) ?? { ids: [], expired: 0 };
    known.ids.push(snapshot);
    if (isExpired === true) known.expired = known.ids.length;
    found.set(oid, known);
    last = snapshot;
  }
  return { chains: new Map([...found].map(([oid, { ids, expired }]) => [oid, SnapshotChain.of(ids, expired)])), last };
}

export async function readSecret(connection: EngineConnection, name: string): Promise<Buffer | undefined> {
  const rows = await connection.rows(`SELECT hex(value) FROM stillhouse.secrets WHERE name = '${name}'`);
  const value = rows[0]?.[0];
  return typeof value === 'string' ? Buffer.from(value, 'hex') : undefined;
}

export async function writeSecret(connection: EngineConnection, name: string, value: Buffer): Promise<Buffer> {
  await connection.run(`INSERT INTO stillhouse.secrets VALUES ('${name}', unhex('${value.toString('hex')}'))`);
  return value;
}
