import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { quote } from './sql-text.ts';

/**
 * Java's date patterns (`yyyy-MM-dd HH:mm:ss`) as DuckDB expressions. Letters that Spark 3 refuses, and letters without a
 * counterpart, are 22023. Source: java.time.format.DateTimeFormatter and Spark's DateTimeFormatterHelper.
 */

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'letters'; readonly letter: string; readonly count: number };

/** DuckDB SQL that writes the timestamp in place `{0}`. */
export function formatSql(pattern: string): string {
  const parts: string[] = [];
  let codes = '';
  const flush = (): void => {
    if (codes !== '') parts.push(`strftime({0}, ${quote(codes)})`);
    codes = '';
  };
  for (const token of tokens(pattern)) {
    const piece =
      token.kind === 'text'
        ? { code: token.text.replaceAll('%', '%%') }
        : formatPiece(token.letter, token.count, pattern);
    if ('code' in piece) codes += piece.code;
    else {
      flush();
      parts.push(piece.sql);
    }
  }
  flush();
  return parts.length === 0 ? "''" : `(${parts.join(' || ')})`;
}

/** DuckDB SQL that reads the text in place `{0}` as a timestamp, NULL where it does not fit. */
export function parseSql(pattern: string): string {
  let codes = '';
  const seen = new Set<string>();
  for (const token of tokens(pattern)) {
    if (token.kind === 'text') codes += token.text.replaceAll('%', '%%').replaceAll(/[[\]]/g, '');
    else {
      seen.add(token.letter);
      codes += parsePiece(token.letter, token.count, pattern);
    }
  }
  const hasYear = seen.has('y') || seen.has('u');
  const hasDay = seen.has('M') || seen.has('L') || seen.has('d') || seen.has('D');
  // What the pattern leaves out is taken from 1970-01-01; DuckDB would take it from 1900.
  const [prefix, prefixCodes] = hasYear ? ['', ''] : hasDay ? ['1970 ', '%Y '] : ['1970-01-01 ', '%Y-%m-%d '];
  const text = prefix === '' ? '{0}' : `${quote(prefix)} || {0}`;
  const zoned = [...seen].some((letter) => 'zVXxZO'.includes(letter));
  const parsed = `try_strptime(${text}, ${quote(prefixCodes + codes)})`;
  return zoned ? `CAST(${parsed} AS TIMESTAMP)` : parsed;
}

type Piece = { readonly code: string } | { readonly sql: string };

function formatPiece(letter: string, count: number, pattern: string): Piece {
  const numeric = (short: string, full: string, sql: string): Piece =>
    count === 1 ? { code: short } : count === 2 ? { code: full } : { sql: padded(sql, count) };
  switch (letter) {
    case 'y':
      if (count === 2) return { code: '%y' };
      return count === 4 ? { code: '%Y' } : { sql: padded('year({0})', count) };
    case 'M':
    case 'L':
      if (count <= 2) return numeric('%-m', '%m', 'month({0})');
      if (count === 3) return { code: '%b' };
      if (count === 4) return { code: '%B' };
      break;
    case 'd':
      if (count <= 2) return numeric('%-d', '%d', 'day({0})');
      break;
    case 'D':
      if (count <= 3) return count === 3 ? { code: '%j' } : { sql: padded('dayofyear({0})', count) };
      break;
    case 'H':
      if (count <= 2) return numeric('%-H', '%H', 'hour({0})');
      break;
    case 'h':
      if (count <= 2) return numeric('%-I', '%I', 'hour({0})');
      break;
    case 'K':
      if (count <= 2) return { sql: padded('hour({0}) % 12', count) };
      break;
    case 'k':
      if (count <= 2) return { sql: padded('(hour({0}) + 23) % 24 + 1', count) };
      break;
    case 'm':
      if (count <= 2) return numeric('%-M', '%M', 'minute({0})');
      break;
    case 's':
      if (count <= 2) return numeric('%-S', '%S', 'second({0})');
      break;
    case 'S':
      if (count <= 9)
        return {
          sql: count <= 6 ? `left(strftime({0}, '%f'), ${count})` : `strftime({0}, '%f${'0'.repeat(count - 6)}')`,
        };
      break;
    case 'a':
      if (count === 1) return { code: '%p' };
      break;
    case 'E':
      if (count <= 3) return { code: '%a' };
      if (count === 4) return { code: '%A' };
      break;
    case 'Q':
    case 'q':
      if (count <= 2) return { sql: padded('quarter({0})', count) };
      if (count === 3) return { sql: `('Q' || quarter({0}))` };
      if (count === 4) return { sql: quarterName() };
      break;
    case 'F':
      if (count === 1) return { sql: 'CAST((day({0}) - 1) % 7 + 1 AS VARCHAR)' };
      break;
    case 'G':
      if (count <= 3) return { sql: "CASE WHEN year({0}) > 0 THEN 'AD' ELSE 'BC' END" };
      if (count === 4) return { sql: "CASE WHEN year({0}) > 0 THEN 'Anno Domini' ELSE 'Before Christ' END" };
      break;
    default: {
      const zone = zonePiece(letter, count);
      if (zone !== undefined) return { code: zone };
    }
  }
  throw badLetter(letter, count, pattern);
}

