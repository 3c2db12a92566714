import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Expr, Span } from '../../sql/ast.ts';
import { type ArrayItem, parseArrayText } from '../../types/array-text.ts';
import { duckdbTypeName } from '../../types/data-type.ts';
import { OID } from '../../types/oid.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import { formatType } from '../model/type-name.ts';
import { elementOf, engineType, isRegistered } from '../types/engine-type.ts';
import { registeredKind, registeredOid } from './registered.ts';
import { number, raw, string } from './typed.ts';

/** A quoted constant as a value of the type that its place asks for. Throws 22P02, and what looking up a name throws. */
export function literalOf(text: string | null, type: number, lookup: NameLookup, span: Span): Expr {
  if (text === null) return nullOf(type, span);
  if (isRegistered(type)) {
    try {
      return raw(span, `CAST({0} AS BIGINT)`, number(span, registeredOid(registeredKind(type), text, lookup)));
    } catch (error) {
      throw error instanceof SqlError ? new PlanError(error.sqlState, error.message, span, { cause: error }) : error;
    }
  }
  const element = elementOf(type);
  if (element !== undefined) return arrayOf(text, type, element, lookup, span);
  switch (type) {
    case OID.bool:
      return { kind: 'boolean', span, value: boolOf(text, span) };
    case OID.int2:
    case OID.int4:
    case OID.int8:
    case OID.oid:
    case OID.xid:
      if (!/^\s*[-+]?\d+\s*$/.test(text)) throw invalid(type, text, lookup, span);
      return raw(span, `CAST(${Number(text)} AS ${duckdbTypeName(engineType(type))})`);
    case OID.numeric: {
      const digits = /\.(\d*)/.exec(text)?.[1]?.length ?? 0;
      return raw(span, `CAST({0} AS DECIMAL(38, ${digits}))`, string(span, text.trim()));
    }
    case OID.float4:
    case OID.float8:
      return raw(span, `CAST({0} AS DOUBLE)`, string(span, text.trim()));
    case OID.char:
      return string(span, text.slice(0, 1));
    default: {
      const engine = engineType(type);
      return engine.kind === 'varchar'
        ? string(span, text)
        : raw(span, `CAST({0} AS ${duckdbTypeName(engine)})`, string(span, text));
    }
  }
}

const TRUE = ['t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', 'on', '1'];
const FALSE = ['f', 'fa', 'fal', 'fals', 'false', 'n', 'no', 'of', 'off', '0'];

function boolOf(text: string, span: Span): boolean {
  const word = text.trim().toLowerCase();
  if (TRUE.includes(word)) return true;
  if (FALSE.includes(word)) return false;
  throw new PlanError(SQLSTATE.invalidTextRepresentation, `invalid input syntax for type boolean: "${text}"`, span);
}

function invalid(type: number, text: string, lookup: NameLookup, span: Span): PlanError {
  const name = formatType(type, undefined, lookup);
  return new PlanError(SQLSTATE.invalidTextRepresentation, `invalid input syntax for type ${name}: "${text}"`, span);
}

function nullOf(type: number, span: Span): Expr {
  // The scale of a numeric NULL is the narrowest, so that it widens nothing beside it.
  const engine = type === OID.numeric ? 'DECIMAL(38, 0)' : duckdbTypeName(engineType(type));
  return raw(span, `CAST(NULL AS ${engine})`);
}

/** `{a,b}`, and `1 2` for the vectors. */
function arrayOf(text: string, type: number, element: number, lookup: NameLookup, span: Span): Expr {
  const isVector = type === OID.int2vector || type === OID.oidvector;
  const items: readonly ArrayItem[] = isVector ? text.split(' ').filter((item) => item !== '') : parseArrayText(text);
  const values = items.map((item) => {
    if (typeof item === 'string' || item === null) return literalOf(item, element, lookup, span);
    throw new PlanError(SQLSTATE.featureNotSupported, 'arrays of arrays are not supported in catalog queries', span);
  });
  const list: Expr = { kind: 'array', span, items: values };
  return raw(span, `CAST({0} AS ${duckdbTypeName(engineType(type))})`, list);
}
