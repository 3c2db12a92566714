import { SqlError } from '../core/sql-error.ts';
import { characterPosition, offsetOfPosition } from '../core/text-position.ts';

/**
 * A text as it is parsed, and the way back to what the client sent: templates and values of parameters stand in it in the
 * places of their names. Spans of trees count in `full`, positions of errors in `sent`. Most texts are both.
 */
export interface SourceText {
  readonly sent: string;
  readonly full: string;
  /** Where an offset of `full` comes from. */
  readonly origin: (offset: number) => Origin;
}

export interface Origin {
  /** In `sent`; of what stands in a template, the place of the `#name` that put it there. */
  readonly offset: number;
  /** The places in the templates it stands in, the innermost first. */
  readonly inside: readonly TemplatePlace[];
}

export interface TemplatePlace {
  readonly name: string;
  /** As it is stored. */
  readonly text: string;
  readonly offset: number;
}

/** What takes the place of a piece of a text. */
export interface Insertion {
  /** Offsets of the piece, in the `full` of the text around. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Of a template: its name, its stored text as it is put in, and how many blanks `text` has before that. */
  readonly template?: { readonly name: string; readonly body: SourceText; readonly lead: number } | undefined;
}

export function asSent(text: string): SourceText {
  return { sent: text, full: text, origin: (offset) => ({ offset, inside: [] }) };
}

/** The text with its insertions, which do not overlap. */
export function spliced(source: SourceText, insertions: readonly Insertion[]): SourceText {
  if (insertions.length === 0) return source;
  const sorted = [...insertions].sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  /** Where each insertion begins in the new text. */
  const starts: number[] = [];
  let from = 0;
  let length = 0;
  for (const { start, end, text } of sorted) {
    parts.push(source.full.slice(from, start), text);
    starts.push(length + start - from);
    length += start - from + text.length;
    from = end;
  }
  parts.push(source.full.slice(from));
  return {
    sent: source.sent,
    full: parts.join(''),
    origin: (offset) => {
      const index = lastAtMost(starts, offset);
      const insertion = sorted[index];
      if (insertion === undefined) return source.origin(offset);
      const within = offset - (starts[index] ?? 0);
      return within >= insertion.text.length
        ? source.origin(insertion.end + within - insertion.text.length)
        : originWithin(source, insertion, within);
    },
  };
}

function originWithin(source: SourceText, { start, template }: Insertion, within: number): Origin {
  const around = source.origin(start);
  if (template === undefined) return around;
  const { name, body, lead } = template;
  const { offset, inside } = body.origin(Math.min(Math.max(within - lead, 0), body.full.length));
  return {
    offset: around.offset,
    inside: [...inside, { name, text: body.sent, offset }, ...around.inside],
  };
}

/** The index of the last number that is not above `most`; -1 if there is none. */
function lastAtMost(ascending: readonly number[], most: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How an error names a place in a template, in its context. */
export function templatePlace(name: string, text: string, offset: number): string {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return `template "${name}", line ${line}`;
}

/** What an error says of its place, by an offset of `full`. */
export function placeOf(source: SourceText, offset: number): { position: number; where: string | undefined } {
  const { offset: sent, inside } = source.origin(offset);
  const places = inside.map((each) => templatePlace(each.name, each.text, each.offset));
  const where = places.length === 0 ? undefined : places.join('\n');
  return { position: characterPosition(source.sent, sent), where };
}

/** Runs what reads `full`; the place of an error, which counts in it, becomes one of `sent`. */
export function inSource<T>(source: SourceText, read: (full: string) => T): T {
  try {
    return read(source.full);
  } catch (error) {
    if (!(error instanceof SqlError) || error.position === undefined) throw error;
    throw error.movedTo(placeOf(source, offsetOfPosition(source.full, error.position)));
  }
}
