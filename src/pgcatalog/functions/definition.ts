import type { Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import type { ScalarValue } from '../engine/scalar-function.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import type { Env } from '../rewrite/state.ts';
import type { Typed } from '../rewrite/typed.ts';
import { BUILT_INS_BY_NAME } from '../types/pg-type.ts';

/** What a function of this process may look at and do while a query runs. */
export interface CallContext {
  readonly lookup: NameLookup;
  readonly session: SessionFacts;
  /** Filled before the query runs where a function asks for sizes. */
  readonly sizes: ReadonlyMap<number, RelationSize>;
}

export interface RelationSize {
  readonly bytes: number;
  readonly rows: number;
}

/** The session that asks, as functions see it. */
export interface SessionFacts {
  /** `PostgreSQL 15.20 (Stillhouse 0.1.0) on …`: drivers read the number behind the first word. */
  readonly versionText: string;
  readonly processId: number;
  readonly user: { readonly oid: number; readonly name: string };
  readonly serverStartedAt: Date;
  readonly client: { readonly address: string; readonly port: number } | undefined;
  readonly server: { readonly address: string; readonly port: number } | undefined;
  /** Undefined for a name that is no setting. */
  readonly setting: (name: string) => string | undefined;
  /** Answers the value as it is kept. `local`: until the transaction ends. Throws what SET throws. */
  readonly setSetting: (name: string, value: string, local: boolean) => string;
  /** At commit, as NOTIFY. Throws 22023 for a payload that is too long. */
  readonly notify: (channel: string, payload: string) => void;
  /** Stops what another session runs, or ends the session; false when there is none. Throws 42501. */
  readonly signal: (processId: number, what: 'cancel' | 'terminate') => boolean;
}

export type Call = (context: CallContext, ...args: ScalarValue[]) => ScalarValue;
export type Build = (args: readonly Typed[], env: Env, span: Span) => Typed;

export type Lowering =
  /** DuckDB SQL with `{0}`, `{1}` for the arguments. */
  | { readonly kind: 'template'; readonly text: string }
  /** Runs in this process. Not called with NULLs unless it wants to be. */
  | { readonly kind: 'call'; readonly call: Call; readonly nullable: boolean }
  /** `keepsUnknown`: constants and parameters come without a type. */
  | { readonly kind: 'build'; readonly build: Build; readonly keepsUnknown: boolean };

export interface FunctionRule {
  readonly name: string;
  readonly args: readonly number[];
  /** The last argument may come any number of times. */
  readonly variadic: boolean;
  readonly result: number;
  /** Gives rows: the lowering answers a list. */
  readonly set: boolean;
  readonly aggregate: boolean;
  readonly lowering: Lowering;
}

/** `upper(text) text`, lowered to DuckDB SQL. */
export function sql(signature: string, text: string): FunctionRule {
  return { ...readSignature(signature), lowering: { kind: 'template', text } };
}

/** `nullable`: called with NULLs too. */
export function js(signature: string, call: Call, { nullable = false } = {}): FunctionRule {
  return { ...readSignature(signature), lowering: { kind: 'call', call, nullable } };
}

export function build(signature: string, make: Build, keepsUnknown = false): FunctionRule {
  return { ...readSignature(signature), lowering: { kind: 'build', build: make, keepsUnknown } };
}

/** An aggregate, lowered to DuckDB SQL whose call is written by the rewriter: `list`, `string_agg`. */
export function aggregate(signature: string, text: string): FunctionRule {
  return { ...readSignature(signature), aggregate: true, lowering: { kind: 'template', text } };
}

function readSignature(signature: string): Omit<FunctionRule, 'lowering'> {
  const match = /^(\w+)\((.*)\) (setof )?(\S+)$/.exec(signature);
  if (match === null) throw new Error(`no signature: ${signature}`);
  const [, name = '', list = '', set, result = ''] = match;
  const args = list === '' ? [] : list.split(', ');
  const last = args.at(-1);
  const variadic = last?.startsWith('variadic ') ?? false;
  return {
    name,
    args: args.map((arg) => typeOf(arg.replace('variadic ', ''))),
    variadic,
    result: typeOf(result),
    set: set !== undefined,
    aggregate: false,
  };
}

function typeOf(name: string): number {
  const found = BUILT_INS_BY_NAME.get(name.endsWith('[]') ? `_${name.slice(0, -2)}` : name);
  if (found === undefined) throw new Error(`no type: ${name}`);
  return found.oid;
}

/** Types that stand for whatever the arguments are. */
export const POLYMORPHIC: ReadonlySet<number> = new Set([OID.anyarray, 2283, 2776, 5077, 5078]);

export function text(value: ScalarValue | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}
