import type { CopyOptions } from '../client-session.ts';

/** The options of a text or CSV copy as the bytes that are looked for. */
export interface Dialect {
  readonly csv: boolean;
  readonly delimiter: number;
  /** -1 in text, which has none. */
  readonly quote: number;
  /** -1 where it is the quote itself, and in text. */
  readonly escapeByte: number;
  readonly nullText: Buffer;
  readonly forceNotNull: ReadonlySet<number>;
  readonly forceNull: ReadonlySet<number>;
  readonly header: CopyOptions['header'];
}

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const BACKSLASH = 0x5c;

export function dialectOf(options: CopyOptions): Dialect {
  const csv = options.format === 'csv';
  const quote = csv ? byteOf(options.quote) : -1;
  const escapeByte = csv ? byteOf(options.escape) : -1;
  return {
    csv,
    delimiter: byteOf(options.delimiter),
    quote,
    escapeByte: escapeByte === quote ? -1 : escapeByte,
    nullText: Buffer.from(options.nullText),
    forceNotNull: options.forceNotNull,
    forceNull: options.forceNull,
    header: options.header,
  };
}

/** `copyOptions` has made sure that there is exactly one. */
function byteOf(character: string): number {
  return character.charCodeAt(0);
}

export function isNullText(dialect: Dialect, bytes: Buffer, from: number, to: number): boolean {
  const { nullText } = dialect;
  if (to - from !== nullText.length) return false;
  for (let at = 0; at < nullText.length; at++) {
    if (bytes[from + at] !== nullText[at]) return false;
  }
  return true;
}
