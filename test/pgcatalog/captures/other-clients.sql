-- After what DataGrip, postgres.js, sqlx and tokio-postgres, pgx, Hasura and PostgREST, ADBC and DuckDB's own extension ask,
-- in words of our own.

-- name: DataGrip databases
select N.oid::bigint as id, datname as name, D.description, datistemplate as is_template, datallowconn as allow_connections,
  pg_catalog.pg_get_userbyid(N.datdba) as "owner"
from pg_catalog.pg_database N left join pg_catalog.pg_shdescription D on N.oid = D.objoid
order by case when datname = pg_catalog.current_database() then -1::bigint else N.oid::bigint end;

-- name: DataGrip session
select current_database(), current_schemas(false), current_user, version() is not null, pg_is_in_recovery();

-- name: DataGrip schemas
select N.oid::bigint as id, N.xmin as state_number, nspname as name, D.description, pg_catalog.pg_get_userbyid(N.nspowner) as "owner"
from pg_catalog.pg_namespace N
left join pg_catalog.pg_description D on N.oid = D.objoid and D.objsubid = 0
order by case when nspname = pg_catalog.current_schema() then -1::bigint else 1 end, nspname;

-- name: DataGrip tables
select T.relkind as table_kind, T.relname as table_name, T.oid as table_id, T.xmin as table_state_number, false as table_with_oids,
  T.reltablespace as tablespace_id, T.reloptions as options, T.relpersistence as persistence,
  (select pg_catalog.array_agg(inhparent::bigint order by inhseqno)::varchar from pg_catalog.pg_inherits where T.oid = inhrelid) as ancestors,
  T.relispartition as is_partition, pg_catalog.pg_get_partkeydef(T.oid) as partition_key,
  pg_catalog.pg_get_expr(T.relpartbound, T.oid) as partition_expression, T.relam am_id, pg_catalog.pg_get_userbyid(T.relowner) as "owner"
from pg_catalog.pg_class T
where relnamespace = 'sales'::regnamespace::oid and relkind in ('r', 'm', 'v', 'f', 'p')
order by table_kind, table_name;

-- name: DataGrip columns
with T as (
  select distinct T.oid as table_id, T.relname as table_name
  from pg_catalog.pg_class T, pg_catalog.pg_attribute A
  where T.relnamespace = 'public'::regnamespace::oid and T.relkind in ('r', 'm', 'v', 'f', 'p') and A.attrelid = T.oid
)
select T.table_id, C.attnum as column_position, C.attname as column_name, C.xmin as column_state_number, C.atttypmod as type_mod,
  C.attndims as dimensions_number, pg_catalog.format_type(C.atttypid, C.atttypmod) as type_spec, C.atttypid as type_id,
  C.attnotnull as mandatory, pg_catalog.pg_get_expr(D.adbin, T.table_id) as column_default_expression, not C.attislocal as column_is_inherited,
  C.attfdwoptions as options, C.attisdropped as column_is_dropped, C.attidentity as identity_kind, C.attgenerated as generated
from T
join pg_catalog.pg_attribute C on T.table_id = C.attrelid
left outer join pg_catalog.pg_attrdef D on (C.attrelid, C.attnum) = (D.adrelid, D.adnum)
where attnum > 0
order by table_name, attnum;

-- name: DataGrip constraints
select T.oid table_id, relkind table_kind, C.oid::bigint con_id, conname con_name, contype con_kind, conkey con_columns,
  conindid index_id, confrelid ref_table_id, condeferrable is_deferrable, condeferred is_init_deferred, confupdtype on_update,
  confdeltype on_delete, connoinherit no_inherit, pg_catalog.pg_get_expr(conbin, T.oid) con_expression, confkey ref_columns
from pg_catalog.pg_constraint C join pg_catalog.pg_class T on C.conrelid = T.oid
where relkind in ('r', 'v', 'f', 'p') and relnamespace = 'public'::regnamespace::oid and contype in ('p', 'u', 'f', 'c', 'x')
  and connamespace = 'public'::regnamespace::oid
order by con_name;

-- name: DataGrip indexes
select tab.oid table_id, ind_stor.relname index_name, ind_head.indexrelid index_id, ind_head.indisunique is_unique,
  ind_head.indisprimary is_primary, false as nulls_not_distinct, pg_catalog.pg_get_expr(ind_head.indpred, ind_head.indrelid) as condition,
  (select pg_catalog.array_agg(inhparent::bigint order by inhseqno)::varchar from pg_catalog.pg_inherits where ind_stor.oid = inhrelid) as ancestors,
  opcmethod as access_method_id
