-- After what pgAdmin 4 asks when it connects and for its tree, in words of our own.

-- name: connect
SELECT set_config('bytea_output', 'hex', false) FROM pg_show_all_settings() WHERE name = 'bytea_output';

-- name: version
SELECT version();

-- name: database
SELECT db.oid AS did, db.datname, db.datallowconn, pg_encoding_to_char(db.encoding) AS serverencoding,
  has_database_privilege(db.oid, 'CREATE') AS cancreate, db.datistemplate
FROM pg_catalog.pg_database db WHERE db.datname = current_database();

-- name: gss
SELECT gss_authenticated, encrypted FROM pg_catalog.pg_stat_gssapi WHERE pid = pg_backend_pid() AND false;

-- name: roles
SELECT roles.oid AS id, roles.rolname AS name, roles.rolsuper AS is_superuser,
  CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreaterole END AS can_create_role,
  CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreatedb END AS can_create_db,
  CASE WHEN 'pg_signal_backend' = ANY(ARRAY(WITH RECURSIVE cte AS (
    SELECT pg_roles.oid, pg_roles.rolname FROM pg_roles WHERE pg_roles.oid = roles.oid
    UNION ALL
    SELECT m.roleid, pgr.rolname FROM cte cte_1
      JOIN pg_auth_members m ON m.member = cte_1.oid
      JOIN pg_roles pgr ON pgr.oid = m.roleid)
    SELECT rolname FROM cte)) THEN true ELSE false END AS can_signal_backend
FROM pg_catalog.pg_roles AS roles WHERE rolname = current_user;

-- name: extension
SELECT COUNT(*) FROM pg_extension WHERE extname = 'bdr';

-- name: replication
SELECT CASE WHEN (SELECT count(extname) FROM pg_catalog.pg_extension WHERE extname = 'bdr') > 0 THEN 'pgd'
  WHEN (SELECT COUNT(*) FROM pg_replication_slots) > 0 THEN 'log' ELSE NULL END AS type;

-- name: recovery
SELECT CASE WHEN usesuper THEN pg_is_in_recovery() ELSE FALSE END AS inrecovery,
  CASE WHEN usesuper AND pg_is_in_recovery() THEN true ELSE FALSE END AS isreplaypaused
FROM pg_catalog.pg_user WHERE usename = current_user;

-- name: databases
SELECT db.oid AS did, db.datname AS name, db.dattablespace AS spcoid, spcname, datallowconn,
  pg_encoding_to_char(encoding) AS encoding, pg_get_userbyid(datdba) AS datowner, datcollate, datctype, datconnlimit,
  has_database_privilege(db.oid, 'CREATE') AS cancreate, current_setting('default_tablespace') AS default_tablespace,
  descr.description AS comments, db.datistemplate AS is_template,
  (SELECT array_to_string(ARRAY(SELECT array_to_string(defaclacl::text[], ', ')
    FROM pg_catalog.pg_default_acl WHERE defaclobjtype = 'r' AND defaclnamespace = 0::OID), ', ')) AS tblacl,
  array_to_string(datacl::text[], ', ') AS acl
FROM pg_catalog.pg_database db
LEFT OUTER JOIN pg_catalog.pg_tablespace ta ON db.dattablespace = ta.oid
LEFT OUTER JOIN pg_catalog.pg_shdescription descr ON (db.oid = descr.objoid AND descr.classoid = 'pg_database'::regclass)
WHERE db.datname = 'all' ORDER BY datname;

-- name: schemas
SELECT nsp.oid, nsp.nspname AS name, has_schema_privilege(nsp.oid, 'CREATE') AS can_create,
  has_schema_privilege(nsp.oid, 'USAGE') AS has_usage, des.description, r.rolname AS namespaceowner
FROM pg_catalog.pg_namespace nsp
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = nsp.oid AND des.classoid = 'pg_namespace'::regclass)
LEFT JOIN pg_catalog.pg_roles r ON (r.oid = nsp.nspowner)
WHERE nspname NOT LIKE E'pg\\_%' AND NOT ((nsp.nspname = 'pg_catalog' AND EXISTS (
    SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'pg_class' AND relnamespace = nsp.oid LIMIT 1))
  OR (nsp.nspname = 'information_schema' AND EXISTS (
    SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'tables' AND relnamespace = nsp.oid LIMIT 1)))
