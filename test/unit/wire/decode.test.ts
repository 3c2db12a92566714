import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { decode, frameLimits } from '../../../src/wire/decode.ts';
import { decodeStartup } from '../../../src/wire/startup-packet.ts';
import { frontend } from '../../wire/support/frontend.ts';

function decodeBytes(bytes: Buffer): unknown {
  return decode({ type: String.fromCharCode(bytes.readUInt8(0)), body: bytes.subarray(5) });
}

describe('decode', () => {
  test.each([
    ['Query', { sql: 'SELECT 1' }, { kind: 'Query', sql: 'SELECT 1' }],
    [
      'Parse',
      { statement: 's', sql: 'SELECT $1', oids: [23, 0xffff_fffe] },
      { kind: 'Parse', statement: 's', sql: 'SELECT $1', parameterOids: [23, 0xffff_fffe] },
    ],
    ['DescribeStatement', { name: 's' }, { kind: 'DescribeStatement', statement: 's' }],
    ['DescribePortal', { name: 'p' }, { kind: 'DescribePortal', portal: 'p' }],
    ['CloseStatement', { name: 's' }, { kind: 'CloseStatement', statement: 's' }],
    ['ClosePortal', { name: 'p' }, { kind: 'ClosePortal', portal: 'p' }],
    ['Execute', { portal: 'p', maxRows: 7 }, { kind: 'Execute', portal: 'p', maxRows: 7 }],
    ['Execute', { portal: 'p', maxRows: -1 }, { kind: 'Execute', portal: 'p', maxRows: 0 }],
    ['Flush', {}, { kind: 'Flush' }],
    ['Sync', {}, { kind: 'Sync' }],
    ['CopyData', { data: 'x' }, { kind: 'CopyData', data: Buffer.from('x') }],
    ['CopyFail', { reason: 'why' }, { kind: 'CopyFail', reason: 'why' }],
    ['Terminate', {}, { kind: 'Terminate' }],
  ])('%s', (kind, fields, expected) => {
    expect(decodeBytes(frontend(kind, fields))).toEqual(expected);
  });

  test.each([
    ['none: all text', [], [0, 0]],
    ['one: that one for all', [1], [1, 1]],
    ['one each', [0, 1], [0, 1]],
  ])('expands the parameter formats of Bind, %s', (_, parameterFormats, expected) => {
    const message = decodeBytes(frontend('Bind', { parameters: ['a', null], parameterFormats, resultFormats: [1] }));
    expect(message).toMatchObject({
      kind: 'Bind',
      parameterFormats: expected,
      parameters: [Buffer.from('a'), null],
      resultFormats: [1],
    });
  });

  test('accepts 65,535 parameters', () => {
    const parameters = new Array(65_535).fill(null);
    expect(decodeBytes(frontend('Bind', { parameters }))).toMatchObject({ parameters });
  });

  test('throws nothing but SqlError for random bodies', () => {
    const types = fc.constantFrom(...'QPBDECHSFdcfX!p');
    const property = fc.property(types, fc.uint8Array({ maxLength: 80 }), (type, body) => {
      try {
        decode({ type, body: Buffer.from(body) });
      } catch (error) {
        expect(error).toBeInstanceOf(SqlError);
      }
    });
    fc.assert(property, { seed: 42, numRuns: 5000 });
  });

  test('throws nothing but fatal SqlErrors for random start-up packets', () => {
    const codes = fc.constantFrom('00030000', '00030002', '04d2162e', '04d2162f', '04d21630', '00020000');
    const property = fc.property(codes, fc.uint8Array({ maxLength: 80 }), (code, rest) => {
      try {
        decodeStartup(Buffer.concat([Buffer.from(code, 'hex'), Buffer.from(rest)]));
      } catch (error) {
        expect(error).toMatchObject({ name: 'SqlError', fatal: true });
      }
    });
    fc.assert(property, { seed: 42, numRuns: 5000 });
  });

  test('allows large messages only where SQL, parameters or data go', () => {
    const limit = frameLimits(1_000_000);
    expect(limit('Q')).toBe(1_000_000);
    expect(limit('S')).toBe(10_000);
    expect(() => limit('p')).toThrow(expect.objectContaining({ sqlState: '08P01', fatal: true }));
  });
});
