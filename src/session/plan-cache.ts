import type { CatalogView } from '../../catalog/view.ts';
import type { PlanContext } from '../plan/context.ts';
import { connectionText } from '../plan/filled-text.ts';
import { type AnswerPlan, type Plan, plan } from '../plan/plan.ts';
import { type ParsedStatement, parseStatements } from '../sql/parse.ts';
import { inSource, type SourceText } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';
import type { Batch } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { DataType } from '../types/data-type.ts';
import { type BatchSource, batchesOf, replay } from './outcome.ts';

/** Texts whose trees are kept, and how long one may be, in UTF-16 units. */
const TEXTS_KEPT = 500;
const TEXT_LENGTH = 32_768;

export interface ParsedText {
  readonly source: SourceText;
  readonly statements: readonly ParsedStatement[];
}

interface KeptPlan {
  /** The state it was made for: of the definitions, or of the snapshots as well. */
  readonly madeFor: object;
  readonly key: string;
  readonly plan: Plan;
}

/** What can be said of a plan before it runs. */
export interface PlanShape {
  /** False when a parameter hid what the statement answers. */
  readonly described: boolean;
  readonly inferred: ReadonlyMap<number, DataType>;
  readonly columns: readonly Column[] | undefined;
}

/**
 * Trees by their text, and plans of queries and plain INSERTs by their tree and the state of the catalog, shared by all
 * sessions of a server. A plan is kept for one state and one set of options per tree: the next state makes it anew. Rows that
 * are written make no new state, unless the plan has asked for snapshots.
 */
export class PlanCache {
  readonly #texts = new Map<string, readonly ParsedStatement[]>();
  readonly #plans = new WeakMap<Statement, KeptPlan>();
  /** Of what contexts are made of, by identity: settings and types stay the same objects from statement to statement. */
  readonly #keys = new WeakMap<object, string>();
  /** Whether a statement asks the system catalog, where that does not hang on what is stored. */
  readonly catalogQueries = new WeakMap<Statement, boolean>();
  /** What the engine said of a plan: it holds for as long as the plan does. */
  readonly shapes = new WeakMap<Plan, PlanShape>();
  readonly #batches = new WeakMap<AnswerPlan, readonly Batch[]>();

  /**
   * Throws what connectionText and `parseStatements` throw; errors are not kept. A text with templates is known by what it
   * says with their texts in it, so a template that was changed is read anew.
   */
  parse(sent: string, catalog: CatalogView): ParsedText {
    const source = connectionText(sent, catalog);
    return { source, statements: inSource(source, (text) => this.#parse(text)) };
  }

  #parse(text: string): readonly ParsedStatement[] {
    const kept = this.#texts.get(text);
    if (kept !== undefined) {
      this.#texts.delete(text);
      this.#texts.set(text, kept);
      return kept;
    }
    const statements = parseStatements(text);
    if (text.length <= TEXT_LENGTH) {
      this.#texts.set(text, statements);
      const [oldest] = this.#texts.keys();
      if (this.#texts.size > TEXTS_KEPT && oldest !== undefined) this.#texts.delete(oldest);
    }
    return statements;
  }

  /** The rows of an answer; as batches they are made once. */
  rows(answer: AnswerPlan): BatchSource {
    let batches = this.#batches.get(answer);
    if (batches === undefined) {
      batches = [...batchesOf(answer.columns, answer.rows)];
      this.#batches.set(answer, batches);
    }
    return replay(batches);
  }

  /** Throws what planning throws. */
  plan(statement: Statement, context: PlanContext): Plan {
    // What only one session knows makes a plan that is no use to another.
    if (context.temporary.size > 0 || context.variables.size > 0) return plan(statement, context);
    const key = this.#keyOf(context);
    const kept = this.#plans.get(statement);
    if (kept !== undefined && kept.key === key) {
      if (kept.madeFor === context.catalog || kept.madeFor === context.catalog.definitions) return kept.plan;
    }
    const made = plan(statement, context);
    if (made.kind === 'query' || made.kind === 'insert') {
      const madeFor = made.historic === true ? context.catalog : context.catalog.definitions;
      this.#plans.set(statement, { madeFor, key, plan: made });
    } else if (made.kind === 'answer' && statement.kind === 'select') {
      this.#plans.set(statement, { madeFor: context.catalog.definitions, key, plan: made });
    }
    return made;
  }

  #keyOf({ database, searchPath, role, options, parameterTypes, parametersAsNull = false }: PlanContext): string {
    const texts = `${this.#text(searchPath)} ${this.#text(options)} ${this.#text(parameterTypes)}`;
    return `${database} ${role} ${parametersAsNull} ${texts}`;
  }

  #text(part: object): string {
    const known = this.#keys.get(part);
    if (known !== undefined) return known;
    const text = JSON.stringify(part);
    this.#keys.set(part, text);
    return text;
  }
}