from pg_catalog.pg_class tab
join pg_catalog.pg_index ind_head on ind_head.indrelid = tab.oid
join pg_catalog.pg_class ind_stor on tab.relnamespace = ind_stor.relnamespace and ind_stor.oid = ind_head.indexrelid
left join pg_catalog.pg_opclass on pg_opclass.oid = ANY(indclass)
where tab.relnamespace = 'public'::regnamespace::oid and tab.relkind in ('r', 'm', 'v', 'p') and ind_stor.relkind in ('i', 'I')
order by index_name, opcmethod;

-- name: DataGrip index columns
select ind_head.indexrelid index_id, k col_idx, k <= indnkeyatts in_key, ind_head.indkey[k - 1] column_position,
  ind_head.indoption[k - 1] column_options, ind_head.indcollation[k - 1] as collation,
  colln.nspname as collation_schema, collname as collation_str, ind_head.indclass[k - 1] as opclass,
  case when opcdefault then null else opcn.nspname end as opclass_schema, case when opcdefault then null else opcname end as opclass_str,
  case when indexprs is null then null when ind_head.indkey[k - 1] = 0 then chr(27) || pg_catalog.pg_get_indexdef(ind_head.indexrelid, k::int, true)
    else pg_catalog.pg_get_indexdef(ind_head.indexrelid, k::int, true) end as expression
from pg_catalog.pg_index ind_head
join pg_catalog.pg_class ind_stor on ind_stor.oid = ind_head.indexrelid
cross join unnest(ind_head.indkey) with ordinality u(u, k)
left join pg_catalog.pg_collation on pg_collation.oid = ind_head.indcollation[k - 1]
left join pg_catalog.pg_namespace colln on collnamespace = colln.oid
left join pg_catalog.pg_opclass on pg_opclass.oid = ind_head.indclass[k - 1]
left join pg_catalog.pg_namespace opcn on opcnamespace = opcn.oid
where ind_stor.relnamespace = 'public'::regnamespace::oid and ind_stor.relkind in ('i', 'I')
order by ind_stor.relname, k;

-- name: DataGrip descriptions
select T.relkind as table_kind, T.relname as table_name, D.objsubid as column_number, D.description
from pg_catalog.pg_description D
join pg_catalog.pg_class T on D.objoid = T.oid
where T.relnamespace = 'public'::regnamespace::oid and D.classoid = 'pg_class'::regclass
order by 2, 3;

-- name: DataGrip views
select T.relkind as view_kind, T.oid as view_id, pg_catalog.pg_get_viewdef(T.oid, true) is not null as source_text
from pg_catalog.pg_class T join pg_catalog.pg_namespace N on T.relnamespace = N.oid
where N.oid = 'public'::regnamespace::oid and T.relkind in ('m', 'v');

-- name: DataGrip data types
select T.oid as type_id, T.typname as type_name, T.typtype as type_sub_kind, T.typcategory as type_category, T.typrelid as class_id,
  T.typbasetype as base_type_id, case when T.typtype in ('c', 'e') then null else pg_catalog.format_type(T.typbasetype, T.typtypmod) end as type_def,
  T.typndims as dimensions_number, T.typdefault as default_expression, T.typnotnull as mandatory, pg_catalog.pg_get_userbyid(T.typowner) as "owner"
from pg_catalog.pg_type T
where T.typnamespace = 'public'::regnamespace::oid and (T.typtype in ('d', 'e') or T.typtype = 'c'
  and (select relkind from pg_catalog.pg_class C where C.oid = T.typrelid) = 'c' or (T.typtype = 'b'
  and (T.typelem = 0 OR T.typcategory <> 'A')) or T.typtype = 'p' and not T.typisdefined)
order by 2;

-- name: DataGrip access lists
select T.oid as object_id, T.relacl as acl from pg_catalog.pg_class T
where relnamespace = 'public'::regnamespace::oid and T.relacl is not null and T.relkind in ('r', 'v');

-- name: postgres.js arrays
select b.oid, b.typarray from pg_catalog.pg_type a left join pg_catalog.pg_type b on b.oid = a.typelem
where a.typcategory = 'A' and a.typnamespace = 11 and a.typname <> '_anymap' group by b.oid, b.typarray order by b.oid;

