import { syntaxError } from '../syntax-error.ts';
import { isDigit, isNameStart, nameEnd } from './characters.ts';

export interface NumberPiece {
  readonly digits: string;
  readonly suffix: string | undefined;
  readonly end: number;
}

/** Spark's: bigint, smallint, tinyint, double, float, decimal. Source: Spark SQL reference, "Literals". */
const SUFFIXES: ReadonlySet<string> = new Set(['L', 'S', 'Y', 'D', 'F', 'BD']);

/** `1`, `1.5`, `.5`, `1.`, `1e3`, each with or without a suffix. `start` is a digit, or a dot before a digit. */
export function readNumber(text: string, start: number): NumberPiece {
  let end = digitsEnd(text, start);
  if (text.charAt(end) === '.' && !isNameStart(text.charCodeAt(end + 1)) && text.charAt(end + 1) !== '.') {
    end = digitsEnd(text, end + 1);
  } else if (text.charAt(end) === '.' && hasExponent(text, end + 1)) {
    end++;
  }
  if (hasExponent(text, end)) {
    const sign = text.charAt(end + 1);
    end = digitsEnd(text, sign === '+' || sign === '-' ? end + 2 : end + 1);
  }
  const digits = text.slice(start, end);
  const wordEnd = nameEnd(text, end);
  if (wordEnd === end) return { digits, suffix: undefined, end };
  const suffix = text.slice(end, wordEnd).toUpperCase();
  if (SUFFIXES.has(suffix)) return { digits, suffix, end: wordEnd };
  const hint = 'A name that starts with a digit is written in backticks or double quotes.';
  throw syntaxError(text, start, wordEnd, hint, 'trailing junk after numeric literal');
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function hasExponent(text: string, at: number): boolean {
  const letter = text.charAt(at);
  if (letter !== 'e' && letter !== 'E') return false;
  const sign = text.charAt(at + 1);
  return isDigit(text.charCodeAt(sign === '+' || sign === '-' ? at + 2 : at + 1));
}
