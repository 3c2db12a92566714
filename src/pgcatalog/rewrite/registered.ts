import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { quoteIdent } from '../model/definitions.ts';
import { type NameLookup, parseName } from '../model/name-lookup.ts';
import { formatType } from '../model/type-name.ts';
import { PG_FUNCTIONS } from '../static/functions.ts';
import { BUILT_INS } from '../types/pg-type.ts';
import { typeOfText } from './type-names.ts';

/** The OID that a text means as `regclass`, `regtype` …; digits mean themselves. Throws 42P01, 42704, 3F000, 42883. */
export function registeredOid(kind: string, text: string, lookup: NameLookup): number {
  const trimmed = text.trim();
  if (trimmed === '-') return 0;
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  switch (kind) {
    case 'regclass':
      return lookup.relation(trimmed).oid;
    case 'regtype':
      return typeOfText(trimmed, lookup);
    case 'regnamespace':
      return lookup.schema(parseName(trimmed).join('.'));
    case 'regrole':
      return lookup.role(parseName(trimmed).join('.'));
    case 'regproc':
      return lookup.function(trimmed);
    case 'regprocedure':
      return procedureOid(trimmed, lookup);
    default:
      throw new SqlError(SQLSTATE.featureNotSupported, `a value of type ${kind} cannot be given by name`);
  }
}

/** The name that an OID is shown as. */
export function registeredName(kind: string, oid: number, lookup: NameLookup): string {
  switch (kind) {
    case 'regclass':
      return lookup.relationName(oid);
    case 'regtype':
      return lookup.typeName(oid);
    case 'regnamespace':
      return lookup.schemaName(oid);
    case 'regrole':
      return lookup.roleName(oid);
    case 'regproc':
      return lookup.functionName(oid);
    case 'regprocedure': {
      const found = PG_FUNCTIONS.get(oid);
      return found === undefined
        ? lookup.functionName(oid)
        : `${quoteIdent(found.name)}(${argumentNames(found.args, lookup)})`;
    }
    case 'regcollation':
      return COLLATIONS.get(oid) ?? (oid === 0 ? '-' : String(oid));
    default:
      return oid === 0 ? '-' : String(oid);
  }
}

const COLLATIONS: ReadonlyMap<number, string> = new Map([
  [100, '"default"'],
  [950, '"C"'],
  [951, '"POSIX"'],
]);

function argumentNames(args: readonly number[], lookup: NameLookup): string {
  return args.map((arg) => formatType(arg, undefined, lookup)).join(',');
}

function procedureOid(text: string, lookup: NameLookup): number {
  const match = /^([^(]+)\((.*)\)$/s.exec(text);
  const name = parseName(match?.[1] ?? text).at(-1);
  const args = (match?.[2] ?? '')
    .split(',')
    .filter((arg) => arg.trim() !== '')
    .map((arg) => typeOfText(arg.trim(), lookup));
  for (const each of PG_FUNCTIONS.values())
    if (each.name === name && each.args.length === args.length && each.args.every((arg, at) => arg === args[at]))
      return each.oid;
  throw new SqlError(SQLSTATE.undefinedFunction, `function "${text}" does not exist`);
}

/** `regclass` of 2205. */
export function registeredKind(oid: number): string {
  return BUILT_INS.get(oid)?.name ?? '';
}