-- name: tokio-postgres type
SELECT t.typname, t.typtype, t.typelem, r.rngsubtype, t.typbasetype, n.nspname, t.typrelid
FROM pg_catalog.pg_type t
LEFT OUTER JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
INNER JOIN pg_catalog.pg_namespace n ON t.typnamespace = n.oid
WHERE t.oid = 'events_guest'::regtype;

-- name: tokio-postgres fields
SELECT attname, atttypid FROM pg_catalog.pg_attribute WHERE attrelid = 'events_guest'::regclass AND NOT attisdropped AND attnum > 0
ORDER BY attnum;

-- name: tokio-postgres enum
SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = 25 ORDER BY enumsortorder;

-- name: sqlx nullability
SELECT a.attnum, NOT a.attnotnull FROM (VALUES (1::int4, 'customers'::regclass::oid, 1::int2), (2, 'customers'::regclass, 2)) AS col(idx, table_id, col_idx)
LEFT JOIN pg_catalog.pg_attribute a ON table_id IS NOT NULL AND attrelid = table_id AND attnum = col_idx
ORDER BY col.idx;

-- name: sqlx type by name
SELECT oid::text, typname FROM pg_catalog.pg_type WHERE oid = 'int4[]'::regtype;

-- name: pgx types
SELECT t.oid, CASE WHEN nsp.nspname IN ('pg_catalog', 'public') THEN t.typname ELSE nsp.nspname || '.' || t.typname END, t.typtype
FROM pg_type t LEFT JOIN pg_type base_type ON t.typelem = base_type.oid
LEFT JOIN pg_namespace nsp ON t.typnamespace = nsp.oid
WHERE (t.typtype IN ('b', 'p', 'r', 'e', 'c', 'd')) AND t.typname IN ('int4', '_int4', 'events_guest', 'json')
ORDER BY 2;

-- name: PostgREST tables
WITH columns AS (
  SELECT c.oid AS relid, a.attname::text AS column_name, d.description AS description,
    pg_get_expr(ad.adbin, ad.adrelid)::text AS column_default, not (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS is_nullable,
    CASE WHEN t.typtype = 'd' THEN CASE WHEN nbt.nspname = 'pg_catalog'::name THEN format_type(t.typbasetype, NULL::integer)
        ELSE format_type(a.atttypid, a.atttypmod) END
      ELSE CASE WHEN t.typelem <> 0::oid AND t.typlen = -1 THEN 'ARRAY' WHEN nt.nspname = 'pg_catalog'::name
        THEN format_type(a.atttypid, NULL::integer) ELSE format_type(a.atttypid, a.atttypmod) END END::text AS data_type,
    format_type(a.atttypid, a.atttypmod)::text AS nominal_data_type,
    information_schema._pg_char_max_length(information_schema._pg_truetypid(a.*, t.*), information_schema._pg_truetypmod(a.*, t.*))::integer AS max_length,
    a.attnum::integer AS position
  FROM pg_attribute a
  LEFT JOIN pg_description AS d ON d.objoid = a.attrelid AND d.objsubid = a.attnum
  LEFT JOIN pg_attrdef ad ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum
  JOIN (pg_class c JOIN pg_namespace nc ON c.relnamespace = nc.oid) ON a.attrelid = c.oid
  JOIN (pg_type t JOIN pg_namespace nt ON t.typnamespace = nt.oid) ON a.atttypid = t.oid
  LEFT JOIN (pg_type bt JOIN pg_namespace nbt ON bt.typnamespace = nbt.oid) ON t.typtype = 'd' AND t.typbasetype = bt.oid
  WHERE NOT pg_is_other_temp_schema(nc.oid) AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'f', 'm', 'p')
    AND nc.nspname = ANY(ARRAY['public', 'sales'])
)
SELECT relid, column_name, description, column_default, is_nullable, data_type, nominal_data_type, max_length, position
FROM columns ORDER BY relid::regclass::text, position;

-- name: PostgREST relationships
WITH pks_uniques_cols AS (
  SELECT conrelid, array_agg(key order by key) AS cols FROM pg_constraint, LATERAL unnest(conkey) AS _(key)
  WHERE contype IN ('p', 'u') AND connamespace <> 'pg_catalog'::regnamespace GROUP BY oid, conrelid
)
SELECT ns1.nspname AS table_schema, tab.relname AS table_name, ns2.nspname AS foreign_table_schema, other.relname AS foreign_table_name,
  traint.conrelid = traint.confrelid AS is_self, traint.conname AS constraint_name, column_info.cols AS cols,
  (column_info.fcols) AS foreign_cols, (column_info.names IN (SELECT cols FROM pks_uniques_cols WHERE conrelid = traint.conrelid)) AS one_to_one
