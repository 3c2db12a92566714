import type { Logger } from '../core/logger.ts';
import type { EngineConnection } from '../engine/connection.ts';
import { Engine } from '../engine/engine.ts';
import { AnswerMemory } from './answer-memory.ts';
import { CatalogGaps } from './catalog-gaps.ts';
import { CatalogSession, type CatalogSessionHost } from './catalog-session.ts';
import { RelationBuilder, SIZES } from './engine/builder.ts';
import { registerScalarFunction } from './engine/scalar-function.ts';
import { processFunctions } from './engine/support-functions.ts';
import type { CallContext } from './functions/definition.ts';
import { RelationCache } from './model/add-relations.ts';
import { CatalogModel, type ModelSource } from './model/catalog-model.ts';
import { SYSTEM_RELATIONS } from './relations/system-relations.ts';

export interface PgCatalogOptions {
  /** Both are the data engine's; nothing is written there. */
  readonly tempDirectory: string;
  readonly exportDirectory: string;
  readonly logger: Logger;
}

/** Pictures of the catalog kept built; the one in use longest ago goes first. */
const MODELS_KEPT = 8;

/**
 * The system catalog: pg_catalog and information_schema as PostgreSQL 15 has them, over this catalog's own objects.
 *
 * A query of a client that `catalog-query.ts` recognises is rewritten (`rewrite.ts`, `rewrite/`) with PostgreSQL's types
 * and meaning, and runs in an engine of its own, in memory and apart from the data, whose tables hold the relations
 * (`relations/`, filled by `engine/builder.ts` when they are first named) of one picture of the catalog (`model/`).
 * Functions about objects (`functions/`) run in this process and read the same picture. The session calls `session()` once
 * and then, for each query, `plan` and `run`.
 */
export class PgCatalog {
  readonly gaps: CatalogGaps;
  readonly answers = new AnswerMemory();
  readonly #engine: Engine;
  readonly #maintenance: EngineConnection;
  readonly #builder: RelationBuilder;
  readonly #logger: Logger;
  readonly #contexts: Map<number, ContextEntry>;
  readonly #models: CatalogModel[] = [];
  readonly #running = new Map<CatalogModel, number>();
  readonly #relations = new RelationCache();
  #lastModel = 0;
  #lastContext = 0;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    engine: Engine,
    maintenance: EngineConnection,
    logger: Logger,
    contexts: Map<number, ContextEntry>,
  ) {
    this.#engine = engine;
    this.#maintenance = maintenance;
    this.#builder = new RelationBuilder(maintenance);
    this.#logger = logger;
    this.gaps = new CatalogGaps(logger);
    this.#contexts = contexts;
  }

  static async open({ logger, ...directories }: PgCatalogOptions): Promise<PgCatalog> {
    const engine = await Engine.open({ path: ':memory:', threads: 1, ...directories });
    const connection = await engine.connect();
    const contexts = new Map<number, ContextEntry>();
    const functions = processFunctions((id, call) => {
      const entry = contexts.get(Number(id));
      if (entry === undefined) throw new Error('the session of a catalog query is gone');
      try {
        return call(entry.context);
      } catch (error) {
        entry.error = error;
        throw error;
      }
    });
    for (const each of functions) registerScalarFunction(connection, each);
    return new PgCatalog(engine, connection, logger, contexts);
  }

  session(host: CatalogSessionHost): CatalogSession {
    return new CatalogSession(host, {
      answers: this.answers,
      model: (source) => this.#model(source),
      addContext: (context) => this.#addContext(context),
      dropContext: (id) => this.#contexts.delete(id),
      takeError: (id) => this.#takeError(id),
      connect: () => this.#engine.connect(),
      use: (model, keys, sizes, work) => this.#use(model, keys, sizes, work),
      noteGap: (error, client) => this.gaps.note(error, client),
    });
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => undefined);
    this.#maintenance.close();
    await this.#engine.close();
  }

  /** The picture of a catalog: one made before, when nothing that it shows has changed. */
  #model(source: ModelSource): CatalogModel {
    const at = this.#models.findIndex((model) => shows(model, source));
    const found = at < 0 ? undefined : this.#models.splice(at, 1)[0];
    const model = found ?? new CatalogModel(++this.#lastModel, source, SYSTEM_RELATIONS, this.#relations);
    this.#models.push(model);
    return model;
  }

  #addContext(context: CallContext): number {
    this.#lastContext++;
    this.#contexts.set(this.#lastContext, { context, error: undefined });
    return this.#lastContext;
  }

  #takeError(id: number): unknown {
    const entry = this.#contexts.get(id);
    const error = entry?.error;
    if (entry !== undefined) entry.error = undefined;
    return error;
  }

  /** Builds what is missing, one statement at a time, and keeps it until `work` is done. */
  async #use<T>(
    model: CatalogModel,
    keys: readonly string[],
    sizes: CallContext['sizes'] | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    this.#running.set(model, (this.#running.get(model) ?? 0) + 1);
    try {
      await this.#enqueue(async () => {
        const from = performance.now();
        if (sizes !== undefined) await this.#builder.putSizes(model, sizeRows(sizes));
        const built = await this.#builder.build(
          model,
          keys.filter((key) => key !== SIZES),
        );
        if (built > 0)
          this.#logger.debug({ relations: built, ms: performance.now() - from }, 'catalog relations built');
      });
      return await work();
    } finally {
      const left = (this.#running.get(model) ?? 1) - 1;
      if (left > 0) this.#running.set(model, left);
      else this.#running.delete(model);
      await this.#enqueue(() => this.#dropOld());
    }
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #dropOld(): Promise<void> {
    while (this.#models.length > MODELS_KEPT) {
      const at = this.#models.findIndex((model) => !this.#running.has(model));
      const [oldest] = at < 0 ? [] : this.#models.splice(at, 1);
      if (oldest === undefined) return;
      await this.#builder.drop(oldest);
    }
  }
}

interface ContextEntry {
  readonly context: CallContext;
  /** What a function threw; the engine keeps only its message. */
  error: unknown;
}

/** Snapshots of data make new views of the catalog all the time, in which every object is the same. */
function shows(model: CatalogModel, { view, database, temporary }: ModelSource): boolean {
  const { source, objects } = model;
  if (source.database !== database || !sameTables(source.temporary, temporary)) return false;
  if (source.view === view) return true;
  let index = 0;
  for (const object of view.objects()) if (objects[index++] !== object) return false;
  return index === objects.length;
}

function sameTables(a: ModelSource['temporary'], b: ModelSource['temporary']): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [name, dataset] of a) if (b.get(name) !== dataset) return false;
  return true;
}

function* sizeRows(sizes: CallContext['sizes']) {
  for (const [oid, { bytes, rows }] of sizes) yield { oid, live: rows, bytes };
}
