-- What expressions mean, relation by relation and function by function: statements of our own.

-- name: names of columns
select true, 1, 'a', null, 1.5, -1, array[1], 1::text, '{1}'::int[], interval '1 day', date '2020-01-01', cast(null as bool), case when true then 1 end, coalesce(1, 2), nullif(1, 2), greatest(1, 2), trim(' a '), position('a' in 'b'), current_user, exists(select 1), (select 2), (array[3])[1], substring('abc' from 2), 'a' collate "C", 1 is null, not true, 'x' like 'y', pg_catalog.quote_ident('a');

-- name: types of numbers
select 1 + 1, 7 / 2, -7 / 2, 7 % 3, 2147483648, 1::int2 + 1::int2, 1::int8 * 2, 1.5 + 1, 7.0 / 2 > 3, 1::float8 / 3, 1e3, '5'::int4, '1.25'::numeric, 5::oid, 1::bool, abs(-4), pg_typeof(1::int8);

-- name: text functions
select upper('aB'), lower('aB'), length('äb'), octet_length('äb'), left('abcd', 2), right('abcd', 2), left('abcd', -1), lpad('a', 3, 'xy'), rpad('a', 3), repeat('ab', 2), reverse('abc'), replace('aXbX', 'X', '-'), translate('abc', 'ab', 'x'), btrim('xax', 'x'), ltrim('  a'), rtrim('a  '), strpos('abc', 'c'), split_part('a.b.c', '.', 2), starts_with('abc', 'ab'), md5('a'), ascii('a'), chr(97), to_hex(255), initcap('hello world'), concat('a', null, 1, true), concat_ws('-', 'a', null, 'b');

-- name: substring
select substring('abcdef', 2), substring('abcdef', 2, 3), substring('abcdef', -1, 4), substring('abcdef' from 'c.e'), substring('abcdef' from 'b(.)d'), substring('abc' from 'x');

-- name: regular expressions
select 'abc' ~ '^a', 'abc' !~ 'B', 'abc' ~* 'B', 'abc' !~* 'B', 'abc' OPERATOR(pg_catalog.~) 'c$', regexp_replace('a1b2', '[0-9]', '#'), regexp_replace('a1b2', '[0-9]', '#', 'g'), 'a.c' ~ 'a\.c', 'abc' similar to 'a%', regexp_match('abc123', '[0-9]+'), regexp_split_to_array('a,b;c', '[,;]');

-- name: like
select 'a_b' like 'a\_b', 'axb' like 'a\_b', 'A' ilike 'a', 'abc' not like 'b%', 'a%' like 'a!%' escape '!', 'abc' ~~ 'a%', 'abc' like any (array['x%', 'a%']), 'abc' like all (array['x%', 'a%']);

-- name: quoting
select quote_ident('abc'), quote_ident('Abc'), quote_ident('a"b'), quote_ident('select'), quote_ident('name'), quote_literal('a''b'), quote_literal(E'a\\b'), quote_nullable(null), format('%I.%I', 'a b', 'c'), format('%s %L %L', 1, 'x''y', null), format('%2$s-%1$s', 'a', 'b'), format('%5s|%-5s|', 'r', 'l'), format('100%%');

-- name: parse_ident
select parse_ident('Foo."Bar"'), (parse_ident('a.b'))[1], array_length(parse_ident('a.b.c'), 1);

-- name: arrays
select array[1, 2] || 3, 0 || array[1], array[1] || array[2], array_append(array[1], 2), array_cat(array[1], array[2]), array_remove(array[1, 2, 1], 1), array_position(array['a', 'b'], 'b'), array_length(array[1, 2], 1), array_upper(array[5, 6], 1), array_lower(array[5, 6], 1), cardinality(array[1, 2]), array_to_string(array[1, null, 3], ','), array_to_string(array[1, null, 3], ',', '*'), string_to_array('a,b', ','), string_to_array('a,,b', ',', ''), array[1, 2] @> array[1], array[1] <@ array[1, 2], array[1] && array[2], (array[1, 2, 3])[2], (array[1, 2, 3])[5], (array[1, 2, 3])[0], (array[1, 2, 3])[2:3], array_ndims(array[1]), array[]::int[], '{"a b",NULL,"c,d"}'::text[], array['x', 'a"b', '']::text;

