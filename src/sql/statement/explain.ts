import type { Cursor } from '../parse/cursor.ts';
import { isQueryStart } from '../parse/parentheses.ts';
import { parseTextOrName } from '../parse/text.ts';
import type { ExplainStatement } from '../statement.ts';

/** A statement inside a statement. */
const STATEMENT_COST = 10;

/**
 * `EXPLAIN [ANALYZE] [VERBOSE] [FORMAT TEXT | JSON] statement` and PostgreSQL's list of options (reference, section 1.20).
 * REWRITE shows the SQL that the engine gets. Other options are read and change nothing.
 */
export function parseExplain(c: Cursor): ExplainStatement {
  const start = c.next().start;
  let mode: ExplainStatement['mode'] = 'plan';
  let format: ExplainStatement['format'] = 'text';
  if (c.isOp('(') && !isQueryInside(c)) {
    for (const option of c.parenthesized(parseOption)) {
      if (option.name === 'format') format = option.value === 'json' ? 'json' : 'text';
      else if (option.name === 'analyze' && isOn(option.value)) mode = 'analyze';
      else if (option.name === 'rewrite' && isOn(option.value)) mode = 'rewrite';
    }
  }
  for (;;) {
    if (c.accept('analyze') || c.accept('analyse')) mode = 'analyze';
    else if (c.accept('rewrite')) mode = 'rewrite';
    else if (c.is('format') && (c.is('json', 1) || c.is('text', 1))) {
      c.next();
      format = c.next().value === 'json' ? 'json' : 'text';
    } else if (!c.oneOf(IGNORED)) break;
    else c.next();
  }
  c.enter(STATEMENT_COST);
  const statement = c.grammar.statement(c);
  c.leave(STATEMENT_COST);
  return { kind: 'explain', span: c.span(start), mode, format, statement };
}

const IGNORED: ReadonlySet<string> = new Set(['verbose', 'extended', 'formatted', 'cost', 'codegen']);

function isQueryInside(c: Cursor): boolean {
  let distance = 1;
  while (c.isOp('(', distance)) distance++;
  return isQueryStart(c, distance);
}

interface Option {
  readonly name: string;
  readonly value: string;
}

function parseOption(c: Cursor): Option {
  const name = parseTextOrName(c).toLowerCase();
  if (c.isOp(',') || c.isOp(')')) return { name, value: 'true' };
  if (c.token.kind === 'number') return { name, value: c.next().value };
  return { name, value: parseTextOrName(c).toLowerCase() };
}

function isOn(value: string): boolean {
  return value !== 'false' && value !== 'off' && value !== '0';
}
