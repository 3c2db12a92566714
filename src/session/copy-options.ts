import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { CopyStatement } from '../sql/statement.ts';
import type { CopyOptions } from './client-session.ts';

interface NamedColumn {
  readonly name: string;
}

/**
 * The options of a COPY, checked against each other as PostgreSQL does. `columns` are those that are copied.
 * Throws 22023, 42601, 0A000, 42703 for a column that is not there.
 * Source: PostgreSQL manual, "COPY"; `ProcessCopyOptions`, src/backend/commands/copy.c.
 */
export function copyOptions(statement: CopyStatement, columns: readonly NamedColumn[]): CopyOptions {
  const given = givenOptions(statement);
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const format = (text('format') ?? 'text').toLowerCase();
  if (format !== 'text' && format !== 'csv' && format !== 'binary') {
    throw invalid(`COPY format "${format}" not recognized`);
  }
  for (const name of format === 'csv' ? [] : CSV_ONLY) {
    if (given.has(name)) throw unsupported(`COPY ${words(name)} available only in CSV mode`);
  }
  const header = headerOption(text('header'));
  if (format === 'binary') refuseInBinary(given, header);
  checkDirection(statement.direction, given, header);
  checkEncoding(text('encoding'));
  const quote = text('quote') ?? '"';
  const columnsOf = (name: string) => columnSet(given.get(name), columns, tableOf(statement));
  const options: CopyOptions = {
    format,
    delimiter: text('delimiter') ?? (format === 'csv' ? ',' : '\t'),
    nullText: text('null') ?? (format === 'csv' ? '' : '\\N'),
    header,
    quote,
    escape: text('escape') ?? quote,
    forceQuote: columnsOf('force_quote'),
    forceNotNull: columnsOf('force_not_null'),
    forceNull: columnsOf('force_null'),
  };
  checkCharacters(options);
  return options;
}

type GivenOptions = ReadonlyMap<string, string | readonly string[]>;

const CSV_ONLY = ['quote', 'escape', 'force_quote', 'force_not_null', 'force_null'];
/** FREEZE is only about speed: it is taken and changes nothing. */
const KNOWN = new Set(['format', 'delimiter', 'null', 'header', 'encoding', 'freeze', ...CSV_ONLY]);

function givenOptions({ options }: CopyStatement): GivenOptions {
  const given = new Map<string, string | readonly string[]>();
  for (const { name, value } of options) {
    if (!KNOWN.has(name)) throw new SqlError(SQLSTATE.syntaxError, `option "${name}" not recognized`);
    if (given.has(name)) throw new SqlError(SQLSTATE.syntaxError, 'conflicting or redundant options');
    given.set(name, value);
  }
  return given;
}

function headerOption(value: string | undefined): boolean | 'match' {
  switch (value?.toLowerCase()) {
    case undefined:
    case 'false':
    case 'off':
    case '0':
      return false;
    case 'match':
      return 'match';
    case '':
    case 'true':
    case 'on':
    case '1':
      return true;
    default:
      throw new SqlError(SQLSTATE.syntaxError, 'header requires a Boolean value or "match"');
  }
}

function refuseInBinary(given: GivenOptions, header: boolean | 'match'): void {
  for (const name of ['delimiter', 'null']) {
    if (given.has(name)) {
      throw new SqlError(SQLSTATE.syntaxError, `cannot specify ${name.toUpperCase()} in BINARY mode`);
    }
  }
  if (header !== false) throw unsupported('cannot specify HEADER in BINARY mode');
}

function checkDirection(direction: 'from' | 'to', given: GivenOptions, header: boolean | 'match'): void {
  const wrong = direction === 'from' ? ['force_quote'] : ['force_not_null', 'force_null'];
  const other = direction === 'from' ? 'TO' : 'FROM';
  for (const name of wrong) {
    if (given.has(name)) throw unsupported(`COPY ${words(name)} only available using COPY ${other}`);
  }
  if (direction === 'to' && header === 'match') throw unsupported('cannot use "match" with HEADER in COPY TO');
}

function checkEncoding(encoding: string | undefined): void {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return;
  throw new SqlError(SQLSTATE.featureNotSupported, `encoding "${encoding}" is not supported`, { hint: 'Send UTF-8.' });
}

function columnSet(
  value: string | readonly string[] | undefined,
  columns: readonly NamedColumn[],
  table: string | undefined,
): ReadonlySet<number> {
  if (value === undefined) return new Set();
  if (value === '*') return new Set(columns.keys());
  const names = typeof value === 'string' ? [value] : value;
  return new Set(
    names.map((name) => {
      const index = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
      if (index >= 0) return index;
      const of = table === undefined ? '' : ` of relation "${table}"`;
      throw new SqlError(SQLSTATE.undefinedColumn, `column "${name}"${of} does not exist`);
    }),
  );
}

function tableOf({ source }: CopyStatement): string | undefined {
  return source.kind === 'table' ? source.name.parts.at(-1)?.name : undefined;
}

function checkCharacters({ format, delimiter, nullText, quote, escape: escapeCharacter }: CopyOptions): void {
  if (Buffer.byteLength(delimiter) !== 1) throw unsupported('COPY delimiter must be a single one-byte character');
  if (delimiter === '\n' || delimiter === '\r') throw invalid('COPY delimiter cannot be newline or carriage return');
  if (/[\r\n]/.test(nullText)) throw invalid('COPY null representation cannot use newline or carriage return');
  if (format === 'text' && /[\\.a-z0-9]/.test(delimiter)) throw invalid(`COPY delimiter cannot be "${delimiter}"`);
  if (format === 'csv') {
    if (Buffer.byteLength(quote) !== 1) throw unsupported('COPY quote must be a single one-byte character');
    if (delimiter === quote) throw invalid('COPY delimiter and quote must be different');
    if (Buffer.byteLength(escapeCharacter) !== 1) throw unsupported('COPY escape must be a single one-byte character');
  }
  if (nullText.includes(delimiter)) throw unsupported('COPY delimiter must not appear in the NULL specification');
  if (format === 'csv' && nullText.includes(quote)) {
    throw unsupported('CSV quote character must not appear in the NULL specification');
  }
}

/** `force_not_null` as messages say it. */
function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function invalid(message: string): SqlError {
  return new SqlError(SQLSTATE.invalidParameterValue, message);
}

function unsupported(message: string): SqlError {
  return new SqlError(SQLSTATE.featureNotSupported, message);
}
