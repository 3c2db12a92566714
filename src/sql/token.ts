/** What the lexer makes of a text. Offsets are UTF-16 units into that text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /**
   * `word`: in lower case. `quoted`, `string`: quotes and escapes resolved. `number`: digits as written, without suffix.
   * `binary`: hexadecimal digits. `bits`: binary digits. `parameter`: the number. `variable`, `placeholder`, `template`:
   * the name. `operator`: itself. `blockStart`, `blockEnd`: `$$`.
   */
  readonly value: string;
  /** Upper-case suffix of a Spark number: `L` in `1L`. */
  readonly suffix?: string | undefined;
}

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'binary'
  | 'bits'
  | 'number'
  | 'parameter'
  | 'variable'
  /** `$name`, only in a text that is still to be filled (text-layer.ts). */
  | 'placeholder'
  /** `#name`, only in a text that is still to be filled (text-layer.ts). */
  | 'template'
  | 'operator'
  /** `$$` before the BEGIN of an anonymous block, and after its END. */
  | 'blockStart'
  | 'blockEnd'
  | 'end';
