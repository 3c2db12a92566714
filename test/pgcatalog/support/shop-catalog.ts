import type { CatalogObject, Dataset, DatasetColumn, DatasetId, Oid, View } from '../../../catalog/objects.ts';
import { CatalogView } from '../../../catalog/view.ts';
import type { DataType } from '../../../src/types/data-type.ts';

/** The catalog of `test/pgcatalog/reference/schema.sql`, in the words of this product. */

const oid = (value: number): Oid => value as Oid;
export const ADMIN = oid(10);
export const DATABASE = oid(5);
const PUBLIC = oid(2200);
const SALES = oid(16_386);
const ANALYST = oid(16_384);

const base = { createdAt: '2026-01-01T00:00:00.000Z', owner: ADMIN } as const;
const text: DataType = { kind: 'varchar' };
const list = (element: DataType): DataType => ({ kind: 'list', element });
const decimal = (precision: number, scale: number): DataType => ({ kind: 'decimal', precision, scale });

type ColumnSpec = Omit<DatasetColumn, 'number' | 'notNull'> & { readonly notNull?: boolean };

function dataset(
  id: number,
  name: string,
  containers: readonly Oid[],
  columns: readonly ColumnSpec[],
  more: Partial<Dataset> = {},
): Dataset {
  return {
    ...base,
    kind: 'dataset',
    oid: oid(id),
    name,
    id: id.toString(16).padStart(24, '0') as DatasetId,
    displayName: name,
    storage: 'lake',
    containers,
    columns: columns.map((column, index) => ({ notNull: false, ...column, number: index + 1 })),
    lastColumnNumber: columns.length,
    constraints: [],
    identities: [],
    labels: [],
    hasRemovedRows: false,
    ...more,
  };
}

const customers = dataset(
  16_387,
  'customers',
  [PUBLIC],
  [
    { name: 'id', type: { kind: 'bigint' }, notNull: true, comment: 'Given by the shop' },
    { name: 'email', type: text, comment: "It's lower case" },
    { name: 'name', type: text, length: 80 },
    { name: 'score', type: decimal(10, 2), defaultSql: '0' },
    { name: 'active', type: { kind: 'boolean' }, notNull: true, defaultSql: 'true' },
    { name: 'created', type: { kind: 'timestamp' } },
    { name: 'updated', type: { kind: 'timestamptz' } },
    { name: 'birthday', type: { kind: 'date' } },
    { name: 'wakes', type: { kind: 'time' } },
    { name: 'stay', type: { kind: 'interval' } },
    { name: 'raw', type: { kind: 'blob' } },
    { name: 'uid', type: { kind: 'uuid' } },
    { name: 'tags', type: list(text) },
    { name: 'numbers', type: list({ kind: 'integer' }) },
    { name: 'small', type: { kind: 'smallint' } },
    { name: 'f4', type: { kind: 'float' } },
    { name: 'f8', type: { kind: 'double' } },
    { name: 'doc', type: { kind: 'json' } },
    { name: 'bits', type: { kind: 'bit' } },
    { name: 'ttz', type: { kind: 'timetz' } },
    { name: 'huge', type: decimal(38, 0) },
    { name: 'amounts', type: list(decimal(12, 2)) },
  ],
  {
    comment: 'People who buy',
    constraints: [
      { oid: oid(16_388), name: 'customers_pkey', kind: 'primaryKey', columns: [1] },
      { oid: oid(16_389), name: 'customers_email_key', kind: 'unique', columns: [2] },
    ],
  },
);

const orders = dataset(
  16_398,
  'orders',
  [PUBLIC],
  [
    { name: 'order_id', type: { kind: 'bigint' }, notNull: true },
    { name: 'customer_id', type: { kind: 'bigint' } },
    { name: 'line', type: { kind: 'integer' } },
    { name: 'amount', type: decimal(12, 2) },
    { name: 'note', type: text },
  ],
  {
    constraints: [
      { oid: oid(16_399), name: 'orders_pkey', kind: 'primaryKey', columns: [1] },
      { oid: oid(16_400), name: 'orders_customer_id_line_key', kind: 'unique', columns: [2, 3] },
      {
        oid: oid(16_401),
        name: 'orders_customer_id_fkey',
        kind: 'foreignKey',
        columns: [2],
        referenced: customers.oid,
        referencedColumns: [1],
      },
    ],
  },
);

