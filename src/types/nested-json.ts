import {
  DuckDBArrayValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { infiniteText } from './codec/timestamp.ts';
import { zonedText } from './codec/timestamptz.ts';
import type { Codec } from './codec.ts';
import { invalidText } from './codec-error.ts';
import type { DataType, StructField } from './data-type.ts';
import type { EncodeContext } from './encode-context.ts';
import type { RawJson } from './json-reader.ts';
import { entryOf, structValueOf } from './struct-entries.ts';

export type CodecOf = (type: DataType) => Codec;

/**
 * Nested values as JSON: LIST and ARRAY as arrays, STRUCT as an object (fields without a name are f1, f2, …), MAP as an
 * object when its keys are text, else as an array of {"key", "value"}, UNION as the value it holds. Scalars are as
 * PostgreSQL's to_json writes them: numbers plain, except NaN and the infinities, which JSON lacks, as strings; times in
 * ISO 8601; everything else as a string of its text. Source: PostgreSQL `datum_to_json`, src/backend/utils/adt/json.c.
 */
export function nestedJson(value: DuckDBValue, type: DataType, context: EncodeContext, codecOf: CodecOf): string {
  if (value === null) return 'null';
  const inner = (item: DuckDBValue, itemType: DataType): string => nestedJson(item, itemType, context, codecOf);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    const element = type.kind === 'list' || type.kind === 'array' ? type.element : UNKNOWN;
    return `[${value.items.map((item) => inner(item, element)).join(',')}]`;
  }
  if (value instanceof DuckDBStructValue && type.kind === 'struct') {
    const entries = type.fields.map(
      (field, index) =>
        `${JSON.stringify(jsonName(field, index))}:${inner(entryOf(value, type.fields, index), field.type)}`,
    );
    return `{${entries.join(',')}}`;
  }
  if (value instanceof DuckDBMapValue && type.kind === 'map') {
    return hasTextKeys(type.key)
      ? `{${value.entries.map((entry) => `${JSON.stringify(String(entry.key))}:${inner(entry.value, type.value)}`).join(',')}}`
      : `[${value.entries.map((entry) => `{"key":${inner(entry.key, type.key)},"value":${inner(entry.value, type.value)}}`).join(',')}]`;
  }
  if (value instanceof DuckDBUnionValue && type.kind === 'union') {
    return inner(value.value, type.members.find((member) => member.name === value.tag)?.type ?? UNKNOWN);
  }
  return scalarJson(value, type, context, codecOf);
}

/** The engine's value that JSON text stands for. Throws 22P02 where the shapes do not match. */
export function valueOfJson(json: RawJson, type: DataType, context: EncodeContext, codecOf: CodecOf): DuckDBValue {
  if (json === null) return null;
  const inner = (item: RawJson, itemType: DataType): DuckDBValue => valueOfJson(item, itemType, context, codecOf);
  switch (type.kind) {
    case 'list':
      return new DuckDBListValue(arrayOf(json).map((item) => inner(item, type.element)));
    case 'array':
      return new DuckDBArrayValue(arrayOf(json).map((item) => inner(item, type.element)));
    case 'struct': {
      const entries = objectOf(json);
      const values = type.fields.map((field, index) => inner(entries.get(jsonName(field, index)) ?? null, field.type));
      return structValueOf(type.fields, values);
    }
    case 'map':
      return new DuckDBMapValue(
        json instanceof Map
          ? Array.from(json, ([key, value]) => ({ key: inner(key, type.key), value: inner(value, type.value) }))
          : arrayOf(json).map((pair) => {
              const entry = objectOf(pair);
              return {
                key: inner(entry.get('key') ?? null, type.key),
                value: inner(entry.get('value') ?? null, type.value),
              };
            }),
      );
    case 'json':
      return rawText(json);
    default:
      return codecOf(type).decodeText(typeof json === 'string' ? json : rawText(json), type, context);
  }
}

const UNKNOWN: DataType = { kind: 'unknown' };

function jsonName(field: StructField, index: number): string {
  return field.name === '' ? `f${index + 1}` : field.name;
}

function hasTextKeys(key: DataType): boolean {
  return key.kind === 'varchar' || key.kind === 'enum' || key.kind === 'unknown';
}

function scalarJson(value: DuckDBValue, type: DataType, context: EncodeContext, codecOf: CodecOf): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof DuckDBTimestampTZValue) {
    return JSON.stringify(infiniteText(value.micros) ?? zonedText(value.micros, context, true));
  }
  const text = codecOf(type).encodeText(value, type, context);
  switch (type.kind) {
    case 'json':
      return text;
    case 'float':
    case 'double':
      return Number.isFinite(value) ? text : JSON.stringify(text);
    case 'timestamp':
    case 'timestamp_s':
    case 'timestamp_ms':
    case 'timestamp_ns':
      return JSON.stringify(text.replace(' ', 'T'));
    default:
      return typeof value === 'bigint' || typeof value === 'number' || type.kind === 'decimal'
        ? text
        : JSON.stringify(text);
  }
}

function arrayOf(json: RawJson): readonly RawJson[] {
  if (!Array.isArray(json)) throw invalidText('json', rawText(json));
  return json;
}

function objectOf(json: RawJson): ReadonlyMap<string, RawJson> {
  if (!(json instanceof Map)) throw invalidText('json', rawText(json));
  return json;
}

function rawText(json: RawJson): string {
  if (json === null || typeof json === 'boolean') return String(json);
  if (typeof json === 'string') return JSON.stringify(json);
  if (json instanceof Map) {
    return `{${Array.from(json, ([key, value]) => `${JSON.stringify(key)}:${rawText(value)}`).join(',')}}`;
  }
  return Array.isArray(json) ? `[${json.map(rawText).join(',')}]` : (json as { readonly number: string }).number;
}
