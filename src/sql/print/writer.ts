import type { Expr, FromItem, Query, Span } from '../ast.ts';
import type { Statement } from '../statement.ts';

export type Target = 'duckdb' | 'dialect';

/** Where pieces of a printed text came from: entry `i` says that the text from `outputs[i]` on stands for `origins[i]`. */
export interface SourceMap {
  readonly outputs: readonly number[];
  readonly origins: readonly number[];
}

/**
 * The parts of the printer that contain one another, carried by the writer so that their files need not import each other
 * in circles. `print.ts` puts them together.
 */
export interface Printers {
  readonly expression: (w: Writer, expr: Expr) => void;
  readonly query: (w: Writer, query: Query) => void;
  readonly fromItem: (w: Writer, item: FromItem) => void;
  readonly statement: (w: Writer, statement: Statement) => void;
}

/** The text so far, and the map of where its pieces came from. */
export class Writer {
  readonly target: Target;
  private readonly printers: Printers;
  private readonly parts: string[] = [];
  private readonly outputs: number[] = [];
  private readonly origins: number[] = [];
  private length = 0;

  constructor(target: Target, printers: Printers) {
    this.target = target;
    this.printers = printers;
  }

  get duckdb(): boolean {
    return this.target === 'duckdb';
  }

  /** Says that what comes next stands for the text at `span`. */
  mark(span: Span): this {
    this.outputs.push(this.length);
    this.origins.push(span.start);
    return this;
  }

  write(text: string): this {
    this.parts.push(text);
    this.length += text.length;
    return this;
  }

  list<T>(items: readonly T[], item: (item: T, index: number) => void, separator = ', '): this {
    items.forEach((one, index) => {
      if (index > 0) this.write(separator);
      item(one, index);
    });
    return this;
  }

  expression(expr: Expr): this {
    this.printers.expression(this, expr);
    return this;
  }

  query(query: Query): this {
    this.printers.query(this, query);
    return this;
  }

  fromItem(item: FromItem): this {
    this.printers.fromItem(this, item);
    return this;
  }

  statement(statement: Statement): this {
    this.printers.statement(this, statement);
    return this;
  }

  /** A bug of the planner: the node has no form in DuckDB and should have been rewritten. */
  notInDuckDb(what: string): void {
    if (this.duckdb) throw new Error(`printer: ${what} was not rewritten for DuckDB`);
  }

  result(): { readonly sql: string; readonly map: SourceMap } {
    return { sql: this.parts.join(''), map: { outputs: this.outputs, origins: this.origins } };
  }
}
