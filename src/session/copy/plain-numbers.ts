const MINUS = 0x2d;
const DOT = 0x2e;

type IsPlain = (source: Buffer, from: number, to: number) => boolean;

/** `-123`: one to `digits` digits, a minus before them where `signed`. */
export function isPlainInteger(digits: number, signed: boolean): IsPlain {
  return (source, from, to) => {
    const start = signed && source[from] === MINUS ? from + 1 : from;
    if (start >= to || to - start > digits) return false;
    for (let at = start; at < to; at++) {
      if (!isDigit(source[at])) return false;
    }
    return true;
  };
}

/** `-123.45`: at least one digit before the point, at most `whole`; with a point one to `fraction` digits after it. */
export function isPlainNumber(whole: number, fraction: number): IsPlain {
  return (source, from, to) => {
    const start = source[from] === MINUS ? from + 1 : from;
    let at = start;
    while (at < to && isDigit(source[at])) at++;
    if (at === start || at - start > whole) return false;
    if (at === to) return true;
    if (source[at] !== DOT) return false;
    const digits = to - at - 1;
    if (digits < 1 || digits > fraction) return false;
    for (at++; at < to; at++) {
      if (!isDigit(source[at])) return false;
    }
    return true;
  };
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
