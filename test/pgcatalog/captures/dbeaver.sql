-- After what DBeaver asks at start and for its tree, in words of our own.

-- name: session
SELECT current_schema(), session_user;

-- name: schemas
SELECT n.oid, n.*, d.description FROM pg_catalog.pg_namespace n
LEFT OUTER JOIN pg_catalog.pg_description d
  ON d.objoid = n.oid AND d.objsubid = 0 AND d.classoid = 'pg_namespace'::regclass
ORDER BY nspname;

-- name: databases
SELECT db.oid, db.* FROM pg_catalog.pg_database db WHERE datallowconn AND NOT datistemplate ORDER BY db.datname;

-- name: database by name
SELECT db.oid, db.* FROM pg_catalog.pg_database db WHERE db.datname = 'all';

-- name: one setting
SELECT name, setting, vartype FROM pg_catalog.pg_settings WHERE name = 'standard_conforming_strings';

-- name: probe of enums
SELECT * FROM pg_catalog.pg_enum WHERE 1 <> 1 LIMIT 1;

-- name: probe of row types
SELECT reltype FROM pg_catalog.pg_class WHERE 1 <> 1 LIMIT 1;

-- name: probe of functions
SELECT prokind, prosqlbody FROM pg_catalog.pg_proc WHERE 1 <> 1 LIMIT 1;

-- name: types
SELECT t.oid, t.*, c.relkind, format_type(nullif(t.typbasetype, 0), t.typtypmod) AS base_type_name, d.description
FROM pg_catalog.pg_type t
LEFT OUTER JOIN pg_catalog.pg_type et ON et.oid = t.typelem
LEFT OUTER JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
LEFT OUTER JOIN pg_catalog.pg_description d ON t.oid = d.objoid
WHERE t.typname IS NOT NULL AND (c.relkind IS NULL OR c.relkind = 'c') AND (et.typcategory IS NULL OR et.typcategory <> 'C')
  AND t.typname NOT LIKE '%anymap'
ORDER BY t.typnamespace, t.typname;

-- name: relations of a schema
SELECT c.oid, c.*, d.description, pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS partition_expr,
  pg_catalog.pg_get_partkeydef(c.oid) AS partition_key
FROM pg_catalog.pg_class c
LEFT OUTER JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_class'::regclass
WHERE c.relnamespace = 'public'::regnamespace::oid AND c.relkind NOT IN ('i', 'I', 'c')
ORDER BY c.relname;

-- name: sizes
SELECT c.oid, c.relname, pg_catalog.pg_total_relation_size(c.oid) >= 0 AS total, pg_catalog.pg_relation_size(c.oid) >= 0 AS own
FROM pg_catalog.pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname;

-- name: columns
SELECT c.relname, a.*, pg_catalog.pg_get_expr(ad.adbin, ad.adrelid, true) AS def_value, dsc.description, dep.objid
FROM pg_catalog.pg_attribute a
INNER JOIN pg_catalog.pg_class c ON (a.attrelid = c.oid)
LEFT OUTER JOIN pg_catalog.pg_attrdef ad ON (a.attrelid = ad.adrelid AND a.attnum = ad.adnum)
LEFT OUTER JOIN pg_catalog.pg_description dsc ON (c.oid = dsc.objoid AND a.attnum = dsc.objsubid)
LEFT OUTER JOIN pg_depend dep ON dep.refobjid = a.attrelid AND dep.deptype = 'i' AND dep.refobjsubid = a.attnum
  AND dep.classid = dep.refclassid
WHERE NOT a.attisdropped AND a.attnum > 0 AND c.oid = 'customers'::regclass
ORDER BY a.attnum;

-- name: constraints
SELECT c.oid, c.*, t.relname AS tabrelname, rt.relnamespace AS refnamespace, d.description, NULL AS consrc_copy,
  "substring"(pg_get_constraintdef(c.oid), 7) AS consrc
FROM pg_catalog.pg_constraint c
INNER JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
LEFT OUTER JOIN pg_catalog.pg_class rt ON rt.oid = c.confrelid
LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_constraint'::regclass
WHERE t.relnamespace = 'public'::regnamespace
ORDER BY c.conname;

-- name: indexes
SELECT i.*, i.indkey AS keys, c.relname, c.relnamespace, c.relam, tc.relname AS tabrelname, dsc.description,
  pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS pred_expr, pg_catalog.pg_get_expr(i.indexprs, i.indrelid, true) AS expr,
  pg_catalog.pg_stat_get_numscans(i.indexrelid) >= 0 AS scanned
FROM pg_catalog.pg_index i
INNER JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
INNER JOIN pg_catalog.pg_class tc ON tc.oid = i.indrelid
LEFT OUTER JOIN pg_catalog.pg_description dsc ON i.indexrelid = dsc.objoid
WHERE c.relnamespace = 'public'::regnamespace
ORDER BY tabrelname, c.relname;

-- name: one index column
SELECT pg_catalog.pg_get_indexdef(indexrelid, 1, true) FROM pg_index WHERE indrelid = 'public.orders'::regclass ORDER BY 1;

-- name: functions of a schema
SELECT p.oid, p.*, pg_catalog.pg_get_expr(p.proargdefaults, 0) AS arg_defaults, d.description
FROM pg_catalog.pg_proc p
LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid = p.oid
WHERE p.pronamespace = 'public'::regnamespace
ORDER BY p.proname;

-- name: roles
SELECT r.oid, r.* FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY r.rolname;