ORDER BY nspname;

-- name: tables
SELECT rel.oid, rel.relname AS name,
  (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = FALSE) AS triggercount,
  (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = FALSE AND tgenabled = 'O')
    AS has_enable_triggers,
  (CASE WHEN rel.relkind = 'p' THEN true ELSE false END) AS is_partitioned,
  (SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhrelid = rel.oid LIMIT 1) AS is_inherits,
  (SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhparent = rel.oid LIMIT 1) AS is_inherited,
  des.description
FROM pg_catalog.pg_class rel
LEFT OUTER JOIN pg_catalog.pg_description des
  ON (des.objoid = rel.oid AND des.objsubid = 0 AND des.classoid = 'pg_class'::regclass)
WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.relnamespace = 'public'::regnamespace::oid AND NOT rel.relispartition
ORDER BY rel.relname;

-- name: table properties
SELECT *, (CASE WHEN pre_coll_inherits IS NULL THEN ARRAY[]::varchar[] ELSE pre_coll_inherits END) AS coll_inherits
FROM (
  SELECT rel.oid, rel.relname AS name, rel.reltablespace AS spcoid, rel.relacl AS relacl_str,
    (CASE WHEN length(spc.spcname::text) > 0 THEN spc.spcname ELSE
      (SELECT sp.spcname FROM pg_catalog.pg_database dtb JOIN pg_catalog.pg_tablespace sp ON dtb.dattablespace = sp.oid
        WHERE dtb.oid = 5::oid) END) AS spcname,
    (SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = 'public'::regnamespace::oid) AS schema,
    pg_catalog.pg_get_userbyid(rel.relowner) AS relowner, rel.relkind, rel.relhassubclass, rel.reltuples::bigint,
    des.description, con.conname, con.conkey,
    (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = FALSE) AS triggercount,
    (SELECT ARRAY(SELECT CASE WHEN (nspname NOT LIKE 'pg\_%')
        THEN pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(c.relname)
        ELSE pg_catalog.quote_ident(c.relname) END AS inherited_tables
      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.inhrelid = rel.oid ORDER BY inhseqno)) AS pre_coll_inherits,
    substring(pg_catalog.array_to_string(rel.reloptions, ',') FROM 'fillfactor=([0-9]*)') AS fillfactor,
    (substring(pg_catalog.array_to_string(rel.reloptions, ',') FROM 'autovacuum_enabled=([a-z|0-9]*)'))::BOOL AS autovacuum_enabled,
    rel.reloptions AS reloptions, rel.reloftype, typ.typname, typ.typrelid AS typoid,
    rel.relrowsecurity AS rlspolicy, rel.relforcerowsecurity AS forcerlspolicy,
    (SELECT pg_catalog.array_agg(provider || '=' || label) FROM pg_catalog.pg_seclabels sl1
      WHERE sl1.objoid = rel.oid AND sl1.objsubid = 0) AS seclabels,
    (CASE WHEN rel.oid <= 13000::oid THEN true ELSE false END) AS is_sys_table
  FROM pg_catalog.pg_class rel
  LEFT OUTER JOIN pg_catalog.pg_tablespace spc ON spc.oid = rel.reltablespace
  LEFT OUTER JOIN pg_catalog.pg_description des
    ON (des.objoid = rel.oid AND des.objsubid = 0 AND des.classoid = 'pg_class'::regclass)
  LEFT OUTER JOIN pg_catalog.pg_constraint con ON con.conrelid = rel.oid AND con.contype = 'p'
  LEFT JOIN pg_catalog.pg_type typ ON rel.reloftype = typ.oid
  WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.relnamespace = 'public'::regnamespace::oid AND NOT rel.relispartition
) AS TableInformation ORDER BY name;

-- name: columns
SELECT DISTINCT att.attname AS name, att.attnum AS "OID", pg_catalog.format_type(ty.oid, NULL) AS datatype,
  att.attnotnull AS not_null, CASE WHEN att.atthasdef OR att.attidentity != '' OR ty.typdefault IS NOT NULL THEN True
    ELSE False END AS has_default_val, des.description, seq.seqtypid
