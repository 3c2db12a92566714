"""What SQLAlchemy's suite may expect: what its dialect for PostgreSQL does, without what this server refuses by name."""

from sqlalchemy.testing import exclusions
from sqlalchemy.testing.requirements import SuiteRequirements

# Offered by PostgreSQL and refused here with 0A000 (docs/system-catalog.md): the suite does not try them on either server.
REFUSED = """
    autoincrement_insert delete_returning insert_returning update_returning insert_executemany_returning insertmanyvalues
    sequences sequences_optional identity_columns identity_columns_standard computed_columns
    index_reflection indexes_with_expressions index_ddl_if_exists check_constraint_reflection
    inline_check_constraint_reflection two_phase_transactions temporary_views empty_inserts ctes_on_dml
    duplicate_key_raises_integrity_error
"""

# Closed in the suite until a dialect says that it has them.
OFFERED = """
    comment_reflection comment_reflection_full_unicode reflects_pk_names array_type json_type ctes
    foreign_key_constraint_name_reflection cross_schema_fk_reflection implicit_default_schema datetime_timezone
    datetime_historic time_timezone date_historic savepoints server_side_cursors window_functions
    precision_numerics_many_significant_digits infinity_floats tuple_in regexp_match regexp_replace
    update_from delete_from nullsordering uuid_data_type supports_distinct_on create_table_as create_temp_table_as
    table_value_constructor unicode_ddl schemas
"""


class Requirements(SuiteRequirements):
    pass


for name in REFUSED.split():
    setattr(Requirements, name, property(lambda self: exclusions.closed()))
for name in OFFERED.split():
    setattr(Requirements, name, property(lambda self: exclusions.open()))