/** All times are UTC, so a zone is fixed text. */
function zonePiece(letter: string, count: number): string | undefined {
  if (letter === 'X' && count <= 5) return 'Z';
  if (letter === 'x') return ['', '+00', '+0000', '+00:00', '+0000', '+00:00'][count];
  if (letter === 'Z') return count <= 3 ? '+0000' : count === 4 ? 'GMT' : count === 5 ? 'Z' : undefined;
  if (letter === 'O' && (count === 1 || count === 4)) return 'GMT';
  if (letter === 'z') return count <= 3 ? 'UTC' : count === 4 ? 'Coordinated Universal Time' : undefined;
  if (letter === 'V' && count === 2) return 'UTC';
  return undefined;
}

function parsePiece(letter: string, count: number, pattern: string): string {
  const text = letter === 'L' ? 'M' : letter;
  const code: Readonly<Record<string, string | undefined>> = {
    y: count === 2 ? '%y' : '%Y',
    M: count <= 2 ? '%m' : count === 3 ? '%b' : count === 4 ? '%B' : undefined,
    d: count <= 2 ? '%d' : undefined,
    D: count <= 3 ? '%j' : undefined,
    H: count <= 2 ? '%H' : undefined,
    h: count <= 2 ? '%I' : undefined,
    m: count <= 2 ? '%M' : undefined,
    s: count <= 2 ? '%S' : undefined,
    S: count === 3 ? '%g' : count <= 9 ? (count > 6 ? '%n' : '%f') : undefined,
    a: count === 1 ? '%p' : undefined,
    E: count <= 3 ? '%a' : count === 4 ? '%A' : undefined,
    X: count <= 5 ? '%z' : undefined,
    x: count <= 5 ? '%z' : undefined,
    Z: count <= 3 ? '%z' : undefined,
    z: count <= 4 ? '%Z' : undefined,
    V: count === 2 ? '%Z' : undefined,
  };
  const found = code[text];
  if (found === undefined) throw badLetter(letter, count, pattern);
  return found;
}

function* tokens(pattern: string): Generator<Token> {
  for (let i = 0; i < pattern.length; ) {
    const letter = pattern.charAt(i);
    if (letter === "'") {
      const end = closingQuote(pattern, i + 1);
      const text = pattern.slice(i + 1, end).replaceAll("''", "'");
      yield { kind: 'text', text: text === '' ? "'" : text };
      i = end + 1;
    } else if (/[A-Za-z]/.test(letter)) {
      let count = 1;
      while (pattern.charAt(i + count) === letter) count++;
      yield { kind: 'letters', letter, count };
      i += count;
    } else {
      if ('{}#'.includes(letter)) throw badLetter(letter, 1, pattern);
      yield { kind: 'text', text: letter };
      i++;
    }
  }
}

function closingQuote(pattern: string, from: number): number {
  for (let i = from; i < pattern.length; i++) {
    if (pattern.charAt(i) !== "'") continue;
    if (i > from && pattern.charAt(i + 1) === "'") i++;
    else return i;
  }
  throw new SqlError(SQLSTATE.invalidParameterValue, `date pattern "${pattern}" has a quote that is not closed`);
}

function padded(sql: string, count: number): string {
  return count === 1 ? `CAST(${sql} AS VARCHAR)` : `lpad(CAST(${sql} AS VARCHAR), ${count}, '0')`;
}

function quarterName(): string {
  return "(CAST(quarter({0}) AS VARCHAR) || CASE quarter({0}) WHEN 1 THEN 'st' WHEN 2 THEN 'nd' WHEN 3 THEN 'rd' ELSE 'th' END || ' quarter')";
}

function badLetter(letter: string, count: number, pattern: string): SqlError {
  return new SqlError(
    SQLSTATE.invalidParameterValue,
    `date pattern "${pattern}" has "${letter.repeat(count)}", which has no meaning here`,
    {
      hint: 'Patterns are those of java.time: yyyy, MM, dd, HH, mm, ss, SSS and others.',
    },
  );
}
