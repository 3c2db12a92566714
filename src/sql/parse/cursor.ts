import { nearest } from '../../core/nearest.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, FromItem, Query, Span } from '../ast.ts';
import type { Statement } from '../statement.ts';
import { errorAt, syntaxError } from '../syntax-error.ts';
import type { Token } from '../token.ts';
import { LEVEL } from './operators.ts';

/**
 * The parts of the grammar that contain one another. A cursor carries them, so that the files of the grammar need not
 * import each other in circles. `parse.ts` puts them together.
 */
export interface Grammar {
  /** An expression of operators that bind at least as tight as `level` (parse/operators.ts). */
  readonly operand: (c: Cursor, level: number) => Expr;
  readonly query: (c: Cursor) => Query;
  /** The rest of a query whose first input, in parentheses, was read already. */
  readonly queryFrom: (c: Cursor, first: Query, start: number) => Query;
  readonly fromItem: (c: Cursor) => FromItem;
  readonly statement: (c: Cursor) => Statement;
}

/**
 * How deep a statement may nest, in units of one operand. Chosen so that the parser, the printer and the visitors stay
 * well within Node's default stack; chains of AND, OR, UNION and binary operators cost nothing.
 */
export const DEPTH_LIMIT = 400;

/** Where a `$name` stands, for the rule its value must keep (text-layer.ts). */
export type PlaceholderRole = 'identifier' | 'expression';

/** A place in the tokens of a text, and the small steps that every rule of the grammar is made of. */
export class Cursor {
  readonly text: string;
  readonly grammar: Grammar;
  readonly placeholders = new Map<number, PlaceholderRole>();
  /** Anonymous blocks around this place. */
  blockDepth = 0;
  private readonly tokens: Token[];
  private readonly last: Token;
  private index = 0;
  private depth = 0;

  constructor(text: string, tokens: readonly Token[], grammar: Grammar) {
    this.text = text;
    this.tokens = [...tokens];
    this.grammar = grammar;
    this.last = tokens.at(-1) ?? { kind: 'end', start: text.length, end: text.length, value: '' };
  }

  get token(): Token {
    return this.tokens[this.index] ?? this.last;
  }

  /** The token `distance` places ahead; 0 is the present one. */
  peek(distance: number): Token {
    return this.tokens[this.index + distance] ?? this.last;
  }

  next(): Token {
    const token = this.token;
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }

  /** Offset behind the token read last. */
  get end(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  span(start: number): Span {
    return { start, end: Math.max(start, this.end) };
  }

  is(word: string, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'word' && token.value === word;
  }

  /** Whether these words stand here one after another. */
  ahead(...words: readonly string[]): boolean {
    return words.every((word, distance) => this.is(word, distance));
  }

  oneOf(words: ReadonlySet<string>, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'word' && words.has(token.value);
  }

  isOp(operator: string, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'operator' && token.value === operator;
  }

  /** Reads the words if all of them stand here. */
  accept(...words: readonly string[]): boolean {
    if (!this.ahead(...words)) return false;
    this.index += words.length;
    return true;
  }

  acceptOp(operator: string): boolean {
    if (!this.isOp(operator)) return false;
    this.index++;
    return true;
  }

  expect(...words: readonly string[]): void {
    for (const word of words) {
      if (!this.accept(word)) throw this.unexpected(`Expected ${word.toUpperCase()}.`);
    }
  }

  expectOp(operator: string): void {
    if (!this.acceptOp(operator)) throw this.unexpected(`Expected "${operator}".`);
  }

  /** A `>` that closes a type; the lexer reads those of nested types as one `>>`. */
  expectCloseAngle(): void {
    const token = this.token;
    if (token.kind !== 'operator' || !token.value.startsWith('>')) throw this.unexpected('Expected ">".');
    if (token.value.length === 1) {
      this.index++;
    } else {
      this.tokens[this.index] = { ...token, start: token.start + 1, value: token.value.slice(1) };
    }
  }

  atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** The 42601 for the present token. */
  unexpected(hint?: string): Error {
    return syntaxError(this.text, this.token.start, this.token.end, hint);
  }

  /** The 42601 for the present token, with the words near it that could stand here. */
  misspelled(words: Iterable<string>): Error {
    const near = this.token.kind === 'word' ? nearest(this.token.value, words) : [];
    return this.unexpected(near.length === 0 ? undefined : `Perhaps you meant ${near.join(' or ').toUpperCase()}.`);
  }

  /** 0A000: a form of the dialect's neighbours that this server reads no further. */
  notSupported(what: string, offset: number, hint?: string): Error {
    return errorAt(SQLSTATE.featureNotSupported, `${what} is not supported`, this.text, offset, hint);
  }

  /** Goes `cost` levels deeper; the caller leaves by the same cost. */
  enter(cost: number): void {
    this.depth += cost;
    if (this.depth <= DEPTH_LIMIT) return;
    const hint = 'Split the statement, or name its parts by WITH.';
    throw errorAt(SQLSTATE.statementTooComplex, 'statement is nested too deeply', this.text, this.token.start, hint);
  }

  leave(cost: number): void {
    this.depth -= cost;
  }

  /** One or more of `item`, separated by commas. */
  list<T>(item: (c: Cursor) => T): T[] {
    const items = [item(this)];
    while (this.acceptOp(',')) items.push(item(this));
    return items;
  }

  /** A list in parentheses. */
  parenthesized<T>(item: (c: Cursor) => T): T[] {
    this.expectOp('(');
    const items = this.list(item);
    this.expectOp(')');
    return items;
  }

  expression(): Expr {
    return this.grammar.operand(this, LEVEL.or);
  }

  query(): Query {
    return this.grammar.query(this);
  }
}
