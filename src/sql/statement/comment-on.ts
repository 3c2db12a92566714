import type { Cursor } from '../parse/cursor.ts';
import { parseQName } from '../parse/names.ts';
import { parseText } from '../parse/text.ts';
import type { CommentOn } from '../statement.ts';

const OBJECTS = ['table', 'view', 'column', 'schema', 'database'] as const;

/** `COMMENT ON TABLE t IS 'x'`; NULL takes the comment away. */
export function parseComment(c: Cursor): CommentOn {
  const start = c.next().start;
  c.expect('on');
  const object = parseObject(c);
  const at = c.token.start;
  const name = parseQName(c);
  c.expect('is');
  const comment = c.accept('null') ? null : parseText(c);
  const span = c.span(start);
  if (object !== 'column') return { kind: 'commentOn', span, object, name, comment };
  const parts = name.parts.slice(0, -1);
  const table = { ...name, parts, span: { start: at, end: parts.at(-1)?.span.end ?? at } };
  if (parts.length === 0) throw c.notSupported('a comment on a column without its table', at, 'Write table.column.');
  return { kind: 'commentOn', span, object, name: table, column: name.parts.at(-1), comment };
}

function parseObject(c: Cursor): CommentOn['object'] {
  if (c.accept('materialized', 'view')) return 'materialized view';
  for (const object of OBJECTS) {
    if (c.accept(object)) return object;
  }
  if (c.token.kind !== 'word') throw c.unexpected('Expected TABLE, VIEW, COLUMN, SCHEMA or DATABASE.');
  throw c.notSupported(`COMMENT ON ${c.token.value.toUpperCase()}`, c.token.start);
}
