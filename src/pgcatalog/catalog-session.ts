import type { BoundParameter, EngineConnection } from '../engine/connection.ts';
import type { Query } from '../sql/ast.ts';
import type { SourceMap } from '../sql/print/writer.ts';
import { print } from '../sql/print.ts';
import type { Batch } from '../types/batch.ts';
import { batchOf } from '../types/batch-of.ts';
import type { Column } from '../types/column.ts';
import type { Answer, AnswerMemory } from './answer-memory.ts';
import type { AskingClient } from './catalog-gaps.ts';
import type { DirectRow } from './direct-row.ts';
import type { CallContext, RelationSize, SessionFacts } from './functions/definition.ts';
import type { CatalogModel, ModelSource } from './model/catalog-model.ts';
import { NameLookup } from './model/name-lookup.ts';
import type { LiveSession } from './relations/definition.ts';
import { type RewrittenCatalogQuery, rewriteCatalogQuery } from './rewrite.ts';

/** What a session tells the system catalog of itself. */
export interface CatalogSessionHost extends SessionFacts, LiveSession {
  /** Sizes of stored datasets by OID, as they are now. */
  readonly relationSizes: () => Promise<ReadonlyMap<number, RelationSize>>;
}

/** The state of the catalog that a query is asked of. */
export interface CatalogQueryRequest extends ModelSource {
  readonly searchPath: readonly string[];
  /** As the client declared them in Parse; 0 or undefined where it did not. */
  readonly parameterOids?: readonly (number | undefined)[] | undefined;
}

/** A catalog query ready to run, as often as need be while the catalog stays the same. */
export interface CatalogPlan extends Omit<RewrittenCatalogQuery, 'query'> {
  /** The tree that the client's text was read into: the same for the same text. */
  readonly asked: Query;
  readonly sql: string;
  readonly map: SourceMap;
  readonly model: CatalogModel;
  readonly contextId: number;
}

/** Rows in batches, all of them read: nothing keeps the engine busy behind them. */
export interface CatalogRows {
  readonly columns: readonly Column[];
  next(): Promise<Batch | undefined>;
  abandon(): void;
}

/** What `PgCatalog` does for its sessions. */
export interface CatalogServices {
  readonly answers: AnswerMemory;
  model(source: ModelSource): CatalogModel;
  addContext(context: CallContext): number;
  dropContext(id: number): void;
  takeError(id: number): unknown;
  connect(): Promise<EngineConnection>;
  use<T>(
    model: CatalogModel,
    keys: readonly string[],
    sizes: CallContext['sizes'] | undefined,
    work: () => Promise<T>,
  ): Promise<T>;
  /** Told of each error that a query ends with. */
  noteGap(error: unknown, client: AskingClient): void;
}

/** A context is made anew when the catalog or the search path changes; plans of the last few still work. */
const CONTEXTS_KEPT = 8;
const PLANS_KEPT = 64;

interface OwnContext {
  readonly id: number;
  readonly context: CallContext & { sizes: ReadonlyMap<number, RelationSize> };
  readonly path: string;
}

interface KeptPlan {
  /** The context and the types of parameters that it was made for. */
  readonly key: string;
  readonly plan: CatalogPlan;
}

/** The system catalog as one client session asks it. Statements come one at a time; only `interrupt` may come between. */
export class CatalogSession {
  readonly #host: CatalogSessionHost;
  readonly #services: CatalogServices;
  readonly #contexts: OwnContext[] = [];
  /** Plans by the tree that asked for them, most recently used last. */
  readonly #plans = new Map<Query, KeptPlan>();
  #connection: EngineConnection | undefined;

  constructor(host: CatalogSessionHost, services: CatalogServices) {
    this.#host = host;
    this.#services = services;
  }

  /** Columns and parameters are known without running anything. Throws PlanError, and nothing happens. */
  plan(query: Query, request: CatalogQueryRequest): CatalogPlan {
    const { id, context } = this.#context(request);
    const { lookup } = context;
    const parameterOids = request.parameterOids ?? [];
    const key = `${id} ${parameterOids.join()}`;
    const kept = this.#plans.get(query);
    this.#plans.delete(query);
    if (kept?.key === key) {
      this.#plans.set(query, kept);
      return kept.plan;
    }
    try {
      const { query: rewritten, ...rest } = rewriteCatalogQuery(query, {
        lookup,
        live: this.#host,
        contextId: id,
        parameterOids,
      });
      const made = { ...rest, asked: query, ...print(rewritten, 'duckdb'), model: lookup.model, contextId: id };
      if (made.lasting) this.#keepPlan(query, { key, plan: made });
      return made;
    } catch (error) {
      throw this.#noted(error);
    }
  }

