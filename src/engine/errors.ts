import { RAISED_MARK } from '../core/raised-error.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE, type SqlState } from '../core/sql-state.ts';

/**
 * A failure of DuckDB as a SqlError; a SqlError stays what it is. Source: `errors_as_json`, whose members decide before
 * any English text does; the table is `docs/errors.md`. `position` is the 1-based byte position in the SQL that DuckDB was
 * given: the session brings it back to the client's text.
 */
export function toSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const report = readReport(text);
  if (report.message.startsWith(RAISED_MARK)) {
    return new SqlError(SQLSTATE.raiseException, report.message.slice(RAISED_MARK.length), { cause: error });
  }
  const zone = /^Unknown TimeZone '(.*)'/s.exec(report.message);
  if (report.type === 'Not implemented' && zone !== null) return unknownZone(zone[1] ?? '', report.message, error);
  const missing = /^NOT NULL constraint failed: (.+)\.([^.]+)$/.exec(report.message.trim());
  if (report.type === 'Constraint' && missing !== null) return missingValue(missing[1] ?? '', missing[2] ?? '', error);
  const [firstLine = '', ...rest] = report.message.split('\n');
  const message = firstLine.replace(/\.$/, '');
  const hints = rest.filter((line) => /^(Did you mean|Candidate|LINE|Shorten )/.test(line.trim()));
  const details = rest.filter((line) => line.trim() !== '' && !hints.includes(line) && !line.trim().startsWith('^'));
  const candidates = candidatesHint(report.candidates);
  const state = stateOf(report);
  if (state === SQLSTATE.diskFull) return diskFull(report, error);
  return new SqlError(state, lowerFirst(withoutFolders(report.type, message.trim())) || 'internal error', {
    detail: details.length > 0 ? details.map((line) => line.trim()).join(' ') : undefined,
    hint: candidates ?? (hints.length > 0 ? hints.map((line) => line.trim()).join(' ') : adviceOn(report)),
    position: report.position === undefined ? undefined : Number(report.position) + 1,
    cause: error,
  });
}

/** What a client can do about a value that does not fit. */
function adviceOn({ type, message }: Report): string | undefined {
  if (type === 'Conversion' && /^Could not convert string/.test(message))
    return 'TRY_CAST gives NULL for such a value.';
  return type === 'Out of Range' && /^Overflow in/.test(message)
    ? 'CAST one side to a type with more room, such as bigint or decimal(38, 0).'
    : undefined;
}

function unknownZone(name: string, message: string, cause: unknown): SqlError {
  const near = (/Candidate time zones: (.*)$/s.exec(message)?.[1] ?? '').replaceAll('"', '').trim();
  return new SqlError(SQLSTATE.invalidParameterValue, `time zone "${name}" not recognized`, {
    hint: `A zone is a name such as Europe/Paris or an offset such as +02:00.${near === '' ? '' : ` Near it: ${near}.`}`,
    cause,
  });
}

/** The fact alone: where the server keeps its files is in the cause, for its log. */
function diskFull({ type }: Report, cause: unknown): SqlError {
  if (type === 'Out of Memory') {
    return new SqlError(SQLSTATE.diskFull, 'intermediate results need more space than they may take', {
      hint: 'Ask for fewer rows at once, or raise the limit of the server for its temporary folder.',
      cause,
    });
  }
  return new SqlError(SQLSTATE.diskFull, 'no space is left on the disk of the server', {
    detail: 'Nothing of the statement was kept.',
    hint: 'Free some space on the disk of the data folder and run it again.',
    cause,
  });
}

