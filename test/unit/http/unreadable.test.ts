import { createServer, type Server, type ServerOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { unreadable } from '../../../src/http/error-answer.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Sends what is given and no more to a server of these limits; answers what comes back until the server closes. */
async function send(options: ServerOptions, bytes: string): Promise<{ readonly head: string; readonly body: unknown }> {
  const server = createServer(options, (request, response) => request.resume().on('end', () => response.end()));
  servers.push(server.on('clientError', unreadable));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head: head.split('\r\n')[0] ?? '', body: JSON.parse(body) };
}

it('a request that does not come to its end is answered 408, as every error is', async () => {
  const hasty = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 };
  expect(await send(hasty, 'POST /queries HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\n{"half')).toEqual({
    head: 'HTTP/1.1 408 Request timeout',
    body: {
      title: 'Request timeout',
      status: 408,
      errorCode: 'TIMEOUT',
      detail: 'The request did not arrive in time.',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
});

it('what is too long, or no HTTP, is answered so too', async () => {
  const long = `GET /${'x'.repeat(2_000)} HTTP/1.1\r\nhost: here\r\n\r\n`;
  expect(await send({ maxHeaderSize: 1_024 }, long)).toMatchObject({
    head: 'HTTP/1.1 431 Header too large',
    body: { status: 431, errorCode: 'TOO_LARGE' },
  });
  expect(await send({}, 'hello\r\n\r\n')).toMatchObject({
    head: 'HTTP/1.1 400 Bad request',
    body: { status: 400, errorCode: 'INVALID_REQUEST' },
  });
});
