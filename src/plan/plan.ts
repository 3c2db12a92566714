import type { Dataset, DatasetColumn, Relation } from '../../catalog/objects.ts';
import { assertNever } from '../core/assert-never.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SourceMap } from '../sql/print.ts';
import type {
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
import type { PlanContext, ResultColumn } from './context.ts';
import { planCopyFrom, planCopyTo } from './copy.ts';
import { planCreateTable } from './create-table.ts';
import { planCreateTableAs } from './create-table-as.ts';
import { planDrop } from './drop.ts';
import { planInsert } from './insert.ts';
import type { RelationPlace } from './names.ts';
import { PlanError } from './plan-error.ts';
import { planSelect } from './select.ts';
import { planShowMetadata } from './show-metadata.ts';

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
    case 'showMetadata':
      return planShowMetadata(statement, context);
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
    case 'update':
    case 'delete':
    case 'merge':
    case 'truncate':
    case 'createDatabase':
    case 'createSchema':
    case 'createView':
    case 'alterView':
    case 'alterTable':
    case 'createFieldGroup':
    case 'createNamespace':
    case 'commentOn':
    case 'createIndex':
    case 'createAudience':
    case 'createModel':
    case 'analyzeTable':
    case 'block':
    case 'setVariable':
    case 'if':
    case 'createTemplate':
    case 'createSchedule':
    case 'alterSchedule':
    case 'runSchedule':
    case 'role':
    case 'grant':
      throw new PlanError(SQLSTATE.featureNotSupported, `${statementName(statement.kind)} is not supported yet`, {
        start: statement.span.start,
        end: statement.span.start,
      });
    default:
      return assertNever(statement);
  }
}

export type Plan =
  | QueryPlan
  | AnswerPlan
  | CreateTablePlan
  | CreateTableAsPlan
  | InsertPlan
  | DropPlan
  | CopyFromPlan
  | CopyToPlan
  | SkipPlan
  | { readonly kind: 'session'; readonly statement: SessionStatement };

/** DuckDB SQL made from the client's, with the way back to the places of its text. */
export interface EngineSql {
  readonly sql: string;
  readonly map: SourceMap;
}

export interface QueryPlan {
  readonly kind: 'query';
  readonly engine: EngineSql;
  readonly columns: readonly ResultColumn[];
  readonly reads: readonly Relation[];
}

/** Rows that planning itself knows: SHOW TABLES and its kind. Values are what `batchOf` takes. */
export interface AnswerPlan {
  readonly kind: 'answer';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | bigint | boolean | null)[])[];
  readonly tag: string;
}

export interface CreateTablePlan {
  readonly kind: 'createTable';
  readonly place: RelationPlace;
  readonly temporary: boolean;
  readonly columns: readonly Omit<DatasetColumn, 'number'>[];
}

export interface CreateTableAsPlan {
  readonly kind: 'createTableAs';
  readonly place: RelationPlace;
  readonly temporary: boolean;
  readonly columnNames: readonly string[];
  readonly source: EngineSql;
  readonly reads: readonly Relation[];
  /** `WITH NO DATA`, and `SELECT … INTO` is with. */
  readonly withData: boolean;
}

export interface InsertPlan {
  readonly kind: 'insert';
  readonly target: Dataset;
  /** Selects the target's columns named in `columns`, in their order. */
  readonly source: EngineSql;
  readonly columns: readonly DatasetColumn[];
  readonly reads: readonly Relation[];
}

export interface DropPlan {
  readonly kind: 'drop';
  readonly relations: readonly Relation[];
  readonly tag: string;
  /** Names that were not there, which IF EXISTS forgives. */
  readonly skipped: readonly string[];
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
