import type { Expr, Query, Span, TypeName } from './ast.ts';
import { tokenize } from './lexer.ts';
import { Cursor, type Grammar, type PlaceholderRole } from './parse/cursor.ts';
import { parseOperand as operand } from './parse/expression.ts';
import { parseFromItem as fromItem } from './parse/from.ts';
import { parseQuery as query, parseQueryFrom as queryFrom } from './parse/query.ts';
import { parseStatement as statement } from './parse/statement.ts';
import { parseTypeName as typeName } from './parse/types.ts';
import type { Statement } from './statement.ts';
import type { Token } from './token.ts';

/**
 * The room `sql` turns text into a syntax tree and a tree into text, and knows neither catalog nor engine. The lexer
 * (lexer.ts) makes tokens; this file and `parse/` read expressions and queries from them by recursive descent, with
 * precedence climbing for operators; `statement/` holds the grammar of each kind of statement. The planner takes the
 * statements, rewrites them (visit.ts, build.ts), and has them printed for DuckDB (print.ts).
 */
const GRAMMAR: Grammar = { operand, query, queryFrom, fromItem, statement };

export interface ParsedStatement {
  readonly statement: Statement;
  /** From the statement's first token to its last, in the whole text; without the semicolon. */
  readonly span: Span;
}

/**
 * Every statement of a text. Empty pieces give none, so `''` and `';;'` give an empty list. Throws a SqlError with a
 * position: 42601 for syntax, 54001 for too deep nesting, 0A000 for forms that are known and not offered.
 */
export function parseStatements(text: string): ParsedStatement[] {
  const c = new Cursor(text, tokenize(text), GRAMMAR);
  return readStatements(c);
}

/** Words that go on with a query, one of which a word behind its end may have been meant to be. */
const CLAUSES = 'from where group having window qualify order limit offset union intersect except minus join'.split(
  ' ',
);

function readStatements(c: Cursor): ParsedStatement[] {
  const statements: ParsedStatement[] = [];
  for (;;) {
    while (c.acceptOp(';'));
    if (c.atEnd()) return statements;
    const start = c.token.start;
    const statement = c.grammar.statement(c);
    statements.push({ statement, span: c.span(start) });
    if (!c.atEnd() && !c.isOp(';')) throw c.misspelled(CLAUSES);
  }
}

/** A text that is one query. */
export function parseQuery(text: string): Query {
  return whole(text, query);
}

/** A text that is one expression. */
export function parseExpression(text: string): Expr {
  return whole(text, (c) => c.expression());
}

/** A text that is one type, such as `array<struct<a int>>`. */
export function parseTypeName(text: string): TypeName {
  return whole(text, typeName);
}

/** Where each `$name` of a text stands, by its offset; for the text layer. Throws where the text does not parse. */
export function placeholderRoles(text: string, tokens: readonly Token[]): ReadonlyMap<number, PlaceholderRole> {
  const c = new Cursor(text, tokens, GRAMMAR);
  readStatements(c);
  return c.placeholders;
}

function whole<T>(text: string, rule: (c: Cursor) => T): T {
  const c = new Cursor(text, tokenize(text), GRAMMAR);
  const node = rule(c);
  if (!c.atEnd()) throw c.unexpected();
  return node;
}
