import type { CatalogObject, Oid, SnapshotId } from '../../catalog/objects.ts';
import { SnapshotChain } from '../../catalog/snapshot-chain.ts';
import { CatalogView } from '../../catalog/view.ts';
import { resolveTypeName } from '../../src/plan/analyze/analyze.ts';
import type { PlanContext } from '../../src/plan/context.ts';
import { parseTypeName } from '../../src/sql/parse.ts';
import { type DataType, duckdbTypeName } from '../../src/types/data-type.ts';

/** A small shop for plans: what is in it is written here, not made by statements. */

const DATABASE = 5 as Oid;
const PUBLIC = 2200 as Oid;
const OTHER = 2300 as Oid;
const ROLE = 10 as Oid;

const base = { createdAt: '2026-01-01T00:00:00Z', owner: ROLE };

interface Table {
  readonly oid: number;
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly schema?: Oid;
  readonly storage?: 'lake' | 'accelerated' | 'temporary';
  readonly hasRemovedRows?: boolean;
}

const TABLES: readonly Table[] = [
  {
    oid: 16400,
    name: 'orders',
    columns: { id: 'int', customer: 'int', placed: 'timestamp', day: 'date', total: 'decimal(10,2)', note: 'string' },
  },
  {
    oid: 16401,
    name: 'Customers',
    columns: { Id: 'bigint', name: 'string', vip: 'boolean', score: 'double', address: 'struct<city string, zip int>' },
    hasRemovedRows: true,
  },
  {
    oid: 16402,
    name: 'events',
    columns: {
      _id: 'string',
      timestamp: 'timestamp',
      identityMap: 'map<string, array<struct<id string, primary boolean>>>',
      items: 'array<struct<sku string, price double>>',
      tags: 'array<string>',
      _acme: 'struct<guest struct<id string, level int>>',
    },
  },
  { oid: 16403, name: 'kpi', schema: OTHER, storage: 'accelerated', columns: { day: 'date', value: 'bigint' } },
];

export const TEMPORARY: Table = {
  oid: 16500,
  name: 'scratch',
  storage: 'temporary',
  columns: { n: 'int', t: 'string' },
};

const objects: readonly CatalogObject[] = [
  { ...base, kind: 'role', oid: ROLE, name: 'admin', login: true, superuser: true },
  { ...base, kind: 'database', oid: DATABASE, name: 'all', storage: 'lake' },
  { ...base, kind: 'schemaContainer', oid: PUBLIC, name: 'public', database: DATABASE },
  { ...base, kind: 'schemaContainer', oid: OTHER, name: 'reporting', database: DATABASE },
  ...TABLES.map(datasetOf),
  {
    ...base,
    kind: 'view',
    oid: 16450 as Oid,
    name: 'big_orders',
    id: '0'.repeat(24) as never,
    containers: [PUBLIC],
    sql: 'SELECT id, customer, total FROM orders WHERE total > 100',
    columns: [
      { name: 'id', type: { kind: 'integer' } },
      { name: 'customer', type: { kind: 'integer' } },
      { name: 'total', type: { kind: 'decimal', precision: 10, scale: 2 } },
    ],
    dependsOn: [],
  },
];

export const CONTEXT: PlanContext = {
  catalog: CatalogView.of(
    objects,
    new Map([[16400 as Oid, SnapshotChain.of([11n as SnapshotId, 15n as SnapshotId, 20n as SnapshotId])]]),
  ),
  temporary: new Map([[TEMPORARY.name, datasetOf(TEMPORARY)]]),
  database: DATABASE,
  searchPath: ['public'],
  role: ROLE,
  options: {
    nullOrder: 'spark',
    dropSystemColumns: true,
    fallbackSnapshot: false,
    autoToJson: false,
    flatten: false,
  },
  parameterTypes: [{ kind: 'integer' }, undefined, { kind: 'date' }],
  variables: new Map([
    ['from', { text: '15', type: { kind: 'varchar' } }],
    ['n', { text: '7', type: { kind: 'bigint' } }],
    ['nothing', { text: null, type: { kind: 'varchar' } }],
  ]),
};

/** Statements that make the tables in an empty DuckDB. */
export const PHYSICAL_SQL: readonly string[] = [
  'CREATE SCHEMA lake',
  'CREATE SCHEMA accelerated',
  'CREATE SCHEMA stillhouse',
  `CREATE TABLE stillhouse.snapshots (dataset BIGINT, snapshot_id BIGINT, parent_id BIGINT, operation VARCHAR,
     row_count BIGINT, made_at TIMESTAMP, expired BOOLEAN DEFAULT false)`,
  ...[...TABLES, TEMPORARY].map((table) => {
    const columns = Object.entries(table.columns).map(([name, type]) => `"${name}" ${duckdbTypeName(typeOf(type))}`);
    const storage = table.storage ?? 'lake';
    const hidden = storage === 'lake' ? ['__stillhouse_snapshot BIGINT', '__stillhouse_removed BIGINT'] : [];
    const place = { lake: 'TABLE lake', accelerated: 'TABLE accelerated', temporary: 'TEMP TABLE temp.main' }[storage];
    return `CREATE ${place}."d${table.oid}" (${[...columns, ...hidden].join(', ')})`;
  }),
];

function datasetOf(table: Table): CatalogObject & { readonly kind: 'dataset' } {
  const columns = Object.entries(table.columns);
  return {
    ...base,
    kind: 'dataset',
    oid: table.oid as Oid,
    name: table.name,
    id: '0'.repeat(24) as never,
    displayName: table.name,
    storage: table.storage ?? 'lake',
    containers: [table.schema ?? PUBLIC],
    columns: columns.map(([name, type], i) => ({ name, type: typeOf(type), number: i + 1, notNull: false })),
    lastColumnNumber: columns.length,
    constraints: [],
    identities: [],
    labels: [],
    hasRemovedRows: table.hasRemovedRows ?? false,
  };
}

function typeOf(text: string): DataType {
  return resolveTypeName(parseTypeName(text));
}