/** A file by its name, not by where it is. */
function withoutFolders(type: string, message: string): string {
  return type !== 'IO' ? message : message.replace(/"\/[^"]*\/([^"/]+)"/g, '"$1"');
}

/** What the engine thinks was meant, without tables that only the server knows. */
function candidatesHint(candidates: string | undefined): string | undefined {
  const known = (candidates ?? '').split(', ').filter((each) => each !== '' && !/^"?(stillhouse|sh)"?\./.test(each));
  return known.length === 0 ? undefined : `Perhaps you meant ${known.join(', ')}.`;
}

/** Whoever knows what the engine's table is called by its users puts that name in. */
export function missingValue(table: string, column: string, cause?: unknown, schema?: string): SqlError {
  return new SqlError(
    SQLSTATE.notNullViolation,
    `null value in column "${column}" of relation "${table}" violates not-null constraint`,
    { schema, table, column, cause },
  );
}

interface Report {
  readonly type: string;
  readonly subtype: string | undefined;
  readonly message: string;
  readonly position: string | undefined;
  readonly candidates: string | undefined;
  /** What kind of thing was missing: Table, Schema, Scalar Function … */
  readonly object: string | undefined;
}

function readReport(text: string): Report {
  const start = text.indexOf('{"exception_type"');
  if (start >= 0) {
    try {
      const json: Record<string, unknown> = JSON.parse(text.slice(start));
      const member = (name: string): string | undefined => (typeof json[name] === 'string' ? json[name] : undefined);
      return {
        type: member('exception_type') ?? '',
        subtype: member('error_subtype'),
        message: member('exception_message') ?? text,
        position: member('position'),
        candidates: member('candidates'),
        object: member('type'),
      };
    } catch {
      // Not JSON after all: read it as text, below.
    }
  }
  const colon = text.indexOf(' Error: ');
  return {
    type: colon > 0 ? text.slice(0, colon) : '',
    subtype: undefined,
    message: colon > 0 ? text.slice(colon + ' Error: '.length) : text,
    position: undefined,
    candidates: undefined,
    object: undefined,
  };
}

/** DuckDB capitalises the first word; names in quotes and acronyms stay as they are. */
function lowerFirst(message: string): string {
  return /^[A-Z][a-z]/.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message;
}

function stateOf(report: Report): SqlState {
  const exact = report.subtype === undefined ? undefined : BY_SUBTYPE[report.subtype];
  if (exact !== undefined && report.subtype !== 'MISSING_ENTRY') return exact;
  if (report.subtype === 'MISSING_ENTRY') return missing(report.object ?? '', report.message);
  for (const [type, pattern, state] of RULES) {
    if (type === report.type && (pattern === undefined || pattern.test(report.message))) return state;
  }
  return SQLSTATE.internalError;
}

function missing(object: string, message: string): SqlState {
  if (/unrecognized configuration parameter/i.test(message)) return SQLSTATE.undefinedObject;
  if (/schema/i.test(object)) return SQLSTATE.invalidSchemaName;
  if (/function|macro/i.test(object)) return SQLSTATE.undefinedFunction;
  if (/^(table|view|sequence)$/i.test(object)) return SQLSTATE.undefinedTable;
  return SQLSTATE.undefinedObject;
}

const BY_SUBTYPE: Readonly<Record<string, SqlState>> = {
  SYNTAX_ERROR: SQLSTATE.syntaxError,
  COLUMN_NOT_FOUND: SQLSTATE.undefinedColumn,
  AMBIGUOUS_REFERENCE: SQLSTATE.ambiguousColumn,
  AMBIGUOUS_COLUMN: SQLSTATE.ambiguousColumn,
  NO_MATCHING_FUNCTION: SQLSTATE.undefinedFunction,
  ENTRY_ALREADY_EXISTS: SQLSTATE.duplicateTable,
  TABLE_NOT_FOUND: SQLSTATE.undefinedTable,
};

/** Read from the top; the first whose type is equal and whose pattern matches decides. */
const RULES: readonly (readonly [type: string, pattern: RegExp | undefined, state: SqlState])[] = [
  ['Parser', undefined, SQLSTATE.syntaxError],
  ['Syntax', undefined, SQLSTATE.syntaxError],
  ['Catalog', /already exists/i, SQLSTATE.duplicateTable],
  ['Catalog', /write-write conflict|Could not commit|has been altered/i, SQLSTATE.serializationFailure],
  ['Catalog', /is of type/i, SQLSTATE.wrongObjectType],
  ['Catalog', /Could not drop|depend on/i, SQLSTATE.dependentObjectsStillExist],
  ['Catalog', /schema/i, SQLSTATE.invalidSchemaName],
  ['Catalog', /function|macro/i, SQLSTATE.undefinedFunction],
  ['Catalog', undefined, SQLSTATE.undefinedTable],
  ['Dependency', undefined, SQLSTATE.dependentObjectsStillExist],
  ['Binder', /Referenced table .* not found/i, SQLSTATE.undefinedTable],
  [
    'Binder',
    /column .* not found|does not have a column|Referenced column|Could not find key/i,
    SQLSTATE.undefinedColumn,
  ],
  ['Binder', /Ambiguous reference|is ambiguous/i, SQLSTATE.ambiguousColumn],
  ['Binder', /WINDOW|window function/, SQLSTATE.windowingError],
  ['Binder', /GROUP BY|aggregate/i, SQLSTATE.groupingError],
  [
    'Binder',
    /No function matches|best candidate function|does not exist|supplied arguments/i,
    SQLSTATE.undefinedFunction,
  ],
  ['Binder', /LIMIT/, SQLSTATE.invalidRowCountInLimitClause],
  ['Binder', /OFFSET/, SQLSTATE.invalidRowCountInResultOffsetClause],
  ['Binder', /parameter/i, SQLSTATE.undefinedParameter],
  ['Binder', /Duplicate alias|duplicate/i, SQLSTATE.duplicateObject],
  ['Binder', /type|compare|cast|UNION|same number|columns/i, SQLSTATE.datatypeMismatch],
  ['Binder', undefined, SQLSTATE.invalidColumnReference],
  ['Conversion', /^Unimplemented type for cast/i, SQLSTATE.cannotCoerce],
  ['Conversion', /date field|timestamp field value/i, SQLSTATE.datetimeFieldOverflow],
  ['Conversion', /out of range|overflow|DECIMAL|doesn't fit/i, SQLSTATE.numericValueOutOfRange],
  ['Conversion', /\b(date|time|timestamp|interval)\b/i, SQLSTATE.invalidDatetimeFormat],
  ['Conversion', undefined, SQLSTATE.invalidTextRepresentation],
  ['Out of Range', undefined, SQLSTATE.numericValueOutOfRange],
  ['Mismatch Type', undefined, SQLSTATE.datatypeMismatch],
  ['Type', undefined, SQLSTATE.datatypeMismatch],
  ['Invalid type', undefined, SQLSTATE.datatypeMismatch],
  ['Decimal', undefined, SQLSTATE.numericValueOutOfRange],
  ['Invalid Input', /More than one row/i, SQLSTATE.cardinalityViolation],
  // Of our own functions.
  ['Invalid Input', /^the [a-zA-Z ]+ exceeds the limit of \d+ /, SQLSTATE.programLimitExceeded],
  ['Invalid Input', /parameter/i, SQLSTATE.undefinedParameter],
  [
    'Invalid Input',
    /regex|missing [)\]]|unexpected \)|repetition|escape sequence|character class/i,
    SQLSTATE.invalidRegularExpression,
  ],
  ['Invalid Input', /CSV Error|CSV File/i, SQLSTATE.badCopyFileFormat],
  ['Invalid Input', undefined, SQLSTATE.invalidParameterValue],
  ['Constraint', /PRIMARY KEY|UNIQUE|duplicate key/i, SQLSTATE.uniqueViolation],
  ['Constraint', /NOT NULL/i, SQLSTATE.notNullViolation],
  ['Constraint', /foreign key/i, SQLSTATE.foreignKeyViolation],
  ['Constraint', /CHECK/i, SQLSTATE.checkViolation],
  ['Constraint', undefined, SQLSTATE.integrityConstraintViolation],
  // A COMMIT that could not write its log: running it again does not help, unlike after a conflict.
  ['TransactionContext', /No space left|disk full/i, SQLSTATE.diskFull],
  ['TransactionContext', /conflict/i, SQLSTATE.serializationFailure],
  ['TransactionContext', /aborted/i, SQLSTATE.inFailedSqlTransaction],
  ['TransactionContext', /no transaction is active/i, SQLSTATE.noActiveSqlTransaction],
  ['TransactionContext', undefined, SQLSTATE.serializationFailure],
  ['Serialization', undefined, SQLSTATE.serializationFailure],
  ['Interrupt', undefined, SQLSTATE.queryCanceled],
  ['INTERRUPT', undefined, SQLSTATE.queryCanceled],
  ['Out of Memory', /disk|temp|offload|max_temp_directory_size/i, SQLSTATE.diskFull],
  ['Out of Memory', undefined, SQLSTATE.outOfMemory],
  ['IO', /Conflicting lock|Could not set lock/i, SQLSTATE.objectInUse],
  ['IO', /No space left|disk full/i, SQLSTATE.diskFull],
  ['IO', /No such file|No files found|Cannot open file/i, SQLSTATE.undefinedFile],
  ['IO', undefined, SQLSTATE.ioError],
  ['Permission', undefined, SQLSTATE.insufficientPrivilege],
  ['Not implemented', undefined, SQLSTATE.featureNotSupported],
  ['Settings', undefined, SQLSTATE.invalidParameterValue],
  ['Invalid Configuration', undefined, SQLSTATE.invalidParameterValue],
  ['Sequence', undefined, SQLSTATE.sequenceGeneratorLimitExceeded],
  ['FATAL', undefined, SQLSTATE.internalError],
  ['INTERNAL', undefined, SQLSTATE.internalError],
];