-- name: any and all
select 1 = any(array[1, 2]), 3 = any('{1,2}'), 3 <> all('{1,2}'::int[]), 'r' = any('{r,v}'), 2 > all(array[0, 1]), 2 < any(array[]::int[]), null = any(array[1]), 1 = any(null::int[]), 1 = any(array[null, 2]), 1 in (1, 2), 1 not in (2, 3), 'a' in ('b', 'c'), 1 in (select 1), 1 = any(select 2);

-- name: vectors
select (indkey::int2[])[0], indkey[0], indkey[1], indkey[2], array_lower(indkey, 1), array_upper(indkey, 1), indkey::text, indkey::int2[], indclass[0] > 0, 1 = any(indkey), array_length(indkey, 1) from pg_index where indrelid = 'orders'::regclass order by indkey::text;

-- name: casts to names
select 'customers'::regclass, 'public.customers'::regclass::text, '"sales"."Order Lines"'::regclass, 'pg_class'::regclass::oid, 1259::regclass, 'pg_catalog.pg_type'::regclass::oid, 'integer'::regtype, 'int4'::regtype::oid, 'character varying(10)'::regtype, 'int[]'::regtype, 'sales'::regnamespace::text, 'admin'::regrole, 'array_in'::regproc, 'array_in'::regproc::oid, 'boolin(cstring)'::regprocedure, 0::regclass, 99999::regclass, '-'::regclass::oid, 'events_guest'::regtype, 'events_guest[]'::regtype;

-- name: names in other schemas
select oid::regclass, oid::regclass::text, relnamespace::regnamespace from pg_class where relname in ('Order Lines', 'customers', 'pg_class', 'tables', 'customers_pkey') order by relname;

-- name: regtype of columns
select atttypid::regtype, atttypid::regtype::text, format_type(atttypid, atttypmod), format_type(atttypid, null) from pg_attribute where attrelid = 'customers'::regclass and attnum > 0 order by attnum;

-- name: format_type
select format_type(1043, 14), format_type(1043, -1), format_type(1042, 14), format_type(1042, -1), format_type(1042, null), format_type(1700, 655366), format_type(1700, -1), format_type(1114, 3), format_type(1184, null), format_type(1186, -1), format_type(18, -1), format_type(1560, 5), format_type(1562, -1), format_type(1007, -1), format_type(1015, 14), format_type(0, -1), format_type(99999, -1), format_type(null, 1), format_type(25, 1), format_type(2287, -1);

-- name: unknown names
select to_regclass('nothing'), to_regclass('customers'), to_regtype('nothing'), to_regtype('text'), to_regnamespace('sales'), to_regnamespace('nix'), to_regrole('admin'), to_regproc('now');

-- name: missing relation
select 'nothing'::regclass;

-- name: missing type
select 'nothing'::regtype;

-- name: missing schema
select 'nothing'::regnamespace;

-- name: missing role
select 'nothing'::regrole;

-- name: missing schema of a relation
select 'nothing.customers'::regclass;

-- name: missing column
select nothing from pg_class;

-- name: missing table
select * from pg_nothing;

-- name: missing table in information_schema
select * from information_schema.nothing;

-- name: missing function
select pg_nothing(1);

-- name: missing function of a schema
select pg_catalog.nothing('a');

-- name: missing operator
select oid from pg_class where relname = 1;

-- name: ambiguous column
select oid from pg_class, pg_namespace;

-- name: missing from entry
select c.oid from pg_class;

-- name: bad integer
select oid from pg_class where oid = 'x';

-- name: bad cast
select 'x'::int;

-- name: unknown setting
select current_setting('nothing');

-- name: settings
select current_setting('search_path'), current_setting('nothing', true), current_setting('standard_conforming_strings'), current_setting('server_version_num')::int / 10000;

