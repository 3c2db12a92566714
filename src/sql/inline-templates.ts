import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { characterPosition, offsetOfPosition } from '../core/text-position.ts';
import { isBlank } from './lex/characters.ts';
import { tokenize } from './lexer.ts';
import { asSent, type Insertion, type SourceText, spliced, templatePlace } from './source-text.ts';
import { errorAt } from './syntax-error.ts';
import type { Token } from './token.ts';

/** A saved query, as the text layer needs it. */
export interface StoredTemplate {
  readonly name: string;
  readonly sql: string;
}

export type FindTemplate = (name: string) => StoredTemplate | undefined;

const MAX_TEMPLATE_DEPTH = 32;
const MAX_TEXT_UNITS = 4_000_000;

/**
 * Puts the texts of saved queries in the places of `#name`, and of those inside them (reference, section 1.14). Each is read
 * as tokens by itself, so that none can open a quote or a comment that swallows what stands behind it, and keeps apart from
 * its neighbours, so that `-#n` cannot become a comment; its last semicolons and its outer comments are left out, so that it
 * may stand in parentheses. Throws 42704 for a name that `find` does not know, 42601 for a template that contains itself or
 * cannot be read, 54000 beyond 32 levels or 4 million characters. Errors have the place of the `#name` in the outermost text.
 */
export function inlineTemplates(text: string, find: FindTemplate): SourceText {
  return text.includes('#') ? new Inliner(find).outermost(text) : asSent(text);
}

class Inliner {
  readonly #find: FindTemplate;
  /** The text of each template, by its name in lower case. */
  readonly #bodies = new Map<string, SourceText>();

  constructor(find: FindTemplate) {
    this.#find = find;
  }

  outermost(text: string): SourceText {
    return spliced(asSent(text), this.#insertions(text, this.#tokens(text), []));
  }

  /** `path` names the templates that the text stands in, the outermost first. */
  #insertions(text: string, tokens: readonly Token[], path: readonly string[]): Insertion[] {
    const insertions: Insertion[] = [];
    let length = text.length;
    for (const { kind, value, start, end } of tokens) {
      if (kind !== 'template') continue;
      const body = this.#body(value, path, text, start);
      const lead = isApart(text.charAt(start - 1)) ? '' : ' ';
      const trail = isApart(text.charAt(end)) ? '' : ' ';
      const inserted = lead + body.full + trail;
      insertions.push({ start, end, text: inserted, template: { name: value, body, lead: lead.length } });
      length += inserted.length;
      if (length > MAX_TEXT_UNITS) {
        throw errorAt(SQLSTATE.programLimitExceeded, 'the text with its templates is too long', text, start);
      }
    }
    return insertions;
  }

  /** The template that is named at an offset of `around`. */
  #body(name: string, path: readonly string[], around: string, offset: number): SourceText {
    const key = name.toLowerCase();
    const inner = [...path, name];
    if (path.some((each) => each.toLowerCase() === key)) {
      const message = `template "${name}" contains itself`;
      throw errorAt(SQLSTATE.syntaxError, message, around, offset, inner.join(' > '));
    }
    const known = this.#bodies.get(key);
    if (known !== undefined) return known;
    const stored = this.#find(name);
    if (stored === undefined) {
      const message = `template "${name}" does not exist`;
      throw errorAt(SQLSTATE.undefinedObject, message, around, offset, 'SHOW TEMPLATES lists what there is.');
    }
    if (inner.length > MAX_TEMPLATE_DEPTH) {
      const message = 'templates are nested too deeply';
      throw errorAt(SQLSTATE.programLimitExceeded, message, around, offset, inner.join(' > '));
    }
    const body = inTemplate(name, stored.sql, characterPosition(around, offset), () => {
      const tokens = this.#tokens(stored.sql);
      const ends = outerEnds(stored.sql, tokens);
      return spliced(asSent(stored.sql), [...ends, ...this.#insertions(stored.sql, tokens, inner)]);
    });
    this.#bodies.set(key, body);
    return body;
  }

  #tokens(text: string): Token[] {
    return tokenize(text, { placeholders: true, isTemplate: (name) => this.#find(name) !== undefined });
  }
}

/** Runs what reads a template's text; an error is told of where the template is named, with the line in its text. */
function inTemplate<T>(name: string, text: string, position: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SqlError) || error.position === undefined) throw error;
    const line = templatePlace(name, text, offsetOfPosition(text, error.position));
    throw error.movedTo({ position, where: error.where === undefined ? line : `${error.where}\n${line}` });
  }
}

/** The character beside a template, or '' at an end of the text, that no token can grow together with. */
function isApart(character: string): boolean {
  return character === '' || isBlank(character.charCodeAt(0)) || '()[],;'.includes(character);
}

/** What is left out: all before the first token, and behind the last that is no semicolon. */
function outerEnds(text: string, tokens: readonly Token[]): Insertion[] {
  const isMark = ({ kind, value }: Token): boolean => kind === 'end' || (kind === 'operator' && value === ';');
  const last = tokens.findLast((token) => !isMark(token));
  if (last === undefined) return [{ start: 0, end: text.length, text: '' }];
  return [
    { start: 0, end: tokens[0]?.start ?? 0, text: '' },
    { start: last.end, end: text.length, text: '' },
  ];
}
