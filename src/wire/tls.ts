import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../core/clock.ts';
import { endPointHash } from './end-point-hash.ts';
import { type CertificateAndKey, createSelfSigned } from './self-signed.ts';

/** What it takes to speak TLS. */
export interface WireTls {
  readonly context: SecureContext;
  /** Channel binding data `tls-server-end-point`; undefined when the certificate's algorithm has none. */
  readonly endPointHash: Buffer | undefined;
}

const CERTIFICATE_FILE = 'server.crt';
const KEY_FILE = 'server.key';

/** From PEM texts; the certificate may be followed by those that lead to its root. Throws when the two do not fit. */
export function createWireTls(pem: CertificateAndKey): WireTls {
  const context = createSecureContext({ cert: pem.certificate, key: pem.key, minVersion: 'TLSv1.2' });
  return { context, endPointHash: endPointHash(new X509Certificate(pem.certificate).raw) };
}

/** From PEM files. */
export async function loadWireTls(certificateFile: string, keyFile: string): Promise<WireTls> {
  const [certificate, key] = await Promise.all([readFile(certificateFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return createWireTls({ certificate, key });
}

/** From `server.crt` and `server.key` in a directory of the server's own, which are made there when neither exists. */
export async function loadOrCreateSelfSigned(directory: string, clock: Clock): Promise<WireTls> {
  const certificateFile = join(directory, CERTIFICATE_FILE);
  const keyFile = join(directory, KEY_FILE);
  if (!(await exists(certificateFile)) && !(await exists(keyFile))) {
    const pem = await createSelfSigned(new Date(clock.now()));
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(keyFile, pem.key, { mode: 0o600, flag: 'wx' });
    await writeFile(certificateFile, pem.certificate, { flag: 'wx' });
  }
  return loadWireTls(certificateFile, keyFile);
}

async function exists(file: string): Promise<boolean> {
  try {
    await readFile(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