-- name: identity
select current_database(), current_catalog, current_schema, current_schema(), current_schemas(false), current_schemas(true), session_user, user, current_role, current_user;

-- name: visibility
select pg_table_is_visible('customers'::regclass), pg_table_is_visible('sales."Order Lines"'::regclass), pg_type_is_visible('events_guest'::regtype), pg_table_is_visible(1259), pg_table_is_visible(99999), pg_function_is_visible('now'::regproc);

-- name: descriptions
select obj_description('customers'::regclass), obj_description('customers'::regclass, 'pg_class'), col_description('customers'::regclass, 1), col_description('customers'::regclass, 3), obj_description('sales'::regnamespace, 'pg_namespace'), obj_description(25, 'pg_type'), shobj_description(5, 'pg_database');

-- name: definitions of keys
select conname, pg_get_constraintdef(oid), pg_get_constraintdef(oid, true) from pg_constraint where contype in ('p', 'u', 'f') and connamespace <> 11 order by conname;

-- name: definitions of indexes
select indexrelid::regclass, pg_get_indexdef(indexrelid), pg_get_indexdef(indexrelid, 0, true), pg_get_indexdef(indexrelid, 1, false), pg_get_indexdef(indexrelid, 2, true), pg_get_indexdef(indexrelid, 9, true) from pg_index where indrelid in ('customers'::regclass, 'orders'::regclass, 'sales."Order Lines"'::regclass) order by indexrelid::regclass::text;

-- name: definitions of views
select pg_get_viewdef('big_spenders'::regclass), pg_get_viewdef('sales.order_totals'), pg_get_viewdef('customers'::regclass);

-- name: defaults
select adnum, pg_get_expr(adbin, adrelid), pg_get_expr(adbin, adrelid, true) from pg_attrdef order by adnum;

-- name: privileges
select has_table_privilege('customers', 'select'), has_table_privilege('admin', 'customers', 'SELECT'), has_table_privilege(10, 'customers'::regclass, 'select, insert'), has_schema_privilege('public', 'usage'), has_database_privilege('all', 'connect'), has_database_privilege(current_database(), 'create'), has_column_privilege('customers', 'id', 'select'), has_any_column_privilege('customers', 'select'), pg_has_role('admin', 'usage'), pg_has_role('analyst', 'admin', 'member'), has_table_privilege(99999, 'select'), has_type_privilege('text', 'usage'), has_language_privilege('sql', 'usage'), has_tablespace_privilege('pg_default', 'create');

-- name: privileges of nothing
select has_table_privilege('nothing', 'select');

-- name: users
select pg_get_userbyid(10), pg_get_userbyid(99999);

-- name: encodings
select pg_encoding_to_char(6), pg_encoding_to_char(8), pg_encoding_to_char(-1), pg_char_to_encoding('UTF8'), pg_char_to_encoding('latin1'), getdatabaseencoding(), pg_client_encoding();

-- name: pretty sizes
select pg_size_pretty(0::int8), pg_size_pretty(10239::int8), pg_size_pretty(10240::int8), pg_size_pretty(1048576::int8), pg_size_pretty(123456789::int8), pg_size_pretty(1234567890123::int8), pg_size_pretty(-20480::int8);

-- name: json
select json_build_object('a', 1, 'b', null, 'c', 'x"y', 'd', true), json_build_array(1, 'a', null), row_to_json(t), to_json(1), to_json('a'::text), to_json(array[1, 2]), array_to_json(array['a', null]) from (select 1 as a, null as b, 'x' as c, array[1, 2] as d) t;

-- name: json aggregates
select json_agg(x order by x), json_agg(t order by x), json_agg(json_build_object('k', x) order by x) from (select generate_series(1, 2) as x) t;

-- name: aggregates
select count(*), count(relchecks), sum(relchecks), sum(relchecks::int8), min(relname), max(relnatts), bool_and(relispopulated), bool_or(relhasrules), array_agg(relname order by relname desc), string_agg(relname, ', ' order by relname), count(distinct relkind), count(*) filter (where relkind = 'v') from pg_class where relnamespace = 'sales'::regnamespace and relkind in ('r', 'v');

