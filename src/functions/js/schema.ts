import type { JsFunction } from '../js-functions.ts';
import { listOf, VARCHAR } from '../type-rules.ts';

/** Spark's `schema_of_json`: the DDL of a document; members in the order of their names. NULL for text that is no JSON. */
export function schemaOfJson(text: string): string | null {
  try {
    // Numbers are kept as text, since 1 and 1.0 differ here.
    const marked = text.replaceAll(/"(?:[^"\\]+|\\.)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs, (token) =>
      token.startsWith('"') ? token : JSON.stringify(`\0${token}`),
    );
    return ddlOf(JSON.parse(marked));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function ddlOf(value: unknown): string {
  if (value === null) return 'STRING';
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value === 'string') return value.startsWith('\0') ? numberDdl(value.slice(1)) : 'STRING';
  if (Array.isArray(value)) return `ARRAY<${value.map(ddlOf).reduce(commonDdl, undefined) ?? 'STRING'}>`;
  const members = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return `STRUCT<${members.map(([name, member]) => `${ddlName(name)}: ${ddlOf(member)}`).join(', ')}>`;
}

function numberDdl(text: string): string {
  if (/[.eE]/.test(text)) return 'DOUBLE';
  const digits = text.replace('-', '').length;
  return digits < 19 || (digits === 19 && BigInt.asIntN(64, BigInt(text)) === BigInt(text))
    ? 'BIGINT'
    : `DECIMAL(${digits},0)`;
}

function ddlName(name: string): string {
  return /^\w+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

function commonDdl(a: string | undefined, b: string): string {
  if (a === undefined || a === b) return b;
  const numbers = new Set(['BIGINT', 'DOUBLE']);
  return numbers.has(a) && numbers.has(b) ? 'DOUBLE' : 'STRING';
}

/** The fields of one line of CSV; an empty field that is not quoted is NULL. */
export function csvFields(line: string): readonly (string | null)[] {
  const fields: (string | null)[] = [];
  const pattern = /(?:"((?:[^"\\]|\\.|"")*)"|([^,]*))(,|$)/gs;
  for (const match of line.matchAll(pattern)) {
    const [, quoted, bare = ''] = match;
    fields.push(
      quoted === undefined
        ? bare === ''
          ? null
          : bare
        : quoted.replaceAll(/\\(.)|""/gs, (_, letter) => letter ?? '"'),
    );
    if (match[3] === '') break;
  }
  return fields;
}

export function schemaOfCsv(line: string): string {
  const types = csvFields(line).map((field, i) => `_c${i}: ${csvDdl(field)}`);
  return `STRUCT<${types.join(', ')}>`;
}

function csvDdl(field: string | null): string {
  if (field === null) return 'STRING';
  if (/^[+-]?\d{1,9}$/.test(field)) return 'INT';
  if (/^[+-]?\d{1,18}$/.test(field)) return 'BIGINT';
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(field)) return 'DOUBLE';
  if (/^\d{4}-\d{2}-\d{2}$/.test(field)) return 'DATE';
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/.test(field)) return 'TIMESTAMP';
  return /^(true|false)$/i.test(field) ? 'BOOLEAN' : 'STRING';
}

export const schemaFunctions: readonly JsFunction[] = [
  { name: 'sh_schema_of_json', parameters: [VARCHAR], result: VARCHAR, call: (text) => schemaOfJson(String(text)) },
  { name: 'sh_csv_fields', parameters: [VARCHAR], result: listOf(VARCHAR), call: (line) => csvFields(String(line)) },
  { name: 'sh_schema_of_csv', parameters: [VARCHAR], result: VARCHAR, call: (line) => schemaOfCsv(String(line)) },
];
