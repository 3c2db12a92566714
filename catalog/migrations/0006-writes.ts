/**
 * One row for each write, where there were two or more in tables of their own: a small write then touches two tables, its
 * own and this one. What nobody searches by is one text, so that a row costs little: parent, operation, rows, time, statement,
 * account, and the relations that were read. `snapshots` and `lineage` are views from here on, under their old columns. What
 * has expired is a number for each dataset.
 *
 * Lineage outlived its dataset until now, and numbers were given again after a restart: what is of a dataset that is there was
 * made in one transaction with its snapshot, which shows in the same time; without a snapshot, after the dataset was made.
 */
export const writes = {
  number: 6,
  name: 'writes',
  statements: [
    'CREATE TABLE stillhouse.writes (dataset BIGINT NOT NULL, snapshot_id BIGINT, entry VARCHAR NOT NULL)',
    'CREATE TABLE stillhouse.expiries (dataset BIGINT NOT NULL, up_to BIGINT NOT NULL)',
    `INSERT INTO stillhouse.writes
     WITH l AS (
       SELECT dataset, snapshot_id, statement_id, account, made_at,
              coalesce(list(json_object('oid', source, 'name', source_name, 'snapshot', source_snapshot))
                FILTER (WHERE source IS NOT NULL), []) AS sources
       FROM stillhouse.lineage GROUP BY dataset, snapshot_id, statement_id, account, made_at
     ), w AS (
       SELECT s.dataset, s.snapshot_id, s.parent_id, s.operation, s.row_count, s.made_at, l.statement_id, l.account, l.sources
       FROM stillhouse.snapshots s
       LEFT JOIN l ON l.dataset = s.dataset AND l.snapshot_id = s.snapshot_id AND l.made_at = s.made_at
       UNION ALL
       SELECT l.dataset, NULL, NULL, NULL, NULL, l.made_at, l.statement_id, l.account, l.sources
       FROM l JOIN stillhouse.objects o ON o.oid = l.dataset
       WHERE l.snapshot_id IS NULL AND l.made_at >= CAST(json_extract_string(o.document, '$.createdAt') AS TIMESTAMP)
     )
     SELECT dataset, snapshot_id,
            json_object('parent', parent_id, 'operation', operation, 'rows', row_count, 'at', epoch_us(made_at),
                        'statement', statement_id, 'account', account, 'sources', sources)
     FROM w ORDER BY made_at, snapshot_id`,
    `INSERT INTO stillhouse.expiries
     SELECT dataset, max(snapshot_id) FROM stillhouse.snapshots WHERE expired GROUP BY dataset`,
    'DROP TABLE stillhouse.snapshots',
    'DROP TABLE stillhouse.lineage',
    `CREATE VIEW stillhouse.snapshots AS
     SELECT w.dataset, w.snapshot_id, CAST(json_extract_string(w.entry, '$.parent') AS BIGINT) AS parent_id,
            json_extract_string(w.entry, '$.operation') AS operation, CAST(json_extract_string(w.entry, '$.rows') AS BIGINT) AS row_count,
            make_timestamp(CAST(json_extract_string(w.entry, '$.at') AS BIGINT)) AS made_at,
            coalesce(w.snapshot_id <= x.up_to, false) AS expired
     FROM stillhouse.writes w LEFT JOIN stillhouse.expiries x ON x.dataset = w.dataset
     WHERE w.snapshot_id IS NOT NULL`,
    `CREATE VIEW stillhouse.lineage AS
     SELECT w.dataset, w.snapshot_id, CAST(json_extract_string(w.source, '$.oid') AS BIGINT) AS source, json_extract_string(w.source, '$.name') AS source_name,
            CAST(json_extract_string(w.source, '$.snapshot') AS BIGINT) AS source_snapshot, json_extract_string(w.entry, '$.statement') AS statement_id,
            json_extract_string(w.entry, '$.account') AS account, make_timestamp(CAST(json_extract_string(w.entry, '$.at') AS BIGINT)) AS made_at
     FROM (
       SELECT dataset, snapshot_id, entry,
              unnest(CASE WHEN json_array_length(entry, '$.sources') > 0
                          THEN CAST(json_extract(entry, '$.sources') AS JSON[]) ELSE [NULL] END) AS source
       FROM stillhouse.writes
     ) w
     WHERE json_extract_string(w.entry, '$.statement') IS NOT NULL`,
  ],
} as const;
