import { OID } from '../../types/oid.ts';
import { coerce, commonType, toText } from '../rewrite/coerce.ts';
import { jsonText } from '../rewrite/json-text.ts';
import { comparable } from '../rewrite/operators.ts';
import { raw, type Typed, typed } from '../rewrite/typed.ts';
import { aggregate, build, type FunctionRule, sql } from './definition.ts';

/** Functions over JSON, numbers and times, and aggregates. */
export const VALUE_FUNCTIONS: readonly FunctionRule[] = [
  ...['json_build_object', 'jsonb_build_object'].map((name) =>
    build(`${name}(variadic any) json`, (args, env, span) => {
      const texts = args.map((arg, index) => (index % 2 === 0 ? jsonKey(arg, env, span) : jsonText(arg, env, span)));
      const parts = texts.map((_, index) =>
        index % 2 === 0 ? `'${index === 0 ? '' : ', '}' || {${index}} || ' : '` : `coalesce({${index}}, 'null')`,
      );
      return typed(raw(span, `'{{' || ${[...parts, "'}'"].join(' || ')}`, ...texts), OID.json);
    }),
  ),
  ...['json_build_array', 'jsonb_build_array'].map((name) =>
    build(`${name}(variadic any) json`, (args, env, span) => {
      const texts = args.map((arg) => jsonText(arg, env, span));
      const parts = texts.map((_, index) => `'${index === 0 ? '' : ', '}' || coalesce({${index}}, 'null')`);
      return typed(raw(span, ["'['", ...parts, "']'"].join(' || '), ...texts), OID.json);
    }),
  ),
  ...['row_to_json', 'to_json', 'to_jsonb'].flatMap((name) => [
    build(`${name}(any) json`, ([value], env, span) => {
      if (value === undefined) throw new Error(`${name} without an argument`);
      return typed(jsonText(value, env, span), OID.json);
    }),
  ]),

  ...['coalesce', 'greatest', 'least'].map((name) =>
    build(
      `${name}(variadic any) anyelement`,
      (args, env, span) => {
        const type = commonType(args);
        const values = args.map((arg) => coerce(arg, type, env, span).expr);
        return typed(raw(span, `${name}(${values.map((_, index) => `{${index}}`).join(', ')})`, ...values), type);
      },
      true,
    ),
  ),
  build(
    'nullif(any, any) anyelement',
    ([left, right], env, span) => {
      if (left === undefined || right === undefined) throw new Error('nullif without its arguments');
      const [a, b] = comparable('=', left, right, env, span);
      return typed(raw(span, 'nullif({0}, {1})', a.expr, b.expr), a.type);
    },
    true,
  ),

  sql('abs(int4) int4', 'abs({0})'),
  sql('abs(int8) int8', 'abs({0})'),
  sql('abs(float8) float8', 'abs({0})'),
  sql('ceil(float8) float8', 'ceil({0})'),
  sql('floor(float8) float8', 'floor({0})'),
  sql('round(float8) float8', 'round_even({0}, 0)'),
  sql('round(numeric) numeric', 'round({0})'),
  sql('round(numeric, int4) numeric', 'round({0}, {1})'),
  sql('trunc(float8) float8', 'trunc({0})'),
  sql('power(float8, float8) float8', 'pow({0}, {1})'),
  sql('mod(int4, int4) int4', '{0} % {1}'),
  sql('mod(int8, int8) int8', '{0} % {1}'),
  ...['int2 SMALLINT', 'int4 INTEGER', 'int8 BIGINT', 'float4 FLOAT', 'float8 DOUBLE', 'oid BIGINT'].map((both) => {
    const [type, engine] = both.split(' ');
    return sql(`${type}(any) ${type}`, `CAST({0} AS ${engine})`);
  }),

  sql('age(timestamptz, timestamptz) interval', 'age({0}, {1})'),
  sql('age(xid) int4', 'CASE WHEN {0} IS NOT NULL THEN CAST(0 AS INTEGER) END'),
  sql('mxid_age(xid) int4', 'CASE WHEN {0} IS NOT NULL THEN CAST(0 AS INTEGER) END'),
  sql('date_part(text, timestamptz) float8', 'CAST(date_part({0}, {1}) AS DOUBLE)'),
  sql('date_part(text, interval) float8', 'CAST(date_part({0}, {1}) AS DOUBLE)'),
  sql('date_trunc(text, timestamptz) timestamptz', 'date_trunc({0}, {1})'),
  sql('to_timestamp(float8) timestamptz', 'to_timestamp({0})'),
  sql('timezone(text, timestamptz) timestamp', 'timezone({0}, {1})'),
  sql('timezone(text, timestamp) timestamptz', 'timezone({0}, {1})'),
  build('to_char(timestamptz, text) text', ([value, pattern], _, span) => toChar(value, pattern, span)),
  build('to_char(timestamp, text) text', ([value, pattern], _, span) => toChar(value, pattern, span)),

  build('pg_typeof(any) regtype', ([value], _, span) =>
    typed(raw(span, `CAST(${value?.type ?? 0} AS BIGINT)`), OID.regtype),
  ),
  build('num_nulls(variadic any) int4', (args, _, span) => counted(args, 'IS NULL', span)),
  build('num_nonnulls(variadic any) int4', (args, _, span) => counted(args, 'IS NOT NULL', span)),

  aggregate('count() int8', 'count'),
  aggregate('count(any) int8', 'count'),
  aggregate('sum(int2) int8', 'sum'),
  aggregate('sum(int4) int8', 'sum'),
  aggregate('sum(int8) numeric', 'sum'),
  aggregate('sum(numeric) numeric', 'sum'),
  aggregate('sum(float4) float4', 'sum'),
  aggregate('sum(float8) float8', 'sum'),
  aggregate('avg(any) numeric', 'avg'),
  aggregate('min(anyelement) anyelement', 'min'),
  aggregate('max(anyelement) anyelement', 'max'),
  aggregate('bool_and(bool) bool', 'bool_and'),
  aggregate('bool_or(bool) bool', 'bool_or'),
  aggregate('every(bool) bool', 'bool_and'),
  aggregate('array_agg(anyelement) anyarray', 'list'),
  aggregate('string_agg(text, text) text', 'string_agg'),
  aggregate('json_agg(any) json', 'json_agg'),
  aggregate('jsonb_agg(any) json', 'json_agg'),
  aggregate('row_number() int8', 'row_number'),
  aggregate('rank() int8', 'rank'),
  aggregate('dense_rank() int8', 'dense_rank'),
  aggregate('lag(anyelement) anyelement', 'lag'),
  aggregate('lead(anyelement) anyelement', 'lead'),
  aggregate('first_value(anyelement) anyelement', 'first_value'),
  aggregate('last_value(anyelement) anyelement', 'last_value'),
];

