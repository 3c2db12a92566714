import type { Dataset, DatasetColumn, Oid, Relation, Role } from '../../catalog/objects.ts';
import { assertNever } from '../core/assert-never.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Query } from '../sql/ast.ts';
import type { Printed } from '../sql/print.ts';
import type {
  Block,
  CloseCursor,
  CopyStatement,
  DeallocateStatement,
  DeclareCursor,
  DiscardStatement,
  ExecuteStatement,
  ExplainStatement,
  FetchCursor,
  ListenStatement,
  NoOperation,
  PrepareStatement,
  ResetSetting,
  SetSetting,
  ShowSetting,
  Statement,
  TransactionStatement,
} from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { planAlterTable } from './alter-table.ts';
import { planAnalyze } from './analyze-table.ts';
import type { CatalogPlan, IdSource } from './catalog-plan.ts';
import type { CheckpointMove } from './checkpoint.ts';
import { planCreateDatabase, planCreateSchema } from './container.ts';
import type { PlanContext, ResultColumn } from './context.ts';
import { planCopyFrom, planCopyTo } from './copy.ts';
import type { CopyToFilePlan } from './copy-file.ts';
import { planCreateTable } from './create-table.ts';
import { planCreateTableAs } from './create-table-as.ts';
import type { DatasetExtras } from './dataset.ts';
import { planDrop } from './drop.ts';
import { planInsert } from './insert.ts';
import { planMerge } from './merge.ts';
import { planComment, planCreateFieldGroup, planCreateNamespace } from './metadata.ts';
import { planModify } from './modify.ts';
import type { RelationPlace } from './names.ts';
import { PlanError } from './plan-error.ts';
import { planRole } from './role.ts';
import type { RowValidation } from './row-validation.ts';
import { planAlterSchedule, planCreateSchedule, planRunSchedule } from './schedule.ts';
import { planSelect } from './select.ts';
import { planShowMetadata } from './show-metadata.ts';
import { planCreateTemplate } from './template.ts';
import { planAlterView, planCreateView } from './view.ts';

/**
 * Statement and catalog to plan: pure and synchronous, so that a plan can be kept, compared and shown. `session/run.ts`
 * performs it, and has all the effects.
 */
export function plan(statement: Statement, context: PlanContext): Plan {
  switch (statement.kind) {
    case 'select':
      return planSelect(statement, context);
    case 'createTableAs':
      return planCreateTableAs(statement, context);
    case 'createTable':
      return planCreateTable(statement, context);
    case 'insert':
      return planInsert(statement, context);
    case 'drop':
      return planDrop(statement, context);
    case 'createDatabase':
      return planCreateDatabase(statement, context);
    case 'createSchema':
      return planCreateSchema(statement, context);
    case 'createView':
      return planCreateView(statement, context);
    case 'alterView':
      return planAlterView(statement, context);
    case 'alterTable':
      return planAlterTable(statement, context);
    case 'createNamespace':
      return planCreateNamespace(statement, context);
    case 'createFieldGroup':
      return planCreateFieldGroup(statement, context);
    case 'commentOn':
      return planComment(statement, context);
    case 'update':
    case 'delete':
    case 'truncate':
      return planModify(statement, context);
    case 'merge':
      return planMerge(statement, context);
    case 'role':
      return planRole(statement, context);
    case 'showMetadata':
      return planShowMetadata(statement, context);
    case 'analyzeTable':
      return planAnalyze(statement, context);
    case 'block':
      return { kind: 'block', block: statement };
    case 'setVariable':
    case 'if':
      throw new PlanError(SQLSTATE.syntaxError, 'Invalid command outside Anonymous Block', statement.span, {
        hint: 'Put it between $$ BEGIN and END $$.',
      });
    case 'copy':
      return statement.direction === 'from' ? planCopyFrom(statement, context) : planCopyTo(statement, context);
    case 'prepare':
    case 'execute':
    case 'deallocate':
    case 'declareCursor':
    case 'fetch':
    case 'closeCursor':
    case 'transaction':
    case 'set':
    case 'show':
    case 'reset':
    case 'discard':
    case 'listen':
    case 'explain':
    case 'noOperation':
      return { kind: 'session', statement };
    case 'createTemplate':
      return planCreateTemplate(statement, context);
    case 'createSchedule':
      return planCreateSchedule(statement, context);
    case 'alterSchedule':
      return planAlterSchedule(statement, context);
    case 'runSchedule':
      return planRunSchedule(statement, context);
    case 'createIndex':
      throw notOffered(
        statement,
        'The server finds rows by the ranges of values of each part of a table; nothing needs an index.',
      );
    case 'createAudience':
      throw notOffered(statement, 'Keep its members in a dataset: CREATE TABLE … AS SELECT, INSERT OVERWRITE INTO.');
    case 'createModel':
      throw notOffered(statement, 'Prepare the rows by CREATE TABLE … AS SELECT, and read them by COPY … TO STDOUT.');
    case 'grant':
      throw notOffered(
        statement,
        'Every account reads and writes the datasets; what it owns, only it and administrators change.',
      );
    default:
      return assertNever(statement);
  }
}

