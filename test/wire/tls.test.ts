import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { endPointHash } from '../../src/wire/end-point-hash.ts';
import { createSelfSigned } from '../../src/wire/self-signed.ts';
import { createWireTls, loadOrCreateSelfSigned, type WireTls } from '../../src/wire/tls.ts';
import { type FakeServer, PASSWORD, startFakeServer, USER } from './support/fake-server.ts';
import { RawClient } from './support/raw-client.ts';

const PARAMETERS = { user: USER, database: 'shop' };

let tls: WireTls;
let certificate: string;
let fake: FakeServer | undefined;

beforeAll(async () => {
  const pem = await createSelfSigned(new Date());
  certificate = pem.certificate;
  tls = createWireTls(pem);
});

afterEach(async () => {
  await fake?.server.close({ graceMs: 0 });
});

async function serve(options: Parameters<typeof startFakeServer>[0] = {}): Promise<FakeServer> {
  fake = await startFakeServer({ tls, ...options });
  return fake;
}

async function connectPg(port: number, more: pg.ClientConfig = {}): Promise<pg.Client> {
  const credentials = { user: USER, password: PASSWORD, database: 'shop' };
  const client = new pg.Client({ host: '127.0.0.1', port, ...credentials, ...more });
  await client.connect();
  return client;
}

function secured(port: number, options: { readonly ALPNProtocols?: string[] }): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () =>
      resolve(socket),
    );
    socket.once('error', reject);
  });
}

describe('a self-signed certificate', () => {
  test('is one that X.509 readers understand', () => {
    const parsed = new X509Certificate(certificate);
    expect(parsed.subject).toBe('CN=localhost');
    expect(parsed.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(parsed.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(Date.parse(parsed.validFrom)).toBeLessThan(Date.now());
  });

  test('has dates of four digits from 2050 on', async () => {
    const { certificate: late } = await createSelfSigned(new Date('2049-06-01T00:00:00Z'));
    expect(new X509Certificate(late).validTo).toMatch(/2059 GMT$/);
  });

  test('is the root of a client that verifies the server', async () => {
    const { port } = await serve();
    const client = await connectPg(port, { ssl: { ca: certificate } });
    expect((await client.query('SELECT 1')).rowCount).toBe(1);
    await client.end();
  });

  test('is made at the first start and kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wire-tls-'));
    try {
      const made = await loadOrCreateSelfSigned(join(folder, 'tls'), systemClock);
      const kept = await loadOrCreateSelfSigned(join(folder, 'tls'), systemClock);
      expect(kept.endPointHash).toEqual(made.endPointHash);
      expect((await stat(join(folder, 'tls', 'server.key'))).mode & 0o777).toBe(0o600);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('SSLRequest', () => {
  test('is answered, and node-postgres goes on with SCRAM and channel binding', async () => {
    const { port } = await serve();
    const client = await connectPg(port, { ssl: { rejectUnauthorized: false }, enableChannelBinding: true });
    expect((await client.query('SELECT 7')).rows).toEqual([{ '?column?': 7 }]);
    await client.end();
  });

  test('offers -PLUS inside TLS', async () => {
    const { port } = await serve();
    const socket = await secured(port, { ALPNProtocols: ['postgresql'] });
    const client = RawClient.around(socket);
    client.send('Startup', { parameters: PARAMETERS });
    expect(await client.read()).toEqual({
      kind: 'AuthenticationSASL',
      fields: { mechanisms: ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'] },
    });
    client.destroy();
  });

  test('with bytes behind it is an attack', async () => {
    const { port, sessions } = await serve();
    const client = await RawClient.connect(port);
    client.sendBytes(Buffer.concat([Buffer.from('0000000804d2162f', 'hex'), Buffer.from('injected')]));
    expect(await client.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code: '08P01' } }]);
    expect(sessions.requests).toEqual([]);
    client.destroy();
  });

  test('and then no handshake ends the connection', async () => {
    const { port } = await serve();
    const client = await RawClient.connect(port);
    client.send('SSLRequest');
    expect((await client.bytes(1))?.toString()).toBe('S');
    client.sendBytes(Buffer.from('this is no ClientHello'));
    await client.bytes(1000);
    expect(client.socket.readableEnded || client.socket.destroyed).toBe(true);
    client.destroy();
  });

  test('inside TLS is refused', async () => {
    const { port } = await serve();
    const client = RawClient.around(await secured(port, { ALPNProtocols: ['postgresql'] }));
    client.send('SSLRequest');
    expect(await client.readUntil('never')).toMatchObject([{ fields: { code: '0A000' } }]);
    client.destroy();
  });
});

describe('direct TLS', () => {
  test('is served when ALPN says postgresql', async () => {
    const { port } = await serve({ auth: 'trust' });
    const client = RawClient.around(await secured(port, { ALPNProtocols: ['postgresql'] }));
    client.send('Startup', { parameters: PARAMETERS });
    expect((await client.readUntil('ReadyForQuery')).at(-1)?.kind).toBe('ReadyForQuery');
    client.destroy();
  });

  test('is refused without ALPN', async () => {
    const { port } = await serve({ auth: 'trust' });
    const client = RawClient.around(await secured(port, {}));
    expect(await client.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code: '08P01' } }]);
    client.destroy();
  });

  test('is refused with another protocol', async () => {
    const { port } = await serve({ auth: 'trust' });
    await expect(secured(port, { ALPNProtocols: ['http/1.1'] })).rejects.toThrow();
  });

  test('is dropped where there is no TLS', async () => {
    fake = await startFakeServer();
    const plain = fake.port;
    await expect(secured(plain, { ALPNProtocols: ['postgresql'] })).rejects.toThrow();
  });

  test('carries a cancel request', async () => {
    const { port } = await serve({ auth: 'trust' });
    const client = RawClient.around(await secured(port, { ALPNProtocols: ['postgresql'] }));
    client.send('CancelRequest', { processId: 1, key: '00000000' });
    expect(await client.bytes(1)).toBeUndefined();
    client.destroy();
  });
});

