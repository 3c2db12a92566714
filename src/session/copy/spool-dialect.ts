import type { CopyOptions } from '../client-session.ts';

/** How the spool is written, and DuckDB told to read it. Lines end with a line feed; a quote is doubled inside of quotes. */
export interface SpoolDialect {
  readonly delimiter: number;
  readonly quote: number;
  /** Unquoted, it is NULL. */
  readonly nullText: string;
  /** Lines of the client's that need no care may be taken as they are. */
  readonly verbatim: boolean;
}

/** Bytes that text hardly ever has, so that hardly ever a field needs quotes. */
const RARE_DELIMITER = 0x1f;
export const RARE_QUOTE = 0x1e;
export const OWN_DIALECT: SpoolDialect = {
  delimiter: RARE_DELIMITER,
  quote: RARE_QUOTE,
  nullText: '',
  verbatim: false,
};

/** What DuckDB is known to read as PostgreSQL does. None of the null texts can be a value of a number, a date or a boolean. */
const DELIMITERS = [',', ';', '|', '\t'];
const QUOTES = ['"', "'"];
const NULL_TEXTS = ['', '\\N', 'NULL', 'null'];

/**
 * The client's own dialect where DuckDB reads it alike, so that plain lines go into the spool without a look at their
 * fields' ends; ours otherwise. A table of one column has ours: its NULL would be an empty line, which DuckDB skips.
 */
export function spoolDialect(options: CopyOptions, columns: number): SpoolDialect {
  const { format, delimiter, quote, nullText, forceNotNull, forceNull } = options;
  const known =
    format !== 'binary' &&
    columns > 1 &&
    DELIMITERS.includes(delimiter) &&
    NULL_TEXTS.includes(nullText) &&
    (format === 'text' || QUOTES.includes(quote)) &&
    forceNotNull.size === 0 &&
    forceNull.size === 0;
  if (!known) return OWN_DIALECT;
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: format === 'csv' ? quote.charCodeAt(0) : RARE_QUOTE,
    nullText,
    verbatim: true,
  };
}
