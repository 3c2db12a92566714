import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  buildVerifier,
  parseVerifier,
  passwordMatches,
  type ScramVerifier,
  saslprep,
} from '../../../src/core/scram-verifier.ts';
import { mockVerifier, SCRAM, SCRAM_PLUS, scramChallenge, scramVerify } from '../../../src/wire/scram.ts';

/** RFC 7677, section 3: user `user`, password `pencil`. */
const RFC = {
  clientFirst: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  clientFinal:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

async function pencil(): Promise<ScramVerifier> {
  return verifierOf(await buildVerifier('pencil', 4096, Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')));
}

function verifierOf(text: string): ScramVerifier {
  const verifier = parseVerifier(text);
  if (verifier === undefined) throw new Error(`not a verifier: ${text}`);
  return verifier;
}

/** client-final-message as an honest client makes it. */
function clientFinal(
  password: string,
  verifier: ScramVerifier,
  firstBare: string,
  serverFirst: string,
  binding: Buffer,
): string {
  const salted = pbkdf2Sync(password, verifier.salt, verifier.iterations, 32, 'sha256');
  const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const nonce = serverFirst.slice(0, serverFirst.indexOf(','));
  const withoutProof = `c=${binding.toString('base64')},${nonce}`;
  const clientKey = hmac(salted, 'Client Key');
  const signature = hmac(
    createHash('sha256').update(clientKey).digest(),
    `${firstBare},${serverFirst},${withoutProof}`,
  );
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0)));
  return `${withoutProof},p=${proof.toString('base64')}`;
}

describe('SCRAM-SHA-256', () => {
  test('as RFC 7677 has it', async () => {
    const verifier = await pencil();
    const { clientFirst, serverNonce } = RFC;
    const challenge = scramChallenge(Buffer.from(clientFirst), {
      mechanism: SCRAM,
      endPointHash: undefined,
      verifier,
      serverNonce,
    });
    expect(challenge.message).toBe(RFC.serverFirst);
    expect(scramVerify(Buffer.from(RFC.clientFinal), challenge, verifier)).toBe(RFC.serverFinal);
  });

  test('says nothing of a wrong proof', async () => {
    const verifier = await pencil();
    const challenge = scramChallenge(Buffer.from('n,,n=,r=abc'), {
      mechanism: SCRAM,
      endPointHash: undefined,
      verifier,
    });
    const final = clientFinal('wrong', verifier, 'n=,r=abc', challenge.message, Buffer.from('n,,'));
    expect(scramVerify(Buffer.from(final), challenge, verifier)).toBeUndefined();
  });

  test('with channel binding', async () => {
    const verifier = await pencil();
    const endPointHash = createHash('sha256').update('certificate').digest();
    const header = 'p=tls-server-end-point,,';
    const challenge = scramChallenge(Buffer.from(`${header}n=,r=abc`), {
      mechanism: SCRAM_PLUS,
      endPointHash,
      verifier,
    });
    const bound = Buffer.concat([Buffer.from(header), endPointHash]);
    const final = clientFinal('pencil', verifier, 'n=,r=abc', challenge.message, bound);
    expect(scramVerify(Buffer.from(final), challenge, verifier)).toMatch(/^v=/);
    const elsewhere = Buffer.concat([Buffer.from(header), Buffer.alloc(32)]);
    const intercepted = clientFinal('pencil', verifier, 'n=,r=abc', challenge.message, elsewhere);
    expect(() => scramVerify(Buffer.from(intercepted), challenge, verifier)).toThrow('channel binding check failed');
  });

  test.each([
    ['a downgrade', 'y,,n=,r=abc', SCRAM, Buffer.alloc(32), '28000'],
    ['an authorization identity', 'n,a=admin,n=,r=abc', SCRAM, undefined, '0A000'],
    ['a binding that was not offered', 'p=tls-server-end-point,,n=,r=abc', SCRAM, undefined, '08P01'],
    ['another kind of binding', 'p=tls-unique,,n=,r=abc', SCRAM_PLUS, Buffer.alloc(32), '08P01'],
    ['no binding with -PLUS', 'n,,n=,r=abc', SCRAM_PLUS, Buffer.alloc(32), '08P01'],
    ['an empty nonce', 'n,,n=,r=', SCRAM, undefined, '08P01'],
    ['no nonce', 'n,,n=', SCRAM, undefined, '08P01'],
    ['an extension that must be known', 'n,,m=x,n=,r=abc', SCRAM, undefined, '08P01'],
    ['nothing', '', SCRAM, undefined, '08P01'],
  ] as const)('refuses %s', async (_, clientFirst, mechanism, endPointHash, sqlState) => {
    const verifier = await pencil();
    expect(() => scramChallenge(Buffer.from(clientFirst), { mechanism, endPointHash, verifier })).toThrow(
      expect.objectContaining({ sqlState, fatal: true }),
    );
  });

  test.each([
    ['another nonce', (final: string) => final.replace(',r=abc', ',r=abd')],
    ['another header', (final: string) => final.replace('c=biws', 'c=eSws')],
    ['a proof that is not base64', (final: string) => `${final.slice(0, -4)}!!!!`],
    ['a short proof', (final: string) => final.replace(/p=.*/, 'p=AAAA')],
    ['no proof', (final: string) => final.replace(/,p=.*/, '')],
  ])('refuses %s', async (_, change) => {
    const verifier = await pencil();
    const challenge = scramChallenge(Buffer.from('n,,n=,r=abc'), {
      mechanism: SCRAM,
      endPointHash: undefined,
      verifier,
    });
    const final = clientFinal('pencil', verifier, 'n=,r=abc', challenge.message, Buffer.from('n,,'));
    expect(() => scramVerify(Buffer.from(change(final)), challenge, verifier)).toThrow(
      expect.objectContaining({ sqlState: '08P01', fatal: true }),
    );
  });

  test('shows an unknown user the same salt every time, and one user another than the next', () => {
    const secret = Buffer.from('secret');
    expect(mockVerifier('a', secret).salt).toEqual(mockVerifier('a', secret).salt);
    expect(mockVerifier('a', secret).salt).not.toEqual(mockVerifier('b', secret).salt);
    expect(mockVerifier('a', secret)).toMatchObject({ iterations: 4096 });
  });
});