describe('policies', () => {
  test('plain text can be refused', async () => {
    const { port } = await serve({ plainText: 'never' });
    await expect(connectPg(port)).rejects.toMatchObject({ severity: 'FATAL', code: '28000' });
    const client = await connectPg(port, { ssl: { rejectUnauthorized: false } });
    await client.end();
  });

  test('a password in clear is asked for inside TLS only', async () => {
    const { port } = await serve({ auth: 'password' });
    const inside = RawClient.around(await secured(port, { ALPNProtocols: ['postgresql'] }));
    inside.send('Startup', { parameters: PARAMETERS });
    expect(await inside.read()).toEqual({ kind: 'AuthenticationCleartextPassword', fields: {} });
    inside.send('Password', { password: PASSWORD });
    expect(await inside.read()).toEqual({ kind: 'AuthenticationOk', fields: {} });
    inside.destroy();

    const outside = await RawClient.connect(port);
    outside.send('Startup', { parameters: PARAMETERS });
    expect(await outside.read()).toMatchObject({ kind: 'AuthenticationSASL' });
    outside.destroy();
  });

  test.each([
    ['a wrong one', { parameters: PARAMETERS }, 'wrong'],
    ['one of an unknown user', { parameters: { ...PARAMETERS, user: 'nobody' } }, PASSWORD],
  ])('a password in clear is refused: %s', async (_, startup, password) => {
    const { port } = await serve({ auth: 'password' });
    const client = RawClient.around(await secured(port, { ALPNProtocols: ['postgresql'] }));
    client.send('Startup', startup);
    await client.read();
    client.send('Password', { password });
    expect(await client.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code: '28P01' } }]);
    client.destroy();
  });
});

describe('tls-server-end-point', () => {
  test('hashes by the signature’s own hash', () => {
    const der = new X509Certificate(certificate).raw;
    expect(endPointHash(der)).toEqual(createHash('sha256').update(der).digest());
  });

  test('is nothing for Ed25519', () => {
    // The outline of a certificate: an empty body, the algorithm, no signature.
    const certificate = Buffer.from('3009' + '3000' + '3005' + '06032b6570', 'hex');
    expect(endPointHash(certificate)).toBeUndefined();
  });

  test('replaces SHA-1', () => {
    const sha1WithRsa = Buffer.from('300f' + '3000' + '300b' + '06092a864886f70d010105', 'hex');
    expect(endPointHash(sha1WithRsa)).toEqual(createHash('sha256').update(sha1WithRsa).digest());
  });
});
