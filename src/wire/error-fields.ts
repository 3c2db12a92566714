import type { Notice } from '../core/notice.ts';
import type { SqlError } from '../core/sql-error.ts';

/** A field's one-letter code and its text. */
export type ErrorField = readonly [code: string, value: string];

/** Source: PostgreSQL manual, "Error and Notice Message Fields". */
export function errorFields(error: SqlError): readonly ErrorField[] {
  const severity = error.fatal ? 'FATAL' : 'ERROR';
  return present([
    ['S', severity],
    ['V', severity],
    ['C', error.sqlState],
    ['M', error.message],
    ['D', error.detail],
    ['H', error.hint],
    ['P', error.position?.toString()],
    ['W', error.where],
    ['s', error.schema],
    ['t', error.table],
    ['c', error.column],
    ['n', error.constraint],
    ['R', error.routine],
  ]);
}

export function noticeFields(notice: Notice): readonly ErrorField[] {
  return present([
    ['S', notice.severity],
    ['V', notice.severity],
    ['C', notice.sqlState],
    ['M', notice.message],
    ['D', notice.detail],
    ['H', notice.hint],
  ]);
}

function present(fields: readonly (readonly [string, string | undefined])[]): readonly ErrorField[] {
  return fields.filter((field): field is ErrorField => field[1] !== undefined);
}