describe('a stored verifier', () => {
  test('is spelled as PostgreSQL spells it', async () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    expect(await buildVerifier('pencil', 4096, salt)).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });

  test.each([
    '',
    'md5d41d8cd98f00b204e9800998ecf8427e',
    'SCRAM-SHA-256$0:AAAA$AAAA:AAAA',
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$short:short',
    'SCRAM-SHA-256$4096$x:y',
  ])('is not %s', (text) => {
    expect(parseVerifier(text)).toBeUndefined();
  });

  test('answers for a password in clear', async () => {
    const verifier = await pencil();
    expect(await passwordMatches('pencil', verifier)).toBe(true);
    expect(await passwordMatches('pencils', verifier)).toBe(false);
  });
});

describe('saslprep', () => {
  // The first five: RFC 4013, section 3. A forbidden password stays as it is.
  test.each([
    ['a soft hyphen goes', 'I\u00adX', 'IX'],
    ['nothing to do', 'user', 'user'],
    ['case is kept', 'USER', 'USER'],
    ['NFKC', '\u00aa', 'a'],
    ['NFKC', '\u2168', 'IX'],
    ['forbidden: a control character', '\u0007', '\u0007'],
    ['forbidden: right-to-left before a digit', '\u06271', '\u06271'],
    ['another space', 'a\u00a0b', 'a b'],
    ['a letter with its accent apart', 'e\u0301', '\u00e9'],
    ['unknown to Unicode 3.2', '\u{1f600}\u00aa', '\u{1f600}\u00aa'],
    ['nothing left', '\u00ad', '\u00ad'],
  ])('%s', (_, password, expected) => {
    expect(saslprep(password)).toBe(expected);
  });
});
