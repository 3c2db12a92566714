import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { OID } from '../../types/oid.ts';
import { quoteIdent, quoteLiteral } from '../model/definitions.ts';
import { parseName } from '../model/name-lookup.ts';
import { toOutput, toText } from '../rewrite/coerce.ts';
import { raw, typed } from '../rewrite/typed.ts';
import { build, type FunctionRule, js, sql, text } from './definition.ts';

/** Whether the regular expression {1} has a group that captures: not what is escaped, nor within a bracket expression. */
const HAS_GROUP = "regexp_matches(regexp_replace({1}, '\\\\.|\\[\\^?\\]?[^\\]]*\\]', '', 'g'), '\\((?:[^?]|$)')";

/** Functions over text. */
export const TEXT_FUNCTIONS: readonly FunctionRule[] = [
  js('quote_ident(text) text', (_, name) => quoteIdent(text(name))),
  js('quote_literal(text) text', (_, value) => quoteLiteral(text(value))),
  js('quote_nullable(text) text', (_, value) => (value === null ? 'NULL' : quoteLiteral(text(value))), {
    nullable: true,
  }),
  js('parse_ident(text) text[]', (_, name) => parseName(text(name))),
  js('parse_ident(text, bool) text[]', (_, name) => parseName(text(name))),
  build('format(text, variadic any) text', (args, env, span) => {
    const [pattern, ...values] = args.map((arg) => toOutput(arg, env, span));
    const list = values.map((_, index) => `{${index + 1}}`).join(', ');
    if (pattern === undefined) throw new Error('format without a pattern');
    return typed(raw(span, `sh_format({0}, CAST([${list}] AS VARCHAR[]))`, pattern, ...values), OID.text);
  }),
  build('concat(variadic any) text', (args, env, span) => {
    const values = args.map((arg) => toOutput(arg, env, span));
    return typed(raw(span, `concat(${values.map((_, index) => `{${index}}`).join(', ')})`, ...values), OID.text);
  }),
  build('concat_ws(text, variadic any) text', (args, env, span) => {
    const values = args.map((arg) => toOutput(arg, env, span));
    return typed(raw(span, `concat_ws(${values.map((_, index) => `{${index}}`).join(', ')})`, ...values), OID.text);
  }),
  sql('upper(text) text', 'upper({0})'),
  sql('lower(text) text', 'lower({0})'),
  sql(
    'initcap(text) text',
    "array_to_string(list_transform(string_split(lower({0}), ' '), lambda w: upper(left(w, 1)) || w[2:]), ' ')",
  ),
  ...['length', 'char_length', 'character_length'].map((name) =>
    sql(`${name}(text) int4`, 'CAST(length({0}) AS INTEGER)'),
  ),
  sql('octet_length(text) int4', 'CAST(strlen({0}) AS INTEGER)'),
  sql('left(text, int4) text', 'left({0}, {1})'),
  sql('right(text, int4) text', 'right({0}, {1})'),
  sql('lpad(text, int4) text', "lpad({0}, {1}, ' ')"),
  sql('lpad(text, int4, text) text', 'lpad({0}, {1}, {2})'),
  sql('rpad(text, int4) text', "rpad({0}, {1}, ' ')"),
  sql('rpad(text, int4, text) text', 'rpad({0}, {1}, {2})'),
  sql('repeat(text, int4) text', 'repeat({0}, {1})'),
  sql('reverse(text) text', 'reverse({0})'),
  sql('replace(text, text, text) text', 'replace({0}, {1}, {2})'),
  sql('translate(text, text, text) text', 'translate({0}, {1}, {2})'),
  ...['btrim', 'trim', 'ltrim', 'rtrim'].flatMap((name) => {
    const engine = name === 'btrim' ? 'trim' : name;
    return [sql(`${name}(text) text`, `${engine}({0}, ' ')`), sql(`${name}(text, text) text`, `${engine}({0}, {1})`)];
  }),
  ...['position', 'strpos'].map((name) =>
    sql(
      `${name}(text, text) int4`,
      name === 'position' ? 'CAST(strpos({1}, {0}) AS INTEGER)' : 'CAST(strpos({0}, {1}) AS INTEGER)',
    ),
  ),
  js('substring(text, int4) text', (_, value, from) => slice(text(value), Number(from), undefined)),
  js('substring(text, int4, int4) text', (_, value, from, count) => slice(text(value), Number(from), Number(count))),
  js('substr(text, int4) text', (_, value, from) => slice(text(value), Number(from), undefined)),
  js('substr(text, int4, int4) text', (_, value, from, count) => slice(text(value), Number(from), Number(count))),
  sql(
    'substring(text, text) text',
    `CASE WHEN regexp_matches({0}, {1}, 's') THEN regexp_extract({0}, {1}, CASE WHEN ${HAS_GROUP} THEN 1 ELSE 0 END, 's') END`,
  ),
  sql('split_part(text, text, int4) text', 'split_part({0}, {1}, {2})'),
  sql('starts_with(text, text) bool', 'starts_with({0}, {1})'),
  sql('regexp_replace(text, text, text) text', "regexp_replace({0}, {1}, {2}, 's')"),
  sql('regexp_replace(text, text, text, text) text', "regexp_replace({0}, {1}, {2}, {3} || 's')"),
  sql(
    'regexp_match(text, text) text[]',
    `CASE WHEN regexp_matches({0}, {1}, 's') THEN CASE WHEN ${HAS_GROUP} THEN list_slice(regexp_extract_all({0}, {1}, 1), 1, 1) ELSE [regexp_extract({0}, {1}, 0, 's')] END END`,
  ),
  sql('regexp_split_to_array(text, text) text[]', 'regexp_split_to_array({0}, {1})'),
  sql('regexp_split_to_table(text, text) setof text', 'regexp_split_to_array({0}, {1})'),
  sql(
    'string_to_array(text, text) text[]',
    "CASE WHEN {0} = '' THEN CAST([] AS VARCHAR[]) WHEN {1} IS NULL THEN string_split({0}, '') ELSE string_split({0}, {1}) END",
  ),
  sql(
    'string_to_array(text, text, text) text[]',
    "CASE WHEN {0} = '' THEN CAST([] AS VARCHAR[]) ELSE list_transform(string_split({0}, {1}), lambda w: CASE WHEN w = {2} THEN NULL ELSE w END) END",
  ),
  sql('string_to_table(text, text) setof text', 'string_split({0}, {1})'),
  sql('md5(text) text', 'md5({0})'),
  sql('ascii(text) int4', 'CAST(ascii({0}) AS INTEGER)'),
  sql('chr(int4) text', 'chr({0})'),
  sql('to_hex(int4) text', 'lower(to_hex({0}))'),
  sql('to_hex(int8) text', 'lower(to_hex({0}))'),
  sql('encode(bytea, text) text', "CASE lower({1}) WHEN 'hex' THEN lower(hex({0})) WHEN 'base64' THEN base64({0}) END"),
  sql('convert_from(bytea, name) text', 'CASE WHEN {1} IS NOT NULL THEN decode({0}) END'),
  ...['text', 'name', 'bpchar', 'varchar'].flatMap((type) => [sql(`${type}(text) ${type}`, '{0}')]),
  build('text(any) text', ([value], env, span) => {
    if (value === undefined) throw new Error('text() without an argument');
    return typed(toText(value, env, span), OID.text);
  }),
];

