import type { Cursor } from '../parse/cursor.ts';
import { parseAnyName, parseIdentList, parseOptionalIdentList, parseQName } from '../parse/names.ts';
import { isQueryStart } from '../parse/parentheses.ts';
import { parseText, parseTextOrName } from '../parse/text.ts';
import type { CopyStatement } from '../statement.ts';

type Option = CopyStatement['options'][number];

/** COPY in the dialect's form (`COPY (SELECT …) TO 'x' WITH FORMAT 'csv'`) and in PostgreSQL's, new and old. */
export function parseCopy(c: Cursor): CopyStatement {
  const start = c.next().start;
  const options: Option[] = [];
  const binary = c.token;
  if (c.is('binary') && !c.is('from', 1) && !c.is('to', 1)) {
    c.next();
    options.push({ name: 'format', value: 'binary', span: { start: binary.start, end: binary.end } });
  }
  const source = parseSource(c);
  const direction = parseDirection(c);
  const target = parseTarget(c);
  options.push(...parseOptions(c));
  const where = c.accept('where') ? c.expression() : undefined;
  return { kind: 'copy', span: c.span(start), direction, source, target, options, where };
}

function parseSource(c: Cursor): CopyStatement['source'] {
  if (isQueryStart(c)) return { kind: 'query', query: c.query() };
  if (c.acceptOp('(')) {
    const query = c.query();
    c.expectOp(')');
    return { kind: 'query', query };
  }
  const name = parseQName(c);
  return { kind: 'table', name, columns: parseOptionalIdentList(c) };
}

function parseDirection(c: Cursor): 'from' | 'to' {
  if (c.accept('from')) return 'from';
  if (c.accept('to')) return 'to';
  throw c.unexpected('Expected FROM or TO.');
}

function parseTarget(c: Cursor): CopyStatement['target'] {
  if (c.accept('stdin') || c.accept('stdout')) return { kind: 'client' };
  if (c.accept('program')) return { kind: 'program', command: parseText(c) };
  return { kind: 'file', path: parseText(c, 'STDIN, STDOUT or a file name in single quotes') };
}

function parseOptions(c: Cursor): Option[] {
  const withWord = c.accept('with');
  if (c.isOp('(')) return c.parenthesized(parseOption);
  const options: Option[] = [];
  for (;;) {
    const option = parseOldOption(c);
    if (option === undefined) break;
    options.push(option);
  }
  if (withWord && options.length === 0) throw c.unexpected('Expected options.');
  return options;
}

/** `name [value]` in parentheses; a bare name is true. */
function parseOption(c: Cursor): Option {
  const start = c.token.start;
  const name = parseAnyName(c).name.toLowerCase();
  return { name, value: parseOptionValue(c), span: c.span(start) };
}

function parseOptionValue(c: Cursor): string | readonly string[] {
  if (c.isOp(',') || c.isOp(')')) return 'true';
  if (c.acceptOp('*')) return '*';
  if (c.isOp('(')) return c.parenthesized(parseTextOrName);
  if (c.token.kind === 'number') return c.next().value;
  return parseTextOrName(c);
}

/** Options behind one another, each a word of its own: `CSV HEADER DELIMITER AS ','`, and `FORMAT 'csv'`. */
function parseOldOption(c: Cursor): Option | undefined {
  const start = c.token.start;
  const done = (name: string, value: Option['value']): Option => ({ name, value, span: c.span(start) });
  for (const format of ['csv', 'binary', 'text'] as const) {
    if (c.accept(format)) return done('format', format);
  }
  if (c.accept('header')) return done('header', 'true');
  if (c.accept('freeze')) return done('freeze', 'true');
  for (const name of ['format', 'delimiter', 'null', 'quote', 'escape', 'encoding', 'default'] as const) {
    if (!c.accept(name)) continue;
    c.accept('as');
    return done(name, name === 'format' ? parseTextOrName(c) : parseText(c));
  }
  if (c.accept('force', 'quote')) return done('force_quote', parseColumns(c));
  if (c.accept('force', 'not', 'null')) return done('force_not_null', parseColumns(c));
  if (c.accept('force', 'null')) return done('force_null', parseColumns(c));
  return undefined;
}

function parseColumns(c: Cursor): string | readonly string[] {
  if (c.acceptOp('*')) return '*';
  if (c.isOp('(')) return parseIdentList(c).map((column) => column.name);
  return c.list(parseTextOrName);
}
