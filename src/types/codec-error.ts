import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/** 22P02, in PostgreSQL's words. `typeName` is PostgreSQL's full name: `integer`, `double precision`. */
export function invalidText(typeName: string, text: string, detail?: string): SqlError {
  return new SqlError(SQLSTATE.invalidTextRepresentation, `invalid input syntax for type ${typeName}: "${text}"`, {
    detail,
  });
}

/** 22003 for an integer's text. */
export function valueOutOfRange(typeName: string, text: string): SqlError {
  return new SqlError(SQLSTATE.numericValueOutOfRange, `value "${text}" is out of range for type ${typeName}`);
}

/** 22P03: the bytes of a value do not have their type's shape. */
export function invalidBinary(message = 'incorrect binary data format'): SqlError {
  return new SqlError(SQLSTATE.invalidBinaryRepresentation, message);
}

/** Throws 22P03 unless a value has exactly the bytes that its type has. */
export function expectLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw invalidBinary();
}
