"""pgAdmin's own statements: its SQL templates for PostgreSQL 15 that read, filled in for a small schema and run.

Prints a line for each: template, number of rows, a digest of the rows, and the columns with their types. What differs from
server to server without meaning anything is masked: OIDs of the database's own objects, the account's name.
"""

import hashlib
import importlib.metadata
import pathlib
import re

import jinja2
import psycopg2

VERSION = 150000
SCHEMA = """
CREATE TABLE customers (id bigint PRIMARY KEY, email text, name varchar(80), score numeric(10,2) DEFAULT 0,
  active boolean DEFAULT true NOT NULL, created timestamp);
COMMENT ON TABLE customers IS 'People who buy';
COMMENT ON COLUMN customers.id IS 'Given by the shop';
CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id), amount numeric(12,2));
CREATE VIEW big_orders AS SELECT order_id FROM orders WHERE amount > 100
"""
# Templates that read; the others make, change and drop.
READS = re.compile(
    r"(^|/)(nodes?|properties|get_\w+|count|(\w+_)?stats|statistics|acl|allowed_acl|defacl|dependents|dependencies"
    r"|role_dependencies|is_catalog|foreign_columns|sessions|locks|prepared|config|fetch_\w+|backend_support|has_\w+"
    r"|validate|columns|functions|datatypes|databases|schema|keywords|tableview|views|check_recovery)\.sql$"
)
# Filled in from answers to others, which this program does not keep.
NOT_FILLED = {
    "columns/acl.sql",
    "debugger/get_trigger_function_info.sql",
    "depends/pg/dependencies.sql",
    "domain_constraints/get_type_category.sql",
    "exclusion_constraint/stats.sql",
    "foreign_key/get_cols.sql",
    "foreign_key/get_name.sql",
    "publications/pg/get_pub_schemas.sql",
    "publications/pg/get_tables.sql",
    "sequences/get_def.sql",
    "tables/get_inherits.sql",
    "triggers/pg/get_columns.sql",
}
# Other products' servers, and extensions that are not there.
NOT_OURS = re.compile(r"(^|/)(tests|ppas|gpdb|pga_\w+|pgd_\w+|dbms_\w+|replica_nodes|resource_groups|synonyms|packages|edb\w+)(/|$)")


def is_versioned(part):
    return part == "default" or re.fullmatch(r"\d+(\.\d+)?_plus", part)


def version_of(part):
    if part == "default":
        return 0
    major, minor = (int(number) for number in (part[: -len("_plus")] + ".0").split(".")[:2])
    return major * 10000 + (minor * 100 if major < 10 else 0)


def templates(roots):
    """By name without its version: the newest that this release takes."""
    found = {}
    for root in roots:
        for path in sorted(root.rglob("*.sql")):
            parts = path.relative_to(root).parts
            if any(NOT_OURS.search(part) for part in parts):
                continue
            at = max((index for index, part in enumerate(parts[:-1]) if is_versioned(part)), default=None)
            version = 0 if at is None else version_of(parts[at])
            name = "/".join(part for index, part in enumerate(parts) if index != at)
            if READS.search(name) and version <= VERSION and found.get(name, (-1, ""))[0] <= version:
                found[name] = (version, "/".join(parts))
    return sorted((name, path) for name, (_, path) in found.items())


def quoted_name(_, *names):
    flat = [name for each in names for name in (each if isinstance(each, list) else [each]) if name not in (None, "")]
    plain = re.compile(r"[a-z_][a-z0-9_$]*")
    return ".".join(str(name) if plain.fullmatch(str(name)) else '"' + str(name).replace('"', '""') + '"' for name in flat)


def quoted_text(value, *_):
    if value is None:
        return "NULL"
    return str(value).lower() if isinstance(value, (bool, int)) else "'" + str(value).replace("'", "''") + "'"


def environment(roots):
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(root) for root in roots]), extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )
    made.filters.update(
        qtIdent=quoted_name,
        qtTypeIdent=quoted_name,
        qtLiteral=quoted_text,
        hasAny=lambda given, *wanted: any(each in (given or []) for each in wanted),
        gettext=str,
    )
    made.globals["_"] = str
    return made


