import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { type Frame, FrameReader } from '../../../src/wire/frames.ts';

const anySize = (): number => 1_000_000;

function frameBytes({ type, body }: Frame): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

/** Cuts `bytes` at the given places, which may repeat. */
function chunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

describe('FrameReader', () => {
  test('finds the same messages whatever the chunk boundaries', () => {
    const frame = fc.record({
      type: fc.constantFrom('Q', 'P', 'd', 'S'),
      body: fc.uint8Array({ maxLength: 6000 }).map((bytes) => Buffer.from(bytes)),
    });
    const property = fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (sent, cuts) => {
        const reader = new FrameReader();
        const received: Frame[] = [];
        for (const chunk of chunks(Buffer.concat(sent.map(frameBytes)), cuts)) {
          reader.push(Buffer.from(chunk));
          for (let next = reader.next(anySize); next; next = reader.next(anySize)) received.push(next);
        }
        expect(received).toEqual(sent);
        expect(reader.bufferedBytes).toBe(0);
      },
    );
    fc.assert(property, { seed: 42, numRuns: 300 });
  });

  test('finds a message sent byte by byte', () => {
    const reader = new FrameReader();
    const body = Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 251));
    const sent = frameBytes({ type: 'Q', body });
    for (let i = 0; i < sent.length; i++) {
      expect(reader.next(anySize)).toBeUndefined();
      reader.push(sent.subarray(i, i + 1));
    }
    expect(reader.next(anySize)).toEqual({ type: 'Q', body });
  });

  test('hands out views that later chunks do not overwrite', () => {
    const reader = new FrameReader();
    const sent = ['one', 'two', 'three'].map((text) => frameBytes({ type: 'd', body: Buffer.from(text) }));
    const bytes = Buffer.concat(sent);
    const received: Frame[] = [];
    for (const byte of bytes) {
      reader.push(Buffer.from([byte]));
      const next = reader.next(anySize);
      if (next) received.push(next);
    }
    expect(received.map(({ body }) => body.toString())).toEqual(['one', 'two', 'three']);
  });

  test('refuses a length over the limit by the header alone', () => {
    const reader = new FrameReader();
    reader.push(Buffer.from('5100010000', 'hex'));
    expect(() => reader.next(() => 100)).toThrow(expect.objectContaining({ sqlState: '08P01', fatal: true }));
  });

  test('refuses a length below that of the length itself', () => {
    const reader = new FrameReader();
    reader.push(Buffer.from('5100000003', 'hex'));
    expect(() => reader.next(anySize)).toThrow(SqlError);
  });

  test.each([
    ['below 8', 7],
    ['over 10,000', 10_001],
    ['four gigabytes', 0xffff_ffff],
  ])('refuses a start-up packet of %s bytes', (_, length) => {
    const reader = new FrameReader();
    const header = Buffer.alloc(4);
    header.writeUInt32BE(length);
    reader.push(header);
    expect(() => reader.nextStartup()).toThrow(expect.objectContaining({ sqlState: '08P01', fatal: true }));
  });

  test('takes a start-up packet, then typed messages', () => {
    const reader = new FrameReader();
    reader.push(Buffer.from('0000000804d2162f', 'hex'));
    reader.push(frameBytes({ type: 'S', body: Buffer.alloc(0) }));
    expect(reader.nextStartup()?.toString('hex')).toBe('04d2162f');
    expect(reader.next(anySize)?.type).toBe('S');
  });

  test('collects many small chunks in time that grows with their number', () => {
    const reader = new FrameReader();
    const size = 1024 * 1024;
    const header = Buffer.from('6400000000', 'hex');
    header.writeUInt32BE(size + 4, 1);
    reader.push(header);
    const byte = Buffer.from('x');
    for (let i = 0; i < size; i++) {
      reader.push(byte);
      if (i % 64 === 0) reader.next(() => size);
    }
    expect(reader.next(() => size)?.body.length).toBe(size);
  });
});
