import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType, StructField } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { literalText, quoteName, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';

/** Structs, and arrays of them. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** The name a member of `struct(…)` takes: its alias, its column's or field's name, else col1, col2 …. */
export function memberName(written: Expr | undefined, index: number): string {
  if (written?.kind === 'column') return written.path.at(-1)?.name ?? `col${index + 1}`;
  if (written?.kind === 'field') return written.field.name;
  if (written?.kind === 'subscript' && written.index.kind === 'string') return written.index.value;
  return `col${index + 1}`;
}

function structNames(call: LoweringCall): readonly string[] {
  return call.source.args.map((arg, i) => call.source.argNames?.[i]?.name ?? memberName(arg, i));
}

export function packStruct(names: readonly string[], values: readonly Expr[]): Expr {
  return raw(`struct_pack(${names.map((name, i) => `${quoteName(name)} := {${i}}`).join(', ')})`, ...values);
}

function structFields(names: readonly string[], args: readonly DataType[]): readonly StructField[] {
  return names.map((name, i) => ({ name, type: args[i] ?? types.UNKNOWN }));
}

/** `named_struct('a', 1, 'b', 2)`: the names must be constant texts. */
function namedStruct(call: LoweringCall): { readonly names: readonly string[]; readonly values: readonly number[] } {
  const names: string[] = [];
  const values: number[] = [];
  for (let i = 0; i < call.source.args.length; i += 2) {
    const name = literalText(call.source.args[i]);
    if (name === undefined || i + 1 >= call.source.args.length) {
      throw new SqlError(SQLSTATE.invalidParameterValue, 'named_struct takes constant names and values in turn');
    }
    names.push(name);
    values.push(i + 1);
  }
  return { names, values };
}

function lowerNamedStruct(call: LoweringCall): Expr {
  const { names, values } = namedStruct(call);
  return packStruct(
    names,
    values.map((i) => call.call.args[i] ?? raw('NULL')),
  );
}

/** Arrays side by side, NULLs where one is shorter. Members are named as the arguments. */
function lowerArraysZip(call: LoweringCall): Expr {
  const names = zipNames(call);
  const { args } = call.call;
  if (args.length === 0) return raw('[]');
  const lengths = args.map((_, i) => `len({${i}})`).join(', ');
  const members = names.map((name, i) => `${quoteName(name)} := {${i}}[sh_i + 1]`).join(', ');
  const present = args.map((_, i) => `{${i}} IS NOT NULL`).join(' AND ');
  return raw(
    `CASE WHEN ${present} THEN list_transform(range(greatest(${lengths})), lambda sh_i: struct_pack(${members})) END`,
    ...args,
  );
}
function zipNames(call: LoweringCall): readonly string[] {
  return call.source.args.map((arg, i) => (arg.kind === 'column' ? (arg.path.at(-1)?.name ?? String(i)) : String(i)));
}

export const structs: readonly FunctionDefinition[] = [
  define(
    'struct(any*) -> unknown',
    (call) => packStruct(structNames(call), call.call.args),
    'A struct of the arguments, named as they are.',
    [
      ["struct(1 AS a, 'x' AS b)", '{1, x}'],
      ['struct(1, 2).col2', '2'],
    ],
    {
      result: (args, call) => types.structOf(structFields(structNames(call), args)),
    },
  ),
  beside(
    'named_struct(any*) -> unknown',
    lowerNamedStruct,
    'A struct of names and values in turn.',
    [["named_struct('a', 1, 'b', 2).b", '2']],
    {
      result: (args, call) => {
        const { names, values } = namedStruct(call);
        return types.structOf(names.map((name, i) => ({ name, type: args[values[i] ?? 0] ?? types.UNKNOWN })));
      },
    },
  ),
  define(
    'arrays_zip|array_zip(list*) -> unknown',
    lowerArraysZip,
    'Arrays side by side, as an array of structs.',
    [["arrays_zip(array(1, 2), array('a', 'b'))", '[{1, a}, {2, b}]']],
    {
      result: (args, call) => types.listOf(types.structOf(structFields(zipNames(call), args.map(types.elementOf)))),
    },
  ),
];
