import type { EngineConnection } from '../src/engine/connection.ts';
import type { CatalogObject } from './objects.ts';

/** The numbers given last: of objects, and of snapshots in any dataset. */
export interface Numbers {
  readonly oid: number;
  readonly snapshot: bigint;
}

/** The largest numbers that something dropped may have had. What several drops left becomes one row. */
export async function readNumbers(connection: EngineConnection): Promise<Numbers> {
  const rows = await connection.rows(
    'SELECT coalesce(max(oid), 0), coalesce(max(snapshot_id), 0), count(*) > 1 FROM stillhouse.numbers',
  );
  const [oid, snapshot, several] = rows[0] ?? [];
  const numbers = { oid: Number(oid), snapshot: BigInt(String(snapshot)) };
  if (several === true)
    await connection.transaction([{ sql: 'DELETE FROM stillhouse.numbers' }, { sql: numbersSql(numbers) }]);
  return numbers;
}

/** Keeps the numbers, in the transaction that drops what had them. */
export function numbersSql({ oid, snapshot }: Numbers): string {
  return `INSERT INTO stillhouse.numbers VALUES (${oid}, ${snapshot})`;
}

/** The largest number that the object has: its own, or that of a part. */
export function largestOid(object: CatalogObject): number {
  return object.kind === 'dataset' ? Math.max(object.oid, ...object.constraints.map((each) => each.oid)) : object.oid;
}
