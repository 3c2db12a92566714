import { arrayElementText, parseArrayText } from '../../types/array-text.ts';
import type { DataType } from '../../types/data-type.ts';
import { float8Text } from '../../types/float-text.ts';
import { recordText } from '../../types/record-text.ts';
import { accessItems } from '../functions/access-lists.ts';
import { type CallContext, text } from '../functions/definition.ts';
import { engineName, FUNCTIONS } from '../functions/table.ts';
import { formatText } from '../functions/text.ts';
import { registeredName, registeredOid } from '../rewrite/registered.ts';
import { engineType } from '../types/engine-type.ts';
import type { ScalarFunction, ScalarValue } from './scalar-function.ts';

const VARCHAR: DataType = { kind: 'varchar' };
const VARCHARS: DataType = { kind: 'list', element: VARCHAR };
const BIGINT: DataType = { kind: 'bigint' };
const CONTEXT: DataType = { kind: 'integer' };

export type RunCall = (contextId: ScalarValue, call: (context: CallContext) => ScalarValue) => ScalarValue;

/** Everything that rewritten queries call in this process: the functions of the table, and what casts need. */
export function processFunctions(run: RunCall): readonly ScalarFunction[] {
  return [...tableFunctions(run), ...castFunctions(run)];
}

function tableFunctions(run: RunCall): ScalarFunction[] {
  return FUNCTIONS.flatMap((rule) => {
    const { lowering } = rule;
    if (lowering.kind !== 'call') return [];
    return {
      name: engineName(rule),
      parameters: [CONTEXT, ...rule.args.map(engineType)],
      returns: engineType(rule.result),
      call: ([id = null, ...args]) =>
        !lowering.nullable && args.includes(null) ? null : run(id, (context) => lowering.call(context, ...args)),
    };
  });
}

function castFunctions(run: RunCall): ScalarFunction[] {
  return [
    {
      name: 'sh_registered_name',
      parameters: [CONTEXT, VARCHAR, BIGINT],
      returns: VARCHAR,
      call: ([id = null, kind, oid = null]) =>
        oid === null ? null : run(id, ({ lookup }) => registeredName(text(kind), Number(oid), lookup)),
    },
    {
      name: 'sh_registered_oid',
      parameters: [CONTEXT, VARCHAR, VARCHAR],
      returns: BIGINT,
      call: ([id = null, kind, name = null]) =>
        name === null ? null : run(id, ({ lookup }) => registeredOid(text(kind), text(name), lookup)),
    },
    {
      name: 'sh_float_text',
      parameters: [{ kind: 'double' }],
      returns: VARCHAR,
      call: ([value = null]) => (typeof value === 'number' ? float8Text(value, 1) : null),
    },
    {
      name: 'sh_array_text',
      parameters: [VARCHARS],
      returns: VARCHAR,
      call: ([list = null]) => (Array.isArray(list) ? arrayText(list) : null),
    },
    {
      name: 'sh_acl_items',
      parameters: [CONTEXT, VARCHARS],
      returns: VARCHARS,
      call: ([id = null, list = null]) =>
        Array.isArray(list) ? run(id, (context) => accessItems(context, list)) : null,
    },
    {
      name: 'sh_record_text',
      parameters: [VARCHARS],
      returns: VARCHAR,
      call: ([list = null]) => (Array.isArray(list) ? recordText(list.map(asText)) : null),
    },
    {
      name: 'sh_text_array',
      parameters: [VARCHAR],
      returns: VARCHARS,
      call: ([value = null]) =>
        value === null ? null : parseArrayText(text(value)).map((item) => (typeof item === 'string' ? item : null)),
    },
    {
      name: 'sh_format',
      parameters: [VARCHAR, VARCHARS],
      returns: VARCHAR,
      call: ([pattern = null, list = null]) =>
        pattern === null ? null : formatText(text(pattern), Array.isArray(list) ? list.map(asText) : []),
    },
  ];
}

function asText(value: ScalarValue): string | null {
  return value === null ? null : text(value);
}

function arrayText(list: readonly ScalarValue[]): string {
  return `{${list.map((item) => (item === null ? 'NULL' : arrayElementText(text(item)))).join(',')}}`;
}
