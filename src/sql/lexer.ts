import { SQLSTATE } from '../core/sql-state.ts';
import { DOLLAR, isBlank, isDigit, isHexDigit, isNameStart, LINE_FEED, nameEnd } from './lex/characters.ts';
import { readNumber } from './lex/numbers.ts';
import { operatorAt } from './lex/operators.ts';
import { NUL_MESSAGE, readEscapeString, readQuoted, resolveUnicodeEscapes, unterminated } from './lex/strings.ts';
import { errorAt, syntaxError } from './syntax-error.ts';
import type { Token, TokenKind } from './token.ts';

export interface LexOptions {
  /** `$name` is a token of its own, for the text layer; otherwise it is an error. */
  readonly placeholders?: boolean | undefined;
  /**
   * `#name` is a token of its own, for the text layer; otherwise it is an error. Told whether a template of that name
   * exists: at the start of a line in a block, any other `#` starts a comment.
   */
  readonly isTemplate?: ((name: string) => boolean) | undefined;
}

/**
 * The tokens of a whole text, the last one of kind `end`. Comments and blanks give none. Errors are 42601, and 22021 for a
 * NUL. Sources: PostgreSQL manual, "Lexical Structure"; reference, sections 1.13, 1.14, 4.5 and 10.
 */
export function tokenize(text: string, options: LexOptions = {}): Token[] {
  const nul = text.indexOf('\0');
  if (nul >= 0) throw errorAt(SQLSTATE.characterNotInRepertoire, NUL_MESSAGE, text, nul);
  return new Lexer(text, options).run();
}

const HASH = 0x23;
const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

class Lexer {
  private readonly text: string;
  private readonly options: LexOptions;
  private readonly tokens: Token[] = [];
  /** Anonymous blocks that are open. */
  private blockDepth = 0;
  private at = 0;

  constructor(text: string, options: LexOptions) {
    this.text = text;
    this.options = options;
  }

  run(): Token[] {
    for (;;) {
      this.at = this.skipBlanks(this.at);
      if (this.at >= this.text.length) break;
      this.token(this.text.charCodeAt(this.at));
    }
    this.push('end', this.text.length, '');
    return this.tokens;
  }