def context(cursor):
    def one(query):
        cursor.execute(query)
        return cursor.fetchone()[0]

    orders, customers, view = (one(f"SELECT '{name}'::regclass::oid") for name in ("orders", "customers", "big_orders"))
    public = one("SELECT oid FROM pg_namespace WHERE nspname = 'public'")
    key = one(f"SELECT oid FROM pg_constraint WHERE contype = 'p' AND conrelid = {customers}")
    foreign = one(f"SELECT oid FROM pg_constraint WHERE contype = 'f' AND conrelid = {orders}")
    index = one(f"SELECT indexrelid FROM pg_index WHERE indrelid = {customers}")
    database = one("SELECT current_database()")
    base = {
        "did": one("SELECT oid FROM pg_database WHERE datname = current_database()"),
        **dict.fromkeys(("scid", "schema_id"), public),
        **dict.fromkeys(("datname", "database"), database),
        **dict.fromkeys(("nspname", "schema", "schema_name"), "public"),
        **dict.fromkeys(("datlastsysoid", "last_system_oid"), 16383),
        **dict.fromkeys(("show_sys_objects", "showsysobj", "show_system_objects", "sysObjs", "is_pgstattuple"), False),
        **dict.fromkeys(("tid", "table_id", "parent_id", "relid", "oid"), orders),
        **dict.fromkeys(("table", "table_name", "name", "obj_name", "object_name"), "orders"),
        **dict.fromkeys(("refid", "foid", "seid", "seqid"), customers),
        **dict.fromkeys(("fnid", "fn_oid", "func_id", "function_oid", "tfid"), 1299),
        **dict.fromkeys(("typid", "type_id", "rtype", "out_arg_oid"), 20),
        **dict.fromkeys(("datatype", "basetype", "type_name"), "int8"),
        **dict.fromkeys(("constraint_type", "index_constraint_type"), "p"),
        **dict.fromkeys(("fsid", "umid", "fid", "trid", "pubid", "pid", "colcnt"), 1),
        **{"vid": view, "cid": key, "coid": key, "fkid": foreign, "idx": index, "doid": 13000, "lanid": 14, "lid": 14},
        **{"exid": None, "id": None, "clid": None, "conn": None, "rid": 10, "tsid": 1663, "castid": 10000, "plid": 1259},
        **{"server_type": "pg", "version": VERSION, "types_condition": "typname = 'int8'", "condition": "true"},
        **{"object_type": "table", "where_clause": f"WHERE dep.objid = {orders}::oid", "display_comments": True},
        "schema_names": "'public'",
        "oids": [customers],
        "data": {"schema": "public", "name": "orders", "table": "orders", "relname": "orders", "columns": [], "cid": key},
    }
    text_search = [{"data": {"schema": public}}]
    keyed = [{"tid": customers}, {"tid": customers, "cid": index, "idx": index}]
    by_node = {
        "columns": [{"tid": orders}, {"tid": orders, "clid": 2}],
        "foreign_key": [{"cid": None, "fkid": None}, {"cid": foreign}],
        "index_constraint": keyed,
        "indexes": keyed,
        "views": [{"vid": None}, {}],
        "foreign_servers": [{"fsid": None}],
        "user_mappings": [{"umid": None}, {"fsid": None}],
        "row_security_policies": [{"plid": None}],
        **dict.fromkeys(("fts_configurations", "fts_dictionaries", "fts_parsers", "fts_templates"), text_search),
    }
    return base, by_node


def masked(value, user):
    text = re.sub(rf"\b({re.escape(user)})\b", "USER", str(value))
    return re.sub(r"\b(2200|[1-9]\d{4,})\b", lambda m: "#" if m[1] == "2200" or int(m[1]) > 16383 else m[1], text)


def main():
    package = importlib.metadata.distribution("pgadmin4").locate_file("pgadmin4")
    roots = sorted(pathlib.Path(package).rglob("templates"))
    rendered = environment(roots)
    connection = psycopg2.connect("")
    connection.autocommit = True
    cursor = connection.cursor()
    for statement in SCHEMA.split(";"):
        cursor.execute(statement)
    user = connection.info.user
    base, by_node = context(cursor)
    for name, path in templates(roots):
        for number, more in enumerate(by_node.get(name.split("/")[0], [{}])):
            try:
                text = rendered.get_template(path).render({**base, **more}).strip()
            except (jinja2.TemplateError, TypeError):
                continue  # filled in from answers that came before it
            if re.match(r"(--[^\n]*\n|/\*.*?\*/|\s|\()*(SELECT|WITH|SHOW)\b", text, re.I | re.S) is None:
                continue
            title = name.replace("/sql", "", 1) + ("" if number == 0 else f" ({number + 1})")
            if title in NOT_FILLED:
                continue
            try:
                cursor.execute(text)
            except psycopg2.Error as error:
                print(f"{title}: {error.pgcode} {(error.diag.message_primary or '')}")
                continue
            columns = ", ".join(f"{column.name} {column.type_code}" for column in cursor.description)
            rows = sorted("|".join(masked(value, user) for value in row) for row in cursor.fetchall())
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:8]
            print(f"{title}: {len(rows)} rows {digest}; {columns}")


main()
