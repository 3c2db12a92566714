-- After what dbt's adapter for PostgreSQL asks, in words of our own.

-- name: schemas
select distinct nspname from pg_namespace;

-- name: schema exists
select count(*) from pg_namespace where nspname = 'sales';

-- name: relations of a schema
select 'all' as database, tablename as name, schemaname as schema, 'table' as type from pg_tables where schemaname ilike 'public'
union all
select 'all' as database, viewname as name, schemaname as schema, 'view' as type from pg_views where schemaname ilike 'public'
union all
select 'all' as database, matviewname as name, schemaname as schema, 'materialized_view' as type from pg_matviews
where schemaname ilike 'public';

-- name: columns of a relation
select column_name, data_type, character_maximum_length, numeric_precision, numeric_scale
from "all".INFORMATION_SCHEMA.columns where table_name = 'customers' and table_schema = 'public' order by ordinal_position;

-- name: grants
select grantee, privilege_type from INFORMATION_SCHEMA.role_table_grants
where grantor = current_role and grantee != current_role and table_schema = 'public' and table_name = 'customers';

-- name: indexes of a relation
select i.relname as name, m.amname as method, ix.indisunique as "unique",
  array_to_string(array_agg(a.attname), ',') as column_names
from pg_index ix
join pg_class i on i.oid = ix.indexrelid
join pg_am m on m.oid = i.relam
join pg_class t on t.oid = ix.indrelid
join pg_namespace n on n.oid = t.relnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum = ANY(ix.indkey)
where t.relname = 'orders' and n.nspname = 'public' and t.relkind in ('r', 'm')
group by 1, 2, 3
order by 1, 2, 3;

-- name: dependencies
with relation as (
  select pg_rewrite.ev_class as class, pg_rewrite.oid as id from pg_rewrite
), class as (
  select oid as id, relname as name, relnamespace as schema, relkind as kind from pg_class
), dependency as (
  select distinct pg_depend.objid as id, pg_depend.refobjid as ref from pg_depend
), schema as (
  select pg_namespace.oid as id, pg_namespace.nspname as name from pg_namespace
  where nspname != 'information_schema' and nspname not like 'pg\_%'
), referenced as (
  select relation.id AS id, referenced_class.name, referenced_class.schema, referenced_class.kind
  from relation join class as referenced_class on relation.class = referenced_class.id
  where referenced_class.kind in ('r', 'v', 'm')
), relationships as (
  select referenced.name as referenced_name, referenced.schema as referenced_schema_id,
    dependent_class.name as dependent_name, dependent_class.schema as dependent_schema_id, referenced.kind as kind
  from referenced
  join dependency on referenced.id = dependency.id
  join class as dependent_class on dependency.ref = dependent_class.id
  where (referenced.name != dependent_class.name or referenced.schema != dependent_class.schema)
)
select referenced_schema.name as referenced_schema, relationships.referenced_name as referenced_name,
  dependent_schema.name as dependent_schema, relationships.dependent_name as dependent_name
from relationships
join schema as dependent_schema on relationships.dependent_schema_id = dependent_schema.id
join schema as referenced_schema on relationships.referenced_schema_id = referenced_schema.id
group by referenced_schema, referenced_name, dependent_schema, dependent_name
order by referenced_schema, referenced_name, dependent_schema, dependent_name;

-- name: catalog
select 'all' as table_database, sch.nspname as table_schema, tbl.relname as table_name,
  case tbl.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as table_type,
  tbl_desc.description as table_comment, col.attname as column_name, col.attnum as column_index,
  pg_catalog.format_type(col.atttypid, col.atttypmod) as column_type, col_desc.description as column_comment,
  pg_get_userbyid(tbl.relowner) as table_owner
from pg_catalog.pg_namespace sch
join pg_catalog.pg_class tbl on tbl.relnamespace = sch.oid
join pg_catalog.pg_attribute col on col.attrelid = tbl.oid
left outer join pg_catalog.pg_description tbl_desc on (tbl_desc.objoid = tbl.oid and tbl_desc.objsubid = 0)
left outer join pg_catalog.pg_description col_desc on (col_desc.objoid = tbl.oid and col_desc.objsubid = col.attnum)
where (upper(sch.nspname) = upper('public') or upper(sch.nspname) = upper('sales'))
  and not pg_is_other_temp_schema(sch.oid)
  and tbl.relpersistence in ('p', 'u')
  and tbl.relkind in ('r', 'v', 'f', 'p', 'm')
  and col.attnum > 0
  and not col.attisdropped
order by sch.nspname, tbl.relname, col.attnum;

-- name: cancel
select pg_terminate_backend(99999999);
