/** What the relations are filled from: the catalog in PostgreSQL's terms, one database of it. */

export interface ModelSchema {
  readonly oid: number;
  readonly name: string;
  readonly owner: number;
  readonly comment?: string | undefined;
}

export interface TypeRef {
  readonly oid: number;
  /** -1 for none. */
  readonly typmod: number;
  readonly dimensions: number;
}

export interface ModelAttribute extends TypeRef {
  readonly number: number;
  readonly name: string;
  readonly notNull: boolean;
  readonly defaultSql?: string | undefined;
  readonly comment?: string | undefined;
}

export interface ModelRelation {
  readonly oid: number;
  readonly name: string;
  readonly schema: number;
  readonly owner: number;
  /** pg_class.relkind: table, view, composite type, index. */
  readonly kind: 'r' | 'v' | 'c' | 'i';
  readonly temporary: boolean;
  readonly attributes: readonly ModelAttribute[];
  /** OIDs of the row type and its array type; 0 for none. */
  readonly rowType: number;
  readonly rowArray: number;
  readonly comment?: string | undefined;
  /** The SELECT of a view. */
  readonly definition?: string | undefined;
  /** Datasets and views that a view reads. */
  readonly reads?: readonly number[] | undefined;
  /** Of pg_catalog and information_schema. */
  readonly system: boolean;
  /** The kept dataset or view that it shows; differs from `oid` where one dataset is in several schemas. */
  readonly source: number;
}

export interface ModelConstraint {
  readonly oid: number;
  readonly name: string;
  readonly kind: 'p' | 'u' | 'f';
  readonly relation: ModelRelation;
  readonly columns: readonly number[];
  /** The index of a key; of a foreign key, the index of the key it refers to. 0 where there is none. */
  readonly index: number;
  readonly referenced?: { readonly relation: ModelRelation; readonly columns: readonly number[] } | undefined;
}

export interface ModelIndex {
  readonly relation: ModelRelation;
  readonly constraint: ModelConstraint;
}

export interface ModelRole {
  readonly oid: number;
  readonly name: string;
  readonly superuser: boolean;
  readonly login: boolean;
  readonly validUntil?: string | undefined;
  readonly hasPassword: boolean;
}

export interface ModelDatabase {
  readonly oid: number;
  readonly name: string;
  readonly owner: number;
  readonly comment?: string | undefined;
}
