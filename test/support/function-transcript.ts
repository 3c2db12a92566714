import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/**
 * Transcripts of functions, one expectation each:
 *
 *     # ours: why it differs            (only where it differs from Spark on purpose)
 *     query int, string                 (Spark's types; `error` for a statement that fails)
 *     SELECT …
 *     ----
 *     1<TAB>a                           (Spark's rows)
 *     ---- ours
 *     2<TAB>a                           (only after `# ours`; `error` for a statement that fails here)
 *
 * `test/spark/run.py` writes types and rows from a real Spark; `UPDATE=1` writes the part after `---- ours`.
 */
export interface TranscriptCase {
  readonly line: number;
  readonly sql: string;
  readonly types: string;
  readonly rows: readonly string[];
  readonly reason?: string | undefined;
  readonly ours?: readonly string[] | undefined;
}

export function readTranscript(text: string): readonly TranscriptCase[] {
  const cases: TranscriptCase[] = [];
  const lines = text.split('\n');
  let reason: string | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.startsWith('# ours: ')) reason = line.slice('# ours: '.length);
    if (!line.startsWith('query')) continue;
    const start = i + 1;
    const sql: string[] = [];
    while (++i < lines.length && lines[i] !== '----' && lines[i] !== '') sql.push(lines[i] ?? '');
    const take = (): string[] => {
      const rows: string[] = [];
      while (++i < lines.length && lines[i] !== '' && lines[i] !== '---- ours') rows.push(lines[i] ?? '');
      return rows;
    };
    const rows = lines[i] === '----' ? take() : [];
    const ours = lines[i] === '---- ours' ? take() : undefined;
    cases.push({ line: start, sql: sql.join('\n'), types: line.slice('query'.length).trim(), rows, reason, ours });
    reason = undefined;
  }
  return cases;
}

/** The text of a value in a transcript, the same for DuckDB and Spark; doubles to twelve digits. */
export function cellText(value: DuckDBValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return doubleText(value);
  if (value === '') return '(empty)';
  if (typeof value === 'string')
    return value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\0', '\\0');
  if (value instanceof DuckDBBlobValue) return `X'${Buffer.from(value.bytes).toString('hex').toUpperCase()}'`;
  if (value instanceof DuckDBListValue) return `[${value.items.map(cellText).join(', ')}]`;
  if (value instanceof DuckDBStructValue) return `{${Object.values(value.entries).map(cellText).join(', ')}}`;
  if (value instanceof DuckDBMapValue) {
    const entries = value.entries.map(({ key, value: item }) => `${cellText(key)} -> ${cellText(item)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  if (value instanceof DuckDBIntervalValue) return `${value.months} months ${value.days} days ${value.micros} us`;
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue)
    return value
      .toString()
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  return String(value);
}

function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const text = String(Number(value.toPrecision(12)));
  return /^-?\d+$/.test(text) && Math.abs(value) < 1e15 ? `${text}.0` : text;
}

/** A row of DuckDB's as a line; integers and doubles are told apart by the column's type. */
export function rowText(row: readonly DuckDBValue[], types: readonly string[]): string {
  return row.map((value, i) => cellOfType(value, types[i] ?? '')).join('\t');
}

function cellOfType(value: DuckDBValue, type: string): string {
  if (typeof value === 'number' && /INT$|^INTEGER$/.test(type)) return String(value);
  if (value instanceof DuckDBListValue && type.endsWith('[]')) {
    return `[${value.items.map((item) => cellOfType(item, type.slice(0, -2))).join(', ')}]`;
  }
  if (value instanceof DuckDBStructValue) {
    const inner = splitTypes(/^STRUCT\((.*)\)$/s.exec(type)?.[1] ?? '').map((field) =>
      field.replace(/^(?:"(?:[^"]|"")*"|\S+) /, ''),
    );
    return `{${Object.values(value.entries)
      .map((item, i) => cellOfType(item, inner[i] ?? ''))
      .join(', ')}}`;
  }
  if (value instanceof DuckDBMapValue) {
    const [key = '', item = ''] = splitTypes(/^MAP\((.*)\)$/s.exec(type)?.[1] ?? '');
    const entries = value.entries.map((entry) => `${cellOfType(entry.key, key)} -> ${cellOfType(entry.value, item)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  return cellText(value);
}

function splitTypes(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}
