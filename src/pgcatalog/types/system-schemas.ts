/** Schemas that every database has, with PostgreSQL 15's numbers. */
export const PG_CATALOG_OID = 11;
export const PG_TOAST_OID = 99;
export const INFORMATION_SCHEMA_OID = 13_207;
