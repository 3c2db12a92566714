import type { JsFunction } from '../js-functions.ts';
import { VARCHAR } from '../type-rules.ts';

/**
 * Spark's number formats: `9` a digit or a blank, `0` a digit, `,` or `G` a separator, `.` or `D` the point, `$`, `S` or
 * `MI` a sign at either end, `PR` angle brackets around a negative number. Source: Spark's ToNumberParser.
 */
export interface NumberFormat {
  readonly currency: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly sign: 'S' | 'MI' | 'PR' | undefined;
  readonly signFirst: boolean;
}

/** Undefined for a text that is no format. */
export function parseNumberFormat(text: string): NumberFormat | undefined {
  const match = /^(MI|S)?(\$)?([09,G]*)(?:[.D]([09]*))?(\$)?(MI|S|PR)?$/.exec(text.toUpperCase());
  if (match === null) return undefined;
  const [, before, dollar, whole = '', fraction = '', late, after] = match;
  if ((before !== undefined && after !== undefined) || (whole + fraction).replaceAll(/[,G]/g, '') === '')
    return undefined;
  const sign = (before ?? after) as NumberFormat['sign'];
  return {
    currency: (dollar ?? late) !== undefined,
    whole: whole.replaceAll('G', ','),
    fraction,
    sign,
    signFirst: before !== undefined,
  };
}

/** The number as text; `#` in every place where it does not fit. */
export function toChar(text: string, formatText: string): string | null {
  const format = parseNumberFormat(formatText);
  if (format === undefined) return null;
  const negative = text.startsWith('-');
  const [digits = '', decimals = ''] = text.replace('-', '').split('.');
  const places = format.whole.replaceAll(',', '').length;
  // A zero in front of the point is written, a lone zero is not.
  const significant = digits.replace(/^0+/, '') || (format.fraction !== '' && places > 0 ? '0' : '');
  if (significant.length > places || decimals.replace(/0+$/, '').length > format.fraction.length) {
    return (
      format.whole.replaceAll(/[09]/g, '#') + (format.fraction === '' ? '' : `.${'#'.repeat(format.fraction.length)}`)
    );
  }
  const whole = writeWhole(format.whole, significant.padStart(places, ' '));
  const body = whole + (format.fraction === '' ? '' : `.${decimals.padEnd(format.fraction.length, '0')}`);
  const blanks = /^ */.exec(body)?.[0] ?? '';
  const money = format.currency ? `${blanks}$${body.slice(blanks.length)}` : body;
  return signed(money, negative, format);
}

function writeWhole(pattern: string, digits: string): string {
  let result = '';
  let at = 0;
  let started = false;
  for (const letter of pattern) {
    if (letter === ',') {
      result += started ? ',' : ' ';
      continue;
    }
    const digit = digits.charAt(at++);
    if (digit !== ' ' || letter === '0') started = true;
    result += digit === ' ' && started ? '0' : digit;
  }
  return result;
}

function signed(body: string, negative: boolean, format: NumberFormat): string {
  const text = body.trimStart();
  const blanks = body.slice(0, body.length - text.length);
  switch (format.sign) {
    case 'S':
      return format.signFirst ? `${blanks}${negative ? '-' : '+'}${text}` : `${body}${negative ? '-' : '+'}`;
    case 'MI':
      return format.signFirst ? `${blanks}${negative ? '-' : ' '}${text}` : `${body}${negative ? '-' : ' '}`;
    case 'PR':
      return negative ? `${blanks}<${text}>` : `${body} `;
    default:
      // Spark writes no sign for a format that has none.
      return body;
  }
}

/** A regular expression for texts of a format, and the decimal they are read as. */
export function numberPattern(format: NumberFormat): {
  readonly pattern: string;
  readonly precision: number;
  readonly scale: number;
} {
  let whole = '';
  for (const letter of format.whole) whole += letter === '0' ? '[0-9]' : letter === '9' ? '[0-9]?' : ',?';
  const fraction = format.fraction === '' ? '' : `(?:\\.[0-9]{0,${format.fraction.length}})?`;
  const sign = format.sign === undefined ? '' : format.sign === 'PR' ? '' : '[+-]?';
  const number = `${format.currency ? '\\$' : ''}${whole}${fraction}`;
  const body = format.signFirst ? sign + number : number + sign;
  const pattern = format.sign === 'PR' ? `(?:<${number}>|${number})` : body;
  const scale = format.fraction.length;
  return { pattern: `\\s*${pattern}\\s*`, precision: format.whole.replaceAll(',', '').length + scale, scale };
}

export const numberFormatFunctions: readonly JsFunction[] = [
  {
    name: 'sh_to_char',
    parameters: [VARCHAR, VARCHAR],
    result: VARCHAR,
    call: (text, format) => toChar(String(text), String(format)),
  },
];
