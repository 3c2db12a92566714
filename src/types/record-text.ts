import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

const NEEDS_QUOTES = /^$|[(),"\\ \t\n\v\f\r]/;

/** `(1,,"a b","")`: nothing is NULL; quotes and backslashes are doubled. Source: PostgreSQL `record_out`, rowtypes.c. */
export function recordText(fields: readonly (string | null)[]): string {
  const parts = fields.map((field) => {
    if (field === null) return '';
    return NEEDS_QUOTES.test(field) ? `"${field.replaceAll(/["\\]/g, '$&$&')}"` : field;
  });
  return `(${parts.join(',')})`;
}

/** The texts of a record's fields. Throws 22P02. Source: PostgreSQL `record_in`. */
export function parseRecordText(text: string): readonly (string | null)[] {
  const inner = /^\s*\((.*)\)\s*$/su.exec(text)?.[1];
  if (inner === undefined) throw malformedRecord(text, 'Missing left or right parenthesis.');
  const fields: (string | null)[] = [];
  let at = 0;
  for (;;) {
    const field = readField(inner, at, text);
    fields.push(field.value);
    if (field.end >= inner.length) return fields;
    if (inner.charAt(field.end) !== ',') throw malformedRecord(text, 'Unexpected character in a field.');
    at = field.end + 1;
  }
}

export function malformedRecord(text: string, detail: string): SqlError {
  return new SqlError(SQLSTATE.invalidTextRepresentation, `malformed record literal: "${text}"`, { detail });
}

function readField(inner: string, from: number, text: string): { value: string | null; end: number } {
  let value = '';
  let quoted = false;
  let inQuotes = false;
  let at = from;
  while (at < inner.length) {
    const character = inner.charAt(at);
    if (inQuotes && character === '"' && inner.charAt(at + 1) === '"') {
      value += '"';
      at += 2;
    } else if (character === '"') {
      quoted = true;
      inQuotes = !inQuotes;
      at++;
    } else if (character === '\\') {
      value += inner.charAt(at + 1);
      quoted = true;
      at += 2;
    } else if (!inQuotes && '(),'.includes(character)) {
      break;
    } else {
      value += character;
      at++;
    }
  }
  if (inQuotes) throw malformedRecord(text, 'Unexpected end of input.');
  return { value: value === '' && !quoted ? null : value, end: at };
}
