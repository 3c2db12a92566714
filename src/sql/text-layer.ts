import { SQLSTATE, type SqlState } from '../core/sql-state.ts';
import { isNameStart, nameEnd } from './lex/characters.ts';
import { tokenize } from './lexer.ts';
import { expressionText, identifierText, quotedText } from './parameter-text.ts';
import { placeholderRoles } from './parse.ts';
import { errorAt } from './syntax-error.ts';
import type { Token } from './token.ts';

/** What a `$name` may stand for; text is checked by the place where it goes. */
export type ParameterValue = string | number | boolean | null;

/**
 * Puts values in the places of `$name`, before the text is parsed (API reference, sections 5.2 and 21). Inside quotes the
 * value's quotes are doubled; where the grammar has a name it must be one; anywhere else it is a number, a boolean, a date, a
 * timestamp or NULL. So no value can become more SQL than its place allows. Values that the text does not use are ignored.
 * Comes after inlineTemplates, so the parameters of templates are filled as well. Throws 42704 for a parameter without a
 * value, 22023 for a value that its place does not take, 42601 where the text does not parse.
 */
export function applyParameters(text: string, values: Readonly<Record<string, ParameterValue>>): string {
  if (!text.includes('$')) return text;
  const tokens = tokenize(text, { placeholders: true });
  const quoted = tokens.flatMap((token) => quotedParameters(text, token));
  const bare = tokens.filter((token) => token.kind === 'placeholder');
  if (quoted.length === 0 && bare.length === 0) return text;
  const lookUp = (name: string, start: number): ParameterValue => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    const hint = 'Every parameter of the text needs a value.';
    throw errorAt(SQLSTATE.undefinedObject, `parameter "$${name}" has no value`, text, start, hint);
  };
  const pieces: Piece[] = quoted.map(({ name, start, end, opening }) => {
    return { start, end, text: quotedText(lookUp(name, start), opening) };
  });
  if (bare.length > 0) {
    const filled = bare.map((token) => ({ token, value: lookUp(token.value, token.start) }));
    const roles = placeholderRoles(text, tokens);
    for (const { token, value } of filled) {
      const name = roles.get(token.start) === 'identifier';
      const piece = name ? identifierText(value) : expressionText(value);
      if (piece === undefined) throw badValue(text, token, name);
      pieces.push({ start: token.start, end: token.end, text: piece });
    }
  }
  return splice(text, pieces);
}

/** The names of the parameters of a text, each once, in their order. */
export function parametersOf(text: string): string[] {
  const names = new Set<string>();
  for (const token of tokenize(text, { placeholders: true, isTemplate: () => true })) {
    if (token.kind === 'placeholder') names.add(token.value);
    for (const { name } of quotedParameters(text, token)) names.add(name);
  }
  return [...names];
}

function badValue(text: string, token: Token, name: boolean): Error {
  const message = `the value of parameter "$${token.value}" is not ${name ? 'a name' : 'a number, boolean, date, timestamp or NULL'}`;
  const hint = name
    ? 'A name is made of letters, digits and _, and may be dotted.'
    : `Write '$${token.value}' with quotes for a text.`;
  return errorAt(SQLSTATE.invalidParameterValue, message, text, token.start, hint);
}

interface QuotedParameter {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The token's opening: `'`, `E'`, `"` … */
  readonly opening: string;
}

/** `$name` inside a token with quotes. Dollar-quoted text is left alone, and so is `$$`. */
function quotedParameters(text: string, token: Token): QuotedParameter[] {
  if (token.kind !== 'string' && token.kind !== 'quoted') return [];
  const opening = openingOf(text, token.start);
  if (opening === undefined) return [];
  const found: QuotedParameter[] = [];
  let at = token.start + opening.length;
  for (;;) {
    const start = text.indexOf('$', at);
    if (start < 0 || start >= token.end) return found;
    if (text.charAt(start + 1) === '$') {
      at = start + 2;
    } else if (isNameStart(text.charCodeAt(start + 1))) {
      const end = Math.min(parameterEnd(text, start + 1), token.end - 1);
      found.push({ name: text.slice(start + 1, end), start, end, opening });
      at = end;
    } else {
      at = start + 1;
    }
  }
}

