/**
 * One row for each write, where there were two or more in tables of their own: a small write then touches two tables, its
 * own and this one. What nobody searches by is one text, so that a row costs little: parent, operation, rows, time, statement,
 * account, and the relations that were read. `snapshots` and `lineage` are views from here on, under their old columns. What
 * has expired is a number for each dataset.
 */
export const writes = {
  number: 6,
  name: 'writes',
  statements: [
    'CREATE TABLE stillhouse.writes (dataset BIGINT NOT NULL, snapshot_id BIGINT, entry VARCHAR NOT NULL)',
    'CREATE TABLE stillhouse.expiries (dataset BIGINT NOT NULL, up_to BIGINT NOT NULL)',
    `INSERT INTO stillhouse.writes
     SELECT coalesce(s.dataset, l.dataset), coalesce(s.snapshot_id, l.snapshot_id),
            json_object('parent', s.parent_id, 'operation', s.operation, 'rows', s.row_count,
                        'at', epoch_us(coalesce(s.made_at, l.made_at)), 'statement', l.statement_id, 'account', l.account,
                        'sources', l.sources)
     FROM stillhouse.snapshots s FULL JOIN (
       SELECT dataset, snapshot_id, statement_id, account, min(made_at) AS made_at,
              coalesce(list(json_object('oid', source, 'name', source_name, 'snapshot', source_snapshot))
                FILTER (WHERE source IS NOT NULL), []) AS sources
       FROM stillhouse.lineage GROUP BY dataset, snapshot_id, statement_id, account
     ) l ON l.dataset = s.dataset AND l.snapshot_id = s.snapshot_id
     ORDER BY coalesce(s.made_at, l.made_at), coalesce(s.snapshot_id, l.snapshot_id)`,
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