function notOffered({ kind, span }: Statement, hint: string): PlanError {
  const at = { start: span.start, end: span.start };
  return new PlanError(SQLSTATE.featureNotSupported, `${statementName(kind)} is not supported yet`, at, { hint });
}

export type Plan =
  | QueryPlan
  | AnswerPlan
  | CatalogPlan
  | CreateTableAsPlan
  | InsertPlan
  | ModifyPlan
  | RolePlan
  | CopyFromPlan
  | CopyToPlan
  | CopyToFilePlan
  | SkipPlan
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'session'; readonly statement: SessionStatement };

/** DuckDB SQL made from the client's, with the way back to the places of its text. */
export type EngineSql = Printed;

export interface QueryPlan {
  readonly kind: 'query';
  readonly engine: EngineSql;
  readonly columns: readonly ResultColumn[];
  readonly reads: readonly Relation[];
  /** Made for the snapshots of one moment: the next write may need another plan. */
  readonly historic?: boolean | undefined;
}

/** Rows that planning itself knows: SHOW TABLES and its kind, constants. Values are what `batchOf` takes. */
export interface AnswerPlan {
  readonly kind: 'answer';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | bigint | boolean | null)[])[];
  /** `SELECT` is followed by the number of rows. */
  readonly tag: 'SELECT' | 'SHOW';
}

export interface CreateTableAsPlan {
  readonly kind: 'createTableAs';
  readonly place: RelationPlace;
  readonly temporary: boolean;
  readonly locks: readonly string[];
  readonly columnNames: readonly string[];
  readonly source: EngineSql;
  readonly reads: readonly Relation[];
  /** False for `WITH NO DATA`. */
  readonly withData: boolean;
  readonly extras: DatasetExtras;
}

export interface InsertPlan {
  readonly kind: 'insert';
  readonly target: Dataset;
  /** INSERT OVERWRITE: the rows replace those that are visible. */
  readonly overwrite: boolean;
  /** Selects the target's columns named in `columns`, in their order. */
  readonly source: EngineSql;
  /** What `source` was printed of, where it is a SELECT of expressions and nothing more: one row, from VALUES. */
  readonly row: { readonly query: Query; readonly constant: boolean } | undefined;
  readonly columns: readonly DatasetColumn[];
  /** Where it is there, `source` reads the rows that were staged and looked at. */
  readonly validation: RowValidation | undefined;
  readonly reads: readonly Relation[];
  /** Made for the snapshots of one moment: the next write may need another plan. */
  readonly historic: boolean;
  readonly checkpoints: readonly CheckpointMove[];
}

/** UPDATE, DELETE, MERGE and TRUNCATE: engine statements for tables without history, a snapshot for each of `emptied`. */
export interface ModifyPlan {
  readonly kind: 'modify';
  readonly targets: readonly Dataset[];
  /** Lake datasets among the targets, which keep no visible row. */
  readonly emptied: readonly Dataset[];
  /** A query that must give no row; where it gives one, the statement fails. */
  readonly forbidden?: { readonly engine: EngineSql; readonly error: () => PlanError } | undefined;
  readonly engine: readonly EngineSql[];
  readonly reads: readonly Relation[];
  /** For the number of rows. */
  readonly tag: (rows: number) => string;
}

/** CREATE, ALTER and DROP of accounts: passwords have to be made into verifiers, which takes time. */
export interface RolePlan {
  readonly kind: 'role';
  readonly tag: string;
  readonly locks: readonly string[];
  readonly touches: readonly Oid[];
  /** In clear; undefined leaves the verifier as it is, null takes it away. */
  readonly password: string | null | undefined;
  readonly put: (ids: IdSource, verifier: string | null | undefined) => readonly Role[];
  readonly remove: readonly Oid[];
  readonly notices: readonly string[];
}

export interface CopyFromPlan {
  readonly kind: 'copyFrom';
  readonly target: Dataset;
  readonly columns: readonly DatasetColumn[];
  readonly statement: CopyStatement;
}

export interface CopyToPlan {
  readonly kind: 'copyTo';
  readonly query: QueryPlan;
  readonly statement: CopyStatement;
}

/** IF NOT EXISTS found something, or nothing has to be done: a tag and a notice. */
export interface SkipPlan {
  readonly kind: 'skip';
  readonly tag: string;
  readonly notice: string;
}

/** Statements about the session itself; the session answers them. */
export type SessionStatement =
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
  | DiscardStatement
  | ListenStatement
  | ExplainStatement
  | NoOperation;

/** `createFieldGroup` as `CREATE FIELD GROUP`. */
function statementName(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase();
}
