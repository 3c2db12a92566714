import type { Row } from '../relations/definition.ts';

/** Small tables of pg_catalog whose rows never change. Source: PostgreSQL 15.20. */

export const ACCESS_METHODS: readonly Row[] = [
  { oid: 2, amname: 'heap', amhandler: 3, amtype: 't' },
  { oid: 403, amname: 'btree', amhandler: 330, amtype: 'i' },
  { oid: 405, amname: 'hash', amhandler: 331, amtype: 'i' },
  { oid: 783, amname: 'gist', amhandler: 332, amtype: 'i' },
  { oid: 2742, amname: 'gin', amhandler: 333, amtype: 'i' },
  { oid: 4000, amname: 'spgist', amhandler: 334, amtype: 'i' },
  { oid: 3580, amname: 'brin', amhandler: 335, amtype: 'i' },
];

export const LANGUAGES: readonly Row[] = [
  { oid: 12, lanname: 'internal', lanpltrusted: false, lanvalidator: 2246 },
  { oid: 13, lanname: 'c', lanpltrusted: false, lanvalidator: 2247 },
  { oid: 14, lanname: 'sql', lanpltrusted: true, lanvalidator: 2248 },
];

export const COLLATIONS: readonly Row[] = [
  { oid: 100, collname: 'default', collprovider: 'd', collencoding: -1, collcollate: null, collctype: null },
  { oid: 950, collname: 'C', collprovider: 'c', collencoding: -1, collcollate: 'C', collctype: 'C' },
  { oid: 951, collname: 'POSIX', collprovider: 'c', collencoding: -1, collcollate: 'POSIX', collctype: 'POSIX' },
  { oid: 12_341, collname: 'ucs_basic', collprovider: 'c', collencoding: 6, collcollate: 'C', collctype: 'C' },
];

export const TABLESPACES: readonly Row[] = [
  { oid: 1663, spcname: 'pg_default' },
  { oid: 1664, spcname: 'pg_global' },
];

/** Predefined roles besides the accounts. */
export const PREDEFINED_ROLES: readonly (readonly [oid: number, name: string])[] = [
  [3373, 'pg_monitor'],
  [3374, 'pg_read_all_settings'],
  [3375, 'pg_read_all_stats'],
  [3377, 'pg_stat_scan_tables'],
  [4200, 'pg_signal_backend'],
  [4544, 'pg_checkpoint'],
  [4569, 'pg_read_server_files'],
  [4570, 'pg_write_server_files'],
  [4571, 'pg_execute_server_program'],
  [6171, 'pg_database_owner'],
  [6181, 'pg_read_all_data'],
  [6182, 'pg_write_all_data'],
];

/** Members and the predefined roles they belong to. */
export const PREDEFINED_MEMBERSHIPS: readonly (readonly [oid: number, role: number, member: number])[] = [
  [0, 3374, 3373],
  [0, 3375, 3373],
  [0, 3377, 3373],
];

export const RANGES: readonly Row[] = [
  { rngtypid: 3904, rngsubtype: 23, rngmultitypid: 4451, rngsubopc: 1978, rngcanonical: 3914, rngsubdiff: 3922 },
  { rngtypid: 3906, rngsubtype: 1700, rngmultitypid: 4532, rngsubopc: 3125, rngcanonical: 0, rngsubdiff: 3924 },
  { rngtypid: 3908, rngsubtype: 1114, rngmultitypid: 4533, rngsubopc: 3128, rngcanonical: 0, rngsubdiff: 3929 },
  { rngtypid: 3910, rngsubtype: 1184, rngmultitypid: 4534, rngsubopc: 3127, rngcanonical: 0, rngsubdiff: 3930 },
  { rngtypid: 3912, rngsubtype: 1082, rngmultitypid: 4535, rngsubopc: 3122, rngcanonical: 3915, rngsubdiff: 3925 },
  { rngtypid: 3926, rngsubtype: 20, rngmultitypid: 4536, rngsubopc: 3124, rngcanonical: 3928, rngsubdiff: 3923 },
];

/** The btree operator class of a type that has one, for pg_index.indclass: oid, name, family, type. */
export const BTREE_CLASSES: readonly (readonly [oid: number, name: string, family: number, type: number])[] = [
  [10_003, 'bool_ops', 424, 16],
  [10_006, 'bytea_ops', 428, 17],
  [10_007, 'char_ops', 429, 18],
  [10_028, 'name_ops', 1994, 19],
  [3124, 'int8_ops', 1976, 20],
  [1979, 'int2_ops', 1976, 21],
  [1978, 'int4_ops', 1976, 23],
  [3126, 'text_ops', 1994, 25],
  [1981, 'oid_ops', 1989, 26],
  [10_012, 'float4_ops', 1970, 700],
  [3123, 'float8_ops', 1970, 701],
  [10_004, 'bpchar_ops', 426, 1042],
  [3122, 'date_ops', 434, 1082],
  [10_038, 'time_ops', 1996, 1083],
  [3128, 'timestamp_ops', 434, 1114],
  [3127, 'timestamptz_ops', 434, 1184],
  [10_022, 'interval_ops', 1982, 1186],
  [10_041, 'timetz_ops', 2000, 1266],
  [10_002, 'bit_ops', 423, 1560],
  [10_043, 'varbit_ops', 2002, 1562],
  [3125, 'numeric_ops', 1988, 1700],
  [10_034, 'record_ops', 2994, 2249],
  [10_000, 'array_ops', 397, 2277],
  [10_065, 'uuid_ops', 2968, 2950],
  [10_088, 'jsonb_ops', 4033, 3802],
];
