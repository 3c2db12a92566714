/**
 * The syntax tree of the dialect. Every node is a plain readonly object with a `kind` and a `span` (UTF-16 offsets into the
 * text it was read from), so that errors point at their place. Nodes that a rewrite makes carry the span of what they replace.
 * The parser (`parse.ts`) makes these nodes, the planner rewrites them, the printer (`print.ts`) writes them as DuckDB SQL.
 */

export interface Span {
  /** First UTF-16 unit. */
  readonly start: number;
  /** One past the last. */
  readonly end: number;
}

interface Node {
  readonly span: Span;
}

/** A name as written, quotes removed. Names are matched without regard to case (reference, section 10). */
export interface Ident extends Node {
  readonly kind: 'ident';
  readonly name: string;
  readonly quoted: boolean;
}

/** `[[database.]schema.]object`, one to three parts. */
export interface QName extends Node {
  readonly kind: 'qname';
  readonly parts: readonly Ident[];
}

// ---------------------------------------------------------------------------------------------------------------- types

/** A type as written: `decimal(18,2)`, `map<text, integer>`, `struct(a int)`, `int[]`, `pg_catalog.text`. */
export interface TypeName extends Node {
  readonly kind: 'typeName';
  /**
   * Lower case; several words are joined by one blank (`double precision`, `timestamp without time zone`). PostgreSQL's
   * `"char"`, which is not `char`, keeps its quotes.
   */
  readonly name: string;
  /** `pg_catalog` in `pg_catalog.text`. */
  readonly schema?: string | undefined;
  /** Numbers in parentheses: length, or precision and scale. */
  readonly modifiers: readonly number[];
  /** Element of `array<T>`; key and value of `map<K, V>`. */
  readonly args: readonly TypeName[];
  /** Members of `struct` or `row`. */
  readonly fields: readonly TypeField[];
  /** Number of trailing `[]`. */
  readonly arrayDepth: number;
}

export interface TypeField extends Node {
  readonly name: Ident;
  readonly type: TypeName;
}

// ----------------------------------------------------------------------------------------------------------- expressions

export type Expr =
  | NullLiteral
  | BooleanLiteral
  | NumberLiteral
  | StringLiteral
  | TypedLiteral
  | IntervalLiteral
  | Parameter
  | Variable
  | ColumnRef
  | Star
  | Call
  | Cast
  | Unary
  | Binary
  | Logical
  | Between
  | InList
  | InQuery
  | Like
  | IsTest
  | Case
  | Exists
  | ScalarQuery
  | Quantified
  | ArrayLiteral
  | ArrayQuery
  | TypedArray
  | StructLiteral
  | MapLiteral
  | Row
  | Lambda
  | Subscript
  | Slice
  | FieldAccess
  | Extract
  | AtTimeZone
  | Collate
  | Raw;

export interface NullLiteral extends Node {
  readonly kind: 'null';
}
export interface BooleanLiteral extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}
/** Text as written, without sign: `1`, `1.50`, `1e3`. Spark's suffixes (`1L`, `1.5D`, `2BD`) are in `suffix`, upper case. */
export interface NumberLiteral extends Node {
  readonly kind: 'number';
  readonly text: string;
  readonly suffix?: string | undefined;
}
/** `value` has its quotes and escapes resolved; `E'…'`, `$tag$…$tag$` and `U&'…'` end up here too. */
export interface StringLiteral extends Node {
  readonly kind: 'string';
  readonly value: string;
}
/** `DATE '2026-01-01'`, `TIMESTAMP '…'`, `int4 '1'`; `X'ff'` has the type `binary`, `B'101'` the type `bit`. */
export interface TypedLiteral extends Node {
  readonly kind: 'typedLiteral';
  readonly type: TypeName;
  readonly value: string;
}
/**
 * `INTERVAL '4 day'`, `INTERVAL 4 DAY`, `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL 1 YEAR 2 MONTH`. Units are in lower case
 * and in the singular; a string alone has none.
 */
