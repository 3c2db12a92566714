"""psycopg2, as an application uses it. Each line printed is a check that held; any failure ends with a traceback."""

import datetime
import decimal
import io
import threading

import psycopg2
import psycopg2.errors
import psycopg2.extras

connection = psycopg2.connect("")
cursor = connection.cursor()

cursor.execute(
    "SELECT 1, CAST(2 AS bigint), CAST(%s AS decimal(10,2)), %s, true, NULL, CAST(%s AS date), CAST(%s AS timestamp)",
    (decimal.Decimal("1.50"), "it's", datetime.date(2026, 4, 1), datetime.datetime(2026, 4, 1, 12, 30)),
)
row = cursor.fetchone()
assert row == (
    1,
    2,
    decimal.Decimal("1.50"),
    "it's",
    True,
    None,
    datetime.date(2026, 4, 1),
    datetime.datetime(2026, 4, 1, 12, 30),
), row
print("types")

cursor.execute("CREATE TABLE psycopg2_gear (id integer, name text)")
psycopg2.extras.execute_values(cursor, "INSERT INTO psycopg2_gear VALUES %s", [(n, f"piece {n}") for n in range(250)])
cursor.execute("SELECT count(*) FROM psycopg2_gear")
assert cursor.fetchone() == (250,)
connection.commit()
print("execute_values: 250 rows")

cursor.copy_expert("COPY psycopg2_gear FROM STDIN WITH (FORMAT csv, HEADER true)", io.StringIO("id,name\n900,a\n901,\n"))
assert cursor.rowcount == 2, cursor.rowcount
out = io.StringIO()
cursor.copy_expert("COPY (SELECT * FROM psycopg2_gear WHERE id >= 900 ORDER BY id) TO STDOUT WITH CSV HEADER", out)
assert out.getvalue() == "id,name\n900,a\n901,\n", out.getvalue()
connection.commit()
print("copy: in and out")

with connection.cursor("pages") as pages:
    pages.itersize = 100
    pages.execute("SELECT id FROM psycopg2_gear ORDER BY id")
    assert sum(1 for _ in pages) == 252
connection.commit()
print("named cursor: 252 rows by 100")

try:
    cursor.execute("SELECT * FROM no_such_table")
except psycopg2.errors.UndefinedTable as error:
    assert error.pgcode == "42P01" and error.diag.statement_position == "15", error.diag.statement_position
try:
    cursor.execute("SELECT 1")
except psycopg2.errors.InFailedSqlTransaction:
    connection.rollback()
print("errors: 42P01, then 25P02, then rolled back")

threading.Timer(0.5, connection.cancel).start()
try:
    cursor.execute(
        "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0"
    )
    raise AssertionError("was not cancelled")
except psycopg2.errors.QueryCanceled:
    connection.rollback()
print("cancel: 57014")

connection.autocommit = True
cursor.execute("DROP TABLE psycopg2_gear")
connection.close()