-- name: access methods
SELECT am.oid, am.* FROM pg_catalog.pg_am am ORDER BY am.oid;

-- name: languages
SELECT l.oid, l.* FROM pg_catalog.pg_language l ORDER BY l.oid;

-- name: encodings
SELECT c.contoencoding AS encid, pg_catalog.pg_encoding_to_char(c.contoencoding) AS encname
FROM pg_catalog.pg_conversion c WHERE c.connamespace = 'public'::regnamespace GROUP BY c.contoencoding ORDER BY 2;

-- name: tablespaces
SELECT t.oid, t.*, pg_tablespace_location(t.oid) AS loc FROM pg_catalog.pg_tablespace t ORDER BY t.oid;

-- name: foreign data wrappers
SELECT l.oid, l.*, p.pronamespace AS handler_schema_id FROM pg_catalog.pg_foreign_data_wrapper l
LEFT OUTER JOIN pg_catalog.pg_proc p ON p.oid = l.fdwhandler ORDER BY l.fdwname;

-- name: extensions
SELECT e.oid, cfg.tbls, n.nspname AS schema_name, e.*
FROM pg_catalog.pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN (
  SELECT ARRAY_AGG(ns.nspname || '.' || cls.relname) AS tbls, oid_ext
  FROM (SELECT unnest(e1.extconfig) AS oid, e1.oid AS oid_ext FROM pg_catalog.pg_extension e1) c
  JOIN pg_class cls ON cls.oid = c.oid
  JOIN pg_namespace ns ON ns.oid = cls.relnamespace
  GROUP BY oid_ext
) cfg ON cfg.oid_ext = e.oid
ORDER BY e.oid;

-- name: event triggers
SELECT ev.oid, ev.*, d.description FROM pg_catalog.pg_event_trigger ev
LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid = ev.oid ORDER BY ev.evtname;

-- name: operator classes of btree for text
SELECT oc.opcname, oc.opcintype::regtype FROM pg_catalog.pg_opclass oc
WHERE oc.opcmethod = 403 AND oc.opcintype = 'text'::regtype AND oc.opcdefault ORDER BY 1;

-- name: sequences
SELECT c.relname, seq.seqstart, s.last_value FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_sequence seq ON seq.seqrelid = c.oid
LEFT JOIN pg_catalog.pg_sequences s ON s.sequencename = c.relname
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' ORDER BY c.relname;

-- name: role members
SELECT rm.oid AS roleid_copy, m.* FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles rm ON rm.oid = m.roleid
WHERE rm.rolname = 'admin' ORDER BY 1;

-- name: dependencies of a table
SELECT DISTINCT dep.deptype, dep.classid, dep.objid, cl.relkind, attr.attname, pg_get_expr(ad.adbin, ad.adrelid) AS adefval,
  CASE WHEN cl.relkind IS NOT NULL THEN cl.relkind::text || COALESCE(dep.objsubid::text, '')
    WHEN co.oid IS NOT NULL THEN 'C'::text || co.contype::text WHEN rw.oid IS NOT NULL THEN 'R'::text
    WHEN ad.oid IS NOT NULL THEN 'A'::text ELSE '' END AS type,
  COALESCE(coc.relname, clrw.relname) AS ownertable,
  CASE WHEN cl.relname IS NOT NULL AND att.attname IS NOT NULL THEN cl.relname || '.' || att.attname
    ELSE COALESCE(cl.relname, co.conname) END AS refname,
  COALESCE(nsc.nspname, nso.nspname, nsrw.nspname) AS nspname
FROM pg_depend dep
LEFT JOIN pg_class cl ON dep.objid = cl.oid
LEFT JOIN pg_attribute att ON dep.objid = att.attrelid AND dep.objsubid = att.attnum
LEFT JOIN pg_namespace nsc ON cl.relnamespace = nsc.oid
LEFT JOIN pg_constraint co ON dep.objid = co.oid
LEFT JOIN pg_class coc ON co.conrelid = coc.oid
LEFT JOIN pg_namespace nso ON co.connamespace = nso.oid
LEFT JOIN pg_rewrite rw ON dep.objid = rw.oid
LEFT JOIN pg_class clrw ON clrw.oid = rw.ev_class
LEFT JOIN pg_namespace nsrw ON clrw.relnamespace = nsrw.oid
LEFT JOIN pg_attrdef ad ON ad.oid = dep.objid
LEFT JOIN pg_attribute attr ON attr.attrelid = ad.adrelid AND attr.attnum = ad.adnum
WHERE dep.refobjid = 'customers'::regclass AND cl.relkind IS DISTINCT FROM 't' AND dep.classid <> 'pg_type'::regclass
  AND (rw.oid IS NULL OR dep.refobjsubid = 0)
ORDER BY classid, type, refname, deptype;

-- name: keywords
SELECT string_agg(word, ',') FROM (SELECT word FROM pg_catalog.pg_get_keywords() WHERE catcode = 'R' ORDER BY word) k;

-- name: locks
SELECT l.pid, l.mode, l.granted FROM pg_catalog.pg_locks l WHERE l.relation = 0;

-- name: comment of a column
SELECT pg_catalog.col_description('customers'::regclass, 1), pg_catalog.obj_description('customers'::regclass, 'pg_class'),
  pg_catalog.obj_description('sales'::regnamespace, 'pg_namespace'), pg_catalog.shobj_description(5, 'pg_database');
