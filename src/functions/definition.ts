import type { SqlError } from '../core/sql-error.ts';
import type { Call, Expr } from '../sql/ast.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import type { WindowLowering } from './window-stages.ts';

/** An expression of DuckDB, and its type in the dialect; `unknown` where nothing is known before binding. */
export interface Typed {
  readonly expr: Expr;
  readonly type: DataType;
}

/**
 * What an argument may be. A value of another type is converted where Spark converts implicitly (text to a number, NULL
 * when it is none; a date to a timestamp; nearly everything to text), else the call is 42883.
 */
export type Family =
  | 'any'
  | 'text'
  | 'binary'
  | 'boolean'
  | 'int'
  | 'bigint'
  | 'double'
  | 'number'
  | 'date'
  | 'timestamp'
  | 'interval'
  | 'list'
  | 'map'
  | 'struct'
  | 'textOrBinary'
  | 'textOrList'
  | 'listOrMap'
  | 'lambda'
  /** A literal (or what the definition itself reads from the source): passed as it is. */
  | 'literal';

export interface Parameter {
  readonly family: Family;
  readonly optional: boolean;
}

/** `maxArgs` is Infinity where the last parameter repeats. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly minArgs: number;
  readonly maxArgs: number;
}

export type FunctionKind =
  | 'scalar'
  | 'aggregate'
  /** Only with OVER. */
  | 'window'
  /** Makes rows: select list, LATERAL VIEW, FROM. Lowered by `expandGenerator`. */
  | 'generator'
  /** Only in FROM: `range(…)`. */
  | 'table'
  /** Answered by the planner from the catalog or the session: `table_exists`, `history_meta`. */
  | 'planner';

/** A call in the middle of lowering. The planner has lowered its children and inferred their types. */
export interface LoweringCall {
  /** The call, with its arguments, FILTER, ORDER BY, WITHIN GROUP and OVER already lowered. */
  readonly call: Call;
  /** Types of `call.args`; for a lambda the type of its body. */
  readonly types: readonly DataType[];
  /** The call as written: constants, names of columns and units are read here. */
  readonly source: Call;
}

export interface GeneratorColumn extends StructField {
  /** A select-list expression of the column: `unnest(…)` of equally long lists, or one value for every input row. */
  readonly expr: Expr;
}

/** Names for helper columns that clash with nothing in the statement. */
export interface NameSource {
  next(hint: string): string;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: FunctionKind;
  readonly signatures: readonly Signature[];
  /** Result type by argument types (after conversion). May be `unknown`. */
  readonly result: (types: readonly DataType[], call: LoweringCall) => DataType;
  /** Throws SqlError (22023, 0A000 …) for arguments that have no meaning. Undefined for generators and planner functions. */
  readonly lower?: ((call: LoweringCall) => Expr) | undefined;
  /** Types of the parameters of the lambda at argument `index`, by the types of the arguments before it. */
  readonly lambda?: ((types: readonly DataType[], index: number, arity: number) => readonly DataType[]) | undefined;
  readonly generate?: ((call: LoweringCall) => readonly GeneratorColumn[]) | undefined;
  /** For functions that need windows over windows; such a function has no `lower`. */
  readonly lowerWindow?: ((call: LoweringCall, names: NameSource) => WindowLowering) | undefined;
  /** True where two calls with equal arguments may differ: rand, uuid. */
  readonly volatile: boolean;
  /** Section of the dialect reference, or `spark` for what a Spark user expects next to it. */
  readonly section: string;
  readonly summary: string;
  readonly examples: readonly Example[];
}

/** An expression, and its value as text; `NULL` for NULL. Examples are run as tests. */
export type Example = readonly [sql: string, value: string];

export type Resolution = { readonly definition: FunctionDefinition } | { readonly error: SqlError };
