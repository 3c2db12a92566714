import type { Expr } from '../sql/ast.ts';
import type { DataType } from '../types/data-type.ts';
import { castTo } from './casts.ts';
import type { Family, Typed } from './definition.ts';
import * as types from './type-rules.ts';

/** An argument converted to what a parameter takes, as Spark converts implicitly; undefined where it does not. */
export function coerce(arg: Typed, family: Family): Typed | undefined {
  const { type } = arg;
  switch (family) {
    case 'any':
    case 'lambda':
    case 'literal':
      return arg;
    case 'text':
      return types.isNested(type) ? undefined : to(arg, types.VARCHAR);
    case 'binary':
      return types.isNested(type) ? undefined : type.kind === 'blob' ? arg : binary(arg);
    case 'textOrBinary':
      return type.kind === 'blob' ? arg : coerce(arg, 'text');
    case 'textOrList':
      return types.isList(type) ? arg : coerce(arg, 'text');
    case 'boolean':
      return type.kind === 'boolean' || types.isUnknown(type) || types.isText(type)
        ? to(arg, types.BOOLEAN)
        : undefined;
    case 'int':
      if (type.kind === 'tinyint' || type.kind === 'smallint') return arg;
      return convertible(type) ? to(arg, types.INTEGER) : undefined;
    case 'bigint':
      if (types.isInteger(type) && type.kind !== 'hugeint' && type.kind !== 'bignum') return arg;
      return convertible(type) ? to(arg, types.BIGINT) : undefined;
    case 'double':
      return convertible(type) ? to(arg, types.DOUBLE) : undefined;
    case 'number':
      if (types.isUnknown(type)) return parameterAs(arg, types.DOUBLE);
      if (types.isText(type)) return to(arg, types.DOUBLE);
      return types.isNumeric(type) ? arg : undefined;
    case 'date':
      return types.isDatetime(type) || types.isText(type) || types.isUnknown(type) ? to(arg, types.DATE) : undefined;
    case 'timestamp':
      return types.isDatetime(type) || types.isText(type) || types.isUnknown(type)
        ? to(arg, types.TIMESTAMP)
        : undefined;
    case 'interval':
      return type.kind === 'interval' || types.isUnknown(type) ? arg : undefined;
    case 'list':
      return types.isList(type) || types.isUnknown(type) ? arg : undefined;
    case 'map':
      return type.kind === 'map' || types.isUnknown(type) ? arg : undefined;
    case 'struct':
      return type.kind === 'struct' || types.isUnknown(type) ? arg : undefined;
    case 'listOrMap':
      return types.isList(type) || type.kind === 'map' || types.isUnknown(type) ? arg : undefined;
  }
}

function to(arg: Typed, type: DataType): Typed {
  return types.sameType(arg.type, type) ? arg : { expr: castTo(arg, type, 'null'), type };
}

/** A parameter or NULL that nothing types takes the family's type; an expression of unknown type stays as it is. */
function parameterAs(arg: Typed, type: DataType): Typed {
  return arg.expr.kind === 'parameter' || arg.expr.kind === 'null' ? { expr: castTo(arg, type, 'null'), type } : arg;
}

function binary(arg: Typed): Typed {
  if (types.isText(arg.type) || types.isUnknown(arg.type)) return to(arg, types.BLOB);
  return to({ expr: castTo(arg, types.VARCHAR, 'null'), type: types.VARCHAR }, types.BLOB);
}

function convertible(type: DataType): boolean {
  return types.isNumeric(type) || types.isText(type) || types.isUnknown(type);
}

/** The arguments brought to one type (COALESCE, arrays, CASE): text where text meets numbers or dates. */
export function toCommonType(args: readonly Typed[]): { readonly exprs: readonly Expr[]; readonly type: DataType } {
  const common = types.commonTypeOf(args.map((arg) => arg.type));
  const exprs = args.map((arg) => {
    if (types.isUnknown(common) || types.isUnknown(arg.type)) return ofType(arg, common).expr;
    return common.kind === 'varchar' && arg.type.kind !== 'varchar' ? castTo(arg, common, 'null') : arg.expr;
  });
  return { exprs, type: common };
}

/** A parameter whose type nothing else tells takes the type of what stands beside it; other values stay as they are. */
export function ofType(arg: Typed, beside: DataType): Typed {
  if (arg.expr.kind !== 'parameter' || !types.isUnknown(arg.type) || types.isUnknown(beside)) return arg;
  return { expr: castTo(arg, beside, 'null'), type: beside };
}
