import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { CopyStatement } from '../sql/statement.ts';
import type { CopyOptions } from './client-session.ts';

/**
 * The options of a COPY, checked against each other as PostgreSQL does. Source: PostgreSQL manual, "COPY".
 * Throws 22023, 42601, 0A000, 42703 for a column that is not there.
 */
export function copyOptions(statement: CopyStatement, columns: readonly { readonly name: string }[]): CopyOptions {
  const given = new Map(statement.options.map((option) => [option.name, option.value]));
  for (const name of given.keys()) {
    if (!KNOWN.has(name)) throw new SqlError(SQLSTATE.syntaxError, `option "${name}" not recognized`);
  }
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const format = (text('format') ?? 'text').toLowerCase();
  if (format !== 'text' && format !== 'csv' && format !== 'binary') {
    throw new SqlError(SQLSTATE.invalidParameterValue, `COPY format "${format}" not recognized`);
  }
  for (const name of format === 'csv' ? [] : CSV_ONLY) {
    if (given.has(name)) throw new SqlError(SQLSTATE.featureNotSupported, `COPY ${name} available only in CSV mode`);
  }
  if (format === 'binary' && (given.has('delimiter') || given.has('null') || given.has('header'))) {
    throw new SqlError(SQLSTATE.syntaxError, 'cannot specify DELIMITER, NULL or HEADER in BINARY mode');
  }
  const encoding = text('encoding');
  if (encoding !== undefined && !/^'?utf-?8'?$/i.test(encoding)) {
    throw new SqlError(SQLSTATE.featureNotSupported, `encoding "${encoding}" is not supported`, {
      hint: 'Send UTF-8.',
    });
  }
  const quote = text('quote') ?? '"';
  const options: CopyOptions = {
    format,
    delimiter: text('delimiter') ?? (format === 'csv' ? ',' : '\t'),
    nullText: text('null') ?? (format === 'csv' ? '' : '\\N'),
    header: headerOption(text('header')),
    quote,
    escape: text('escape') ?? quote,
    forceQuote: columnSet('force_quote', given.get('force_quote'), columns),
    forceNotNull: columnSet('force_not_null', given.get('force_not_null'), columns),
    forceNull: columnSet('force_null', given.get('force_null'), columns),
  };
  checkCharacters(options);
  return options;
}

const CSV_ONLY = ['quote', 'escape', 'force_quote', 'force_not_null', 'force_null'];
const KNOWN = new Set(['format', 'delimiter', 'null', 'header', 'encoding', 'freeze', ...CSV_ONLY]);

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

function columnSet(
  option: string,
  value: string | readonly string[] | undefined,
  columns: readonly { readonly name: string }[],
): ReadonlySet<number> {
  if (value === undefined) return new Set();
  if (value === '*') return new Set(columns.keys());
  const names = typeof value === 'string' ? [value] : value;
  return new Set(
    names.map((name) => {
      const index = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
      if (index < 0)
        throw new SqlError(SQLSTATE.undefinedColumn, `${option.toUpperCase()} column "${name}" does not exist`);
      return index;
    }),
  );
}

function checkCharacters({ format, delimiter, nullText, quote, escape }: CopyOptions): void {
  const fail = (message: string): never => {
    throw new SqlError(SQLSTATE.invalidParameterValue, message);
  };
  if (Buffer.byteLength(delimiter) !== 1) fail('COPY delimiter must be a single one-byte character');
  if (delimiter === '\n' || delimiter === '\r') fail('COPY delimiter cannot be newline or carriage return');
  if (/[\r\n]/.test(nullText)) fail('COPY null representation cannot use newline or carriage return');
  if (format === 'text' && /[\\.a-z0-9]/i.test(delimiter)) fail(`COPY delimiter cannot be "${delimiter}"`);
  if (nullText.includes(delimiter)) fail('COPY delimiter character must not appear in the NULL specification');
  if (format !== 'csv') return;
  if (Buffer.byteLength(quote) !== 1) fail('COPY quote must be a single one-byte character');
  if (Buffer.byteLength(escape) !== 1) fail('COPY escape must be a single one-byte character');
  if (delimiter === quote) fail('COPY delimiter and quote must be different');
  if (quote !== '' && nullText.includes(quote)) fail('CSV quote character must not appear in the NULL specification');
}
