import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** ReadyForQuery, idle: the last bytes of every answer outside of a transaction. */
export const READY = Buffer.from('5a0000000549', 'hex');

/** Messages of a client, as bytes. */
export function startup(user: string, database: string): Buffer {
  const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`);
  return Buffer.concat([int32(body.length + 4), body]);
}

export function query(sql: string): Buffer {
  return message('Q', Buffer.from(`${sql}\0`));
}

/** Parse, Bind, Execute, Sync of the unnamed statement; all results in one format, `maxRows` 0 for all rows. */
export function extendedQuery(sql: string, format: 0 | 1, maxRows = 0): Buffer {
  return Buffer.concat([
    message('P', Buffer.from(`\0${sql}\0\0\0`)),
    message('B', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0, format])),
    message('E', Buffer.concat([Buffer.from([0]), int32(maxRows)])),
    message('S', Buffer.alloc(0)),
  ]);
}

/** A connection to a server that trusts `user`, as it is after the first ReadyForQuery. */
export async function open(host: string, port: number, user: string, database: string): Promise<Socket> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  await answered(socket, startup(user, database));
  return socket;
}

/** Sends a request and answers how many bytes came until ReadyForQuery, of whatever status. */
export function answered(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const failed = (): void => reject(new Error('the connection broke'));
    socket.once('error', failed);
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (!chunk.subarray(-READY.length, -1).equals(READY.subarray(0, -1))) return;
      socket.off('data', take);
      socket.off('error', failed);
      resolve(bytes);
    };
    socket.on('data', take);
    socket.write(request);
  });
}

/** The types of the whole messages in `bytes`, and of the one that is cut off. */
export function* messageTypes(bytes: Buffer): IterableIterator<string> {
  for (let at = 0; at < bytes.length; ) {
    yield String.fromCharCode(bytes[at] ?? 0);
    if (at + 5 > bytes.length) return;
    at += 1 + bytes.readUInt32BE(at + 1);
  }
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
