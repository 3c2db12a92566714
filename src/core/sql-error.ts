import type { SqlState } from './sql-state.ts';

export interface SqlErrorDetails {
  /** Full sentences: what else is known. */
  readonly detail?: string | undefined;
  /** Full sentences: what to do about it. */
  readonly hint?: string | undefined;
  /** 1-based, in characters (code points, not UTF-16 units), in the text the client sent. */
  readonly position?: number | undefined;
  /** Context, field `W`: for instance `COPY t, line 3, column a: "x"`. */
  readonly where?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  /** PostgreSQL's routine that raises it, where drivers tell errors of one code apart by that. */
  readonly routine?: string | undefined;
  /** Ends the session after it was sent. */
  readonly fatal?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * An error that a client may see. Wording follows PostgreSQL's error style guide: the message in lower case, no final
 * period; detail and hint in full sentences; names in double quotes with their kind.
 */
export class SqlError extends Error {
  readonly sqlState: SqlState;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly position: number | undefined;
  readonly where: string | undefined;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly routine: string | undefined;
  readonly fatal: boolean;

  constructor(sqlState: SqlState, message: string, more: SqlErrorDetails = {}) {
    super(message, { cause: more.cause });
    this.name = 'SqlError';
    this.sqlState = sqlState;
    this.detail = more.detail;
    this.hint = more.hint;
    this.position = more.position;
    this.where = more.where;
    this.schema = more.schema;
    this.table = more.table;
    this.column = more.column;
    this.constraint = more.constraint;
    this.routine = more.routine;
    this.fatal = more.fatal ?? false;
  }

  /** The same error, with the given details added where it has none of its own. */
  with(more: SqlErrorDetails): SqlError {
    return new SqlError(this.sqlState, this.message, {
      detail: this.detail ?? more.detail,
      hint: this.hint ?? more.hint,
      position: this.position ?? more.position,
      where: this.where ?? more.where,
      schema: this.schema ?? more.schema,
      table: this.table ?? more.table,
      column: this.column ?? more.column,
      constraint: this.constraint ?? more.constraint,
      routine: this.routine ?? more.routine,
      fatal: this.fatal || (more.fatal ?? false),
      cause: this.cause ?? more.cause,
    });
  }

  /** The same error at another place, instead of its own. */
  movedTo({ position, where }: Pick<SqlErrorDetails, 'position' | 'where'>): SqlError {
    const { detail, hint, schema, table, column, constraint, routine, fatal, cause } = this;
    const more = { detail, hint, schema, table, column, constraint, routine, fatal, cause };
    return new SqlError(this.sqlState, this.message, { ...more, position, where: where ?? this.where });
  }
}
