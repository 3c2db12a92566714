import type { Brand } from '../src/core/brand.ts';
import type { DataType } from '../src/types/data-type.ts';

/** What the catalog keeps: plain readonly documents, one per object, told apart by `kind` and found by `oid`. */
export type CatalogObject =
  | Role
  | Database
  | SchemaContainer
  | Dataset
  | View
  | IdentityNamespace
  | FieldGroup
  | Checkpoint
  | Template
  | Schedule;

/** Persistent object identifier, 16384 and above for objects of users; survives restart and rename. */
export type Oid = Brand<number, 'Oid'>;
/** 24 hexadecimal digits. */
export type DatasetId = Brand<string, 'DatasetId'>;
/** A Long in the SQL reference, section 2.1: never a number. Ids grow in the order of commits within a dataset. */
export type SnapshotId = Brand<bigint, 'SnapshotId'>;

interface ObjectBase {
  readonly oid: Oid;
  /** As written by who made it; matched without regard to case. */
  readonly name: string;
  /** ISO time, UTC. */
  readonly createdAt: string;
  readonly owner: Oid;
  readonly comment?: string | undefined;
}

/** An account. */
export interface Role extends ObjectBase {
  readonly kind: 'role';
  /** SCRAM verifier; without one the role cannot prove a password. */
  readonly verifier?: string | undefined;
  /** The same for `name:password`, which clients of the service send as the password; it has the same salt. */
  readonly pairVerifier?: string | undefined;
  readonly login: boolean;
  readonly superuser: boolean;
  /** ISO time after which the password is refused. */
  readonly validUntil?: string | undefined;
  readonly email?: string | undefined;
  /** The person behind a service account, and who made it: account names or whatever the REST call said. */
  readonly assignedTo?: string | undefined;
  readonly createdBy?: string | undefined;
  /** ISO time. */
  readonly updatedAt?: string | undefined;
}

/** A container of schemas. The lake's are logical; an accelerated one owns the tables made in it. */
export interface Database extends ObjectBase {
  readonly kind: 'database';
  readonly storage: 'lake' | 'accelerated';
}

/** A container of references to relations (what PostgreSQL calls a schema). */
export interface SchemaContainer extends ObjectBase {
  readonly kind: 'schemaContainer';
  readonly database: Oid;
}

export interface DatasetColumn {
  readonly name: string;
  readonly type: DataType;
  /** Position that never changes and is never used again: PostgreSQL's attnum. */
  readonly number: number;
  readonly notNull: boolean;
  /** The length of `varchar(n)` and `char(n)`, kept for clients. */
  readonly length?: number | undefined;
  /** DuckDB SQL of the default, made by the printer. */
  readonly defaultSql?: string | undefined;
  readonly comment?: string | undefined;
}

/** Declared, never enforced. Columns are named by their numbers. */
export type DatasetConstraint = { readonly oid: Oid; readonly name: string } & (
  | {
      readonly kind: 'primaryKey' | 'unique';
      readonly columns: readonly number[];
      readonly namespace?: string | undefined;
    }
  | {
      readonly kind: 'foreignKey';
      readonly columns: readonly number[];
      readonly referenced: Oid;
      readonly referencedColumns: readonly number[];
    }
);

export interface DatasetIdentity {
  readonly column: number;
  readonly namespace: string;
  readonly primary: boolean;
}