const orderLines = dataset(
  16_412,
  'Order Lines',
  [SALES],
  [
    { name: 'order_id', type: { kind: 'bigint' }, notNull: true },
    { name: 'line_no', type: { kind: 'integer' }, notNull: true },
    { name: 'Product Name', type: text },
  ],
  {
    comment: 'One row for each thing',
    constraints: [
      { oid: oid(16_413), name: 'Order Lines_pkey', kind: 'primaryKey', columns: [1, 2] },
      {
        oid: oid(16_414),
        name: 'Order Lines_order_id_fkey',
        kind: 'foreignKey',
        columns: [1],
        referenced: orders.oid,
        referencedColumns: [1],
      },
    ],
  },
);

const events = dataset(
  16_433,
  'events',
  [PUBLIC],
  [
    { name: '_id', type: text },
    {
      name: 'guest',
      type: {
        kind: 'struct',
        fields: [
          { name: 'name', type: text },
          {
            name: 'address',
            type: {
              kind: 'struct',
              fields: [
                { name: 'city', type: text },
                { name: 'zip', type: text },
              ],
            },
          },
        ],
      },
    },
    {
      name: 'stays',
      type: list({
        kind: 'struct',
        fields: [
          { name: 'nights', type: { kind: 'integer' } },
          { name: 'spend', type: { kind: 'double' } },
        ],
      }),
    },
    { name: 'timestamp', type: { kind: 'timestamp' } },
  ],
);

const emptyOne = dataset(16_438, 'empty_one', [SALES], [{ name: 'a', type: { kind: 'integer' } }]);

function view(id: number, name: string, container: Oid, more: Pick<View, 'sql' | 'columns' | 'dependsOn'>): View {
  const datasetId = id.toString(16).padStart(24, '0') as DatasetId;
  return { ...base, kind: 'view', oid: oid(id), name, id: datasetId, containers: [container], ...more };
}

const bigSpenders: View = {
  ...view(16_441, 'big_spenders', PUBLIC, {
    sql: ' SELECT customers.id,\n    customers.email\n   FROM customers\n  WHERE (customers.score > (100)::numeric)',
    columns: [
      { name: 'id', type: { kind: 'bigint' } },
      { name: 'email', type: text },
    ],
    dependsOn: [customers.oid],
  }),
  comment: 'Best people',
};

const orderTotals = view(16_445, 'order_totals', SALES, {
  sql: ' SELECT "Order Lines".order_id,\n    count(*) AS lines\n   FROM sales."Order Lines"\n  GROUP BY "Order Lines".order_id',
  columns: [
    { name: 'order_id', type: { kind: 'bigint' } },
    { name: 'lines', type: { kind: 'bigint' } },
  ],
  dependsOn: [orderLines.oid],
});

const objects: readonly CatalogObject[] = [
  { ...base, kind: 'role', oid: ADMIN, name: 'admin', login: true, superuser: true, verifier: 'SCRAM-SHA-256$' },
  { ...base, kind: 'role', oid: ANALYST, name: 'analyst', login: true, superuser: false },
  { ...base, kind: 'database', oid: DATABASE, name: 'all', storage: 'lake', comment: 'Everything there is' },
  { ...base, kind: 'schemaContainer', oid: PUBLIC, name: 'public', database: DATABASE },
  { ...base, kind: 'schemaContainer', oid: SALES, name: 'sales', database: DATABASE, comment: 'What was sold' },
  customers,
  orders,
  orderLines,
  events,
  emptyOne,
  bigSpenders,
  orderTotals,
];

export function shopCatalog(): CatalogView {
  return CatalogView.of(objects, new Map());
}