FROM pg_catalog.pg_attribute att
JOIN pg_catalog.pg_type ty ON ty.oid = atttypid
LEFT OUTER JOIN pg_catalog.pg_description des
  ON (des.objoid = att.attrelid AND des.objsubid = att.attnum AND des.classoid = 'pg_class'::regclass)
LEFT OUTER JOIN (pg_catalog.pg_depend dep JOIN pg_catalog.pg_class cs ON dep.classid = 'pg_class'::regclass
    AND dep.objid = cs.oid AND cs.relkind = 'S') ON dep.refobjid = att.attrelid AND dep.refobjsubid = att.attnum
LEFT OUTER JOIN pg_catalog.pg_sequence seq ON cs.oid = seq.seqrelid
WHERE att.attrelid = 'customers'::regclass::oid AND att.attnum > 0 AND att.attisdropped IS FALSE
ORDER BY att.attnum;

-- name: primary key
SELECT cls.oid, cls.relname AS name, indnatts AS col_count,
  CASE WHEN length(spcname::text) > 0 THEN spcname ELSE
    (SELECT sp.spcname FROM pg_catalog.pg_database dtb JOIN pg_catalog.pg_tablespace sp ON dtb.dattablespace = sp.oid
      WHERE dtb.oid = 5::oid) END AS spcname,
  CASE contype WHEN 'p' THEN desp.description WHEN 'u' THEN desp.description ELSE des.description END AS comment,
  condeferrable, condeferred, conislocal,
  substring(pg_catalog.array_to_string(cls.reloptions, ',') FROM 'fillfactor=([0-9]*)') AS fillfactor
FROM pg_catalog.pg_index idx
JOIN pg_catalog.pg_class cls ON cls.oid = indexrelid
LEFT OUTER JOIN pg_catalog.pg_tablespace ta ON ta.oid = cls.reltablespace
LEFT JOIN pg_catalog.pg_depend dep ON (dep.classid = cls.tableoid AND dep.objid = cls.oid AND dep.refobjsubid = '0'
  AND dep.refclassid = (SELECT oid FROM pg_catalog.pg_class WHERE relname = 'pg_constraint') AND dep.deptype = 'i')
LEFT OUTER JOIN pg_catalog.pg_constraint con ON (con.tableoid = dep.refclassid AND con.oid = dep.refobjid)
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = cls.oid AND des.classoid = 'pg_class'::regclass)
LEFT OUTER JOIN pg_catalog.pg_description desp
  ON (desp.objoid = con.oid AND desp.objsubid = 0 AND desp.classoid = 'pg_constraint'::regclass)
WHERE indrelid = 'sales."Order Lines"'::regclass AND contype = 'p' ORDER BY cls.relname;

-- name: foreign keys
SELECT ct.oid, conname AS name, condeferrable, condeferred, confupdtype, confdeltype,
  CASE confmatchtype WHEN 's' THEN FALSE WHEN 'f' THEN TRUE END AS confmatchtype, conkey, confkey, confrelid,
  nl.nspname AS fknsp, cl.relname AS fktab, nr.nspname AS refnsp, cr.relname AS reftab, description AS comment,
  NOT convalidated AS convalidated, conislocal
FROM pg_catalog.pg_constraint ct
JOIN pg_catalog.pg_class cl ON cl.oid = conrelid
JOIN pg_catalog.pg_namespace nl ON nl.oid = cl.relnamespace
JOIN pg_catalog.pg_class cr ON cr.oid = confrelid
JOIN pg_catalog.pg_namespace nr ON nr.oid = cr.relnamespace
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = ct.oid AND des.classoid = 'pg_constraint'::regclass)
WHERE contype = 'f' ORDER BY conname;

