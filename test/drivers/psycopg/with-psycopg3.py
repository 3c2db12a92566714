"""psycopg 3, as an application uses it. Each line printed is a check that held; any failure ends with a traceback."""

import datetime
import decimal
import threading

import psycopg

with psycopg.connect() as connection:
    row = connection.execute(
        "SELECT 1 AS i, CAST(2 AS bigint) AS b, CAST('1.50' AS decimal(10,2)) AS n, 'x' AS t, true AS y, NULL AS z, "
        "DATE '2026-04-01' AS d, TIMESTAMP '2026-04-01 12:30:00.25' AS ts"
    ).fetchone()
    assert row == (
        1,
        2,
        decimal.Decimal("1.50"),
        "x",
        True,
        None,
        datetime.date(2026, 4, 1),
        datetime.datetime(2026, 4, 1, 12, 30, 0, 250000),
    ), row
    print("types: text")

    with connection.cursor(binary=True) as cursor:
        binary = cursor.execute(
            "SELECT CAST(%s AS integer), CAST(%s AS bigint), CAST(%s AS decimal(10,2)), CAST(%s AS date), "
            "CAST(%s AS timestamp), CAST(%s AS double precision), CAST(%s AS boolean), CAST(%s AS text)",
            (7, 8, decimal.Decimal("12.30"), row[6], row[7], 0.1, False, "naïve 雪"),
        ).fetchone()
    assert binary == (7, 8, decimal.Decimal("12.30"), row[6], row[7], 0.1, False, "naïve 雪"), binary
    print("types: binary, as parameters and as results")

    # psycopg prepares on the server after five executions.
    for n in range(8):
        assert connection.execute("SELECT CAST(%s AS integer) * 2", (n,)).fetchone() == (n * 2,)
    print("prepared statement: 8 executions")
    connection.commit()

    connection.execute("CREATE TABLE psycopg_gear (id integer, name text, price decimal(10,2))")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO psycopg_gear VALUES (%s, %s, %s)",
            [(n, f"piece {n}", decimal.Decimal(n) / 4) for n in range(20)],
        )
        assert cursor.rowcount == 20, cursor.rowcount
    connection.commit()
    print("executemany: 20 rows in one pipeline")

    with connection.cursor() as cursor:
        with cursor.copy("COPY psycopg_gear FROM STDIN") as copy:
            for n in range(20, 1020):
                copy.write_row((n, None if n % 2 else "tab\there", decimal.Decimal("0.01")))
        assert cursor.rowcount == 1000, cursor.rowcount
        with cursor.copy("COPY (SELECT id, name FROM psycopg_gear WHERE id >= 1018 ORDER BY id) TO STDOUT") as copy:
            rows = list(copy.rows())
    assert rows == [("1018", "tab\there"), ("1019", None)], rows
    connection.commit()
    print("copy: 1000 rows in, 2 out")

    with connection.cursor("pages") as cursor:
        cursor.itersize = 300
        cursor.execute("SELECT id FROM psycopg_gear ORDER BY id")
        assert [each[0] for each in cursor] == list(range(1020))
    connection.commit()
    print("server-side cursor: 1020 rows by 300")

    try:
        with connection.transaction():
            connection.execute("INSERT INTO psycopg_gear VALUES (5000, 'gone', 1)")
            connection.execute("SELECT * FROM no_such_table")
    except psycopg.errors.UndefinedTable as error:
        assert error.sqlstate == "42P01"
    assert connection.execute("SELECT count(*) FROM psycopg_gear").fetchone() == (1020,)
    connection.commit()
    print("transaction: rolled back on error")

    with connection.transaction():
        try:
            with connection.transaction():
                connection.execute("INSERT INTO psycopg_gear VALUES (5000, 'gone', 1)")
                raise psycopg.Rollback()
        except psycopg.errors.Error:
            raise AssertionError("the savepoint failed")
        connection.execute("INSERT INTO psycopg_gear VALUES (5001, 'kept', 1)")
        try:
            with connection.transaction():
                connection.execute("SELECT * FROM no_such_table")
        except psycopg.errors.UndefinedTable:
            pass
    assert connection.execute("SELECT name FROM psycopg_gear WHERE id >= 5000").fetchall() == [("kept",)]
    print("nested transactions: one undone, one failed, the outer kept")

    try:
        connection.execute("SELECT CAST(%s AS integer)", ("abc",))
    except psycopg.errors.InvalidTextRepresentation as error:
        assert error.diag.severity == "ERROR"
    connection.rollback()
    print("error: 22P02")

    threading.Timer(0.5, connection.cancel).start()
    try:
        connection.execute(
            "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0"
        )
        raise AssertionError("was not cancelled")
    except psycopg.errors.QueryCanceled:
        connection.rollback()
    assert connection.execute("SELECT 'still here'").fetchone() == ("still here",)
    print("cancel: 57014, and the session goes on")

    connection.execute("DROP TABLE psycopg_gear")
