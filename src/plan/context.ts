import type { Dataset, Oid, Relation } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import type { QName } from '../sql/ast.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import type { EncodeContext } from '../types/encode-context.ts';

/** All that planning may look at: values, no I/O. */
export interface PlanContext {
  readonly catalog: CatalogView;
  /** Temporary tables of the session, by name in lower case; they hide datasets of the same name. */
  readonly temporary: ReadonlyMap<string, Dataset>;
  /** The database of the connection. */
  readonly database: Oid;
  /** Schemas in which plain names are looked up, in order. */
  readonly searchPath: readonly string[];
  /** The account that asks. */
  readonly role: Oid;
  readonly options: PlanOptions;
  /** Types of `$1`, `$2` … as the client declared or the engine inferred them; undefined where nothing is known yet. */
  readonly parameterTypes: readonly (DataType | undefined)[];
  /**
   * For a description that is never run: a parameter with a type is written as a NULL of that type, as the engine cannot
   * tell what `len(CAST($1 AS VARCHAR[]))` gives.
   */
  readonly parametersAsNull?: boolean | undefined;
  /** Values of `@name` in an anonymous block, by name in lower case. */
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** `pg_catalog` and `information_schema`; without it there are none. */
  readonly catalogRelations?: CatalogRelations | undefined;
}

/** Relations that are no objects of the catalog but show it. */
export interface CatalogRelations {
  /** Undefined for a name that stands for none of them. */
  find(name: QName): CatalogRelation | undefined;
}

export interface CatalogRelation {
  /** Schema as users write it. */
  readonly schema: readonly string[];
  /** Name of the table or view in DuckDB, by parts. */
  readonly path: readonly string[];
  readonly columns: readonly StructField[];
}

/** Session settings that change what a statement means. */
export interface PlanOptions {
  /** `default_null_order`: `spark` puts NULLs first ascending and last descending, `postgres` the other way round. */
  readonly nullOrder: 'spark' | 'postgres';
  /** `drop_system_columns`: false shows `_acp_system_metadata` and `_ACP_BATCHID`. */
  readonly dropSystemColumns: boolean;
  /** `resolve_fallback_snapshot_on_failure`. */
  readonly fallbackSnapshot: boolean;
  readonly autoToJson: boolean;
  /** The connection asked for `?FLATTEN`. */
  readonly flatten: boolean;
  /** `aqp`: samples may be made and dropped. */
  readonly samples?: boolean | undefined;
  /** `skip_stats_for_complex_datatypes`; without it they are skipped. */
  readonly skipComplexStatistics?: boolean | undefined;
  /** Of `DateStyle`: how `01/02/2000` is read; MDY without it. */
  readonly dateOrder?: EncodeContext['dateOrder'] | undefined;
}

/** A variable's value as text, with its type; null for NULL. */
export interface VariableValue {
  readonly text: string | null;
  readonly type: DataType;
}

/** A column that is an identity of the people whom a dataset tells of. */
export interface StoredIdentity {
  readonly dataset: string;
  readonly column: string;
}

/** A column that a query answers. */
export interface ResultColumn {
  readonly name: string;
  readonly type: DataType;
  /** The stored column it is, when it is one unchanged. */
  readonly origin?: { readonly relation: Relation; readonly columnNumber: number } | undefined;
  /** The identity that it shows unchanged, by way of whatever queries and views. */
  readonly identity?: StoredIdentity | undefined;
  /** The name was made up from the text of an expression. */
  readonly implicitName?: true | undefined;
}
