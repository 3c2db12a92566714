import { type FunctionRule, js, sql, text } from './definition.ts';

/** Functions about the server and who asks: they answer the same as long as the catalog, the path and the user do. */
export const SERVER_FUNCTIONS: readonly FunctionRule[] = [
  js('version() text', ({ session }) => session.versionText),
  js('current_database() name', ({ lookup }) => lookup.model.database.name),
  js('current_catalog() name', ({ lookup }) => lookup.model.database.name),
  js('current_schema() name', ({ lookup }) => schemaName(lookup.path[0], lookup.model.schemas)),
  js('current_schemas(bool) name[]', ({ lookup }, implied) =>
    (implied === true ? lookup.fullPath : lookup.path).flatMap((oid) => schemaName(oid, lookup.model.schemas) ?? []),
  ),
  js('current_user() name', ({ session }) => session.user.name),
  js('current_role() name', ({ session }) => session.user.name),
  js('session_user() name', ({ session }) => session.user.name),
  js('user() name', ({ session }) => session.user.name),
  js('getpgusername() name', ({ session }) => session.user.name),
  sql('pg_is_in_recovery() bool', 'false'),
  sql('pg_is_wal_replay_paused() bool', 'false'),
  js('pg_my_temp_schema() oid', ({ lookup }) => lookup.model.temporarySchema ?? 0),
  sql('pg_is_other_temp_schema(oid) bool', '({0} IS NULL)'),
  sql('pg_jit_available() bool', 'false'),
  js('pg_encoding_to_char(int4) name', (_, encoding) => ENCODINGS[Number(encoding)] ?? ''),
  js('pg_char_to_encoding(name) int4', (_, name) => encodingNumber(text(name))),
  sql('getdatabaseencoding() name', "'UTF8'"),
  sql('row_security_active(text) bool', '({0} IS NULL)'),
  sql('row_security_active(oid) bool', '({0} IS NULL)'),
];

function schemaName(oid: number | undefined, schemas: ReadonlyMap<number, { readonly name: string }>): string | null {
  return oid === undefined ? null : (schemas.get(oid)?.name ?? null);
}

/** By PostgreSQL's number. Source: PostgreSQL 15, src/include/mb/pg_wchar.h. */
const ENCODINGS: readonly string[] = (
  'SQL_ASCII EUC_JP EUC_CN EUC_KR EUC_TW EUC_JIS_2004 UTF8 MULE_INTERNAL LATIN1 LATIN2 LATIN3 LATIN4 LATIN5 LATIN6 ' +
  'LATIN7 LATIN8 LATIN9 LATIN10 WIN1256 WIN1258 WIN866 WIN874 KOI8R WIN1251 WIN1252 ISO_8859_5 ISO_8859_6 ISO_8859_7 ' +
  'ISO_8859_8 WIN1250 WIN1253 WIN1254 WIN1255 WIN1257 KOI8U SJIS BIG5 GBK UHC GB18030 JOHAB SHIFT_JIS_2004'
).split(' ');

function encodingNumber(name: string): number {
  const plain = (encoding: string): string => encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return ENCODINGS.findIndex((encoding) => plain(encoding) === plain(name));
}