export interface IntervalLiteral extends Node {
  readonly kind: 'interval';
  readonly parts: readonly {
    readonly value: Expr;
    readonly unit?: string | undefined;
    readonly toUnit?: string | undefined;
  }[];
}
/** `$1`. */
export interface Parameter extends Node {
  readonly kind: 'parameter';
  readonly index: number;
}
/** `@name` of an anonymous block. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}
/** A dotted path as written: column, table.column, column.field, db.schema.table.column.field. Resolved by the planner. */
export interface ColumnRef extends Node {
  readonly kind: 'column';
  readonly path: readonly Ident[];
}
/** `*`, `t.*`, `* EXCEPT (a, b)`. */
export interface Star extends Node {
  readonly kind: 'star';
  readonly qualifier: readonly Ident[];
  readonly except: readonly Ident[];
}
/**
 * A call. The forms with words inside (`SUBSTRING(x FROM 1 FOR 2)`, `POSITION(a IN b)`, `OVERLAY(…)`) have become plain
 * arguments in PostgreSQL's order; `TRIM(BOTH c FROM s)` is `pg_catalog.btrim(s, c)`, with the schema, because the dialect's
 * own `trim(c, s)` has its arguments the other way round. `CURRENT_DATE` and its like are calls without arguments.
 */
export interface Call extends Node {
  readonly kind: 'call';
  /** One part, or `schema.function`. */
  readonly name: QName;
  readonly args: readonly Expr[];
  /** Names of `name => value` arguments, by index. */
  readonly argNames?: readonly (Ident | undefined)[] | undefined;
  readonly distinct: boolean;
  readonly orderBy: readonly OrderItem[];
  /** `WITHIN GROUP (ORDER BY …)`. */
  readonly withinGroup: readonly OrderItem[];
  readonly filter?: Expr | undefined;
  /** `IGNORE NULLS` or `RESPECT NULLS`, inside or after the parentheses. */
  readonly nulls?: 'ignore' | 'respect' | undefined;
  readonly over?: Window | undefined;
}
/** `OVER w` has `name` alone; `OVER (w PARTITION BY …)` has both. */
export interface Window extends Node {
  readonly kind: 'window';
  readonly name?: Ident | undefined;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: Frame | undefined;
}
export interface Frame extends Node {
  readonly kind: 'frame';
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  readonly end?: FrameBound | undefined;
  readonly exclude?: 'current row' | 'group' | 'ties' | 'no others' | undefined;
}
export type FrameBound =
  | { readonly kind: 'unboundedPreceding' | 'unboundedFollowing' | 'currentRow' }
  | { readonly kind: 'preceding' | 'following'; readonly offset: Expr };
/** `CAST(x AS t)`, `TRY_CAST(x AS t)`, `x::t`. */
export interface Cast extends Node {
  readonly kind: 'cast';
  readonly operand: Expr;
  readonly type: TypeName;
  readonly try: boolean;
  /** Written `x::t`. */
  readonly postfix: boolean;
}
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly op: '-' | '+' | '~' | 'not';
  readonly operand: Expr;
}
/**
 * `op` is lower case and canonical: `==` is `=`, `!=` is `<>`, `IS NOT DISTINCT FROM` and `<=>` are `<=>`,
 * `IS DISTINCT FROM` is `is distinct from`. `schema` is set for `OPERATOR(schema.op)`.
 */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly schema?: string | undefined;
  /** Where the operator stands, for the caret of a type error. */
  readonly opSpan: Span;
}
export type BinaryOperator =
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '<=>'
  | 'is distinct from'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | 'div'
  | '^'
  | '&'
  | '|'
  | '<<'
  | '>>'
  | '>>>'
  | '||'
  | '~'
  | '!~'
  | '~*'
  | '!~*'
  | '->'
  | '->>'
  | '#>'
  | '#>>'
  | '@>'
  | '<@'
  | '&&'
  | '?';
