import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { textOf } from '../casts.ts';
import { toCommonType } from '../coerce.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, GeneratorColumn, LoweringCall } from '../definition.ts';
import { argument, literalNumber, quoteName, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/**
 * Functions that make rows. Each column is a select-list expression: the `unnest` of several equally long lists in one
 * SELECT advance together. In FROM and LATERAL VIEW the planner puts the same columns into a lateral sub-select.
 */

const define = defining({ section: '3.3', kind: 'generator' });

type Generate = (call: LoweringCall) => readonly GeneratorColumn[];

/** With `outer`, an empty or missing list makes one row of NULLs. */
function rowsOf(list: Expr, outer: boolean): Expr {
  return outer
    ? raw('CASE WHEN len({0}) > 0 THEN {0} ELSE list_resize({0}[1:0], 1) END', raw('coalesce({0}, [])', list))
    : list;
}

function explode(outer: boolean, position: boolean): Generate {
  return ({ call, types: argTypes }) => {
    const [type] = argTypes;
    const value = argument(call, 0);
    const list = type?.kind === 'map' ? raw('map_entries({0})', value) : value;
    const rows = rowsOf(list, outer);
    const columns: GeneratorColumn[] = position ? [positions(list, outer)] : [];
    if (type?.kind === 'map') {
      columns.push(
        { name: 'key', type: type.key, expr: raw('unnest(list_transform({0}, lambda sh_x: sh_x.key))', rows) },
        { name: 'value', type: type.value, expr: raw('unnest(list_transform({0}, lambda sh_x: sh_x.value))', rows) },
      );
    } else columns.push({ name: 'col', type: types.elementOf(type), expr: raw('unnest({0})', rows) });
    return columns;
  };
}

function positions(list: Expr, outer: boolean): GeneratorColumn {
  const plain = raw('CAST(range(len({0})) AS INTEGER[])', list);
  return { name: 'pos', type: types.INTEGER, expr: raw('unnest({0})', rowsOf(plain, outer)) };
}

function inline(outer: boolean): Generate {
  return ({ call, types: argTypes }) => {
    const entry = types.elementOf(argTypes[0]);
    const rows = rowsOf(argument(call, 0), outer);
    if (entry.kind !== 'struct') {
      throw new SqlError(
        SQLSTATE.datatypeMismatch,
        `inline takes an array of structs, not ${types.sparkTypeName(argTypes[0] ?? types.UNKNOWN)}`,
      );
    }
    return entry.fields.map((field) => ({
      ...field,
      expr: raw(`unnest(list_transform({0}, lambda sh_x: sh_x.${quoteName(field.name)}))`, rows),
    }));
  };
}

/** `stack(n, x, …)`: the values in n rows, missing cells NULL. */
const stack: Generate = (call) => {
  const rows = literalNumber(call.source.args[0]);
  if (rows === undefined || rows < 1 || !Number.isInteger(rows)) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the number of rows of stack must be a positive constant');
  }
  const cells = typedArguments(call).slice(1);
  const width = Math.ceil(cells.length / rows);
  return Array.from({ length: width }, (_, column) => {
    const values = Array.from(
      { length: rows },
      (_, row) => cells[row * width + column] ?? { expr: raw('NULL'), type: types.UNKNOWN },
    );
    const { exprs, type } = toCommonType(values);
    return { name: `col${column}`, type, expr: raw(`unnest([${exprs.map((_, i) => `{${i}}`).join(', ')}])`, ...exprs) };
  });
};

/** `json_tuple(json, key, …)`: one row of texts. */
const jsonTuple: Generate = (call) =>
  call.call.args.slice(1).map((key, i) => ({
    name: `c${i}`,
    type: types.VARCHAR,
    expr: raw(
      `sh.json_member({0}, {1})`,
      argument(call.call, 0),
      textOf({ expr: key, type: call.types[i + 1] ?? types.UNKNOWN }),
    ),
  }));

const elements = ([list]: readonly DataType[]): DataType =>
  list?.kind === 'map' ? types.UNKNOWN : types.elementOf(list);

export const generators: readonly FunctionDefinition[] = [
  define('explode(listOrMap) -> unknown', undefined, 'A row per element (column col) or entry (key, value).', [], {
    generate: explode(false, false),
    result: elements,
  }),
  define(
    'explode_outer(listOrMap) -> unknown',
    undefined,
    'As explode, with a row of NULLs where there is nothing.',
    [],
    { generate: explode(true, false), result: elements },
  ),
  define('posexplode(listOrMap) -> unknown', undefined, 'As explode, with the position from 0 first.', [], {
    generate: explode(false, true),
  }),
  define(
    'posexplode_outer(listOrMap) -> unknown',
    undefined,
    'As posexplode, with a row of NULLs where there is nothing.',
    [],
    { generate: explode(true, true) },
  ),
  define('inline(list) -> unknown', undefined, 'A row per struct, a column per member.', [], {
    generate: inline(false),
  }),
  define('inline_outer(list) -> unknown', undefined, 'As inline, with a row of NULLs where there is nothing.', [], {
    generate: inline(true),
  }),
  define('stack(literal, any, any*) -> unknown', undefined, 'The values in n rows.', [], { generate: stack }),
  define('json_tuple(text, text, text*) -> unknown', undefined, 'Members of a JSON object as texts.', [], {
    generate: jsonTuple,
  }),
];