  private token(unit: number): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (isNameStart(unit)) this.wordOrPrefixedString(next);
    else if (isDigit(unit) || (unit === 0x2e && isDigit(next))) this.number();
    else if (unit === QUOTE) this.quoted('string', 'quoted string');
    else if (unit === DOUBLE_QUOTE || unit === 0x60) this.quoted('quoted', 'quoted identifier');
    else if (unit === DOLLAR) this.dollar(next);
    else if (unit === 0x40 && (isNameStart(next) || isDigit(next))) this.named('variable');
    else if (unit === HASH && this.options.isTemplate !== undefined && startsName(next)) this.template();
    else this.operator();
  }

  private push(kind: TokenKind, end: number, value: string, suffix?: string): void {
    this.tokens.push(
      suffix === undefined ? { kind, start: this.at, end, value } : { kind, start: this.at, end, value, suffix },
    );
    this.at = end;
  }

  private wordOrPrefixedString(next: number): void {
    const { text, at } = this;
    const prefix = text.charAt(at).toLowerCase();
    const quote = text.charCodeAt(at + 2);
    if (next === QUOTE && prefix === 'e') this.pushQuoted('string', readEscapeString(text, at + 1, at));
    else if (next === QUOTE && prefix === 'n') this.pushQuoted('string', readQuoted(text, at + 1, at, 'quoted string'));
    else if (next === QUOTE && prefix === 'x') this.digits('binary');
    else if (next === QUOTE && prefix === 'b') this.digits('bits');
    else if (next === 0x26 && prefix === 'u' && quote === QUOTE) this.unicode('string');
    else if (next === 0x26 && prefix === 'u' && quote === DOUBLE_QUOTE) this.unicode('quoted');
    else this.word();
  }

  private word(): void {
    const end = nameEnd(this.text, this.at);
    this.push('word', end, this.text.slice(this.at, end).toLowerCase());
  }

  private pushQuoted(kind: TokenKind, quoted: { readonly value: string; readonly end: number }): void {
    this.push(kind, quoted.end, quoted.value);
  }

  private unicode(kind: 'string' | 'quoted'): void {
    const what = kind === 'string' ? 'quoted string' : 'quoted identifier';
    const quoted = readQuoted(this.text, this.at + 2, this.at, what);
    this.push(kind, quoted.end, resolveUnicodeEscapes(this.text, quoted, this.at));
  }

  private quoted(kind: 'string' | 'quoted', what: string): void {
    const quoted = readQuoted(this.text, this.at, this.at, what);
    if (kind === 'quoted' && quoted.value === '') {
      throw syntaxError(this.text, this.at, quoted.end, undefined, 'zero-length delimited identifier');
    }
    this.push(kind, quoted.end, quoted.value);
  }

  private digits(kind: 'binary' | 'bits'): void {
    const quoted = readQuoted(this.text, this.at + 1, this.at, kind === 'binary' ? 'hexadecimal string' : 'bit string');
    for (const digit of quoted.value) {
      const unit = digit.charCodeAt(0);
      if (kind === 'binary' ? !isHexDigit(unit) : digit !== '0' && digit !== '1') {
        const message = `"${digit}" is not a valid ${kind === 'binary' ? 'hexadecimal' : 'binary'} digit`;
        throw errorAt(SQLSTATE.invalidTextRepresentation, message, this.text, this.at);
      }
    }
    this.push(kind, quoted.end, quoted.value);
  }

  private number(): void {
    const number = readNumber(this.text, this.at);
    this.push('number', number.end, number.digits, number.suffix);
  }

  private named(kind: 'variable'): void {
    const end = nameEnd(this.text, this.at + 1);
    this.push(kind, end, this.text.slice(this.at + 1, end));
  }

  private template(): void {
    const { value, end } = this.templateName(this.at + 1);
    this.push('template', end, value);
  }

  /** A plain name, or one in quotes for what the REST API lets a template be called. */
  private templateName(at: number): { readonly value: string; readonly end: number } {
    const unit = this.text.charCodeAt(at);
    if (unit === DOUBLE_QUOTE || unit === 0x60) return readQuoted(this.text, at, at, 'quoted identifier');
    const end = nameEnd(this.text, at);
    return { value: this.text.slice(at, end), end };
  }

  private operator(): void {
    const { text, at } = this;
    let operator = operatorAt(text, at);
    // `x <@limit` compares with a variable; PostgreSQL's `<@` is written with a blank behind it.
    if (operator === '<@' && isNameStart(text.charCodeAt(at + 2))) operator = '<';
    if (operator === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      throw syntaxError(text, at, at + character.length, this.hashHint(character));
    }
    this.push('operator', at + operator.length, operator);
  }

  private hashHint(character: string): string | undefined {
    return character === '#'
      ? 'A comment line starts with --, and #name takes the text of a saved template.'
      : undefined;
  }

  /** `$1`, `$name`, the `$$` of an anonymous block, or a dollar-quoted string. */
  private dollar(next: number): void {
    if (isDigit(next)) this.parameter();
    else if (next === DOLLAR) this.doubleDollar();
    else if (isNameStart(next)) this.tagOrPlaceholder();
    else throw syntaxError(this.text, this.at, this.at + 1);
  }

  private parameter(): void {
    let end = this.at + 1;
    while (isDigit(this.text.charCodeAt(end))) end++;
    this.push('parameter', end, this.text.slice(this.at + 1, end));
  }

  private doubleDollar(): void {
    const end = this.at + 2;
    if (this.startsBlock()) {
      this.blockDepth++;
      this.push('blockStart', end, '$$');
    } else if (this.endsBlock()) {
      this.blockDepth--;
      this.push('blockEnd', end, '$$');
    } else {
      this.dollarString(end);
    }
  }

  private tagOrPlaceholder(): void {
    const { text, at } = this;
    let end = at + 1;
    while (isNameStart(text.charCodeAt(end)) || isDigit(text.charCodeAt(end))) end++;
    const name = text.slice(at + 1, end);
    if (text.charCodeAt(end) === DOLLAR) this.dollarString(end + 1);
    else if (this.options.placeholders === true) this.push('placeholder', end, name);
    else throw syntaxError(text, at, end, noValueHint(name));
  }

  private dollarString(open: number): void {
    const tag = this.text.slice(this.at, open);
    const close = this.text.indexOf(tag, open);
    if (close < 0) throw unterminated(this.text, this.at, 'dollar-quoted string');
    this.push('string', close + tag.length, this.text.slice(open, close));
  }

  /** BEGIN follows, and `$$` stands where a statement may start: elsewhere it is PostgreSQL's string (`AS $$ … $$`). */
  private startsBlock(): boolean {
    const before = this.tokens.at(-1);
    const first =
      before === undefined ||
      (before.kind === 'operator' && before.value === ';') ||
      (before.kind === 'word' && (before.value === 'begin' || before.value === 'then' || before.value === 'else'));
    return first && this.wordAt(this.skipBlanks(this.at + 2)) === 'begin';
  }

  /** `END $$`, and the `$$END` that some published scripts have. */
  private endsBlock(): boolean {
    if (this.blockDepth === 0) return false;
    const before = this.tokens.at(-1);
    if (before?.kind === 'word' && before.value === 'end') return true;
    const word = this.skipBlanks(this.at + 2);
    return this.wordAt(word) === 'end' && !this.text.startsWith('$$', word + 3);
  }

  private wordAt(offset: number): string {
    const end = isNameStart(this.text.charCodeAt(offset)) ? nameEnd(this.text, offset) : offset;
    return this.text.slice(offset, end).toLowerCase();
  }

  /** The offset of the next thing that is neither blank nor comment. */
  private skipBlanks(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      const unit = text.charCodeAt(at);
      if (isBlank(unit)) at++;
      else if (unit === 0x2d && text.charCodeAt(at + 1) === 0x2d) at = this.lineEnd(at);
      else if (unit === 0x2f && text.charCodeAt(at + 1) === 0x2a) at = this.commentEnd(at);
      else if (unit === HASH && this.isHashComment(at)) at = this.lineEnd(at);
      else return at;
    }
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end + 1;
  }

  private commentEnd(start: number): number {
    let depth = 0;
    for (let at = start; at < this.text.length; at++) {
      const unit = this.text.charCodeAt(at);
      const next = this.text.charCodeAt(at + 1);
      if (unit === 0x2f && next === 0x2a) {
        depth++;
        at++;
      } else if (unit === 0x2a && next === 0x2f) {
        depth--;
        at++;
        if (depth === 0) return at + 1;
      }
    }
    throw unterminated(this.text, start, '/* comment');
  }

  /**
   * `#` starts a comment where it is the first thing of a line inside an anonymous block (reference, section 1.13); the
   * operators `#>` and `#>>` keep their meaning. The text layer has put in the templates before.
   */
  private isHashComment(at: number): boolean {
    if (this.blockDepth === 0 || this.text.charCodeAt(at + 1) === 0x3e) return false;
    if (this.isKnownTemplate(at + 1)) return false;
    for (let before = at - 1; before >= 0; before--) {
      const unit = this.text.charCodeAt(before);
      if (unit === LINE_FEED) return true;
      if (!isBlank(unit)) return false;
    }
    return true;
  }

  /** In a comment a quote need not be closed. */
  private isKnownTemplate(at: number): boolean {
    const { isTemplate } = this.options;
    const unit = this.text.charCodeAt(at);
    if (isTemplate === undefined || !startsName(unit)) return false;
    const closed = isNameStart(unit) || this.text.includes(String.fromCharCode(unit), at + 1);
    return closed && isTemplate(this.templateName(at).value);
  }
}

function noValueHint(name: string): string {
  return (
    'Only the REST API and schedules give values to $names. ' +
    `Here, write $1 with PREPARE, @${name} with SET in a block, or :${name} with \\set in psql.`
  );
}

/** What may stand behind the `#` of a template. */
function startsName(unit: number): boolean {
  return isNameStart(unit) || unit === DOUBLE_QUOTE || unit === 0x60;
}
