import { createHash } from 'node:crypto';
import { objectIdentifier, readElement } from './der.ts';

/** By signature algorithm: the hash of `tls-server-end-point`. MD5 and SHA-1 are replaced by SHA-256. */
const HASH_BY_SIGNATURE: ReadonlyMap<string, string> = new Map(
  [
    ['1.2.840.113549.1.1.4', 'sha256'], // md5WithRSAEncryption
    ['1.2.840.113549.1.1.5', 'sha256'], // sha1WithRSAEncryption
    ['1.2.840.113549.1.1.14', 'sha224'],
    ['1.2.840.113549.1.1.11', 'sha256'],
    ['1.2.840.113549.1.1.12', 'sha384'],
    ['1.2.840.113549.1.1.13', 'sha512'],
    ['1.2.840.10045.4.1', 'sha256'], // ecdsa-with-SHA1
    ['1.2.840.10045.4.3.1', 'sha224'],
    ['1.2.840.10045.4.3.2', 'sha256'],
    ['1.2.840.10045.4.3.3', 'sha384'],
    ['1.2.840.10045.4.3.4', 'sha512'],
  ].map(([oid = '', hash = '']) => [contentOf(oid), hash]),
);

const RSA_PSS = contentOf('1.2.840.113549.1.1.10');
const HASH_BY_DIGEST: ReadonlyMap<string, string> = new Map(
  [
    ['2.16.840.1.101.3.4.2.4', 'sha224'],
    ['2.16.840.1.101.3.4.2.1', 'sha256'],
    ['2.16.840.1.101.3.4.2.2', 'sha384'],
    ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ].map(([oid = '', hash = '']) => [contentOf(oid), hash]),
);

const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;

/**
 * Channel binding data `tls-server-end-point` of a certificate in DER: its hash by the hash of its own signature. Undefined
 * where that is not defined, as for Ed25519: SCRAM-SHA-256-PLUS is then not to be offered. Source: RFC 5929, section 4.1.
 */
export function endPointHash(certificate: Buffer): Buffer | undefined {
  const body = readElement(readElement(certificate).content);
  const algorithm = readElement(body.rest).content;
  const { content: oid, rest: parameters } = readElement(algorithm);
  const name = oid.toString('hex');
  const hash = name === RSA_PSS ? pssHash(parameters) : HASH_BY_SIGNATURE.get(name);
  return hash === undefined ? undefined : createHash(hash).update(certificate).digest();
}

/** RSASSA-PSS names its hash in its parameters; the default is SHA-1. Source: RFC 4055, section 3.1. */
function pssHash(parameters: Buffer): string | undefined {
  if (parameters.length === 0) return 'sha256';
  const fields = readElement(parameters);
  if (fields.tag !== SEQUENCE || fields.content[0] !== CONTEXT_0) return 'sha256';
  const digest = readElement(readElement(readElement(fields.content).content).content).content;
  return HASH_BY_DIGEST.get(digest.toString('hex'));
}

function contentOf(oid: string): string {
  return readElement(objectIdentifier(oid)).content.toString('hex');
}
