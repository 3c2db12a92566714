import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/session/copy/dialect.ts';
import type { RawRow } from '../../../src/session/copy/raw-row.ts';
import { RowReader } from '../../../src/session/copy/row-reader.ts';
import { copyOptions } from '../../../src/session/copy-options.ts';
import { type CopyBench, copyStatement, described, openBench } from './harness.ts';
import { outcomeOf } from './outcome-of.ts';

/** Input made of the bytes that mean something, so that every state is reached. */
const PIECES = [
  ',',
  '\t',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  '\\',
  '\\N',
  '\\.',
  '\\.\n',
  'x',
  'ab',
  '\\x4',
  '\\303\\251',
  'é',
  '😀',
];
const input = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(' ', '1', '\\n', 'é')), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join('')));
const cuts = fc.array(fc.nat(60), { maxLength: 12 });

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe.each(['text', 'csv'])('%s in any chunks', (format) => {
  it('is read as in one', () => {
    fc.assert(
      fc.property(input, cuts, (bytes, places) => {
        expect(read(format, cutAt(bytes, places))).toEqual(read(format, [bytes]));
      }),
      { numRuns: 2000 },
    );
  });

  it('is loaded as in one', async () => {
    await fc.assert(
      fc.asyncProperty(input, cuts, async (bytes, places) => {
        const columns = { a: { kind: 'varchar' }, b: { kind: 'varchar' } } as const;
        const whole = await outcomeOf(bench, columns, { format }, [bytes]);
        expect(await outcomeOf(bench, columns, { format }, cutAt(bytes, places))).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

describe('many plain lines', () => {
  const lines = Array.from({ length: 20_000 }, (_, row) => [
    String(row),
    row % 5 === 0 ? null : `${'x'.repeat(row % 60)},y`,
  ]);
  const columns = { a: { kind: 'integer' }, b: { kind: 'varchar' } } as const;

  it.each([
    ['csv', (text: string | null) => (text === null ? '' : `"${text}"`), ','],
    ['text', (text: string | null) => text ?? '\\N', '\t'],
  ] as const)('of %s, in small chunks, are loaded once each', async (format, cell, delimiter) => {
    const bytes = Buffer.from(lines.map(([a, b]) => `${a}${delimiter}${cell(b ?? null)}\n`).join(''));
    const chunks: Buffer[] = [];
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 3001) {
      chunks.push(bytes.subarray(at, at + size));
    }
    expect(await outcomeOf(bench, columns, { format }, chunks)).toEqual(lines);
  });
});

describe('random text', () => {
  it('comes back as it was', async () => {
    const cell = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 12 }), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (given) => {
        const rows = given.map((row) => row.map((text) => text?.replaceAll('\0', '') ?? null));
        const lines = rows.map((row) =>
          row.map((text) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)).join(','),
        );
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const columns = { a: { kind: 'varchar' }, b: { kind: 'varchar' } } as const;
        // The binding drops a byte-order mark in front of a text that it reads.
        const expected = rows.map((row) => row.map((text) => text?.replace(/^\ufeff/, '') ?? null));
        expect(await outcomeOf(bench, columns, { format: 'csv' }, [bytes])).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

/** The rows with their line numbers, or the error. */
function read(format: string, chunks: readonly Buffer[]): unknown {
  const rows: unknown[] = [];
  const dialect = dialectOf(copyOptions(copyStatement('from', [['format', format]]), []));
  const take = (row: RawRow) => {
    const fields = Array.from({ length: Math.min(row.count, 5) }, (_, index) =>
      row.nulls[index] === 1 ? null : row.text(index),
    );
    rows.push([row.lineNumber, row.count, row.line(), ...fields]);
  };
  const reader = new RowReader(dialect, 4, 't', { take, settle() {} });
  try {
    // Readers must not keep what they were given.
    for (const chunk of chunks) {
      const own = Buffer.from(chunk);
      reader.write(own);
      own.fill(0);
    }
    reader.finish();
  } catch (error) {
    rows.push(described(error));
  }
  return rows;
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.filter((place) => place < bytes.length), bytes.length].sort((a, b) => a - b);
  return sorted.slice(1).map((place, index) => bytes.subarray(sorted[index], place));
}
