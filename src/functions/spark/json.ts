import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { castTo, textOf } from '../casts.ts';
import { parseDdlType } from '../ddl-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { argument, literalText, quote, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** JSON and CSV. Text that is no JSON gives NULL. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** `get_json_object(json, '$.a[0].b')`; with `[*]` the matches as a JSON array, one match alone. */
function lowerGetJsonObject(call: LoweringCall): Expr {
  const path = literalText(call.source.args[1]);
  if (path === undefined) return raw('sh.json_at({0}, {1})', ...call.call.args);
  const translated = duckdbJsonPath(path);
  if (translated === undefined) return raw('CAST(NULL AS VARCHAR)');
  const macro = translated.includes('[*]') ? 'json_matches' : 'json_at';
  return raw(`sh.${macro}({0}, ${quote(translated)})`, argument(call.call, 0));
}

/** Spark's path as DuckDB's; undefined for what is no path. Source: Spark's JsonPathParser. */
export function duckdbJsonPath(path: string): string | undefined {
  if (!path.startsWith('$')) return undefined;
  let result = '$';
  let rest = path.slice(1);
  while (rest !== '') {
    const step = /^(?:\.([^.[]+)|\['([^']*)'\]|\[(\d+)\]|\[(\*)\]|\.(\*))/.exec(rest);
    if (step === null) return undefined;
    const [whole, member, quoted, index, star] = step;
    const name = member ?? quoted;
    if (name === '*') result += '.*';
    else if (name !== undefined) result += `."${name.replaceAll('"', '\\"')}"`;
    else if (index !== undefined) result += `[${index}]`;
    else if (star !== undefined) result += '[*]';
    rest = rest.slice(whole.length);
  }
  return result;
}

/** JSON text of a value by its type: members that are NULL are left out, times are ISO. */
export function jsonOf(arg: Typed): Expr {
  const { expr, type } = arg;
  if (type.kind === 'struct') {
    const members = type.fields.map((field) => {
      const value = jsonOf({ expr: raw(`struct_extract({0}, ${quote(field.name)})`, expr), type: field.type });
      return raw(`(${quote(`${JSON.stringify(field.name)}:`)} || {0})`, value);
    });
    return raw(`CASE WHEN {0} IS NOT NULL THEN '{{' || ${joined(members.length)} || '}' END`, expr, ...members);
  }
  if (types.isList(type)) {
    const item = jsonOf({ expr: raw('sh_j'), type: types.elementOf(type) });
    return raw(
      `('[' || array_to_string(list_transform({0}, lambda sh_j: coalesce({1}, 'null')), ',') || ']')`,
      expr,
      item,
    );
  }
  if (type.kind === 'map') {
    const key = textOf({ expr: raw('sh_j.key'), type: type.key });
    const value = jsonOf({ expr: raw('sh_j.value'), type: type.value });
    const entries = `list_transform(map_entries({0}), lambda sh_j: CAST(to_json({1}) AS VARCHAR) || ':' || coalesce({2}, 'null'))`;
    return raw(`('{{' || array_to_string(${entries}, ',') || '}')`, expr, key, value);
  }
  if (types.isFloating(type))
    return raw(`CASE WHEN isfinite({0}) THEN sh.double_text({0}) ELSE '"' || sh.double_text({0}) || '"' END`, expr);
  if (types.isTimestamp(type)) return raw(`strftime({0}, '"%Y-%m-%dT%H:%M:%S.%gZ"')`, expr);
  if (type.kind === 'blob') return raw(`('"' || base64({0}) || '"')`, expr);
  if (types.isNumeric(type) || type.kind === 'boolean') return textOf(arg);
  return raw('CAST(to_json({0}) AS VARCHAR)', types.isUnknown(type) ? expr : textOf(arg));
}

function joined(count: number): string {
  return count === 0 ? "''" : `concat_ws(',', ${Array.from({ length: count }, (_, i) => `{${i + 1}}`).join(', ')})`;
}

/** The schema argument at `index`: a constant DDL text, or `schema_of_json('…')`. */
function schemaAt(call: LoweringCall, index: number): DataType {
  const written = call.source.args[index];
  const text = literalText(written);
  if (text !== undefined) return parseDdlType(text);
  throw new SqlError(SQLSTATE.invalidParameterValue, 'the schema must be a constant text', {
    hint: "For instance: from_json(text, 'a INT, b STRING').",
  });
}

function lowerFromJson(call: LoweringCall): Expr {
  const type = schemaAt(call, 1);
  const structure = JSON.stringify(jsonStructure(type));
  const target = duckdbTypeName(type);
  const empty = type.kind === 'struct' ? `json_transform('{{}', ${quote(structure)})` : 'NULL';
  return raw(
    `CASE WHEN {0} IS NULL OR trim({0}) = '' THEN NULL WHEN json_valid({0}) THEN CAST(json_transform({0}, ${quote(structure)}) AS ${escaped(target)}) ELSE CAST(${empty} AS ${escaped(target)}) END`,
    argument(call.call, 0),
  );
}

/** DuckDB's description of a JSON document's types. */
function jsonStructure(type: DataType): unknown {
  if (type.kind === 'struct')
    return Object.fromEntries(type.fields.map((field) => [field.name, jsonStructure(field.type)]));
  if (type.kind === 'list') return [jsonStructure(type.element)];
  return duckdbTypeName(type);
}

const escaped = (text: string): string => text.replaceAll('{', '{{');

/** `from_csv('1,a', 'x INT, y STRING')`. */
function lowerFromCsv(call: LoweringCall): Expr {
  const type = schemaAt(call, 1);
  if (type.kind !== 'struct')
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the schema of from_csv must have columns');
  const members = type.fields.map((field, i) =>
    castTo({ expr: raw(`sh_c[${i + 1}]`), type: types.VARCHAR }, field.type, 'null'),
  );
  const pack = type.fields.map((field, i) => `${quote(field.name)}: {${i + 1}}`).join(', ');
  return raw(
    `list_transform([sh_csv_fields({0})], lambda sh_c: CASE WHEN sh_c IS NOT NULL THEN {{${pack}} END)[1]`,
    argument(call.call, 0),
    ...members,
  );
}

function lowerToCsv(call: LoweringCall): Expr {
  const [arg] = typedArguments(call);
  if (arg?.type.kind !== 'struct') throw new SqlError(SQLSTATE.datatypeMismatch, 'to_csv takes a struct');
  const members = arg.type.fields.map((field) => {
    const text = textOf({ expr: raw(`struct_extract({0}, ${quote(field.name)})`, arg.expr), type: field.type });
    return raw('sh.csv_field({0})', text);
  });
  const line = members.map((_, i) => `{${i + 1}}`).join(" || ',' || ");
  return raw(`CASE WHEN {0} IS NOT NULL THEN ${line} END`, arg.expr, ...members);
}

const schemaResult = (_: readonly DataType[], call: LoweringCall): DataType => schemaAt(call, 1);

export const json: readonly FunctionDefinition[] = [
  define('get_json_object(text, text) -> text', lowerGetJsonObject, 'The part of a JSON text at a path, as text.', [
    ['get_json_object(\'{"a": {"b": [1, 2]}}\', \'$.a.b[1]\')', '2'],
    ['get_json_object(\'{"a": [{"b": 1}, {"b": 2}]}\', \'$.a[*].b\')', '[1,2]'],
    ["get_json_object('not json', '$.a')", 'NULL'],
  ]),
  define(
    'from_json(text, literal, any?) -> unknown',
    lowerFromJson,
    'JSON text as a value of a schema.',
    [
      ['from_json(\'{"a": 1, "b": "x"}\', \'a INT, b STRING\')', '{1, x}'],
      ["from_json('[1, 2]', 'array<int>')", '[1, 2]'],
    ],
    { result: schemaResult },
  ),
  define(
    'to_json(any, any?) -> text',
    (call) => jsonOf(typedArguments(call)[0] ?? { expr: raw('NULL'), type: types.UNKNOWN }),
    'A value as JSON text.',
    [["to_json(named_struct('a', 1, 'b', NULL))", '{"a":1}']],
  ),
  define('schema_of_json(text, any?) -> text', 'sh_schema_of_json({0})', 'The schema of a JSON text.', [
    ['schema_of_json(\'{"a": 1}\')', 'STRUCT<a: BIGINT>'],
  ]),
  beside(
    'json_array_length(text) -> int',
    "CASE WHEN json_valid({0}) AND json_type({0}) = 'ARRAY' THEN CAST(json_array_length({0}) AS INTEGER) END",
    'Number of elements of a JSON array; NULL for what is none.',
    [["json_array_length('[1, 2]')", '2']],
  ),
  beside(
    'json_object_keys(text) -> texts',
    "CASE WHEN json_valid({0}) AND json_type({0}) = 'OBJECT' THEN json_keys({0}) END",
    'Keys of a JSON object; NULL for what is none.',
    [['json_object_keys(\'{"a": 1, "b": 2}\')', '[a, b]']],
  ),
  beside(
    'from_csv(text, literal, any?) -> unknown',
    lowerFromCsv,
    'A line of CSV as a struct of a schema.',
    [["from_csv('1,a', 'x INT, y STRING')", '{1, a}']],
    { result: schemaResult },
  ),
  beside('to_csv(struct, any?) -> text', lowerToCsv, 'A struct as a line of CSV.', [
    ["to_csv(named_struct('a', 1, 'b', 'x,y'))", '1,"x,y"'],
  ]),
  beside('schema_of_csv(text, any?) -> text', 'sh_schema_of_csv({0})', 'The schema of a line of CSV.', [
    ["schema_of_csv('1,abc')", 'STRUCT<_c0: INT, _c1: STRING>'],
  ]),
];
