import type { Call, Expr, FromItem, Ident, QName, Query, SelectItem, Span, TypeName } from './ast.ts';

/**
 * One statement of the dialect. Sources: `query-service-sql.md` section 1 and, for the forms that PostgreSQL's clients
 * send, `postgres-wire.md` sections 9, 13 and 18. A new kind does not compile until the planner answers for it.
 */
export type Statement =
  // queries and writes
  | SelectStatement
  | CreateTableAs
  | CreateTable
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | MergeStatement
  | TruncateStatement
  | DropStatement
  // containers, views, metadata
  | CreateDatabase
  | CreateSchema
  | CreateView
  | AlterView
  | AlterTable
  | CreateFieldGroup
  | CreateNamespace
  | CommentOn
  | CreateIndex
  // audiences, models, samples, statistics
  | CreateAudience
  | CreateModel
  | AnalyzeTable
  // scripts, templates, schedules
  | Block
  | SetVariable
  | IfStatement
  | CreateTemplate
  | CreateSchedule
  | AlterSchedule
  | RunSchedule
  // sessions
  | PrepareStatement
  | ExecuteStatement
  | DeallocateStatement
  | DeclareCursor
  | FetchCursor
  | CloseCursor
  | TransactionStatement
  | SetSetting
  | ShowSetting
  | ResetSetting
  | ShowMetadata
  | DiscardStatement
  | ListenStatement
  | ExplainStatement
  | CopyStatement
  | RoleStatement
  | GrantStatement
  | NoOperation;

interface StatementNode {
  readonly span: Span;
}

/** `name = value` of WITH, OPTIONS, TBLPROPERTIES. `value` is the text without quotes; `name` is lower case. */
export interface Property extends StatementNode {
  readonly name: string;
  readonly value: string;
  readonly quoted: boolean;
}

export interface SelectStatement extends StatementNode {
  readonly kind: 'select';
  readonly query: Query;
}

export interface CreateTableAs extends StatementNode {
  readonly kind: 'createTableAs';
  readonly name: QName;
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  /** `CREATE TABLE t (a, b) AS …`. */
  readonly columns: readonly Ident[];
  readonly properties: readonly Property[];
  readonly transform: readonly TransformItem[];
  readonly query: Query;
  readonly withData: boolean;
  readonly onCommit?: OnCommit | undefined;
}
/** What becomes of a temporary table at the end of a transaction; without it, nothing. */
export type OnCommit = 'drop' | 'delete rows';
export interface TransformItem extends StatementNode {
  readonly call: Call;
  readonly alias: Ident;
}

export interface CreateTable extends StatementNode {
  readonly kind: 'createTable';
  readonly name: QName;
  readonly temporary: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  /** `CREATE TABLE t (LIKE s)` or `CREATE TABLE t LIKE s`. */
  readonly like?: QName | undefined;
  readonly properties: readonly Property[];
  readonly onCommit?: OnCommit | undefined;
}
export interface ColumnDefinition extends StatementNode {
  readonly name: Ident;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly default?: Expr | undefined;
  readonly comment?: string | undefined;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  /** `PRIMARY KEY NAMESPACE 'X'`, `PRIMARY IDENTITY NAMESPACE 'X'`, `IDENTITY NAMESPACE 'X'`. */
  readonly identity?: { readonly primary: boolean; readonly namespace: string; readonly span: Span } | undefined;
  readonly references?: { readonly table: QName; readonly columns: readonly Ident[] } | undefined;
  readonly check?: Expr | undefined;
  /** `GENERATED … AS IDENTITY`. */
  readonly generated?: 'always' | 'by default' | undefined;
}
export type TableConstraint = StatementNode & { readonly name?: Ident | undefined } & (
    | {
        readonly kind: 'primaryKey' | 'unique';
        readonly columns: readonly Ident[];
        readonly namespace?: string | undefined;
        readonly notEnforced: boolean;
      }
    | {
        readonly kind: 'foreignKey';
        readonly columns: readonly Ident[];
        readonly table: QName;
        readonly referenced: readonly Ident[];
        readonly namespace?: string | undefined;
        readonly notEnforced: boolean;
      }
    | {
        readonly kind: 'identity';
        readonly column: Ident;
        readonly primary: boolean;
        readonly namespace?: string | undefined;
      }
    | { readonly kind: 'check'; readonly expr: Expr }
  );

