import type { Expr, Ident, QName } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { isName, parseIdent, parsePath, parseQName } from '../parse/names.ts';
import { parseNumberText } from '../parse/text.ts';
import type { AnalyzeTable } from '../statement.ts';

/**
 * `ANALYZE TABLE t`, with COMPUTE STATISTICS, with TABLESAMPLE (reference, section 1.21); PostgreSQL's `ANALYZE [t]` is
 * the plain one. FILTERCONTEXT stands on either side of TABLESAMPLE.
 */
export function parseAnalyze(c: Cursor): AnalyzeTable {
  const start = c.next().start;
  c.accept('verbose');
  const isTable = c.accept('table');
  const table: QName | undefined = isTable || isName(c.token) ? parseQName(c) : undefined;
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
