/** What each write read: one row per snapshot made and relation read, so that SHOW LINEAGE can tell where rows came from. */
export const lineage = {
  number: 2,
  name: 'lineage',
  statements: [
    `CREATE TABLE stillhouse.lineage (
       dataset BIGINT NOT NULL, snapshot_id BIGINT, source BIGINT, source_name VARCHAR, source_snapshot BIGINT,
       statement_id VARCHAR NOT NULL, account VARCHAR NOT NULL, made_at TIMESTAMP NOT NULL)`,
  ],
} as const;
