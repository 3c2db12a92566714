import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseQName } from '../parse/names.ts';
import { parseOptionalWith } from '../parse/properties.ts';
import type { CreateDatabase, CreateFieldGroup, CreateNamespace, CreateSchema } from '../statement.ts';
import { parseColumnDefinition } from './columns.ts';
import { parseIfNotExists } from './create-table.ts';

/** What follows `CREATE DATABASE` (reference, section 1.8). */
export function parseCreateDatabase(c: Cursor, start: number): CreateDatabase {
  const ifNotExists = parseIfNotExists(c);
  const name = parseIdent(c);
  const properties = parseOptionalWith(c);
  return { kind: 'createDatabase', span: c.span(start), name, ifNotExists, properties };
}

/** What follows `CREATE SCHEMA`; PostgreSQL's AUTHORIZATION changes nothing. */
export function parseCreateSchema(c: Cursor, start: number): CreateSchema {
  const ifNotExists = parseIfNotExists(c);
  const name = parseQName(c);
  if (c.accept('authorization')) parseIdent(c);
  const properties = parseOptionalWith(c);
  return { kind: 'createSchema', span: c.span(start), name, ifNotExists, properties };
}

/** What follows `CREATE FIELDGROUP` (reference, section 1.11). */
export function parseCreateFieldGroup(c: Cursor, start: number): CreateFieldGroup {
  let ifNotExists = parseIfNotExists(c);
  const name = parseIdent(c);
  ifNotExists = parseIfNotExists(c) || ifNotExists;
  const columns = c.parenthesized(parseColumnDefinition);
  const properties = parseOptionalWith(c);
  return { kind: 'createFieldGroup', span: c.span(start), name, ifNotExists, columns, properties };
}

/** What follows `CREATE NAMESPACE` (reference, section 1.11). */
export function parseCreateNamespace(c: Cursor, start: number): CreateNamespace {
  const ifNotExists = parseIfNotExists(c);
  const name = parseIdent(c);
  const properties = parseOptionalWith(c);
  return { kind: 'createNamespace', span: c.span(start), name, ifNotExists, properties };
}
