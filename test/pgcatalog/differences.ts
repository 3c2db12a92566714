/**
 * Statements whose answers differ from PostgreSQL's on purpose, by capture file and name, each with its reason. This
 * server's own answer is kept beside PostgreSQL's in `expected/`, so that it cannot change unseen.
 */
export const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  asyncpg: {
    'introspect composite (1 of 3)': 'the setting jit is off: there is no compiler to turn on',
    'introspect composite (2 of 3)': 'the order of rows that ORDER BY leaves open',
  },
  dbeaver: {
    types: 'the default of a domain is shown as text, its tree is not',
    'dependencies of a table': 'a view depends on tables here, on single columns there',
  },
  meaning: {
    vectors: 'an array made of a vector is sent without its lower bound, which is 0',
    'columns of a view': 'no view can be written to',
    dependencies: 'the order of OIDs, which are others here',
  },
  npgsql: {
    version: 'version() names this server behind PostgreSQL’s release',
    types: 'the type anymap, for maps, is one of this server’s own',
  },
  'other-clients': {
    'DataGrip schemas': 'xmin is 0: there are no transaction numbers',
    'DataGrip tables': 'xmin is 0: there are no transaction numbers',
    'DataGrip columns': 'xmin is 0: there are no transaction numbers',
  },
  'pgadmin-4': {
    version: 'version() names this server behind PostgreSQL’s release',
  },
  'pgcli-4': {
    functions: 'pg_proc lists the functions that this server has, not all of PostgreSQL',
    get_socket_directory: 'there is no setting unix_socket_directories: the server does not listen on a socket file',
    view_definition: 'a view is shown as its author wrote it',
    '\\dF': 'there is no text search',
  },
  'pgjdbc-42.5': {
    'getTables all': 'the relations of the system catalog have no indexes',
    'getTypeInfo (1 of 2)': 'the type anymap, for maps, is one of this server’s own',
    'getTypeInfo (2 of 2)': 'the type anymap, for maps, is one of this server’s own',
    'getProcedureColumns (1 of 4)': 'pg_proc lists the functions that this server has, not all of PostgreSQL',
    getFunctions: 'functions have no comments',
  },
  'psql-15': {
    '\\d+ big_spenders (4 of 5)': 'a view is shown as its author wrote it',
    '\\sv big_spenders (2 of 2)': 'a view is shown as its author wrote it',
    '\\l+': 'sizes are those of this server’s own files',
    '\\db+': 'sizes are those of this server’s own files',
    '\\df sum': 'there is no type money to sum',
    '\\dF': 'there is no text search',
    '\\dFd': 'there is no text search',
    '\\dFp': 'there is no text search',
    '\\dFt': 'there is no text search',
    '\\dAc': 'indexes are btree only',
    '\\dAf': 'operator families are not listed',
    '\\dAo': 'operator families are not listed',
    '\\dconfig': 'settings that PostgreSQL’s initdb writes into its configuration file are at their defaults here',
  },
  'sqlalchemy-2': {
    'start (2 of 3)': 'version() names this server behind PostgreSQL’s release',
  },
};