  /** Throws SqlError; what a function of the catalog threw is thrown as it was. */
  async run(plan: CatalogPlan, parameters: readonly BoundParameter[] = []): Promise<CatalogRows> {
    const own = this.#contexts.find(({ id }) => id === plan.contextId);
    if (own !== undefined && plan.direct !== undefined) return this.#directRows(plan.columns, plan.direct, own.context);
    const key = own === undefined || !plan.steady ? undefined : this.#answerKey(plan, own, parameters);
    const { answers } = this.#services;
    const known = key === undefined ? undefined : answers.find(key);
    if (known !== undefined) return rowsOf(known);
    const sizes = plan.needsSizes ? await this.#host.relationSizes() : undefined;
    if (own !== undefined && sizes !== undefined) own.context.sizes = sizes;
    const answer = await this.#services.use(plan.model, plan.needs, sizes, () => this.#ask(plan, parameters));
    if (key !== undefined) answers.keep(key, answer);
    return rowsOf(answer);
  }

  interrupt(): void {
    this.#connection?.interrupt();
  }

  close(): void {
    for (const { id } of this.#contexts.splice(0)) this.#services.dropContext(id);
    this.#plans.clear();
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #ask(plan: CatalogPlan, parameters: readonly BoundParameter[]): Promise<Answer> {
    this.#connection ??= await this.#services.connect();
    try {
      const stream = await this.#connection.stream(plan.sql, parameters);
      const batches: Batch[] = [];
      for (let batch = await stream.next(); batch !== undefined; batch = await stream.next()) batches.push(batch);
      // A numeric has the scale that the engine found for it.
      const columns = plan.columns.map((each, index) => ({ ...each, type: stream.columns[index]?.type ?? each.type }));
      return { columns, batches };
    } catch (error) {
      throw this.#noted(this.#services.takeError(plan.contextId) ?? error);
    }
  }

  #answerKey(
    { asked, model, parameterOids }: CatalogPlan,
    { path }: OwnContext,
    parameters: readonly BoundParameter[],
  ): string | undefined {
    const { user } = this.#host;
    return this.#services.answers.key({ query: asked, model, path, user, parameterOids, parameters });
  }

  #keepPlan(query: Query, kept: KeptPlan): void {
    this.#plans.set(query, kept);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > PLANS_KEPT && oldest !== undefined) this.#plans.delete(oldest);
  }

  #directRows(columns: readonly Column[], direct: DirectRow, context: CallContext): CatalogRows {
    try {
      return rowsOf({ columns, batches: [batchOf(columns, [direct(context)])] });
    } catch (error) {
      throw this.#noted(error);
    }
  }

  #noted(error: unknown): unknown {
    const { processId } = this.#host;
    this.#services.noteGap(error, { application: this.#host.setting('application_name') ?? '', processId });
    return error;
  }

  #context(request: CatalogQueryRequest): OwnContext {
    const model = this.#services.model(request);
    const path = request.searchPath.join('\0');
    const known = this.#contexts.find((each) => each.path === path && each.context.lookup.model === model);
    if (known !== undefined) return known;
    const context = { lookup: new NameLookup(model, request.searchPath), session: this.#host, sizes: new Map() };
    const made: OwnContext = { id: this.#services.addContext(context), context, path };
    this.#contexts.push(made);
    if (this.#contexts.length > CONTEXTS_KEPT) {
      const [oldest] = this.#contexts.splice(0, 1);
      if (oldest !== undefined) this.#services.dropContext(oldest.id);
    }
    return made;
  }
}

function rowsOf({ columns, batches }: Answer): CatalogRows {
  let left = batches;
  return {
    columns,
    async next() {
      const [batch, ...rest] = left;
      left = rest;
      return batch;
    },
    abandon: () => {
      left = [];
    },
  };
}
