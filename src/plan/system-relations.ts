import type { QName } from '../sql/ast.ts';
import type { StructField } from '../types/data-type.ts';
import type { CatalogRelation, CatalogRelations } from './context.ts';

const VARCHAR = { kind: 'varchar' } as const;
const TIMESTAMP = { kind: 'timestamp' } as const;
const NAMES = { kind: 'list', element: VARCHAR } as const;

/** Columns of `stillhouse.queries` that users see. */
const QUERY_LOG: readonly StructField[] = [
  { name: 'id', type: VARCHAR },
  { name: 'created_at', type: TIMESTAMP },
  { name: 'started_at', type: TIMESTAMP },
  { name: 'ended_at', type: TIMESTAMP },
  { name: 'state', type: VARCHAR },
  { name: 'account', type: VARCHAR },
  { name: 'client', type: VARCHAR },
  { name: 'door', type: VARCHAR },
  { name: 'sql', type: VARCHAR },
  { name: 'row_count', type: { kind: 'bigint' } },
  { name: 'bytes', type: { kind: 'bigint' } },
  { name: 'datasets_read', type: NAMES },
  { name: 'datasets_written', type: NAMES },
  { name: 'sql_state', type: VARCHAR },
  { name: 'error', type: VARCHAR },
  { name: 'schedule_id', type: VARCHAR },
  { name: 'run_id', type: VARCHAR },
];

const RELATIONS: ReadonlyMap<string, CatalogRelation> = new Map([
  ['query_log', { schema: ['system', 'query_log'], path: ['stillhouse', 'queries'], columns: QUERY_LOG }],
]);

/** `system.query_log`: every statement from every door, written twice a second. */
export const SYSTEM_RELATIONS: CatalogRelations = {
  find: ({ parts }: QName): CatalogRelation | undefined => {
    const [schema, name, ...more] = parts.map((part) => part.name.toLowerCase());
    return schema === 'system' && name !== undefined && more.length === 0 ? RELATIONS.get(name) : undefined;
  },
};