-- name: index columns
SELECT i.indexrelid, CASE i.indoption[i.attnum - 1] WHEN 0 THEN ARRAY['ASC', 'NULLS LAST'] WHEN 1 THEN ARRAY['DESC', 'NULLS FIRST']
    ELSE ARRAY['UNKNOWN OPTION' || i.indoption[i.attnum - 1]::text, ''] END::text[] AS options,
  i.attnum, pg_catalog.pg_get_indexdef(i.indexrelid, i.attnum, true) AS attdef,
  CASE WHEN (o.opcdefault = FALSE) THEN o.opcname ELSE null END AS opcname, c.collname AS collname
FROM (SELECT indexrelid, i.indoption, i.indclass, pg_catalog.unnest(ARRAY(SELECT pg_catalog.generate_series(1, i.indnatts) AS n)) AS attnum
  FROM pg_catalog.pg_index i WHERE i.indrelid = 'orders'::regclass) i
LEFT JOIN pg_catalog.pg_opclass o ON (o.oid = i.indclass[i.attnum - 1])
LEFT JOIN pg_catalog.pg_attribute a ON (a.attrelid = i.indexrelid AND a.attnum = i.attnum)
LEFT JOIN pg_catalog.pg_collation c ON a.attcollation = c.oid AND c.collname <> 'default'
ORDER BY attdef, i.attnum;

-- name: dashboard activity
SELECT 'state' AS chart_name, pg_catalog.row_to_json(t) AS chart_data
FROM (SELECT count(*) FILTER (WHERE false) AS "Total", (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE false) AS "Active") t
UNION ALL
SELECT 'pages' AS chart_name, pg_catalog.row_to_json(t) AS chart_data
FROM (SELECT COALESCE((SELECT sum(blks_read) FROM pg_catalog.pg_stat_database WHERE false), 0) AS "Reads", 1 AS "Hits") t;

-- name: dashboard locks
SELECT pid, locktype, datname, relation::regclass, page, virtualtransaction, mode, granted, fastpath
FROM pg_catalog.pg_locks l LEFT OUTER JOIN pg_catalog.pg_database d ON (l.database = d.oid) WHERE false ORDER BY pid, locktype;

-- name: dashboard prepared transactions
SELECT gid, database, owner, transaction, prepared FROM pg_catalog.pg_prepared_xacts ORDER BY gid, database, owner;

-- name: types
SELECT * FROM (SELECT pg_catalog.format_type(t.oid, NULL) AS typname,
    CASE WHEN typelem > 0 THEN typelem ELSE t.oid END AS elemoid, typlen, typtype, t.oid, nspname,
    (SELECT COUNT(1) FROM pg_catalog.pg_type t2 WHERE t2.typname = t.typname) > 1 AS isdup,
    CASE WHEN t.typcollation != 0 THEN TRUE ELSE FALSE END AS is_collatable
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace nsp ON typnamespace = nsp.oid
  WHERE (NOT (typname = 'unknown' AND nspname = 'pg_catalog')) AND typisdefined AND typtype IN ('b', 'c', 'd', 'e', 'r')
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = typnamespace AND relname = typname AND relkind != 'c')
    AND (typname NOT LIKE '_%' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class
      WHERE relnamespace = typnamespace AND relname = substring(typname FROM 2)::name AND relkind != 'c'))
    AND nsp.nspname = 'public'
  UNION SELECT 'smallserial', 0, 2, 'b', 0, 'pg_catalog', false, false
  UNION SELECT 'bigserial', 0, 8, 'b', 0, 'pg_catalog', false, false) AS dummy
ORDER BY nspname <> 'pg_catalog', nspname <> 'public', nspname, 1;

-- name: access list
SELECT 'relacl' AS deftype, COALESCE(gt.rolname, 'PUBLIC') AS grantee, g.rolname AS grantor, array_agg(privilege_type) AS privileges
FROM (SELECT (d).grantee AS grantee, (d).grantor AS grantor, (d).is_grantable AS is_grantable, (d).privilege_type AS privilege_type
  FROM (SELECT pg_catalog.aclexplode(relacl) AS d FROM pg_catalog.pg_class rel WHERE rel.oid = 'customers'::regclass) a) d
LEFT JOIN pg_catalog.pg_roles g ON (d.grantor = g.oid)
LEFT JOIN pg_catalog.pg_roles gt ON (d.grantee = gt.oid)
GROUP BY g.rolname, gt.rolname ORDER BY grantee;
