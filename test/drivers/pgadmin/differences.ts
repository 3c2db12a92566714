const COLLATIONS = 'one collation, C, by its names: no locale of the system and none of ICU';
const TYPES = 'the type anymap of this server, and its array, are listed too';
const LANGUAGES = 'there is no procedural language';
const GRANTS = 'the schema public has no grants, no comment and no owner of its own by initdb';
const DECLARED = 'a primary key is declared and does not make its column NOT NULL';
const SIZES = 'sizes and counts of use are of another store';
const ENCODING = 'the databases are of other locales and numbers';
const MOMENT = 'what goes on at that moment on the server';

/** Templates whose answer is not PostgreSQL's, and why. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'catalog/pg/acl.sql': GRANTS,
  'collations/get_collations.sql': COLLATIONS,
  'columns/get_collations.sql': COLLATIONS,
  'columns/get_collations.sql (2)': COLLATIONS,
  'columns/get_types.sql': TYPES,
  'columns/get_types.sql (2)': TYPES,
  'columns/nodes.sql': DECLARED,
  'columns/properties.sql': DECLARED,
  'dashboard/config.sql': 'pg_settings lists the settings of this server',
  'dashboard/locks.sql': 'pg_locks is empty: readers take no locks',
  'databases/get_ctypes.sql': ENCODING,
  'databases/get_icu_locale.sql': COLLATIONS,
  'databases/properties.sql': ENCODING,
  'databases/stats.sql': SIZES,
  'datatype/get_types.sql': TYPES,
  'domains/get_collations.sql': COLLATIONS,
  'extensions/count.sql': LANGUAGES,
  'extensions/properties.sql': LANGUAGES,
  'foreign_tables/get_collations.sql': COLLATIONS,
  'foreign_tables/get_columns.sql': DECLARED,
  'functions/pg/get_languages.sql': LANGUAGES,
  'functions/pg/get_types.sql': TYPES,
  'functions/pg/properties.sql': 'functions have no comments',
  'index_constraint/stats.sql (2)': SIZES,
  'indexes/get_collations.sql': COLLATIONS,
  'indexes/get_collations.sql (2)': COLLATIONS,
  'indexes/stats.sql': SIZES,
  'indexes/stats.sql (2)': SIZES,
  'languages/count.sql': LANGUAGES,
  'languages/functions.sql': 'pg_proc lists the functions that this server has, not all of PostgreSQL',
  'procedures/pg/get_languages.sql': LANGUAGES,
  'procedures/pg/get_types.sql': TYPES,
  'schemas/pg/acl.sql': GRANTS,
  'schemas/pg/nodes.sql': GRANTS,
  'schemas/pg/properties.sql': GRANTS,
  'servers/stats.sql': MOMENT,
  'sqlautocomplete/databases.sql': ENCODING,
  'sqlautocomplete/keywords.sql': 'the name of the account, admin, is masked, and a keyword too',
  'sqleditor/get_columns.sql': 'the relations of the system catalog have no indexes and no TOAST tables',
  'tables/coll_table_stats.sql': SIZES,
  'tables/get_op_class.sql': 'the operator classes of btree that keys need, not all of PostgreSQL',
  'tables/get_table_row_count.sql': 'it reads a dataset: the column is named as the dialect names it',
  'tables/locks.sql': 'pg_locks is empty: readers take no locks',
  'tables/reset_stats.sql': 'refused with 0A000: counts of use are not kept',
  'tables/stats.sql': SIZES,
  'tablespaces/stats.sql': SIZES,
  'trigger_functions/pg/get_languages.sql': LANGUAGES,
  'trigger_functions/pg/get_types.sql': TYPES,
  'types/pg/get_collations.sql': COLLATIONS,
  'types/pg/get_types.sql': TYPES,
  'views/pg/properties.sql': 'a view is shown as its author wrote it',
  'views/pg/properties.sql (2)': 'a view is shown as its author wrote it',
};
