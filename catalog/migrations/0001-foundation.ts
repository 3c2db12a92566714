/**
 * The catalog's own tables. `objects` keeps one JSON document per object; `snapshots` one row per write to a lake dataset.
 * Neither has an index: both are read whole at start-up, and an index would be paid for at each write.
 */
export const foundation = {
  number: 1,
  name: 'foundation',
  statements: [
    'CREATE SCHEMA stillhouse',
    'CREATE SCHEMA lake',
    'CREATE SCHEMA accelerated',
    'CREATE TABLE stillhouse.migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)',
    'CREATE TABLE stillhouse.objects (oid BIGINT NOT NULL, kind VARCHAR NOT NULL, document VARCHAR NOT NULL)',
    `CREATE TABLE stillhouse.snapshots (
       dataset BIGINT NOT NULL, snapshot_id BIGINT NOT NULL, parent_id BIGINT,
       operation VARCHAR NOT NULL, row_count BIGINT NOT NULL, made_at TIMESTAMP NOT NULL)`,
    'CREATE TABLE stillhouse.secrets (name VARCHAR NOT NULL, value BLOB NOT NULL)',
  ],
} as const;