-- name: no rows
select count(*), sum(relchecks), min(relname), array_agg(relname), string_agg(relname, ','), json_agg(relname) from pg_class where false;

-- name: windows
select relname, row_number() over (order by relname), rank() over (order by relkind), count(*) over (partition by relkind), lag(relname) over (order by relname) from pg_class where relnamespace = 'sales'::regnamespace and relkind in ('r', 'v') order by relname;

-- name: group by key
select n.oid, n.nspname, count(c.oid) from pg_namespace n left join pg_class c on c.relnamespace = n.oid and c.relkind = 'v' and n.nspname = 'sales' where n.nspname in ('sales', 'public') group by n.oid order by n.nspname;

-- name: grouping
select relkind, relpersistence as p, count(*) from pg_class where relnamespace = 'public'::regnamespace group by 1, p having count(*) > 0 order by 1;

-- name: nulls last
select x from (values (1), (null), (2)) v(x) order by x;

-- name: nulls first descending
select x from (values (1), (null), (2)) v(x) order by x desc;

-- name: order by name of output
select relname as a, relkind as relname from pg_class where relnamespace = 'sales'::regnamespace and relkind in ('r', 'v') order by a;

-- name: distinct
select distinct relkind from pg_class where relnamespace = 'public'::regnamespace order by relkind;

-- name: distinct on
select distinct on (relkind) relkind, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by relkind, relname desc;

-- name: union
select 'a' as x, null as y union all select relname, relnatts from pg_class where relname = 'customers' union select 'b', 1 order by 1;

-- name: except
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' except select 'orders' intersect select 'orders' order by 1;

-- name: values
values (1, 'a'), (2, null) order by 1 desc;

-- name: with
with t as (select oid, relname from pg_class where relname = 'customers'), u (a, b) as (select * from t) select u.b, t.relname from u join t on t.oid = u.a;

-- name: recursive
with recursive t(n) as (select 1 union all select n + 1 from t where n < 4) select n, array(select n from t order by n desc) from t where n > 2 order by n;

-- name: joins using
select relname, attname from pg_class join (select attrelid as oid, attname from pg_attribute where attnum = 1) a using (oid) where relname in ('customers', 'orders') order by 1;

-- name: natural join
select x, y, z from (values (1, 'a')) a(x, y) natural join (values (1, true)) b(x, z);

-- name: full join
select a.x, b.x as b from (values (1), (2)) a(x) full join (values (2), (3)) b(x) on a.x = b.x order by 1, 2;

-- name: outer join with a subquery
select c.relname, n.nspname from pg_class c left join pg_namespace n on n.oid = c.relnamespace and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'email') where c.relname in ('customers', 'orders') order by 1;

-- name: lateral
select c.relname, k.x, k.n from pg_index i join pg_class c on c.oid = i.indexrelid cross join lateral unnest(i.indkey) with ordinality as k(x, n) where i.indrelid = 'orders'::regclass order by 1, 3;

-- name: left join lateral
select c.relname, x.n from pg_class c left join lateral (select count(*) as n from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) x on true where c.relname in ('customers', 'orders') order by 1;

-- name: expanded keys
select i.relname, (information_schema._pg_expandarray(x.indkey)).n, (information_schema._pg_expandarray(x.indkey)).x from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = 'orders'::regclass order by 1, 2;

-- name: expanded keys as one
select r.relname, (r.keys).x, (r.keys).n from (select c.relname, information_schema._pg_expandarray(con.conkey) as keys from pg_constraint con join pg_class c on c.oid = con.conrelid where con.contype = 'u' and con.connamespace <> 11) r order by 1, 3;

-- name: rows of functions
select generate_series(1, 3), unnest(array['a', 'b']);

-- name: rows of functions in from
select * from unnest(array[1, 2], array['a', 'b', 'c']) with ordinality as t(x, y, n);

-- name: subscripts
select generate_subscripts(array['a', 'b'], 1), n from generate_series(1, 2) as n order by 2, 1;

