import { SqlError } from '../../core/sql-error.ts';

/** PostgreSQL cuts what it quotes. */
const LONGEST_QUOTE = 100;

/**
 * The context of an error (field `W`): table and line, and the line's text or the column with its input where they are known.
 * Source: PostgreSQL `CopyFromErrorCallback`, src/backend/commands/copyfrom.c.
 */
export function whereOf(table: string, line: number, column?: string, input?: string | null): string {
  const place = `COPY ${table}, line ${line}${column === undefined ? '' : `, column ${column}`}`;
  if (input === undefined) return place;
  return input === null ? `${place}: null input` : `${place}: "${quoted(input)}"`;
}

/** The error with its context, unless it has one of its own. */
export function placed(error: unknown, where: () => string): unknown {
  return error instanceof SqlError && error.where === undefined ? error.with({ where: where() }) : error;
}

function quoted(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const characters = Array.from(text.slice(0, LONGEST_QUOTE * 2 + 2));
  return characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join('')}...` : text;
}
