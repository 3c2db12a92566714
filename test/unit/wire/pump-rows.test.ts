import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { RowSource } from '../../../src/session/client-session.ts';
import { batchOf } from '../../../src/types/batch-of.ts';
import { pumpRows } from '../../../src/wire/pump-rows.ts';
import { SocketOutput } from '../../../src/wire/socket-output.ts';

const BATCH = batchOf(
  [{ name: 'a', type: { kind: 'integer' } }],
  Array.from({ length: 100 }, (_, index) => [index]),
);

function rows(afterFirstBatch: () => Promise<unknown>): RowSource {
  return {
    async *[Symbol.asyncIterator]() {
      yield { batch: BATCH, from: 0, to: 100 };
      await afterFirstBatch();
    },
    end: () => ({ kind: 'complete', tag: 'SELECT 100' }),
  };
}

it('sends the first rows before it waits for more of a long result', async () => {
  const socket = new PassThrough();
  const output = new SocketOutput(socket);
  let seen = 0;
  // The second batch comes only after the client has seen something of the first.
  const source = rows(async () => {
    if (socket.readableLength === 0) await once(socket, 'readable');
    seen = socket.readableLength;
  });
  await pumpRows(
    source,
    ({ from, to }, out) => {
      for (let row = from; row < to; row++) out.byte(row);
    },
    output,
  );
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan(100);
  await output.flush();
  expect([...(socket.read() as Buffer)]).toEqual(Array.from({ length: 100 }, (_, index) => index));
});