FROM pg_constraint traint
JOIN LATERAL (
  SELECT array_agg(row(cols.attname, refs.attname)::text order by ord) AS pairs, array_agg(cols.attname order by ord) AS cols,
    array_agg(refs.attname order by ord) AS fcols, array_agg(cols.attnum order by cols.attnum) AS names
  FROM unnest(traint.conkey, traint.confkey) WITH ORDINALITY AS _(col, ref, ord)
  JOIN pg_attribute cols ON cols.attrelid = traint.conrelid AND cols.attnum = col
  JOIN pg_attribute refs ON refs.attrelid = traint.confrelid AND refs.attnum = ref
) AS column_info ON TRUE
JOIN pg_namespace ns1 ON ns1.oid = traint.connamespace
JOIN pg_class tab ON tab.oid = traint.conrelid
JOIN pg_class other ON other.oid = traint.confrelid
JOIN pg_namespace ns2 ON ns2.oid = other.relnamespace
WHERE traint.contype = 'f'
ORDER BY traint.conname;

-- name: Hasura tables
SELECT schema.nspname AS table_schema, "table".relname AS table_name,
  coalesce(columns.info, '[]') AS columns, coalesce(to_json(primary_key.columns), 'null') AS primary_key
FROM pg_class "table"
JOIN pg_namespace schema ON schema.oid = "table".relnamespace
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('name', "column".attname, 'position', "column".attnum, 'type', coalesce(base_type.typname, "type".typname),
    'is_nullable', NOT "column".attnotnull, 'description', pg_catalog.col_description("table".oid, "column".attnum)) ORDER BY "column".attnum) AS info
  FROM pg_attribute "column"
  LEFT JOIN pg_type "type" ON "type".oid = "column".atttypid
  LEFT JOIN pg_type base_type ON "type".typtype = 'd' AND base_type.oid = "type".typbasetype
  WHERE "column".attrelid = "table".oid AND "column".attnum > 0 AND NOT "column".attisdropped
) columns ON true
LEFT JOIN LATERAL (
  SELECT array_agg(a.attname ORDER BY a.attnum) AS columns FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
  WHERE c.contype = 'p' AND c.conrelid = "table".oid
) primary_key ON true
WHERE "table".relkind IN ('r', 'v') AND schema.nspname = 'sales'
ORDER BY 1, 2;

-- name: ADBC types
SELECT oid, typname, typreceive, typbasetype, typrelid, typarray FROM pg_catalog.pg_type
WHERE (typreceive != 0 OR typsend != 0) AND typtype != 'r' AND typreceive::TEXT != 'array_recv' AND typnamespace = 11
  AND typname <> 'anymap' ORDER BY oid;

-- name: ADBC columns
SELECT attname, atttypid FROM pg_catalog.pg_class AS cls
INNER JOIN pg_catalog.pg_attribute AS attr ON cls.oid = attr.attrelid
INNER JOIN pg_catalog.pg_type AS typ ON attr.atttypid = typ.oid
WHERE attr.attnum >= 0 AND cls.oid = 'customers'::regclass::oid ORDER BY attr.attnum;

-- name: DuckDB tables
SELECT pg_namespace.oid AS namespace_id, relname, relpages, attname, pg_type.typname type_name, atttypmod type_modifier,
  pg_attribute.attndims ndim, attnum, pg_attribute.attnotnull AS notnull, NULL constraint_id, NULL constraint_type, NULL constraint_key
FROM pg_class
JOIN pg_namespace ON relnamespace = pg_namespace.oid
JOIN pg_attribute ON pg_class.oid = pg_attribute.attrelid
JOIN pg_type ON atttypid = pg_type.oid
WHERE attnum > 0 AND relkind IN ('r', 'v', 'm', 'f', 'p') AND pg_namespace.nspname = 'sales'
UNION ALL
SELECT pg_namespace.oid AS namespace_id, relname, NULL relpages, NULL attname, NULL type_name, NULL type_modifier, NULL ndim,
  NULL attnum, NULL AS notnull, pg_constraint.oid AS constraint_id, contype AS constraint_type, conkey AS constraint_key