/** A chain of AND or OR, kept flat so that thousands of operands need no deep recursion. */
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly op: 'and' | 'or';
  readonly operands: readonly Expr[];
}
export interface Between extends Node {
  readonly kind: 'between';
  readonly operand: Expr;
  readonly low: Expr;
  readonly high: Expr;
  readonly negated: boolean;
  readonly symmetric: boolean;
}
export interface InList extends Node {
  readonly kind: 'inList';
  readonly operand: Expr;
  readonly list: readonly Expr[];
  readonly negated: boolean;
}
export interface InQuery extends Node {
  readonly kind: 'inQuery';
  readonly operand: Expr;
  readonly query: Query;
  readonly negated: boolean;
}
/**
 * LIKE, ILIKE (also as `~~`, `~~*`), RLIKE and REGEXP, SIMILAR TO. One pattern; with a `quantifier` several, as in
 * `LIKE ANY ('a%', 'b%')`, or one that may be an array.
 */
export interface Like extends Node {
  readonly kind: 'like';
  readonly op: 'like' | 'ilike' | 'rlike' | 'similar';
  readonly operand: Expr;
  readonly patterns: readonly Expr[];
  readonly quantifier?: 'any' | 'all' | undefined;
  readonly escape?: Expr | undefined;
  readonly negated: boolean;
}
export interface IsTest extends Node {
  readonly kind: 'is';
  readonly test: 'null' | 'true' | 'false' | 'unknown';
  readonly operand: Expr;
  readonly negated: boolean;
}
export interface Case extends Node {
  readonly kind: 'case';
  readonly operand?: Expr | undefined;
  readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
  readonly otherwise?: Expr | undefined;
}
export interface Exists extends Node {
  readonly kind: 'exists';
  readonly query: Query;
}
export interface ScalarQuery extends Node {
  readonly kind: 'scalarQuery';
  readonly query: Query;
}
/** `x = ANY (…)`, `x <> ALL (…)`; the right side is an array expression or a query. */
export interface Quantified extends Node {
  readonly kind: 'quantified';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly quantifier: 'any' | 'all';
  readonly right: Expr | Query;
  readonly schema?: string | undefined;
}
/** `ARRAY[…]`, `[…]`. `array(…)` is a Call. */
export interface ArrayLiteral extends Node {
  readonly kind: 'array';
  readonly items: readonly Expr[];
}
/** `ARRAY(SELECT …)`. */
export interface ArrayQuery extends Node {
  readonly kind: 'arrayQuery';
  readonly query: Query;
}
/** `ARRAY<STRUCT<a STRING>>[(…), (…)]`. */
export interface TypedArray extends Node {
  readonly kind: 'typedArray';
  readonly type: TypeName;
  readonly items: readonly Expr[];
}
/** `{'a': 1}`, and `struct(x AS a, b)`: a member without a name takes the column's, or col1, col2 …, in the planner. */
export interface StructLiteral extends Node {
  readonly kind: 'struct';
  readonly members: readonly { readonly name?: Ident | undefined; readonly value: Expr }[];
}
/** `MAP {k: v}`. `map(k, v, …)` is a Call. */
export interface MapLiteral extends Node {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Expr; readonly value: Expr }[];
}
/** `(a, b)` of two or more, and `ROW(…)`. */
export interface Row extends Node {
  readonly kind: 'row';
  readonly items: readonly Expr[];
  readonly explicit: boolean;
}
/** `x -> e`, `(x, y) -> e`. */
export interface Lambda extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Ident[];
  readonly body: Expr;
}
/** `a[i]` as written; the base (0 or 1) is decided by the personality, in the planner. */
export interface Subscript extends Node {
  readonly kind: 'subscript';
  readonly operand: Expr;
  readonly index: Expr;
}
/** `a[i:j]`. */
export interface Slice extends Node {
  readonly kind: 'slice';
  readonly operand: Expr;
  readonly from?: Expr | undefined;
  readonly to?: Expr | undefined;
}
/** `(expr).field`, `a[0].field`: what a ColumnRef cannot say. `(expr).*` has the field `*`. */
export interface FieldAccess extends Node {
  readonly kind: 'field';
  readonly operand: Expr;
  readonly field: Ident;
}
export interface Extract extends Node {
  readonly kind: 'extract';
  readonly unit: string;
  readonly operand: Expr;
}
export interface AtTimeZone extends Node {
  readonly kind: 'atTimeZone';
  readonly operand: Expr;
  readonly zone: Expr;
}
export interface Collate extends Node {
  readonly kind: 'collate';
  readonly operand: Expr;
  readonly collation: QName;
}
/**
 * DuckDB SQL made by a rewrite, never by the parser: `text` with `args` printed in the places of `{0}`, `{1}` …
 * A `{` that is not a place is written `{{`.
 */
