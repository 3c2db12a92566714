/** Character classes of the lexer, by UTF-16 unit. Everything beyond ASCII that is no blank may stand in a name, as in PostgreSQL. */

export const LINE_FEED = 0x0a;
export const DOLLAR = 0x24;

const BLANK = 1;
const NAME_START = 2;
const DIGIT = 4;
const HEX = 8;

const CLASSES = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  const add = (characters: string, bit: number): void => {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      table[code] = (table[code] ?? 0) | bit;
    }
  };
  add(' \t\n\r\f\v', BLANK);
  add('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', NAME_START);
  add('0123456789', DIGIT);
  add('0123456789abcdefABCDEF', HEX);
  return table;
}

/** No-break space, byte order mark and the line separators come from copied documents. */
export function isBlank(unit: number): boolean {
  if (unit < 128) return ((CLASSES[unit] ?? 0) & BLANK) !== 0;
  return unit === 0xa0 || unit === 0xfeff || unit === 0x2028 || unit === 0x2029;
}

export function isDigit(unit: number): boolean {
  return unit < 128 && ((CLASSES[unit] ?? 0) & DIGIT) !== 0;
}

export function isHexDigit(unit: number): boolean {
  return unit < 128 && ((CLASSES[unit] ?? 0) & HEX) !== 0;
}

/** Beyond the end of a text the unit is NaN, which is of no class. */
export function isNameStart(unit: number): boolean {
  return unit < 128 ? ((CLASSES[unit] ?? 0) & NAME_START) !== 0 : unit >= 128 && !isBlank(unit);
}

/**
 * The first offset at or after `from` that cannot belong to a name. A name goes on with letters, digits and, as in
 * PostgreSQL, `$`; but `$$` is never inside one, so that `END$$` ends a block.
 */
export function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const inside = unit === DOLLAR ? text.charCodeAt(at + 1) !== DOLLAR : isNameStart(unit) || isDigit(unit);
    if (!inside) break;
    at++;
  }
  return at;
}
