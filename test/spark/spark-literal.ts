import {
  DuckDBBlobValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { sparkTypeName } from '../../src/functions/type-rules.ts';
import { type DataType, duckdbTypeName } from '../../src/types/data-type.ts';
import { cellText, rowText } from '../support/function-transcript.ts';
import type { Relation } from './our-answer.ts';
import { sparkString } from './spark-text.ts';

/** A query of Spark's that gives the rows of a relation, with its types. */
export function sparkQuery({ columns, rows }: Relation): string {
  const names = columns.map((column) => `\`${column.name}\``);
  const casts = columns.map(({ type }, i) => `CAST(${names[i]} AS ${sparkType(type)}) AS ${names[i]}`);
  if (rows.length === 0) {
    return `SELECT ${columns.map(({ type }, i) => `CAST(NULL AS ${sparkType(type)}) AS ${names[i]}`).join(', ')} WHERE false`;
  }
  const values = rows.map((row) => `(${row.map((value, i) => literal(value, columns[i]?.type)).join(', ')})`);
  return `SELECT ${casts.join(', ')} FROM VALUES ${values.join(', ')} AS v(${names.join(', ')})`;
}

function sparkType(type: DataType): string {
  return type.kind === 'unknown' ? 'string' : sparkTypeName(type);
}

function literal(value: DuckDBValue, type: DataType | undefined): string {
  if (type === undefined) throw new Error('a value without a column');
  const to = sparkType(type);
  if (value === null) return `CAST(NULL AS ${to})`;
  if (value instanceof DuckDBListValue && type.kind === 'list') {
    return `CAST(array(${value.items.map((item) => literal(item, type.element)).join(', ')}) AS ${to})`;
  }
  if (value instanceof DuckDBStructValue && type.kind === 'struct') {
    const members = type.fields.map(
      (field) => `${sparkString(field.name)}, ${literal(value.entries[field.name] ?? null, field.type)}`,
    );
    return `named_struct(${members.join(', ')})`;
  }
  if (value instanceof DuckDBMapValue && type.kind === 'map') {
    const entries = value.entries.map(
      (entry) => `${literal(entry.key, type.key)}, ${literal(entry.value, type.value)}`,
    );
    return `CAST(map(${entries.join(', ')}) AS ${to})`;
  }
  if (value instanceof DuckDBBlobValue) return cellText(value);
  if (typeof value === 'string') return sparkString(value);
  if (typeof value === 'number' && !/INT|INTEGER/.test(duckdbTypeName(type))) return `CAST('${value}' AS ${to})`;
  return `CAST(${sparkString(rowText([value], [duckdbTypeName(type)]))} AS ${to})`;
}
