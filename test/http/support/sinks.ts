import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';

export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A web address that remembers what is posted to it; `answers` are its first statuses, 200 after them. */
export async function webSink(answers: readonly number[] = []): Promise<{
  readonly url: string;
  readonly posted: readonly Posted[];
  close(): void;
}> {
  const posted: Posted[] = [];
  const server = createHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      response.writeHead(answers[posted.length] ?? 200).end();
      posted.push({ headers: request.headers, body });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    posted,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A mail server that takes everything, and remembers it (RFC 5321, as much as a client needs). */
export async function mailSink(): Promise<{ readonly url: string; readonly mails: readonly string[]; close(): void }> {
  const mails: string[] = [];
  const server = createTcpServer((socket) => {
    let inData = false;
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.write('220 sink\r\n');
    socket.on('data', (chunk: string) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) mails.push(part);
        const startsData = !inData && /^data$/i.test(part);
        socket.write(startsData ? '354 go on\r\n' : /^quit$/i.test(part) ? '221 bye\r\n' : '250 ok\r\n');
        inData = startsData;
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => server.close() };
}
