import type { Typed } from '../../functions/definition.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import type { ResultColumn } from '../context.ts';
import type { AnswerColumn } from './analysis.ts';

/** A column that names can mean. */
export interface ScopeColumn {
  readonly name: string;
  readonly type: DataType;
  /** How the emitted SQL refers to it; its span is replaced by that of the reference. */
  readonly expr: Expr;
  readonly origin?: ResultColumn['origin'];
  readonly identity?: ResultColumn['identity'];
  /** The alias users know its source by. */
  readonly table?: string | undefined;
  /** Not part of `*`: a root column behind its leaves (FLATTEN). */
  readonly hidden?: boolean | undefined;
}

/** What stands in FROM under one name. */
export class Source {
  /** `[database, schema, name]`, as far as there are such, in lower case; empty when it has no name. */
  readonly qualifier: readonly string[];
  readonly columns: readonly ScopeColumn[];
  /** Its columns are not known: any name passes through, qualified with this alias. */
  readonly open: string | undefined;
  #byName: Map<string, ScopeColumn[]> | undefined;

  constructor(qualifier: readonly string[], columns: readonly ScopeColumn[], open?: string) {
    this.qualifier = qualifier;
    this.columns = columns;
    this.open = open;
  }

  named(name: string): readonly ScopeColumn[] {
    this.#byName ??= indexByName(this.columns);
    return this.#byName.get(name.toLowerCase()) ?? [];
  }
}

/** An output column of the SELECT, for names in its other clauses. */
export interface OutputAlias {
  readonly name: string;
  /** From 0 in the emitted select list. */
  readonly index: number;
  readonly value: Typed;
  /** The expression as written, to see whether it may be evaluated twice. */
  readonly source: Expr;
  /** Made by a generator: there is one only beside the others of its row. */
  readonly generated: boolean;
}

/** How output aliases take part in the meaning of names. */
export interface AliasRule {
  readonly first: boolean;
  find(name: string): readonly OutputAlias[];
}

/** The names at one level of nesting. */
export class Scope {
  readonly sources: readonly Source[];
  readonly columns: readonly ScopeColumn[];
  readonly outer: Scope | undefined;
  readonly aliases: AliasRule | undefined;
  #byName: Map<string, ScopeColumn[]> | undefined;

  constructor(
    sources: readonly Source[],
    columns: readonly ScopeColumn[],
    outer: Scope | undefined,
    aliases?: AliasRule | undefined,
    byName?: Map<string, ScopeColumn[]>,
  ) {
    this.sources = sources;
    this.columns = columns;
    this.outer = outer;
    this.aliases = aliases;
    this.#byName = byName;
  }

  /** The same names with other aliases; the index is shared. */
  withAliases(aliases: AliasRule | undefined): Scope {
    return new Scope(this.sources, this.columns, this.outer, aliases, this.index());
  }

  named(name: string): readonly ScopeColumn[] {
    return this.index().get(name.toLowerCase()) ?? [];
  }

  names(): Iterable<string> {
    return this.columns.map((column) => column.name);
  }

  private index(): Map<string, ScopeColumn[]> {
    this.#byName ??= indexByName(this.columns);
    return this.#byName;
  }
}

function indexByName(columns: readonly ScopeColumn[]): Map<string, ScopeColumn[]> {
  const index = new Map<string, ScopeColumn[]>();
  for (const column of columns) {
    const key = column.name.toLowerCase();
    const there = index.get(key);
    if (there === undefined) index.set(key, [column]);
    else there.push(column);
  }
  return index;
}

/** A table expression of WITH. */
export interface CommonTableEntry {
  readonly name: string;
  readonly emitted: string;
  readonly columns: readonly AnswerColumn[];
}

/** Table expressions that can be seen, the innermost first. */
export interface CommonTables {
  readonly entry: CommonTableEntry;
  readonly outer: CommonTables | undefined;
}

export function commonTable(tables: CommonTables | undefined, name: string): CommonTableEntry | undefined {
  const wanted = name.toLowerCase();
  for (let each = tables; each !== undefined; each = each.outer) {
    if (each.entry.name.toLowerCase() === wanted) return each.entry;
  }
  return undefined;
}
