import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What a server keeps of a password. Source: RFC 5802, section 3; PostgreSQL manual, "SASL Authentication". */
export interface ScramVerifier {
  readonly iterations: number;
  readonly salt: Buffer;
  /** SHA-256 of the client key: 32 bytes. */
  readonly storedKey: Buffer;
  /** 32 bytes. */
  readonly serverKey: Buffer;
}

/** PostgreSQL's SCRAM_SHA_256_DEFAULT_ITERATIONS. */
export const DEFAULT_SCRAM_ITERATIONS = 4096;
export const SCRAM_SALT_BYTES = 16;
export const SCRAM_KEY_BYTES = 32;

const MAX_ITERATIONS = 10_000_000;
const PREFIX = 'SCRAM-SHA-256$';

const deriveKey = promisify(pbkdf2);

/** The text to store: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`, the last three in base64. */
export async function buildVerifier(
  password: string,
  iterations: number = DEFAULT_SCRAM_ITERATIONS,
  salt: Buffer = randomBytes(SCRAM_SALT_BYTES),
): Promise<string> {
  const { storedKey, serverKey } = await deriveKeys(password, iterations, salt);
  const keys = `${storedKey.toString('base64')}:${serverKey.toString('base64')}`;
  return `${PREFIX}${iterations}:${salt.toString('base64')}$${keys}`;
}

/** Whether one salted password serves both: they can be proved in the same exchange. */
export function sameSalt(a: ScramVerifier, b: ScramVerifier): boolean {
  return a.iterations === b.iterations && a.salt.equals(b.salt);
}

/** Undefined when the text is not a verifier. */
export function parseVerifier(text: string): ScramVerifier | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const [cost, keys, ...more] = text.slice(PREFIX.length).split('$');
  const [iterationText, saltText, ...moreCost] = (cost ?? '').split(':');
  const [storedText, serverText, ...moreKeys] = (keys ?? '').split(':');
  if (more.length + moreCost.length + moreKeys.length > 0) return undefined;
  const iterations = Number(iterationText);
  const salt = Buffer.from(saltText ?? '', 'base64');
  const storedKey = Buffer.from(storedText ?? '', 'base64');
  const serverKey = Buffer.from(serverText ?? '', 'base64');
  const valid =
    Number.isInteger(iterations) &&
    iterations >= 1 &&
    iterations <= MAX_ITERATIONS &&
    salt.length > 0 &&
    storedKey.length === SCRAM_KEY_BYTES &&
    serverKey.length === SCRAM_KEY_BYTES;
  return valid ? { iterations, salt, storedKey, serverKey } : undefined;
}

/**
 * Whether a password sent in clear is the one of the verifier, or of one of `more`, which have its salt. Costs one whole key
 * derivation, off the main thread.
 */
export async function passwordMatches(
  password: string,
  verifier: ScramVerifier,
  more: readonly ScramVerifier[] = [],
): Promise<boolean> {
  const { storedKey } = await deriveKeys(password, verifier.iterations, verifier.salt);
  return [verifier, ...more].some((each) => timingSafeEqual(storedKey, each.storedKey));
}

async function deriveKeys(
  password: string,
  iterations: number,
  salt: Buffer,
): Promise<{ readonly storedKey: Buffer; readonly serverKey: Buffer }> {
  const salted = await deriveKey(saslprep(password), salt, iterations, SCRAM_KEY_BYTES, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return {
    storedKey: createHash('sha256').update(clientKey).digest(),
    serverKey: createHmac('sha256', salted).update('Server Key').digest(),
  };
}

type Ranges = readonly (readonly [first: number, last: number])[];

// RFC 3454, by its table numbers.
const C12_OTHER_SPACES = ranges('a0 1680 2000-200b 202f 205f 3000');
const B1_MAPPED_TO_NOTHING = ranges('ad 34f 1806 180b-180d 200c-200d 2060 fe00-fe0f feff');
const C2_TO_C9_PROHIBITED = ranges(
  '0-1f 7f-9f 340-341 6dd 70f 180e 200e-200f 2028-202e 2061-2063 206a-206f 2ff0-2ffb d800-f8ff fdd0-fdef fff9-ffff ' +
    '1d173-1d17a 1fffe-1ffff 2fffe-2ffff e0001 e0020-e007f f0000-10ffff',
);
/** A.1 for the higher planes, turned round: the rest of them is where later characters such as emoji went. */
const A1_ASSIGNED_BEYOND_BMP = ranges('10300-1034a 10400-1044d 1d000-1d1dd 1d400-1d7ff 20000-2a6d6 2f800-2fa1d');
const D1_RIGHT_TO_LEFT = ranges(
  '5be 5c0 5c3 5d0-5f4 61b-64a 66d-66f 671-6d5 6e5-6e6 6fa-70d 710 712-72c 780-7a5 7b1 fb1d fb1f-fd3d fd50-fdfc fe70-fefc',
);
const D2_LEFT_TO_RIGHT = /[\p{Lu}\p{Ll}\p{Lt}]/u;

/**
 * A password as SCRAM hashes it (RFC 4013). One that the profile forbids is taken as it is, as PostgreSQL and its clients
 * do; so is one with characters that Unicode 3.2 did not know beyond the basic plane.
 */
export function saslprep(password: string): string {
  const mapped = Array.from(password, (char) => mapCharacter(char)).join('');
  const normalized = mapped.normalize('NFKC');
  const points = Array.from(normalized, (char) => char.codePointAt(0) ?? 0);
  if (points.length === 0 || points.some(isProhibited)) return password;
  const rightToLeft = points.map((point) => within(D1_RIGHT_TO_LEFT, point));
  if (rightToLeft.includes(true)) {
    const consistent = rightToLeft.at(0) === true && rightToLeft.at(-1) === true && !D2_LEFT_TO_RIGHT.test(normalized);
    if (!consistent) return password;
  }
  return normalized;
}

function mapCharacter(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (within(C12_OTHER_SPACES, point)) return ' ';
  return within(B1_MAPPED_TO_NOTHING, point) ? '' : char;
}

function isProhibited(point: number): boolean {
  if (within(C2_TO_C9_PROHIBITED, point)) return true;
  return point > 0xffff && !within(A1_ASSIGNED_BEYOND_BMP, point);
}

function within(table: Ranges, point: number): boolean {
  return table.some(([first, last]) => point >= first && point <= last);
}

/** From hexadecimal numbers: `a0 2000-200b`. */
function ranges(text: string): Ranges {
  return text.split(' ').map((range) => {
    const [first = '', last = first] = range.split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
}
