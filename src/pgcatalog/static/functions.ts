import { COMMON_FUNCTIONS } from './common-functions.ts';
import { TYPE_FUNCTIONS } from './type-functions.ts';

/** A function of PostgreSQL's, as pg_proc knows it. */
export interface PgFunction {
  readonly oid: number;
  readonly name: string;
  readonly result: number;
  readonly args: readonly number[];
  /** pg_proc.prokind: `f`, `a`, `w`. */
  readonly kind: string;
  /** `i`, `s`, `v`. */
  readonly volatility: string;
  readonly strict: boolean;
  readonly returnsSet: boolean;
  readonly leakproof: boolean;
  /** The C symbol. */
  readonly source: string;
}

export const PG_FUNCTIONS: ReadonlyMap<number, PgFunction> = new Map(
  [...readFunctions(TYPE_FUNCTIONS), ...readFunctions(COMMON_FUNCTIONS)].map((each) => [each.oid, each]),
);

/** The first function of each name, which is the one that regproc means. */
export const FUNCTION_BY_NAME: ReadonlyMap<string, PgFunction> = new Map(
  [...PG_FUNCTIONS.values()].reverse().map((each) => [each.name, each]),
);

/** Names of more than one function, which do not say which is meant. */
export const OVERLOADED: ReadonlySet<string> = new Set(
  [...PG_FUNCTIONS.values()].filter(({ name, oid }) => FUNCTION_BY_NAME.get(name)?.oid !== oid).map(({ name }) => name),
);

/** OID of a function that a catalog row names; 0 for `-`. */
export function functionOid(name: string): number {
  return name === '-' ? 0 : (FUNCTION_BY_NAME.get(name)?.oid ?? 0);
}

function readFunctions(text: string): PgFunction[] {
  return text
    .trim()
    .replaceAll('\n', ' ')
    .split('; ')
    .map((entry) => {
      const [oid, name = '', result, args = '.', flags = '', source] = entry.split(' ');
      return {
        oid: Number(oid),
        name,
        result: Number(result),
        args: args === '.' ? [] : args.split(',').map(Number),
        kind: flags[0] ?? 'f',
        volatility: flags[1] ?? 'i',
        strict: flags[2] === 's',
        returnsSet: flags[3] === 'm',
        leakproof: flags[4] === 'l',
        source: source === '-' ? '' : (source ?? name),
      };
    });
}
