"""pgcli without its screen: its executor, its refresher of names, its completer and its backslash commands."""

import os
import threading

from pgcli.completion_refresher import CompletionRefresher
from pgcli.pgexecute import PGExecute
from pgspecial.main import PGSpecial
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

executor = PGExecute(
    os.environ["PGDATABASE"],
    os.environ["PGUSER"],
    os.environ["PGPASSWORD"],
    os.environ["PGHOST"],
    os.environ["PGPORT"],
    None,
)
special = PGSpecial()


def ask(text):
    """What the screen would show: titles, headings and rows, and the status."""
    shown = []
    for title, rows, headers, status, _, ok, _ in executor.run(text, special):
        assert ok, status
        shown.append((title, headers, [list(row) for row in rows] if rows else None, status))
    return shown


for statement in (
    "CREATE SCHEMA yard",
    "CREATE TABLE trees (tree_id bigint PRIMARY KEY, sort varchar(20) NOT NULL, planted date)",
    "CREATE TABLE yard.pickings (tree_id bigint REFERENCES trees (tree_id), crates integer)",
    "COMMENT ON TABLE trees IS 'What stands in the yard'",
    "CREATE VIEW old_trees AS SELECT tree_id, sort FROM trees WHERE planted < DATE '2000-01-01'",
):
    ask(statement)

print("server:", executor.server_version, executor.superuser)
print("schemas:", sorted(executor.schemata()))
print("search path:", executor.search_path())
OWN = ("public", "yard")
print("tables:", sorted(table for table in executor.tables() if table[0] in OWN))
print("views:", sorted(view for view in executor.views() if view[0] in OWN))
print("columns:", [tuple(column)[:5] for column in executor.table_columns() if column[0] in OWN])
print("columns of views:", [tuple(column)[:4] for column in executor.view_columns() if column[0] in OWN])
print("foreign keys:", [tuple(key) for key in executor.foreignkeys()])
print("databases:", executor.databases())
print("types of our own:", sorted(executor.datatypes()))
print("functions:", "format_type" in {function.func_name for function in executor.functions()})

ready = threading.Event()
found = []


def refreshed(completer):
    found.append(completer)
    ready.set()


CompletionRefresher().refresh(executor, special, refreshed)
assert ready.wait(60), "the names were not read"


def complete(text):
    document = Document(text, len(text))
    return [each.text for each in found[0].get_completions(document, CompleteEvent())]


print("after FROM:", [name for name in complete("SELECT * FROM tr") if name in ("trees", "old_trees")])
print("after a schema:", complete("SELECT * FROM yard."))
print("join:", [text for text in complete("SELECT * FROM yard.pickings p JOIN ")if "trees" in text][:1])

for command in (r"\d", r"\d trees", r"\dt", r"\dn"):
    print(command, ask(command)[0][2])
OTHERS = r"\dv \l \df \du \di \dT \dx \ds \db \dp \dD \ddp \dE \d+ \dt+ \dn+ \l+ \df+ \du+ \dT+"
for command in OTHERS.split() + [r"\d+ trees", r"\d+ old_trees", r"\sf version", r"\d+ yard.*"]:
    ask(command)
print("other backslash commands: none fails")