/** INSERT INTO, INSERT OVERWRITE [INTO], each also with AUDIENCE. */
export interface InsertStatement extends StatementNode {
  readonly kind: 'insert';
  readonly target: QName;
  readonly audience: boolean;
  readonly overwrite: boolean;
  readonly columns: readonly Ident[];
  /** The rows: a query, VALUES being one. Undefined for `DEFAULT VALUES`. */
  readonly query?: Query | undefined;
  readonly returning: readonly SelectItem[];
}
export interface UpdateStatement extends StatementNode {
  readonly kind: 'update';
  readonly target: QName;
  readonly alias?: Ident | undefined;
  readonly assignments: readonly { readonly column: Ident; readonly value: Expr }[];
  readonly from: readonly FromItem[];
  readonly where?: Expr | undefined;
  readonly returning: readonly SelectItem[];
}
export interface DeleteStatement extends StatementNode {
  readonly kind: 'delete';
  readonly target: QName;
  readonly alias?: Ident | undefined;
  readonly using: readonly FromItem[];
  readonly where?: Expr | undefined;
  readonly returning: readonly SelectItem[];
}
export interface MergeStatement extends StatementNode {
  readonly kind: 'merge';
  readonly target: QName;
  readonly alias?: Ident | undefined;
  readonly source: FromItem;
  readonly on: Expr;
  readonly branches: readonly {
    readonly rows: 'matched' | 'notMatched' | 'notMatchedBySource';
    readonly condition?: Expr | undefined;
    readonly action:
      | { readonly kind: 'delete' | 'nothing' }
      /** `UPDATE SET *`, `INSERT *`: each column by the source's column of its name. */
      | { readonly kind: 'updateAll' | 'insertAll'; readonly span: Span }
      | { readonly kind: 'update'; readonly assignments: readonly { readonly column: Ident; readonly value: Expr }[] }
      | { readonly kind: 'insert'; readonly columns: readonly Ident[]; readonly values: readonly Expr[] };
  }[];
}
export interface TruncateStatement extends StatementNode {
  readonly kind: 'truncate';
  readonly tables: readonly QName[];
}

export interface DropStatement extends StatementNode {
  readonly kind: 'drop';
  readonly object:
    | 'table'
    | 'view'
    | 'database'
    | 'schema'
    | 'tablesample'
    | 'fieldgroup'
    | 'namespace'
    | 'audience'
    | 'model'
    | 'template'
    | 'schedule'
    | 'index'
    | 'sequence'
    | 'type'
    | 'function'
    | 'materialized view';
  readonly names: readonly QName[];
  readonly ifExists: boolean;
  readonly temporary: boolean;
  readonly behavior?: 'restrict' | 'cascade' | undefined;
  /** `DROP MODEL m 2`. */
  readonly version?: number | undefined;
}

