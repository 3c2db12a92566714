import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../../src/core/sql-error.ts';
import { codecOf } from '../../../../src/types/codecs.ts';
import type { DataType } from '../../../../src/types/data-type.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from '../../../../src/types/encode-context.ts';

export interface Observed {
  /** Input text, the text and the bytes (hex) that come of it. */
  readonly values: readonly (readonly [input: string, text: string, bytes: string])[];
  /** Input text, SQLSTATE and message. */
  readonly errors?: readonly (readonly [input: string, sqlState: string, message: string])[];
  /** Bytes (hex) that are refused with 22P03. */
  readonly badBytes?: readonly string[];
}

export const BERLIN: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone: 'Europe/Berlin' };

/** Holds a codec to what PostgreSQL 15.20 was seen to do with the same inputs in the time zone Europe/Berlin. */
export function checkCodec(type: DataType, { values, errors = [], badBytes = [] }: Observed): void {
  const codec = codecOf(type);
  const textOf = (input: string): string => codec.encodeText(codec.decodeText(input, type, BERLIN), type, BERLIN);
  const bytesOf = (input: string): string =>
    Buffer.from(codec.encodeBinary(codec.decodeText(input, type, BERLIN), type, BERLIN)).toString('hex');

  describe(`${type.kind}`, () => {
    test.each(values)('%j is %s', (input, text, bytes) => {
      expect({ text: textOf(input), bytes: bytesOf(input) }).toEqual({ text, bytes });
      expect(codec.encodeText(codec.decodeBinary(Buffer.from(bytes, 'hex'), type, BERLIN), type, BERLIN)).toBe(text);
    });

    test.each(errors)('%j fails with %s', (input, sqlState, message) => {
      expect(failure(() => textOf(input))).toEqual({ sqlState, message });
    });

    test.each(badBytes)('bytes %s are refused', (bytes) => {
      const decode = (): unknown => codec.decodeBinary(Buffer.from(bytes, 'hex'), type, BERLIN);
      expect(failure(decode).sqlState).toBe('22P03');
    });
  });
}

/** The SqlError that a call throws. */
export function failure(call: () => unknown): { sqlState: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof SqlError) return { sqlState: error.sqlState, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
}
