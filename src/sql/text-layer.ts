import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { isNameStart, nameEnd } from './lex/characters.ts';
import { tokenize } from './lexer.ts';
import { expressionText, identifierText, quotedText } from './parameter-text.ts';
import { placeholderRoles } from './parse.ts';
import { type Insertion, inSource, placeOf, type SourceText, spliced } from './source-text.ts';
import type { Token } from './token.ts';

/** What a `$name` may stand for; text is checked by the place where it goes. */
export type ParameterValue = string | number | boolean | null;

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

export interface ParameterSource {
  readonly values: ParameterValues;
  /** What a template gives to the parameters of its own text and of those inside it, where `values` has nothing. */
  readonly defaults?: ((template: string) => ParameterValues | undefined) | undefined;
  /** `'$name'` in the outermost text is the text that it is, since nobody gives values to that. */
  readonly templatesOnly?: boolean | undefined;
  readonly missingHint: string;
}

/**
 * Puts values in the places of `$name`, before the text is parsed (API reference, sections 5.2 and 21). Inside quotes the
 * value's quotes are doubled; where the grammar has a name it must be one; anywhere else it is a number, a boolean, a date, a
 * timestamp or NULL. So no value can become more SQL than its place allows. Values that the text does not use are ignored.
 * Comes after inlineTemplates, so the parameters of templates are filled as well. Throws 42704 for a parameter without a
 * value, 22023 for a value that its place does not take, 42601 where the text does not parse.
 */
export function applyParameters(source: SourceText, parameters: ParameterSource): SourceText {
  const { full } = source;
  if (!full.includes('$')) return source;
  const tokens = inSource(source, (text) => tokenize(text, { placeholders: true }));
  const bare = tokens.filter((token) => token.kind === 'placeholder');
  const quoted = tokens
    .flatMap((token) => quotedParameters(full, token))
    .filter(({ start }) => parameters.templatesOnly !== true || source.origin(start).inside.length > 0);
  const insertions: Insertion[] = quoted.map(({ name, start, end, opening }) => {
    return { start, end, text: quotedText(valueAt(name, start, source, parameters), opening) };
  });
  if (bare.length > 0) {
    const filled = bare.map((token) => ({ token, value: valueAt(token.value, token.start, source, parameters) }));
    const roles = inSource(source, (text) => placeholderRoles(text, tokens));
    for (const { token, value } of filled) {
      const name = roles.get(token.start) === 'identifier';
      const text = name ? identifierText(value) : expressionText(value);
      if (text === undefined) throw badValue(source, token, name);
      insertions.push({ start: token.start, end: token.end, text });
    }
  }
  return spliced(source, insertions);
}

function valueAt(name: string, start: number, source: SourceText, parameters: ParameterSource): ParameterValue {
  const { values, defaults = () => undefined, missingHint } = parameters;
  const own = ownValue(values, name);
  if (own !== undefined) return own;
  for (const template of source.origin(start).inside) {
    const value = ownValue(defaults(template.name) ?? {}, name);
    if (value !== undefined) return value;
  }
  const message = `parameter "$${name}" has no value`;
  throw new SqlError(SQLSTATE.undefinedObject, message, { hint: missingHint, ...placeOf(source, start) });
}

function ownValue(values: ParameterValues, name: string): ParameterValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
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

function badValue(source: SourceText, token: Token, name: boolean): Error {
  const message = `the value of parameter "$${token.value}" is not ${name ? 'a name' : 'a number, boolean, date, timestamp or NULL'}`;
  const hint = name
    ? 'A name is made of letters, digits and _, and may be dotted.'
    : `Write '$${token.value}' with quotes for a text.`;
  return new SqlError(SQLSTATE.invalidParameterValue, message, { hint, ...placeOf(source, token.start) });
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
