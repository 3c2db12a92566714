-- After what Npgsql asks when it connects, in words of our own: types with their kinds and elements, composites, enums.

-- name: version
SELECT version();

-- name: types
SELECT ns.nspname, t.oid, t.typname, t.kind, t.typnotnull, t.element
FROM (
  SELECT ty.oid, ty.typnamespace, ty.typname, ty.kind, ty.typnotnull, ty.relkind, ty.element,
    el.typname AS element_name, elc.relkind AS element_relkind,
    CASE WHEN elp.proname = 'array_recv' THEN 'a' ELSE el.typtype END AS element_kind
  FROM (
    SELECT p.oid, p.typnamespace, p.typname, p.typnotnull, c.relkind,
      CASE WHEN f.proname = 'array_recv' THEN 'a' ELSE p.typtype END AS kind,
      CASE
        WHEN f.proname = 'array_recv' THEN p.typelem
        WHEN p.typtype = 'r' THEN g.rngsubtype
        WHEN p.typtype = 'm' THEN (SELECT rngtypid FROM pg_range WHERE rngmultitypid = p.oid)
        WHEN p.typtype = 'd' THEN p.typbasetype
      END AS element
    FROM pg_type AS p
    LEFT JOIN pg_class AS c ON c.oid = p.typrelid
    LEFT JOIN pg_proc AS f ON f.oid = p.typreceive
    LEFT JOIN pg_range AS g ON g.rngtypid = p.oid
  ) AS ty
  LEFT JOIN pg_type AS el ON el.oid = ty.element
  LEFT JOIN pg_class AS elc ON elc.oid = el.typrelid
  LEFT JOIN pg_proc AS elp ON elp.oid = el.typreceive
) AS t
JOIN pg_namespace AS ns ON ns.oid = t.typnamespace
WHERE t.kind IN ('b', 'r', 'm', 'e', 'd')
  OR (t.kind = 'c' AND t.relkind = 'c')
  OR (t.kind = 'p' AND t.typname IN ('record', 'void'))
  OR (t.kind = 'a' AND (
    t.element_kind IN ('b', 'r', 'm', 'e', 'd')
    OR (t.element_kind = 'p' AND t.element_name IN ('record', 'void'))
    OR (t.element_kind = 'c' AND t.element_relkind = 'c')))
ORDER BY CASE WHEN t.kind IN ('b', 'e', 'p') THEN 0 WHEN t.kind = 'r' THEN 1 WHEN t.kind = 'm' THEN 2
  WHEN t.kind = 'c' THEN 3 WHEN t.kind = 'd' AND t.element_kind <> 'a' THEN 4 WHEN t.kind = 'a' THEN 5 ELSE 6 END,
  ns.nspname, t.typname;

-- name: composites
SELECT p.oid, a.attname, a.atttypid
FROM pg_type AS p
JOIN pg_namespace AS ns ON (ns.oid = p.typnamespace)
JOIN pg_class AS c ON (c.oid = p.typrelid)
JOIN pg_attribute AS a ON (a.attrelid = p.typrelid)
WHERE (p.typtype = 'c' AND c.relkind = 'c') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY p.typname, a.attnum;

-- name: enums
SELECT p.oid, e.enumlabel FROM pg_enum AS e JOIN pg_type AS p ON p.oid = e.enumtypid ORDER BY oid, enumsortorder;
