import { SQLSTATE } from '../../core/sql-state.ts';
import type { TypeName } from '../../sql/ast.ts';
import type { DataType, ScalarKind } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { nearHint } from './near-hint.ts';

/** Types without parts, by every spelling. Sources: reference, section 4.1; Spark's and PostgreSQL's lists of types. */
const SCALARS: Readonly<Record<string, ScalarKind>> = {
  boolean: 'boolean',
  bool: 'boolean',
  tinyint: 'tinyint',
  byte: 'tinyint',
  smallint: 'smallint',
  short: 'smallint',
  int2: 'smallint',
  int: 'integer',
  integer: 'integer',
  int4: 'integer',
  bigint: 'bigint',
  long: 'bigint',
  int8: 'bigint',
  hugeint: 'hugeint',
  utinyint: 'utinyint',
  usmallint: 'usmallint',
  uinteger: 'uinteger',
  ubigint: 'ubigint',
  uhugeint: 'uhugeint',
  oid: 'bigint',
  float: 'float',
  real: 'float',
  float4: 'float',
  double: 'double',
  'double precision': 'double',
  float8: 'double',
  string: 'varchar',
  text: 'varchar',
  varchar: 'varchar',
  'character varying': 'varchar',
  'char varying': 'varchar',
  char: 'varchar',
  '"char"': 'varchar',
  character: 'varchar',
  bpchar: 'varchar',
  'national character': 'varchar',
  'national character varying': 'varchar',
  'national char': 'varchar',
  'national char varying': 'varchar',
  nchar: 'varchar',
  name: 'varchar',
  citext: 'varchar',
  binary: 'blob',
  bytea: 'blob',
  blob: 'blob',
  varbinary: 'blob',
  bit: 'bit',
  'bit varying': 'bit',
  varbit: 'bit',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  date: 'date',
  time: 'time',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  timetz: 'timetz',
  timestamp: 'timestamp',
  datetime: 'timestamp',
  timestamp_ntz: 'timestamp',
  timestamp_ltz: 'timestamp',
  'timestamp without time zone': 'timestamp',
  'timestamp with local time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  timestamptz: 'timestamptz',
  timestamp_s: 'timestamp_s',
  timestamp_ms: 'timestamp_ms',
  timestamp_ns: 'timestamp_ns',
  interval: 'interval',
};

/** Names that take a length or a precision, which is kept elsewhere or means nothing here. */
const WITH_LENGTH = /char|bit|binary|time|float|string|interval|text/;
const NAMED: ReadonlySet<string> = new Set(['decimal', 'dec', 'numeric', 'array', 'list', 'map', 'struct', 'row']);
const MAX_PRECISION = 38;

/**
 * The type a name stands for. `decimal` alone is `decimal(10,0)`, as in Spark; `float(n)` with n above 24 is a double.
 * Throws 42704 for an unknown name with the nearest ones, 22023 for a precision out of range, 42601 for parts that do not
 * belong to the type.
 */
export function resolveTypeName(type: TypeName): DataType {
  let result = plainType(type);
  for (let depth = 0; depth < type.arrayDepth; depth++) result = { kind: 'list', element: result };
  return result;
}

function plainType(type: TypeName): DataType {
  const name = type.name.toLowerCase();
  if (type.schema !== undefined && type.schema !== 'pg_catalog' && type.schema !== 'information_schema') {
    throw new PlanError(SQLSTATE.undefinedObject, `type "${type.schema}.${type.name}" does not exist`, type.span);
  }
  switch (name) {
    case 'decimal':
    case 'dec':
    case 'numeric':
      return decimalType(type);
    case 'array':
    case 'list': {
      const [element] = parts(type, 1, 'array<type>');
      return { kind: 'list', element: element ?? { kind: 'unknown' } };
    }
    case 'map': {
      const [key, value] = parts(type, 2, 'map<type, type>');
      return { kind: 'map', key: key ?? { kind: 'unknown' }, value: value ?? { kind: 'unknown' } };
    }
    case 'struct':
    case 'row':
      return structType(type);
    default:
      return scalarType(name, type);
  }
}

function scalarType(name: string, type: TypeName): DataType {
  // `interval day to second`: the fields only say what is not used.
  const kind = SCALARS[name] ?? (name.startsWith('interval ') ? 'interval' : undefined);
  // PostgreSQL's own name of an array type.
  if (kind === undefined && name.startsWith('_') && SCALARS[name.slice(1)] !== undefined) {
    return { kind: 'list', element: scalarType(name.slice(1), type) };
  }
  if (kind === undefined) throw unknownType(type);
  if (type.args.length > 0 || type.fields.length > 0) throw misfit(type, `"${name}" has no parts.`);
  if (type.modifiers.length > 0 && !WITH_LENGTH.test(name)) throw misfit(type, `"${name}" has no length.`);
  if (name === 'float' && (type.modifiers[0] ?? 0) > 24) return { kind: 'double' };
  const length = type.modifiers[0];
  if (length !== undefined && length < 1 && kind === 'varchar') {
    throw new PlanError(SQLSTATE.invalidParameterValue, `length for type ${name} must be at least 1`, type.span);
  }
  return { kind };
}

function decimalType(type: TypeName): DataType {
  if (type.args.length > 0 || type.fields.length > 0) throw misfit(type, '"decimal" has a precision and a scale.');
  const [precision = 10, scale = 0] = type.modifiers;
  const fits = precision >= 1 && precision <= MAX_PRECISION && scale >= 0 && scale <= precision;
  if (fits && type.modifiers.length <= 2) return { kind: 'decimal', precision, scale };
  throw new PlanError(
    SQLSTATE.invalidParameterValue,
    `decimal(${type.modifiers.join(',')}) is not possible`,
    type.span,
    {
      hint: `The precision is 1 to ${MAX_PRECISION}, the scale 0 to the precision.`,
    },
  );
}

function structType(type: TypeName): DataType {
  if (type.fields.length === 0) throw misfit(type, 'A struct has members: struct<name type, …>.');
  const seen = new Set<string>();
  for (const field of type.fields) {
    const key = field.name.name.toLowerCase();
    if (seen.has(key)) {
      const message = `field "${field.name.name}" specified more than once`;
      throw new PlanError(SQLSTATE.duplicateColumn, message, field.span);
    }
    seen.add(key);
  }
  return {
    kind: 'struct',
    fields: type.fields.map((field) => ({ name: field.name.name, type: resolveTypeName(field.type) })),
  };
}

function parts(type: TypeName, count: number, form: string): readonly DataType[] {
  if (type.args.length !== count || type.fields.length > 0 || type.modifiers.length > 0) {
    throw misfit(type, `It is written ${form}.`);
  }
  return type.args.map(resolveTypeName);
}

function misfit(type: TypeName, hint: string): PlanError {
  return new PlanError(SQLSTATE.syntaxError, `type "${type.name}" is not written correctly`, type.span, { hint });
}

const TYPES_HINT =
  'Types are string, boolean, tinyint, smallint, int, bigint, float, double, decimal, date, timestamp, binary, array, map, struct.';

function unknownType(type: TypeName): PlanError {
  return new PlanError(SQLSTATE.undefinedObject, `type "${type.name}" does not exist`, type.span, {
    hint: nearHint(type.name, [...Object.keys(SCALARS), ...NAMED]) ?? TYPES_HINT,
  });
}