FROM pg_class
JOIN pg_namespace ON relnamespace = pg_namespace.oid
JOIN pg_constraint ON (pg_class.oid = pg_constraint.conrelid)
WHERE relkind IN ('r', 'v', 'm', 'f', 'p') AND contype IN ('p', 'u') AND pg_namespace.nspname = 'sales'
ORDER BY relname, attnum, constraint_type;

-- name: DuckDB schemas
SELECT oid, nspname FROM pg_namespace WHERE nspname NOT IN ('pg_toast') ORDER BY nspname;

-- name: DuckDB version
SELECT version() LIKE 'PostgreSQL 15%', (SELECT COUNT(*) FROM pg_settings WHERE name LIKE 'rds%');

-- name: Alembic
SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace
  ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace
WHERE pg_catalog.pg_class.relname = 'alembic_version' AND pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p', 'f', 'v', 'm'])
  AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid) AND pg_catalog.pg_namespace.nspname != 'pg_catalog';

-- name: Prisma
SELECT tbl.relname AS table_name, namespace.nspname as namespace, (tbl.relhassubclass and tbl.relkind = 'p') as is_partition,
  (tbl.relhassubclass and tbl.relkind = 'r') as has_subclass, tbl.relrowsecurity as has_row_level_security, reloptions,
  obj_description(tbl.oid, 'pg_class') as description
FROM pg_class AS tbl INNER JOIN pg_namespace AS namespace ON namespace.oid = tbl.relnamespace
WHERE (tbl.relkind = 'r' AND tbl.relispartition = 'f') OR tbl.relkind = 'p'
  AND namespace.nspname = ANY ('{public,sales}')
ORDER BY namespace, table_name;

-- name: Rails columns
SELECT a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid), a.attnotnull, a.atttypid, a.atttypmod,
  c.collname, col_description(a.attrelid, a.attnum) AS comment, attidentity AS identity, attgenerated as attgenerated
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON a.attrelid = d.adrelid AND a.attnum = d.adnum
LEFT JOIN pg_type t ON a.atttypid = t.oid
LEFT JOIN pg_collation c ON a.attcollation = c.oid AND a.attcollation <> t.typcollation
WHERE a.attrelid = '"customers"'::regclass AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum;

-- name: Django constraints
SELECT c.conname, array(
    SELECT attname FROM unnest(c.conkey) WITH ORDINALITY cols(colid, arridx)
    JOIN pg_attribute AS ca ON cols.colid = ca.attnum WHERE ca.attrelid = c.conrelid ORDER BY cols.arridx),
  c.contype, (SELECT fkc.relname || '.' || fka.attname FROM pg_attribute AS fka JOIN pg_class AS fkc ON fka.attrelid = fkc.oid
    WHERE fka.attrelid = c.confrelid AND fka.attnum = c.confkey[1]), cl.reloptions
FROM pg_constraint AS c JOIN pg_class AS cl ON c.conrelid = cl.oid
WHERE cl.relname = 'orders' AND pg_catalog.pg_table_is_visible(cl.oid)
ORDER BY c.conname;

-- name: Django indexes
SELECT indexname, array_agg(attname ORDER BY arridx), indisunique, indisprimary, array_agg(ordering ORDER BY arridx), amname, exprdef, s2.attoptions
FROM (
  SELECT c2.relname as indexname, idx.*, attr.attname, am.amname, CASE WHEN idx.indexprs IS NOT NULL THEN pg_get_indexdef(idx.indexrelid) END AS exprdef,
    CASE am.amname WHEN 'btree' THEN CASE (option & 1) WHEN 1 THEN 'DESC' ELSE 'ASC' END END as ordering, c2.reloptions as attoptions
  FROM (SELECT * FROM pg_index i, unnest(i.indkey, i.indoption) WITH ORDINALITY koi(key, option, arridx)) idx
  LEFT JOIN pg_class c ON idx.indrelid = c.oid
  LEFT JOIN pg_class c2 ON idx.indexrelid = c2.oid
  LEFT JOIN pg_am am ON c2.relam = am.oid
  LEFT JOIN pg_attribute attr ON attr.attrelid = c.oid AND attr.attnum = idx.key
  WHERE c.relname = 'orders' AND pg_catalog.pg_table_is_visible(c.oid)
) s2
GROUP BY indexname, indisunique, indisprimary, amname, exprdef, attoptions;
