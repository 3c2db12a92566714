import type { DataType, ScalarKind } from '../../types/data-type.ts';
import { OID } from '../../types/oid.ts';
import { BUILT_INS } from './pg-type.ts';

const SCALARS: ReadonlyMap<number, ScalarKind> = new Map<number, ScalarKind>([
  [OID.bool, 'boolean'],
  [OID.int2, 'smallint'],
  [OID.int4, 'integer'],
  [OID.int8, 'bigint'],
  [OID.float4, 'float'],
  [OID.float8, 'double'],
  [OID.bytea, 'blob'],
  [OID.date, 'date'],
  [OID.time, 'time'],
  [OID.timetz, 'timetz'],
  [OID.timestamp, 'timestamp'],
  [OID.timestamptz, 'timestamptz'],
  [OID.interval, 'interval'],
  [OID.uuid, 'uuid'],
]);

const REGISTERED = ['regproc', 'regprocedure', 'regoper', 'regoperator', 'regclass', 'regtype', 'regrole'];
const MORE_REGISTERED = ['regnamespace', 'regconfig', 'regdictionary', 'regcollation'];
const REGISTERED_NAMES: ReadonlySet<string> = new Set([...REGISTERED, ...MORE_REGISTERED]);

/** Types whose values name an object by its OID: held as numbers, shown as names. */
export function isRegistered(oid: number): boolean {
  return REGISTERED_NAMES.has(BUILT_INS.get(oid)?.name ?? '');
}

/** `oid` and what is compared with it as a number. */
export function isOidLike(oid: number): boolean {
  return oid === OID.oid || oid === OID.xid || oid === 29 || isRegistered(oid);
}

export function elementOf(oid: number): number | undefined {
  if (oid === OID.int2vector) return OID.int2;
  if (oid === OID.oidvector) return OID.oid;
  const type = BUILT_INS.get(oid);
  return type?.category === 'A' || oid === OID.recordArray ? type?.elem : undefined;
}

export function arrayTypeOf(oid: number): number {
  if (oid === OID.unknown) return OID.textArray;
  return BUILT_INS.get(oid)?.array || OID.textArray;
}

/** How the engine holds values of a type. Types that it does not know it holds as text. */
export function engineType(oid: number): DataType {
  const scalar = SCALARS.get(oid);
  if (scalar !== undefined) return { kind: scalar };
  if (isOidLike(oid)) return { kind: 'bigint' };
  if (oid === OID.numeric) return { kind: 'decimal', precision: 38, scale: 10 };
  const element = elementOf(oid);
  if (element !== undefined) return { kind: 'list', element: engineType(element) };
  return { kind: 'varchar' };
}
