import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import * as der from './der.ts';

const OID = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  subjectAltName: '2.5.29.17',
} as const;

const DAY_MS = 24 * 3600 * 1000;
const VALID_DAYS = 3650;

/** PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate for `localhost`, 127.0.0.1 and ::1, signed by itself: EC P-256, SHA-256, ten years. It keeps listeners out;
 * it does not tell a client whom it talks to, unless the client was given it as its root.
 * Source: RFC 5280, section 4.1.
 */
export async function createSelfSigned(now: Date): Promise<CertificateAndKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const body = certificateBody(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }), now);
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const certificate = der.sequence(body, signatureAlgorithm(), der.bitString(signature));
  return { certificate: pem('CERTIFICATE', certificate), key: privateKey };
}

/** TBSCertificate. `publicKey` is a SubjectPublicKeyInfo. */
function certificateBody(publicKey: Buffer, now: Date): Buffer {
  const serial = randomBytes(16);
  const name = der.sequence(der.set(der.sequence(der.objectIdentifier(OID.commonName), der.utf8String('localhost'))));
  const validity = der.sequence(
    der.time(new Date(now.getTime() - DAY_MS)),
    der.time(new Date(now.getTime() + VALID_DAYS * DAY_MS)),
  );
  const version3 = der.explicit(0, der.integer(Buffer.from([2])));
  return der.sequence(
    version3,
    der.integer(serial),
    signatureAlgorithm(),
    name,
    validity,
    name,
    publicKey,
    der.explicit(3, extensions()),
  );
}

function extensions(): Buffer {
  const digitalSignatureAndCertSign = Buffer.from([0b1000_0100]);
  return der.sequence(
    extension(OID.basicConstraints, true, der.sequence(der.boolean(true))),
    extension(OID.keyUsage, true, der.bitString(digitalSignatureAndCertSign, 2)),
    extension(OID.extendedKeyUsage, false, der.sequence(der.objectIdentifier(OID.serverAuthentication))),
    extension(
      OID.subjectAltName,
      false,
      der.sequence(
        der.implicit(2, Buffer.from('localhost')),
        der.implicit(7, Buffer.from([127, 0, 0, 1])),
        der.implicit(7, Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
      ),
    ),
  );
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(oid), ...flag, der.octetString(value));
}

function signatureAlgorithm(): Buffer {
  return der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
