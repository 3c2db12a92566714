import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseText } from '../parse/text.ts';
import type { CreateTemplate } from '../statement.ts';

/** What follows `CREATE [OR REPLACE] TEMPLATE`. */
export function parseCreateTemplate(c: Cursor, start: number, orReplace: boolean): CreateTemplate {
  const name = parseIdent(c);
  c.expect('as');
  const text = parseText(c, TEXT);
  return { kind: 'createTemplate', span: c.span(start), name, orReplace, text };
}

export const TEXT = 'a text between $$ and $$, or between $tag$ and $tag$ when a block is in it';