-- name: correlated
select c.relname, (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0), array(select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum in (1, 2) order by a.attnum desc) from pg_class c where c.relname in ('customers', 'orders') order by 1;

-- name: names of a foreign key
select conname, (select string_agg(a.attname, ', ' order by k.n) from unnest(con.conkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.attnum), (select relname from pg_class where oid = con.confrelid) from pg_constraint con where contype = 'f' order by 1;

-- name: case
select case relkind when 'r' then 'table' when 'v' then 'view' end, case when relkind = 'r' then 1 else null end, case when relkind = 'r' then oid else 0 end > 0 from pg_class where relname in ('customers', 'big_spenders') order by relname;

-- name: system columns
select tableoid::regclass, tableoid from pg_class where relname = 'customers';

-- name: whole row
select count(n), count(n.*) from pg_namespace n where n.nspname = 'sales';

-- name: row values
select relname from pg_class where (relname, relkind) in (('customers', 'r'), ('orders', 'v')) or (relname, relkind) = ('big_spenders', 'v') order by 1;

-- name: is distinct from
select null is distinct from 1, null is not distinct from null, 1 is distinct from 1;

-- name: between
select 2 between 1 and 3, 'b' not between 'c' and 'd';

-- name: nullif and its like
select nullif('', ''), coalesce(null, 'a'), greatest(1, 3, 2), least('b', 'a'), nullif(1::oid, 0);

-- name: times
select extract(day from timestamp '2020-01-05 10:00'), date_part('hour', interval '3 hours'), timestamp '2020-01-31' + interval '1 month', date '2020-01-02' - date '2020-01-01', date '2020-01-01' + 5, timestamp '2020-01-02' - timestamp '2020-01-01', to_char(timestamp '2020-01-05 10:20:30', 'YYYY-MM-DD HH24:MI:SS'), now() = now(), timestamp '2020-01-05' at time zone 'UTC', age(timestamp '2020-03-01', timestamp '2020-01-01');

-- name: bits
select 5 & 3, 5 | 3, 1 << 4, 16 >> 2, ~5;

-- name: limit
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname limit 2 offset 1;

-- name: fetch first
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname desc fetch first 1 rows only;

-- name: access lists
select acldefault('r', 10), (aclexplode(acldefault('n', 10))).privilege_type;

-- name: access list of the catalog
select (x).grantee::regrole, (x).privilege_type, (x).is_grantable from (select aclexplode(relacl) as x from pg_class where oid = 1259) s order by 1, 2;

-- name: keywords
select word, catcode, barelabel, catdesc, baredesc from pg_get_keywords() where word in ('select', 'abort', 'between', 'left') order by word;

-- name: columns of a view
select column_name, data_type, udt_name, is_updatable from information_schema.columns where table_name = 'big_spenders' order by ordinal_position;

-- name: columns of structs
select attribute_name, data_type, attribute_udt_name, ordinal_position from information_schema.attributes where udt_name = 'events_guest' order by ordinal_position;

-- name: elements
select object_name, collection_type_identifier, data_type, udt_name from information_schema.element_types where object_schema = 'public' and object_type = 'TABLE' order by 1, 2;

-- name: constraint columns
select table_name, column_name, constraint_name from information_schema.constraint_column_usage where constraint_schema in ('public', 'sales') and constraint_name not like '%not_null' order by 1, 2, 3;

-- name: constraint tables
select table_name, constraint_name from information_schema.constraint_table_usage where constraint_schema in ('public', 'sales') order by 1, 2;

-- name: checks
select constraint_schema, check_clause from information_schema.check_constraints where constraint_schema in ('public', 'sales') order by 1, 2;

-- name: referential
select * from information_schema.referential_constraints order by constraint_name;

-- name: key columns
select * from information_schema.key_column_usage where table_schema in ('public', 'sales') order by constraint_name, ordinal_position;

-- name: constraints
select constraint_schema, table_name, constraint_type, is_deferrable, initially_deferred, enforced, nulls_distinct from information_schema.table_constraints where table_schema in ('public', 'sales') order by 1, 2, 3;

-- name: schemata
select * from information_schema.schemata order by schema_name;

-- name: tables
select * from information_schema.tables where table_schema in ('public', 'sales') and table_type = 'BASE TABLE' order by table_name;

-- name: views
select table_schema, table_name, check_option from information_schema.views where table_schema in ('public', 'sales') order by 2;

-- name: view tables
select * from information_schema.view_table_usage where view_schema in ('public', 'sales') order by view_name;

-- name: columns in full
select * from information_schema.columns where table_schema in ('public', 'sales') and table_name <> 'big_spenders' and table_name <> 'order_totals' order by table_name, ordinal_position;

-- name: columns of the catalog
select column_name, data_type, domain_name, udt_name, collation_name from information_schema.columns where table_schema = 'information_schema' and table_name in ('tables', 'columns') order by table_name, ordinal_position;

-- name: table privileges
select * from information_schema.table_privileges where table_schema = 'public' and table_name = 'orders' order by privilege_type;

-- name: grants
select grantor, grantee, privilege_type, is_grantable, with_hierarchy from information_schema.role_table_grants where table_name = 'orders' order by privilege_type;

-- name: column privileges
select column_name, privilege_type from information_schema.column_privileges where table_name = 'orders' and column_name = 'note' order by 1, 2;

-- name: roles
select role_name from information_schema.enabled_roles order by 1;

-- name: applicable roles
select * from information_schema.applicable_roles where grantee = 'pg_monitor' order by role_name;

-- name: catalog name
select * from information_schema.information_schema_catalog_name;

-- name: character sets
select * from information_schema.character_sets;

-- name: domains
select domain_name, data_type, udt_name from information_schema.domains where domain_schema = 'public';

-- name: routines
select routine_name from information_schema.routines where routine_schema = 'public';

-- name: sequences
select * from information_schema.sequences;

-- name: triggers
select * from information_schema.triggers;

-- name: tables of pg_catalog
select * from pg_tables where schemaname in ('public', 'sales') order by tablename;

-- name: indexes of pg_catalog
select * from pg_indexes where schemaname in ('public', 'sales') order by indexname;

-- name: views of pg_catalog
select * from pg_views where schemaname in ('public', 'sales') order by viewname;

-- name: roles of pg_catalog
select * from pg_roles where rolname !~ '^pg_' order by rolname;

-- name: users again
select usename, usesysid, usecreatedb, usesuper, userepl, usebypassrls, passwd, valuntil, useconfig from pg_user order by usename;

-- name: groups
select groname, cardinality(grolist) from pg_group order by groname;

-- name: statistics
select schemaname, relname, seq_scan >= 0, n_live_tup, n_dead_tup, vacuum_count from pg_stat_user_tables order by relname;

-- name: sizes
select pg_indexes_size('customers'::regclass) >= 0, pg_relation_size('big_spenders'::regclass), pg_total_relation_size('customers'::regclass) > 0;

-- name: types in full
select * from pg_type where typname in ('int4', '_int4', 'text', 'events_guest', '_events_guest', 'customers', '_customers', 'record', 'int2vector') order by typname;

-- name: classes in full
select * from pg_class where relname in ('customers', 'customers_pkey', 'big_spenders', 'events_guest', 'orders') order by relname;

-- name: attributes in full
select * from pg_attribute where attrelid in ('customers'::regclass, 'customers_pkey'::regclass, 'events_guest'::regclass, 'big_spenders'::regclass) and attnum > 0 order by attrelid::regclass::text, attnum;

-- name: constraints in full
select * from pg_constraint where contype = 'p' and connamespace <> 11 order by conname;

-- name: indexes in full
select * from pg_index where indrelid >= 16384 and indrelid::regclass::text not like 'pg_toast%' order by indexrelid::regclass::text;

-- name: ambiguous output
select oid as x, relname as x from pg_class order by x;

-- name: dependencies
select classid::regclass, objid, objsubid, refclassid::regclass, refobjid, refobjsubid, deptype from pg_depend where classid = 'pg_constraint'::regclass and objid >= 16384 order by 1, 2, 3, 4, 5, 6;

-- name: functions in full
select oid, proname, prorettype::regtype, proargtypes::text, prokind, provolatile, proisstrict, proretset, pronargs, prosrc from pg_proc where proname in ('array_in', 'version', 'count', 'row_number', 'lower') and not proargtypes::text like '%3831%' and not proargtypes::text like '%4537%' order by oid;

-- name: casts
select castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext, castmethod from pg_cast where castsource = 'int4'::regtype order by casttarget::regtype::text;

-- name: ranges
select rngtypid::regtype, rngsubtype::regtype, rngmultitypid::regtype from pg_range order by rngtypid;

-- name: access methods
select amname, amhandler, amtype from pg_am order by oid;

-- name: languages
select lanname, lanpltrusted, lanvalidator::regproc from pg_language order by oid;

-- name: tablespaces
select spcname, pg_get_userbyid(spcowner), pg_tablespace_location(oid) from pg_tablespace order by oid;

-- name: collations
select collname, collprovider, collencoding, collcollate from pg_collation where oid < 1000 order by oid;

-- name: settings view
select name, setting from pg_settings where name in ('server_version_num', 'standard_conforming_strings', 'max_index_keys', 'max_identifier_length') order by name;

-- name: extensions
select extname from pg_extension;

-- name: empty relations
select (select count(*) from pg_trigger where not tgisinternal), (select count(*) from pg_policy), (select count(*) from pg_enum), (select count(*) from pg_inherits), (select count(*) from pg_publication), (select count(*) from pg_subscription), (select count(*) from pg_foreign_server), (select count(*) from pg_event_trigger), (select count(*) from pg_matviews), (select count(*) from pg_sequences), (select count(*) from pg_rules where schemaname = 'public');

-- name: nothing to do
select pg_is_in_recovery(), pg_my_temp_schema(), pg_is_other_temp_schema(2200), pg_relation_is_publishable('customers'::regclass), pg_relation_is_updatable('customers'::regclass, false), inet_client_port() is null or true;

-- name: partitions
SELECT t.relid, t.parentrelid, t.isleaf, t.level, pg_partition_root(c.oid) FROM pg_class c, pg_partition_tree(c.oid) t WHERE c.relname = 'customers';

-- name: parentheses that are no groups
select substring('PRIMARY KEY (id)' from '\(.+\)'), substring('a(b' from '[(].'), substring('f(x)' from '\((.)\)'), regexp_match('a(b', 'a\(b');

-- name: types of a vector
select oidvectortypes('20 25'), oidvectortypes(''), (select oidvectortypes(proargtypes) from pg_proc where oid = 868);

-- name: tables and indexes in the views of statistics
select (select count(*) from pg_statio_all_tables where relname in ('customers', 'pg_class')), (select string_agg(indexrelname, ' ' order by indexrelname) from pg_stat_all_indexes where schemaname = 'public' and relname = 'orders'), (select count(*) from pg_statio_user_indexes where relname = 'orders'), (select count(*) from pg_statio_all_indexes where relname = 'orders'), (select count(*) from pg_statio_sys_tables where relname = 'pg_class');

-- name: grants and types of columns
select g.grantee, g.table_name, g.column_name, g.privilege_type, g.is_grantable, p.object_type from information_schema.role_column_grants g join information_schema.data_type_privileges p on p.object_schema = g.table_schema and p.object_name = g.table_name and p.dtd_identifier = '3' where g.table_schema = 'public' and g.table_name = 'orders' and g.column_name = 'line' order by 4;

-- name: collations of the standard
select collation_schema, collation_name, pad_attribute from information_schema.collations where collation_name in ('C', 'POSIX', 'default') order by 2;

-- name: collations of the catalog's columns
select attname, collname from pg_attribute a left join pg_collation c on c.oid = a.attcollation where attrelid = 'pg_class'::regclass and attname in ('relname', 'relkind', 'reloptions', 'relpartbound') order by 1;