export interface Raw extends Node {
  readonly kind: 'raw';
  readonly text: string;
  readonly args: readonly Expr[];
}

// --------------------------------------------------------------------------------------------------------------- queries

/** A SELECT with everything around it. */
export interface Query extends Node {
  readonly kind: 'query';
  readonly with: readonly CommonTable[];
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr | undefined;
  readonly limitPercent?: boolean | undefined;
  readonly offset?: Expr | undefined;
  /** `WITHAPPROXIMATE`: answer from the newest sample. */
  readonly approximate: boolean;
  /** `FOR UPDATE`, `FOR SHARE`: accepted and without effect. */
  readonly locking: boolean;
}
export type QueryBody = Select | SetOperation | Values | TableBody | Query;
/** `TABLE t`. */
export interface TableBody extends Node {
  readonly kind: 'table';
  readonly name: QName;
}
export interface CommonTable extends Node {
  readonly kind: 'commonTable';
  readonly name: Ident;
  readonly columns: readonly Ident[];
  readonly query: Query;
  readonly materialized?: boolean | undefined;
}
export interface SetOperation extends Node {
  readonly kind: 'setOperation';
  readonly op: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  /** `UNION BY NAME`. */
  readonly byName: boolean;
  /** Two or more; UNION chains of the same kind are kept flat. */
  readonly inputs: readonly QueryBody[];
}
export interface Values extends Node {
  readonly kind: 'values';
  readonly rows: readonly (readonly Expr[])[];
}
export interface Select extends Node {
  readonly kind: 'select';
  readonly distinct: 'none' | 'distinct' | { readonly on: readonly Expr[] };
  readonly items: readonly SelectItem[];
  /** `SELECT … INTO [TEMP] t`. */
  readonly into?: SelectInto | undefined;
  readonly from: readonly FromItem[];
  readonly where?: Expr | undefined;
  readonly groupBy?: GroupBy | undefined;
  readonly having?: Expr | undefined;
  readonly windows: readonly { readonly name: Ident; readonly window: Window }[];
  readonly qualify?: Expr | undefined;
}
export interface SelectItem extends Node {
  readonly kind: 'item';
  readonly expr: Expr;
  readonly alias?: Ident | undefined;
  /** `explode(m) AS (k, v)`. */
  readonly aliases?: readonly Ident[] | undefined;
}
export interface SelectInto extends Node {
  readonly kind: 'into';
  readonly temporary: boolean;
  readonly name: QName;
}
export interface OrderItem extends Node {
  readonly kind: 'order';
  readonly expr: Expr;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly nulls?: 'first' | 'last' | undefined;
}
export type GroupBy =
  | { readonly kind: 'all' }
  /** `withRollup`, `withCube`: Hive's `GROUP BY a, b WITH ROLLUP`. */
  | { readonly kind: 'list'; readonly items: readonly GroupItem[]; readonly suffix?: 'rollup' | 'cube' | undefined };
