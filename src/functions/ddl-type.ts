import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import * as types from './type-rules.ts';

const SIMPLE: Readonly<Record<string, DataType>> = {
  boolean: types.BOOLEAN,
  byte: types.TINYINT,
  tinyint: types.TINYINT,
  short: types.SMALLINT,
  smallint: types.SMALLINT,
  int: types.INTEGER,
  integer: types.INTEGER,
  bigint: types.BIGINT,
  long: types.BIGINT,
  float: types.FLOAT,
  real: types.FLOAT,
  double: types.DOUBLE,
  date: types.DATE,
  timestamp: types.TIMESTAMP,
  timestamp_ntz: types.TIMESTAMP,
  timestamp_ltz: types.TIMESTAMP,
  string: types.VARCHAR,
  text: types.VARCHAR,
  varchar: types.VARCHAR,
  char: types.VARCHAR,
  binary: types.BLOB,
  decimal: types.decimal(10, 0),
  dec: types.decimal(10, 0),
  numeric: types.decimal(10, 0),
};

/**
 * A schema as Spark writes it: `a INT, b ARRAY<DOUBLE>`, or one type such as `map<string, int>`. Throws 22023 where the
 * text is neither.
 */
export function parseDdlType(text: string): DataType {
  const reader = new DdlReader(text);
  const single = reader.attempt(() => {
    const type = reader.type();
    reader.expectEnd();
    return type;
  });
  if (single !== undefined) return single;
  const fields = reader.fields('end');
  reader.expectEnd();
  return types.structOf(fields);
}

class DdlReader {
  readonly #text: string;
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#words = text.match(/`(?:[^`]|``)*`|\w+|'(?:[^'\\]|\\.)*'|\S/g) ?? [];
  }

  /** The result of `read`, or undefined (and nothing read) where it fails. */
  attempt<T>(read: () => T): T | undefined {
    const start = this.#at;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      this.#at = start;
      return undefined;
    }
  }

  type(): DataType {
    const word = this.#next().toLowerCase();
    if (word === 'array') return types.listOf(this.#inAngles(() => this.type()));
    if (word === 'map') {
      return this.#inAngles(() => {
        const key = this.type();
        this.#expect(',');
        return types.mapOf(key, this.type());
      });
    }
    if (word === 'struct') return types.structOf(this.#inAngles(() => this.fields('>')));
    const simple = SIMPLE[word];
    if (simple === undefined) throw this.#error();
    return this.#modified(simple);
  }

  fields(until: '>' | 'end'): readonly StructField[] {
    const fields: StructField[] = [];
    if (until === '>' && this.#peek() === '>') return fields;
    do {
      const name = this.#next();
      if (this.#peek() === ':') this.#at++;
      fields.push({ name: name.replace(/^`(.*)`$/s, '$1').replaceAll('``', '`'), type: this.type() });
      if (this.#peek()?.toLowerCase() === 'not') this.#at += 2;
      if (this.#peek()?.toLowerCase() === 'comment') this.#at += 2;
    } while (this.#accept(','));
    return fields;
  }

  expectEnd(): void {
    if (this.#at < this.#words.length) throw this.#error();
  }

  #modified(type: DataType): DataType {
    if (!this.#accept('(')) return type;
    const numbers: number[] = [];
    do numbers.push(Number(this.#next()));
    while (this.#accept(','));
    this.#expect(')');
    return type.kind === 'decimal' ? types.decimal(numbers[0] ?? 10, numbers[1] ?? 0) : type;
  }

  #inAngles<T>(read: () => T): T {
    this.#expect('<');
    const result = read();
    this.#expect('>');
    return result;
  }

  #peek(): string | undefined {
    return this.#words[this.#at];
  }
  #next(): string {
    const word = this.#words[this.#at++];
    if (word === undefined) throw this.#error();
    return word;
  }
  #accept(word: string): boolean {
    if (this.#peek() !== word) return false;
    this.#at++;
    return true;
  }
  #expect(word: string): void {
    if (!this.#accept(word)) throw this.#error();
  }
  #error(): SqlError {
    return new SqlError(SQLSTATE.invalidParameterValue, `"${this.#text}" is not a schema`, {
      hint: 'Schemas are written as column types, for instance: a INT, b ARRAY<DOUBLE>.',
    });
  }
}