/** From the character `from` (1-based, may lie before the text), as SQL counts. Throws 22011's kin for a negative length. */
function slice(value: string, from: number, count: number | undefined): string {
  const characters = Array.from(value);
  if (count === undefined) return characters.slice(Math.max(0, from - 1)).join('');
  if (count < 0) throw new SqlError(SQLSTATE.invalidParameterValue, 'negative substring length not allowed');
  const end = from - 1 + count;
  return end <= 0 ? '' : characters.slice(Math.max(0, from - 1), end).join('');
}

/** `format('%I.%L %s %%', …)`, with `%1$s`, `-` and widths. Source: PostgreSQL manual, 9.4.1. */
export function formatText(pattern: string, values: readonly (string | null)[]): string {
  let next = 0;
  return pattern.replaceAll(
    /%(?:(%)|(?:(\d+)\$)?(-)?(\d+)?([sIL])|(.?))/gs,
    (_, percent?: string, place?: string, minus?: string, width?: string, kind?: string, other?: string) => {
      if (percent !== undefined) return '%';
      if (kind === undefined) {
        throw new SqlError(SQLSTATE.invalidParameterValue, `unrecognized format() type specifier "${other ?? ''}"`);
      }
      const index = place === undefined ? next : Number(place) - 1;
      next = index + 1;
      if (index >= values.length) throw new SqlError(SQLSTATE.invalidParameterValue, 'too few arguments for format()');
      const written = formatOne(kind, values[index] ?? null);
      const size = Number(width ?? 0);
      return minus === undefined ? written.padStart(size) : written.padEnd(size);
    },
  );
}

function formatOne(kind: string, value: string | null): string {
  if (kind === 's') return value ?? '';
  if (kind === 'L') return value === null ? 'NULL' : quoteLiteral(value);
  if (value !== null) return quoteIdent(value);
  throw new SqlError(SQLSTATE.invalidParameterValue, 'null values cannot be formatted as an SQL identifier');
}