type Environment = Parameters<typeof toText>[1];
type Place = Parameters<typeof toText>[2];

function jsonKey(key: Typed, env: Environment, span: Place) {
  return raw(span, 'CAST(to_json({0}) AS VARCHAR)', toText(key, env, span));
}

function counted(args: readonly Typed[], test: string, span: Place): Typed {
  const sum = args.map((_, index) => `CAST(({${index}} ${test}) AS INTEGER)`).join(' + ');
  return typed(raw(span, sum === '' ? '0' : sum, ...args.map(({ expr }) => expr)), OID.int4);
}

/** The patterns that clients use, all of them digits of a time. Source: PostgreSQL manual, table 9.27. */
const PATTERNS: readonly (readonly [pattern: string, format: string])[] = [
  ['YYYY', '%Y'],
  ['HH24', '%H'],
  ['HH12', '%I'],
  ['MM', '%m'],
  ['DD', '%d'],
  ['HH', '%I'],
  ['MI', '%M'],
  ['SS', '%S'],
  ['MS', '%g'],
  ['US', '%f'],
  ['AM', '%p'],
  ['PM', '%p'],
  ['TZ', '%Z'],
];

function toChar(value: Typed | undefined, pattern: Typed | undefined, span: Place): Typed {
  if (value === undefined || pattern === undefined) throw new Error('to_char without its arguments');
  const format = PATTERNS.reduce((text, [from, to]) => `replace(${text}, '${from}', '${to}')`, '{1}');
  return typed(raw(span, `strftime(CAST({0} AS TIMESTAMP), ${format})`, value.expr, pattern.expr), OID.text);
}