export interface CreateDatabase extends StatementNode {
  readonly kind: 'createDatabase';
  readonly name: Ident;
  readonly ifNotExists: boolean;
  readonly properties: readonly Property[];
}
export interface CreateSchema extends StatementNode {
  readonly kind: 'createSchema';
  readonly name: QName;
  readonly ifNotExists: boolean;
  readonly properties: readonly Property[];
}
export interface CreateView extends StatementNode {
  readonly kind: 'createView';
  readonly name: QName;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly materialized: boolean;
  readonly columns: readonly Ident[];
  readonly query: Query;
  /** The SELECT's own text, as it is stored. */
  readonly queryText: string;
}
export interface AlterView extends StatementNode {
  readonly kind: 'alterView';
  readonly name: QName;
  readonly action:
    | { readonly kind: 'addSchema' | 'removeSchema'; readonly schema: QName }
    | { readonly kind: 'rename'; readonly to: Ident };
}
export interface AlterTable extends StatementNode {
  readonly kind: 'alterTable';
  readonly name: QName;
  readonly ifExists: boolean;
  readonly action: AlterTableAction;
}
export type AlterTableAction = StatementNode &
  (
    | { readonly kind: 'addConstraint'; readonly constraint: TableConstraint }
    | {
        readonly kind: 'dropConstraint';
        readonly constraint: 'primaryKey' | 'foreignKey' | 'primaryIdentity' | 'identity' | 'name';
        readonly columns: readonly Ident[];
        /** `DROP CONSTRAINT [IF EXISTS] name`. */
        readonly name?: Ident | undefined;
        readonly ifExists: boolean;
      }
    | { readonly kind: 'addLabel' | 'dropLabel'; readonly label: string }
    | { readonly kind: 'addColumns'; readonly columns: readonly ColumnDefinition[]; readonly ifNotExists: boolean }
    | { readonly kind: 'dropColumn'; readonly column: Ident; readonly ifExists: boolean }
    | { readonly kind: 'renameColumn'; readonly column: Ident; readonly to: Ident }
    | { readonly kind: 'rename'; readonly to: QName }
    | { readonly kind: 'addSchema' | 'removeSchema'; readonly schema: QName }
    | {
        readonly kind: 'alterColumn';
        readonly column: Ident;
        readonly type?: TypeName | undefined;
        readonly notNull?: boolean | undefined;
      }
    | { readonly kind: 'ownerTo'; readonly owner: Ident }
    | { readonly kind: 'setProperties'; readonly properties: readonly Property[] }
  );
export interface CreateFieldGroup extends StatementNode {
  readonly kind: 'createFieldGroup';
  readonly name: Ident;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly properties: readonly Property[];
}
export interface CreateNamespace extends StatementNode {
  readonly kind: 'createNamespace';
  readonly name: Ident;
  readonly ifNotExists: boolean;
  readonly properties: readonly Property[];
}
export interface CommentOn extends StatementNode {
  readonly kind: 'commentOn';
  readonly object: 'table' | 'view' | 'column' | 'schema' | 'database' | 'materialized view';
  readonly name: QName;
  /** `db.schema.table.column` has four parts; the last is here for columns. */
  readonly column?: Ident | undefined;
  readonly comment: string | null;
}
/** Accepted where harmless, refused where it would promise enforcement; decided by the planner. */
export interface CreateIndex extends StatementNode {
  readonly kind: 'createIndex';
  readonly unique: boolean;
  readonly ifNotExists: boolean;
  readonly name?: Ident | undefined;
  readonly table: QName;
  /** What follows the table's name, as written: `USING btree (a, b)`. */
  readonly definition: string;
}

export interface CreateAudience extends StatementNode {
  readonly kind: 'createAudience';
  readonly name: QName;
  readonly properties: readonly Property[];
  readonly query: Query;
  readonly queryText: string;
}
export interface CreateModel extends StatementNode {
  readonly kind: 'createModel';
  readonly action: 'create' | 'createIfNotExists' | 'createOrReplace' | 'update';
  readonly name: Ident;
  readonly transform: readonly TransformItem[];
  readonly options: readonly Property[];
  readonly query?: Query | undefined;
}
export interface AnalyzeTable extends StatementNode {
  readonly kind: 'analyzeTable';
  readonly table?: QName | undefined;
  readonly filter?: Expr | undefined;
  readonly action:
    | { readonly kind: 'plain' }
    /** PostgreSQL's ANALYZE, of `table` and others or of everything. */
    | { readonly kind: 'refresh'; readonly others: readonly QName[] }
    | {
        readonly kind: 'statistics';
        readonly columns: 'all' | readonly (readonly Ident[])[];
        readonly alias?: Ident | undefined;
      }
    | { readonly kind: 'sample'; readonly rate: number };
}

