import { parseCall } from '../parse/call.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseOptionalAlias, parseQName } from '../parse/names.ts';
import type { TransformItem } from '../statement.ts';

/** `TRANSFORM (f(x) AS a, …)` of models and previews; the alias is mandatory (reference, sections 1.2 and 1.23). */
export function parseTransform(c: Cursor): TransformItem[] {
  if (!c.is('transform') || !c.isOp('(', 1)) return [];
  c.next();
  return c.parenthesized(parseTransformItem);
}

function parseTransformItem(c: Cursor): TransformItem {
  const start = c.token.start;
  const call = parseCall(c, parseQName(c));
  const alias = parseOptionalAlias(c) ?? parseIdent(c);
  return { span: c.span(start), call, alias };
}