export type GroupItem =
  | { readonly kind: 'expr'; readonly expr: Expr }
  | { readonly kind: 'set'; readonly exprs: readonly Expr[] }
  | { readonly kind: 'rollup' | 'cube' | 'groupingSets'; readonly items: readonly GroupItem[] };

export type FromItem = TableRef | DerivedTable | Join | TableFunction | LateralView | Pivot | Unpivot | TableSample;
export interface TableAlias extends Node {
  readonly name: Ident;
  readonly columns: readonly Ident[];
}
export interface TableRef extends Node {
  readonly kind: 'tableRef';
  readonly name: QName;
  readonly snapshot?: SnapshotClause | undefined;
  readonly alias?: TableAlias | undefined;
}
export interface DerivedTable extends Node {
  readonly kind: 'derived';
  readonly query: Query;
  readonly lateral: boolean;
  readonly alias?: TableAlias | undefined;
}
/** A JOIN without a condition is a `cross` one, as in Spark. */
export interface Join extends Node {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';
  readonly natural: boolean;
  readonly left: FromItem;
  readonly right: FromItem;
  readonly on?: Expr | undefined;
  readonly using?: readonly Ident[] | undefined;
  /** `FROM (a JOIN b …) AS x`. */
  readonly alias?: TableAlias | undefined;
}
/** `generate_series(1, 3) AS g(n)`, `explode(…)`, `LATERAL f(x)`, `f(x) WITH ORDINALITY`. */
export interface TableFunction extends Node {
  readonly kind: 'tableFunction';
  readonly call: Call;
  readonly lateral: boolean;
  readonly ordinality: boolean;
  readonly alias?: TableAlias | undefined;
}
/** `<input> LATERAL VIEW [OUTER] explode(x) t AS a, b`. */
export interface LateralView extends Node {
  readonly kind: 'lateralView';
  readonly input: FromItem;
  readonly outer: boolean;
  readonly call: Call;
  readonly table?: Ident | undefined;
  readonly columns: readonly Ident[];
}
export interface Pivot extends Node {
  readonly kind: 'pivot';
  readonly input: FromItem;
  readonly aggregates: readonly SelectItem[];
  /** Columns after FOR: one, or several in parentheses. */
  readonly columns: readonly Ident[];
  readonly values: readonly SelectItem[];
  readonly alias?: TableAlias | undefined;
}
export interface Unpivot extends Node {
  readonly kind: 'unpivot';
  readonly input: FromItem;
  readonly includeNulls: boolean;
  readonly valueColumns: readonly Ident[];
  readonly nameColumn: Ident;
  readonly columns: readonly { readonly columns: readonly Ident[]; readonly alias?: Ident | undefined }[];
  readonly alias?: TableAlias | undefined;
}
export interface TableSample extends Node {
  readonly kind: 'tableSample';
  readonly input: FromItem;
  readonly size: Expr;
  readonly unit: 'percent' | 'rows' | 'bucket';
  readonly outOf?: Expr | undefined;
  readonly seed?: Expr | undefined;
}

/** `SNAPSHOT SINCE s | AS OF s | BETWEEN a AND b | SINCE CHECKPOINT 'name'`. */
export interface SnapshotClause extends Node {
  readonly kind: 'snapshot';
  readonly range:
    | { readonly kind: 'since'; readonly bound: SnapshotBound }
    | { readonly kind: 'asOf'; readonly bound: SnapshotBound }
    | { readonly kind: 'between'; readonly low: SnapshotBound; readonly high: SnapshotBound }
    | { readonly kind: 'sinceCheckpoint'; readonly name: string };
}
/** A number, a digit string, `'HEAD'`, `'TAIL'`, bare HEAD or TAIL, `@variable`, or NULL. */
export type SnapshotBound = Node &
  (
    | { readonly kind: 'id'; readonly id: bigint }
    | { readonly kind: 'head' | 'tail' | 'null' }
    | { readonly kind: 'variable'; readonly name: string }
  );