/** `$$ BEGIN … END $$` and its variants. */
export interface Block extends StatementNode {
  readonly kind: 'block';
  readonly body: readonly Statement[];
  /** Statements of `EXCEPTION WHEN OTHERS THEN`, when there is a handler. */
  readonly handler?: readonly Statement[] | undefined;
}
/** `SET @v = SELECT …`; also `SET @v = expr`, read as `SELECT expr`. */
export interface SetVariable extends StatementNode {
  readonly kind: 'setVariable';
  readonly name: string;
  readonly query: Query;
}
export interface IfStatement extends StatementNode {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Expr; readonly body: readonly Statement[] }[];
  readonly otherwise?: readonly Statement[] | undefined;
}
export interface CreateTemplate extends StatementNode {
  readonly kind: 'createTemplate';
  readonly name: Ident;
  readonly orReplace: boolean;
  readonly text: string;
}
export interface CreateSchedule extends StatementNode {
  readonly kind: 'createSchedule';
  readonly name: Ident;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly cron: string;
  readonly timeZone?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly properties: readonly Property[];
  readonly text: string;
}
export interface AlterSchedule extends StatementNode {
  readonly kind: 'alterSchedule';
  readonly name: Ident;
  readonly action:
    | { readonly kind: 'enable' | 'disable' }
    | { readonly kind: 'setCron'; readonly cron: string; readonly timeZone?: string | undefined }
    | { readonly kind: 'set'; readonly properties: readonly Property[] };
}
export interface RunSchedule extends StatementNode {
  readonly kind: 'runSchedule';
  readonly name: Ident;
}

export interface PrepareStatement extends StatementNode {
  readonly kind: 'prepare';
  readonly name: Ident;
  readonly types: readonly TypeName[];
  readonly statement: Statement;
}
export interface ExecuteStatement extends StatementNode {
  readonly kind: 'execute';
  readonly name: Ident;
  readonly args: readonly Expr[];
}
export interface DeallocateStatement extends StatementNode {
  readonly kind: 'deallocate';
  readonly name: Ident | 'all';
}
export interface DeclareCursor extends StatementNode {
  readonly kind: 'declareCursor';
  readonly name: Ident;
  readonly binary: boolean;
  readonly scroll?: boolean | undefined;
  readonly hold: boolean;
  readonly query: Query;
}
export interface FetchCursor extends StatementNode {
  readonly kind: 'fetch';
  readonly move: boolean;
  readonly name: Ident;
  readonly direction:
    | { readonly kind: 'forward'; readonly count: number | 'all' }
    | { readonly kind: 'backward'; readonly count: number | 'all' }
    | { readonly kind: 'absolute' | 'relative'; readonly count: number }
    | { readonly kind: 'first' | 'last' | 'prior' };
}
export interface CloseCursor extends StatementNode {
  readonly kind: 'closeCursor';
  readonly name: Ident | 'all';
}

export interface TransactionModes {
  readonly isolation?: 'serializable' | 'repeatable read' | 'read committed' | 'read uncommitted' | undefined;
  readonly readOnly?: boolean | undefined;
  readonly deferrable?: boolean | undefined;
}
export type TransactionStatement = StatementNode & { readonly kind: 'transaction' } & (
    | { readonly action: 'begin' | 'start'; readonly modes: TransactionModes }
    | { readonly action: 'commit' | 'rollback'; readonly chain: boolean }
    | { readonly action: 'savepoint' | 'release' | 'rollbackTo'; readonly savepoint: Ident }
    | { readonly action: 'prepareTransaction' | 'commitPrepared' | 'rollbackPrepared' }
    /** `SET TRANSACTION …`, `SET SESSION CHARACTERISTICS AS TRANSACTION …`. */
    | { readonly action: 'setModes' | 'setSessionModes'; readonly modes: TransactionModes }
  );