/** A stored table. */
export interface Dataset extends ObjectBase {
  readonly kind: 'dataset';
  readonly id: DatasetId;
  /** Free text, as `SHOW TABLES` shows it beside the name. */
  readonly displayName: string;
  /** Lake datasets have snapshots; accelerated and temporary ones have none. */
  readonly storage: 'lake' | 'accelerated' | 'temporary';
  /** The containers that refer to it; the first is where it was made. */
  readonly containers: readonly Oid[];
  readonly columns: readonly DatasetColumn[];
  /** Largest column number ever given. */
  readonly lastColumnNumber: number;
  readonly constraints: readonly DatasetConstraint[];
  readonly identities: readonly DatasetIdentity[];
  readonly labels: readonly ('PROFILE' | 'UPSERT')[];
  /** True once a write has hidden older rows (INSERT OVERWRITE, UPSERT): reads then filter. */
  readonly hasRemovedRows: boolean;
  /** `rowvalidation`: rows are checked against the bound schema as they come in. */
  readonly rowValidation?: boolean | undefined;
  /** The name of the schema it is bound to; ad hoc without one. */
  readonly schemaName?: string | undefined;
  /** Of a temporary table: what becomes of it at the end of a transaction; without it, nothing. */
  readonly onCommit?: 'drop' | 'delete rows' | undefined;
  /** Made by ANALYZE TABLE … TABLESAMPLE: `rate` percent of the rows of another dataset, as they were then. */
  readonly sampleOf?: { readonly dataset: Oid; readonly rate: number } | undefined;
  /** Made by COMPUTE STATISTICS, in a session only: what it tells of. */
  readonly statisticsOf?:
    | { readonly table: string; readonly columns: string; readonly filter: string | undefined }
    | undefined;
}

export interface View extends ObjectBase {
  readonly kind: 'view';
  readonly id: DatasetId;
  readonly containers: readonly Oid[];
  /** The SELECT in the dialect, as its author wrote it. */
  readonly sql: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: DataType;
    readonly comment?: string | undefined;
  }[];
  /** Relations that the SELECT reads. */
  readonly dependsOn: readonly Oid[];
}

/** An identity namespace such as Email or ECID; never a `pg_namespace`. */
export interface IdentityNamespace extends ObjectBase {
  readonly kind: 'namespace';
  readonly code: string;
  readonly type: string;
}

/** A named set of columns that schemas are put together from. */
export interface FieldGroup extends ObjectBase {
  readonly kind: 'fieldGroup';
  readonly id: DatasetId;
  readonly columns: readonly { readonly name: string; readonly type: DataType }[];
}

/** How far an incremental load has read a dataset: `SNAPSHOT SINCE CHECKPOINT 'name'`. One per name and dataset. */
export interface Checkpoint extends ObjectBase {
  readonly kind: 'checkpoint';
  readonly dataset: Oid;
  /** A SnapshotId as digits: JSON has no 64-bit integers. */
  readonly snapshot: string;
}

/** Stored SQL text. */
export interface Template extends ObjectBase {
  readonly kind: 'template';
  readonly id: string;
  readonly sql: string;
  /** Values for its `$name`, which those of a query go before. */
  readonly queryParameters?: Readonly<Record<string, string>> | undefined;
  /** ISO time, and account name, of the last change. */
  readonly updatedAt?: string | undefined;
  readonly updatedBy?: string | undefined;
}

/** Stored SQL that runs by the clock, as the account that owns it. Times are ISO. */
export interface Schedule extends ObjectBase {
  readonly kind: 'schedule';
  readonly id: string;
  /** As a client names it: `prod:all`. */
  readonly dbName: string;
  readonly sql: string;
  readonly queryParameters: Readonly<Record<string, string>>;
  readonly cron: string;
  readonly timeZone: string;
  readonly startsAt: string;
  readonly endsAt?: string | undefined;
  readonly maxActiveRuns: number;
  readonly catchUp: 'latest' | 'all' | 'none';
  readonly quarantine: boolean;
  readonly delayThresholdMinutes: number;
  readonly enabled: boolean;
  /** When it was made, enabled again, or given another cron. */
  readonly activeSince: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly templateId?: string | undefined;
  /** Where the rows of a SELECT go: a dataset that the first run makes and later ones append to, or one that is there. */
  readonly output?:
    | { readonly kind: 'ctas' | 'insert'; readonly datasetName: string; readonly description?: string | undefined }
    | undefined;
  /** The body of the REST call that made it. */
  readonly request?: Readonly<Record<string, unknown>> | undefined;
}

/** What may stand in FROM. */
export type Relation = Dataset | View;
