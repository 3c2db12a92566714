import type { ColumnSpec, CopyOptionList } from './harness.ts';

/** What a client sends, one character for each byte, and PostgreSQL's answer: the rows of the table, or the error. */
export interface Transcript {
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly options: CopyOptionList;
  readonly input: string;
  /** The column list of COPY. */
  readonly named?: readonly string[];
  readonly answer: string | readonly (readonly (string | null)[])[];
}

export const INT = { kind: 'integer' } as const;
export const TEXT = { kind: 'varchar' } as const;
export const NOT_NULL = { type: INT, notNull: true } as const;
export const DATE = { kind: 'date' } as const;
export const TIMESTAMP = { kind: 'timestamp' } as const;
export const DECIMAL = { kind: 'decimal', precision: 5, scale: 2 } as const;
export const BOOL = { kind: 'boolean' } as const;
export const INTS = { kind: 'list', element: INT } as const;
