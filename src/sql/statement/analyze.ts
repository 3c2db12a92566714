import type { Expr, Ident, QName } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { isName, parseAnyName, parseIdent, parseOptionalIdentList, parsePath, parseQName } from '../parse/names.ts';
import { parseNumberText } from '../parse/text.ts';
import type { AnalyzeTable } from '../statement.ts';

/**
 * `ANALYZE TABLE t`, with COMPUTE STATISTICS, with TABLESAMPLE (reference, section 1.21); FILTERCONTEXT stands on either
 * side of TABLESAMPLE. PostgreSQL's own has no TABLE, and a list of tables or none.
 */
export function parseAnalyze(c: Cursor): AnalyzeTable {
  const start = c.next().start;
  if (c.isOp('(')) c.parenthesized(parseOption);
  else c.accept('verbose');
  if (!c.accept('table')) return parsePostgres(c, start);
  const table = parseQName(c);
  const before = parseFilter(c);
  if (c.accept('compute')) {
    c.expect('statistics');
    return finish(c, start, table, before, parseStatistics(c));
  }
  if (c.accept('tablesample')) {
    const filter = parseFilter(c) ?? before;
    c.expect('samplerate');
    const rate = Number(parseNumberText(c));
    return finish(c, start, table, filter, { kind: 'sample', rate });
  }
  if (before !== undefined) throw c.unexpected('Expected COMPUTE STATISTICS or TABLESAMPLE.');
  return finish(c, start, table, undefined, { kind: 'plain' });
}

function finish(
  c: Cursor,
  start: number,
  table: QName | undefined,
  filter: Expr | undefined,
  action: AnalyzeTable['action'],
): AnalyzeTable {
  return { kind: 'analyzeTable', span: c.span(start), table, filter, action };
}

/** `ANALYZE [t [(columns)] [, …]]`: asks for a refresh of what a planner knows. */
function parsePostgres(c: Cursor, start: number): AnalyzeTable {
  const tables = isName(c.token) ? c.list(parseTarget) : [];
  return finish(c, start, tables[0], undefined, { kind: 'refresh', others: tables.slice(1) });
}

function parseTarget(c: Cursor): QName {
  const table = parseQName(c);
  parseOptionalIdentList(c);
  return table;
}

/** `VERBOSE`, `SKIP_LOCKED true`, `BUFFER_USAGE_LIMIT '2MB'`: none changes an answer. */
function parseOption(c: Cursor): void {
  parseAnyName(c);
  if (!c.isOp(',') && !c.isOp(')')) c.next();
}

function parseFilter(c: Cursor): Expr | undefined {
  if (!c.accept('filtercontext')) return undefined;
  c.expectOp('(');
  const filter = c.expression();
  c.expectOp(')');
  return filter;
}

function parseStatistics(c: Cursor): AnalyzeTable['action'] {
  let columns: 'all' | Ident[][] = 'all';
  if (c.accept('for') && !c.accept('all', 'columns')) {
    c.expect('columns');
    columns = c.parenthesized(parsePath);
  }
  const alias = c.accept('as') ? parseIdent(c) : undefined;
  return { kind: 'statistics', columns, alias };
}