/** A parameter's name has no `$`, so that `$a$b` is two of them. */
function parameterEnd(text: string, from: number): number {
  const end = nameEnd(text, from);
  const dollar = text.indexOf('$', from);
  return dollar < 0 ? end : Math.min(end, dollar);
}

function openingOf(text: string, start: number): string | undefined {
  for (let end = start; end < start + 3; end++) {
    const quote = text.charAt(end);
    if (quote === "'" || quote === '"' || quote === '`') return text.slice(start, end + 1);
    if (quote === '$') return undefined;
  }
  return undefined;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function splice(text: string, pieces: readonly Piece[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, piece.start), piece.text);
    from = piece.end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** Throws 0A000 for the first `#name` that is a template, where the text layer does not put templates in. */
export function refuseTemplates(text: string, isTemplate: (name: string) => boolean): void {
  if (!text.includes('#')) return;
  const found = tokenize(text, { isTemplate }).find(({ kind, value }) => kind === 'template' && isTemplate(value));
  if (found === undefined) return;
  const hint =
    'Send the text to the REST API (POST /queries) or schedule it, or keep the query by PREPARE and run it by EXECUTE.';
  const message = `template "${found.value}" cannot be put into a statement of a connection`;
  throw errorAt(SQLSTATE.featureNotSupported, message, text, found.start, hint);
}

const MAX_TEMPLATE_DEPTH = 32;
const MAX_TEXT_UNITS = 4_000_000;

/**
 * Puts the texts of saved queries in the places of `#name`, and of those inside them (reference, section 1.14). A template's
 * last semicolons and comments are left out, so that it may stand in parentheses. Throws 42704 for a name that `lookup` does
 * not know, 42601 for a template that contains itself, 54000 beyond 32 levels or 4 million characters.
 */
export function inlineTemplates(text: string, lookup: (name: string) => string | undefined): string {
  if (!text.includes('#')) return text;
  const done = new Map<string, string>();
  const isTemplate = (name: string): boolean => lookup(name) !== undefined;
  const expand = (source: string, path: readonly string[], fail: Fail): string => {
    if (path.length > MAX_TEMPLATE_DEPTH) {
      throw fail(SQLSTATE.programLimitExceeded, 'templates are nested too deeply', path.join(' > '));
    }
    const tokens = tokenize(source, { placeholders: true, isTemplate });
    const pieces: Piece[] = [];
    let length = source.length;
    for (const { kind, value, start, end } of tokens) {
      if (kind !== 'template') continue;
      const failHere: Fail =
        path.length > 0 ? fail : (state, message, hint) => errorAt(state, message, text, start, hint);
      const inner = inline(value, path, failHere);
      pieces.push({ start, end, text: inner });
      length += inner.length;
      if (length > MAX_TEXT_UNITS)
        throw failHere(SQLSTATE.programLimitExceeded, 'the text with its templates is too long');
    }
    return splice(source, pieces);
  };
  const inline = (name: string, path: readonly string[], fail: Fail): string => {
    if (path.includes(name)) {
      throw fail(SQLSTATE.syntaxError, `template "${name}" contains itself`, [...path, name].join(' > '));
    }
    const known = done.get(name);
    if (known !== undefined) return known;
    const source = lookup(name);
    if (source === undefined) throw fail(SQLSTATE.undefinedObject, `template "${name}" does not exist`);
    const full = expand(trimmed(source), [...path, name], fail);
    done.set(name, full);
    return full;
  };
  return expand(text, [], (state, message, hint) => errorAt(state, message, text, 0, hint));
}

/** Makes an error that points to the `#name` of the outermost text. */
type Fail = (state: SqlState, message: string, hint?: string) => Error;

/** From the first token to the last that is no semicolon. */
function trimmed(source: string): string {
  const tokens = tokenize(source, { placeholders: true, isTemplate: () => true });
  const isMark = (token: Token): boolean => token.kind === 'end' || (token.kind === 'operator' && token.value === ';');
  const last = tokens.findLast((token) => !isMark(token));
  return last === undefined ? '' : source.slice(tokens[0]?.start ?? 0, last.end);
}