/** `SET [LOCAL|SESSION] name = value, …`; names are lower case and may be dotted. `SET name` alone is a ShowSetting. */
export interface SetSetting extends StatementNode {
  readonly kind: 'set';
  readonly scope: 'session' | 'local';
  readonly name: string;
  /** Undefined for DEFAULT. */
  readonly values?: readonly string[] | undefined;
}
export interface ShowSetting extends StatementNode {
  readonly kind: 'show';
  readonly name: string | 'all';
}
export interface ResetSetting extends StatementNode {
  readonly kind: 'reset';
  readonly name: string | 'all';
}
export interface ShowMetadata extends StatementNode {
  readonly kind: 'showMetadata';
  readonly what:
    | 'tables'
    | 'views'
    | 'databases'
    | 'schemas'
    | 'columns'
    | 'primary keys'
    | 'foreign keys'
    | 'identities'
    | 'datagroups'
    | 'fieldgroups'
    | 'namespaces'
    | 'statistics'
    | 'models'
    | 'tablesamples'
    | 'lineage'
    | 'schedules'
    | 'runs'
    | 'templates'
    | 'audiences'
    | 'create table'
    | 'functions'
    | 'describe';
  /** `FOR 'x'`, `FROM x`, `IN x`, `DESCRIBE x`. */
  readonly target?: QName | undefined;
  /** `LIKE 'pattern'`. */
  readonly like?: string | undefined;
}
export interface DiscardStatement extends StatementNode {
  readonly kind: 'discard';
  readonly what: 'all' | 'plans' | 'sequences' | 'temp';
}
export type ListenStatement = StatementNode & { readonly kind: 'listen' } & (
    | { readonly action: 'listen'; readonly channel: string }
    | { readonly action: 'unlisten'; readonly channel: string | '*' }
    | { readonly action: 'notify'; readonly channel: string; readonly payload: string }
  );
export interface ExplainStatement extends StatementNode {
  readonly kind: 'explain';
  readonly mode: 'plan' | 'analyze' | 'rewrite';
  readonly format: 'text' | 'json';
  readonly statement: Statement;
}
export interface CopyStatement extends StatementNode {
  readonly kind: 'copy';
  readonly direction: 'from' | 'to';
  readonly source:
    | { readonly kind: 'table'; readonly name: QName; readonly columns: readonly Ident[] }
    | { readonly kind: 'query'; readonly query: Query };
  /** STDIN or STDOUT, else a file name. */
  readonly target:
    | { readonly kind: 'client' }
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'program'; readonly command: string };
  /** Lower-case option names; `(FORMAT csv, HEADER)` and the old form alike. A bare option has the value `true`. */
  readonly options: readonly {
    readonly name: string;
    readonly value: string | readonly string[];
    readonly span: Span;
  }[];
  /** `COPY … FROM … WHERE expr`. */
  readonly where?: Expr | undefined;
}
/** CREATE, ALTER and DROP of ROLE and USER. */
export interface RoleStatement extends StatementNode {
  readonly kind: 'role';
  readonly action: 'create' | 'alter' | 'drop';
  readonly names: readonly Ident[];
  readonly ifExists: boolean;
  /** Lower-case option names: `password`, `valid until`, `login`, `superuser`, `email`, …; `true`, `false`, text, or null. */
  readonly options: readonly { readonly name: string; readonly value: string | boolean | null; readonly span: Span }[];
}
/** GRANT and REVOKE, read whole and answered by the planner. */
export interface GrantStatement extends StatementNode {
  readonly kind: 'grant';
  readonly action: 'grant' | 'revoke';
  readonly tag: 'GRANT' | 'REVOKE' | 'GRANT ROLE' | 'REVOKE ROLE';
  /** The statement as written. */
  readonly text: string;
}
/** Accepted for clients and without effect: LOCK TABLE, CHECKPOINT, VACUUM, REINDEX, CLUSTER, SET CONSTRAINTS. */
export interface NoOperation extends StatementNode {
  readonly kind: 'noOperation';
  readonly tag: string;
  /** The statement as written. */
  readonly text: string;
}
