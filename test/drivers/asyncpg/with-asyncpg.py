"""asyncpg, as an application uses it. Each line printed is a check that held; any failure ends with a traceback."""

import asyncio
import datetime
import decimal
import io
import uuid

import asyncpg

SLOW = "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0"


async def types(connection):
    values = (
        7,
        2**40,
        decimal.Decimal("12.30"),
        0.1,
        True,
        "naïve 雪",
        b"\x00\xff",
        datetime.date(2026, 4, 1),
        datetime.datetime(2026, 4, 1, 12, 30, 0, 250000),
        datetime.datetime(2026, 4, 1, 12, 30, tzinfo=datetime.timezone.utc),
        uuid.UUID("0f0e0d0c-0b0a-0908-0706-050403020100"),
        None,
    )
    row = await connection.fetchrow(
        "SELECT CAST($1 AS integer), CAST($2 AS bigint), CAST($3 AS decimal(10,2)), CAST($4 AS double precision), "
        "CAST($5 AS boolean), CAST($6 AS text), CAST($7 AS bytea), CAST($8 AS date), $9::timestamp without time zone, "
        "$10::timestamptz, $11::uuid, CAST($12 AS integer)",
        *values,
    )
    assert tuple(row) == values, tuple(row)
    print("types: both ways in binary")

    stamps = [datetime.datetime(2026, 1, day) for day in (1, 2)]
    row = await connection.fetchrow(
        "SELECT $1::int[], $2::text[], $3::timestamp without time zone[]", [1, 2, 3], ["a", None, "b,c"], stamps
    )
    assert tuple(row) == ([1, 2, 3], ["a", None, "b,c"], stamps), tuple(row)
    print("arrays: integers, text with a NULL, timestamps")


async def statements(connection):
    statement = await connection.prepare("SELECT CAST($1 AS integer) * 2 AS n, CAST($2 AS text) AS t")
    names = ", ".join(each.name for each in statement.get_parameters())
    for n in range(50):
        assert tuple(await statement.fetchrow(n, "x")) == (n * 2, "x")
    print(f"prepared statement: parameters {names}; 50 executions")

    await connection.execute("CREATE TABLE ap_gear (id integer, name text, price decimal(10,2))")
    await connection.executemany(
        "INSERT INTO ap_gear VALUES ($1, $2, $3)", [(n, f"piece {n}", decimal.Decimal(n) / 4) for n in range(500)]
    )
    print("executemany:", await connection.fetchval("SELECT count(*) FROM ap_gear"), "rows")

    records = [(n, None if n % 2 else "tab\there", decimal.Decimal("0.01")) for n in range(500, 800)]
    tag = await connection.copy_records_to_table("ap_gear", records=records)
    assert tag == "COPY 300", tag
    out = io.BytesIO()
    await connection.copy_from_query(
        "SELECT id, name FROM ap_gear WHERE id >= $1 ORDER BY id", 797, output=out, format="csv"
    )
    assert out.getvalue() == b"797,\n798,tab\there\n799,\n", out.getvalue()
    print("copy: 300 records in binary, 3 lines of csv out")

    async with connection.transaction():
        ids = [row["id"] async for row in connection.cursor("SELECT id FROM ap_gear ORDER BY id", prefetch=120)]
        assert ids == list(range(800)), ids
        cursor = await connection.cursor("SELECT id FROM ap_gear ORDER BY id")
        await cursor.forward(10)
        assert (await cursor.fetchrow())["id"] == 10
    print("cursor: 800 rows by 120, moved over 10")


async def failures(connection):
    try:
        async with connection.transaction():
            await connection.execute("INSERT INTO ap_gear VALUES (5000, 'gone', 1)")
            await connection.execute("SELECT * FROM no_such_table")
    except asyncpg.UndefinedTableError as error:
        assert await connection.fetchval("SELECT count(*) FROM ap_gear") == 800
        print("transaction: rolled back,", error.sqlstate)

    codes = []
    for sql in ("SELECT CAST('x' AS integer)", "SELEC 1"):
        try:
            await connection.execute(sql)
        except asyncpg.PostgresError as error:
            codes.append(error.sqlstate)
    await connection.execute("BEGIN")
    for sql in ("SELECT * FROM no_such_table", "SELECT 1"):
        try:
            await connection.fetch(sql)
        except asyncpg.PostgresError as error:
            code = error.sqlstate
    codes.append(code)
    await connection.execute("ROLLBACK")
    try:
        await connection.fetch("SELECT nothing_here FROM (SELECT 1 AS a) t")
    except asyncpg.PostgresError as error:
        codes.append(f"{error.sqlstate} at {error.position}")
    print("errors:", *codes)

    try:
        await connection.fetch(SLOW, timeout=0.4)
    except asyncio.TimeoutError:
        pass
    await connection.execute("SET statement_timeout = 200")
    try:
        await connection.fetch(SLOW)
    except asyncpg.QueryCanceledError as error:
        print("time limit:", error.sqlstate, "at the server")
    await connection.execute("RESET statement_timeout")


async def channels(connection):
    heard = asyncio.get_running_loop().create_future()
    await connection.add_listener("news", lambda _, pid, channel, payload: heard.set_result(f"{channel} {payload}"))
    other = await asyncpg.connect()
    await other.execute("NOTIFY news, 'it is ready'")
    await other.close()
    print("notification:", await asyncio.wait_for(heard, 10))


async def pools():
    async with asyncpg.create_pool(
        min_size=1, max_size=4, server_settings={"application_name": "shop", "timezone": "UTC"}
    ) as pool:
        answers = await asyncio.gather(*(pool.fetchval("SELECT CAST($1 AS integer)", n) for n in range(60)))
        assert answers == list(range(60)), answers
        print("pool: 60 queries over 4 connections, each reset")
        async with pool.acquire() as connection:
            settings = connection.get_settings()
            print(f"settings: application_name {settings.application_name}, {settings.TimeZone}")


async def main():
    connection = await asyncpg.connect()
    await types(connection)
    await statements(connection)
    await failures(connection)
    await channels(connection)
    await connection.execute("DROP TABLE ap_gear")
    await connection.close()
    await pools()


asyncio.run(main())
