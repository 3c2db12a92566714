import type { QName } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseQName } from '../parse/names.ts';
import { parseText } from '../parse/text.ts';
import type { ShowMetadata, ShowSetting } from '../statement.ts';
import { parseSettingName, parseWordedName } from './set.ts';

type What = ShowMetadata['what'];

/** What SHOW lists rather than the value of a setting (reference, section 1.19). */
export const SHOW_LISTS: readonly What[] = [
  'primary keys',
  'foreign keys',
  'create table',
  'tables',
  'views',
  'databases',
  'schemas',
  'columns',
  'identities',
  'datagroups',
  'fieldgroups',
  'namespaces',
  'statistics',
  'models',
  'tablesamples',
  'lineage',
  'schedules',
  'runs',
  'templates',
  'audiences',
  'functions',
];

export function parseShow(c: Cursor): ShowSetting | ShowMetadata {
  const start = c.next().start;
  if (c.accept('all')) return { kind: 'show', span: c.span(start), name: 'all' };
  for (const what of SHOW_LISTS) {
    if (c.accept(...what.split(' '))) return parseList(c, start, what);
  }
  const name = parseWordedName(c) ?? parseSettingName(c);
  return { kind: 'show', span: c.span(start), name };
}

function parseList(c: Cursor, start: number, what: What): ShowMetadata {
  let target: QName | undefined;
  if (what === 'create table') target = parseQName(c);
  else if (c.accept('for') || c.accept('from') || c.accept('in')) target = parseTarget(c);
  let like: string | undefined;
  if (c.accept('like') || c.token.kind === 'string') like = parseText(c);
  return { kind: 'showMetadata', span: c.span(start), what, target, like };
}

/** A name, or `'name'` as the reference writes it. */
function parseTarget(c: Cursor): QName {
  const token = c.token;
  if (token.kind !== 'string') return parseQName(c);
  if (token.value.split('.').includes('')) throw c.unexpected('Expected a name.');
  c.next();
  const span = { start: token.start, end: token.end };
  const parts = token.value.split('.').map((name) => ({ kind: 'ident' as const, span, name, quoted: true }));
  return { kind: 'qname', span, parts };
}

/** `DESCRIBE [TABLE] [EXTENDED | FORMATTED] t`, `DESC t`. */
export function parseDescribe(c: Cursor): ShowMetadata {
  const start = c.next().start;
  c.accept('table');
  if (!c.accept('extended')) c.accept('formatted');
  const target = parseQName(c);
  return { kind: 'showMetadata', span: c.span(start), what: 'describe', target };
}
