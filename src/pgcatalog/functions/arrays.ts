import { OID } from '../../types/oid.ts';
import { coerce, commonType, outputItems } from '../rewrite/coerce.ts';
import { jsonText } from '../rewrite/json-text.ts';
import { countsFromZero, raw, type Typed, typed } from '../rewrite/typed.ts';
import { elementOf } from '../types/engine-type.ts';
import { build, type FunctionRule, sql } from './definition.ts';

const first = (args: readonly Typed[]): Typed => {
  const [value] = args;
  if (value === undefined) throw new Error('a function without its argument');
  return value;
};
const element = (value: Typed): number => elementOf(value.type) ?? OID.text;

function lowerBound(list: Typed): number {
  return countsFromZero(list) ? 0 : 1;
}

/** Functions over arrays. Those that give rows answer a list, which the rewriter unnests. */
export const ARRAY_FUNCTIONS: readonly FunctionRule[] = [
  build('array_lower(anyarray, int4) int4', (args, _, span) =>
    typed(
      raw(span, `CASE WHEN len({0}) > 0 THEN CAST(${lowerBound(first(args))} AS INTEGER) END`, first(args).expr),
      OID.int4,
    ),
  ),
  build('array_upper(anyarray, int4) int4', (args, _, span) => {
    const shift = lowerBound(first(args)) - 1;
    return typed(
      raw(span, `CASE WHEN len({0}) > 0 THEN CAST(len({0}) + ${shift} AS INTEGER) END`, first(args).expr),
      OID.int4,
    );
  }),
  sql('array_length(anyarray, int4) int4', 'CASE WHEN len({0}) > 0 AND {1} = 1 THEN CAST(len({0}) AS INTEGER) END'),
  sql('array_ndims(anyarray) int4', 'CASE WHEN len({0}) > 0 THEN CAST(1 AS INTEGER) END'),
  sql('cardinality(anyarray) int4', 'CAST(len({0}) AS INTEGER)'),
  build('array_position(anyarray, anyelement) int4', (args, env, span) => {
    const [list = first(args), item = first(args)] = args;
    const wanted = coerce(item, element(list), env, span);
    const shift = lowerBound(list) - 1;
    return typed(raw(span, `CAST(list_position({0}, {1}) + ${shift} AS INTEGER)`, list.expr, wanted.expr), OID.int4);
  }),
  build('array_remove(anyarray, anyelement) anyarray', (args, env, span) => {
    const [list = first(args), item = first(args)] = args;
    const gone = coerce(item, element(list), env, span);
    const text = 'list_filter({0}, lambda e: e IS DISTINCT FROM {1})';
    return typed(raw(span, text, list.expr, gone.expr), list.type);
  }),
  build('array_append(anyarray, anyelement) anyarray', (args, env, span) => {
    const [list = first(args), item = first(args)] = args;
    return typed(raw(span, 'list_append({0}, {1})', list.expr, coerce(item, element(list), env, span).expr), list.type);
  }),
  build('array_cat(anyarray, anyarray) anyarray', (args, env, span) => {
    const [a = first(args), b = first(args)] = args;
    const type = commonType(args);
    const [left, right] = [coerce(a, type, env, span), coerce(b, type, env, span)];
    return typed(raw(span, 'list_concat({0}, {1})', left.expr, right.expr), type);
  }),
  build('array_to_string(anyarray, text) text', (args, env, span) => {
    const [list = first(args), separator = first(args)] = args;
    const texts = outputItems(list, env, span);
    return typed(raw(span, 'array_to_string({0}, {1})', texts, separator.expr), OID.text);
  }),
  build('array_to_string(anyarray, text, text) text', (args, env, span) => {
    const [list = first(args), separator = first(args), missing = first(args)] = args;
    const texts = outputItems(list, env, span);
    const text = 'array_to_string(list_transform({0}, lambda e: coalesce(e, {2})), {1})';
    return typed(raw(span, text, texts, separator.expr, missing.expr), OID.text);
  }),
  build('unnest(anyarray) setof anyelement', (args) => first(args)),
  build('generate_subscripts(anyarray, int4) setof int4', (args, _, span) => {
    const low = lowerBound(first(args));
    const text = `CAST(generate_series(${low}, len({0}) - 1 + ${low}) AS INTEGER[])`;
    return typed(raw(span, text, first(args).expr), OID.int4Array);
  }),
  ...series('int4', 'INTEGER'),
  ...series('int8', 'BIGINT'),
  sql('generate_series(timestamptz, timestamptz, interval) setof timestamptz', 'generate_series({0}, {1}, {2})'),
  sql('generate_series(timestamp, timestamp, interval) setof timestamp', 'generate_series({0}, {1}, {2})'),
  build('_pg_expandarray(anyarray) setof record', (args, _, span) => {
    const list = first(args);
    const text = 'list_transform({0}, lambda e, i: {{"x": e, "n": CAST(i AS INTEGER)})';
    return {
      ...typed(raw(span, text, list.expr), OID.recordArray),
      record: [
        { name: 'x', type: element(list) },
        { name: 'n', type: OID.int4 },
      ],
    };
  }),
  // Nothing is partitioned: no table has a tree.
  build('pg_partition_tree(regclass) setof record', (args, _, span) => ({
    ...typed(
      raw(
        span,
        'list_filter([{{"relid": {0}, "parentrelid": {0}, "isleaf": true, "level": 0}], lambda e: false)',
        first(args).expr,
      ),
      OID.recordArray,
    ),
    record: [
      { name: 'relid', type: OID.regclass },
      { name: 'parentrelid', type: OID.regclass },
      { name: 'isleaf', type: OID.bool },
      { name: 'level', type: OID.int4 },
    ],
  })),
  build('array_to_json(anyarray) json', (args, env, span) => typed(jsonText(first(args), env, span), OID.json)),
];

function series(type: string, engine: string): readonly FunctionRule[] {
  return [
    sql(`generate_series(${type}, ${type}) setof ${type}`, `CAST(generate_series({0}, {1}) AS ${engine}[])`),
    sql(
      `generate_series(${type}, ${type}, ${type}) setof ${type}`,
      `CAST(generate_series({0}, {1}, {2}) AS ${engine}[])`,
    ),
  ];
}
