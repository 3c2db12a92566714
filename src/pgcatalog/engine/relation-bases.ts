import type { EngineConnection } from '../../engine/connection.ts';
import type { CatalogModel } from '../model/catalog-model.ts';
import type { ModelRelation } from '../model/objects.ts';
import type { RelationwiseSource, Row } from '../relations/definition.ts';
import type { Relation } from '../relations/sources.ts';
import { fillTable } from './fill-table.ts';

/** The schema of the tables that pictures share. */
const SCHEMA = 'shared';
/** Relations that may differ from a base before another one is made. */
const MOST_CHANGES = 200;

interface Base {
  readonly table: string;
  readonly model: CatalogModel;
  /** Pictures that read it. */
  users: number;
}

/**
 * Relations whose rows belong to the relations of a picture, one by one. Each is a view over a base, which an earlier picture
 * had made, without the rows of relations that have changed since, and over the rows of these: after a change of one table
 * among thousands, a handful of rows is made.
 */
export class RelationBases {
  readonly #connection: EngineConnection;
  /** The newest, by the relation's key. */
  readonly #newest = new Map<string, Base>();
  readonly #used = new Map<CatalogModel, Base[]>();
  #made = 0;

  constructor(connection: EngineConnection) {
    this.#connection = connection;
  }

  /** Makes `view` show the relation as the picture has it. */
  async put(view: string, relation: Relation, source: RelationwiseSource, model: CatalogModel): Promise<void> {
    const newest = this.#newest.get(relation.key);
    const changed = newest === undefined ? undefined : changes(source, newest.model, model);
    const isWorth = changed !== undefined && changed.made.length * 4 <= model.relations.size;
    if (newest === undefined || changed === undefined || !isWorth) {
      const base = await this.#make(relation, model, (table) =>
        fillTable(this.#connection, table, relation.shape, allRows(source, model), source.defaults ?? {}),
      );
      return this.#show(view, `SELECT * FROM ${base.table}`, model, base);
    }
    const text = await this.#changedRows(view, relation, source, model, newest, changed);
    if (changed.made.length + changed.gone.length <= MOST_CHANGES) return this.#show(view, text, model, newest);
    const base = await this.#make(relation, model, (table) =>
      this.#connection.execute(`CREATE TABLE ${table} AS ${text}`),
    );
    return this.#show(view, `SELECT * FROM ${base.table}`, model, base);
  }

  /** The picture and its views are gone. */
  async release(model: CatalogModel): Promise<void> {
    for (const base of this.#used.get(model) ?? []) {
      base.users--;
      await this.#dropUnused(base);
    }
    this.#used.delete(model);
  }

  async #make(relation: Relation, model: CatalogModel, fill: (table: string) => Promise<void>): Promise<Base> {
    await this.#connection.execute(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    const table = `${SCHEMA}."${relation.key} ${++this.#made}"`;
    await fill(table);
    const before = this.#newest.get(relation.key);
    const base = { table, model, users: 0 };
    this.#newest.set(relation.key, base);
    if (before !== undefined) await this.#dropUnused(before);
    return base;
  }

  /** The query that gives the base's rows but for the changed ones, and those as they are now. */
  async #changedRows(
    view: string,
    relation: Relation,
    source: RelationwiseSource,
    model: CatalogModel,
    base: Base,
    { made, gone }: Changes,
  ): Promise<string> {
    const kept = [source.rest === undefined ? 'true' : `NOT (${source.rest.where})`];
    if (gone.length > 0) kept.push(`"${source.key}" NOT IN (${gone.join(', ')})`);
    const text = `SELECT * FROM ${base.table} WHERE ${kept.join(' AND ')}`;
    const rows = [...made.flatMap((each) => [...source.rows(each, model)]), ...(source.rest?.rows(model) ?? [])];
    if (rows.length === 0) return text;
    const table = `${view.slice(0, -1)} changed"`;
    await fillTable(this.#connection, table, relation.shape, rows, source.defaults ?? {});
    return `${text} UNION ALL SELECT * FROM ${table}`;
  }

  async #show(view: string, text: string, model: CatalogModel, base: Base): Promise<void> {
    await this.#connection.execute(`CREATE OR REPLACE VIEW ${view} AS ${text}`);
    base.users++;
    this.#used.set(model, [...(this.#used.get(model) ?? []), base]);
  }

  async #dropUnused(base: Base): Promise<void> {
    if (base.users > 0 || [...this.#newest.values()].includes(base)) return;
    await this.#connection.execute(`DROP TABLE ${base.table}`);
  }
}

function* allRows(source: RelationwiseSource, model: CatalogModel): Iterable<Row> {
  yield* source.fixed?.() ?? [];
  yield* source.rest?.rows(model) ?? [];
  for (const each of model.relations.values()) yield* source.rows(each, model);
}

interface Changes {
  readonly made: readonly ModelRelation[];
  /** Keys of rows that the base has and that are no more, or not so. */
  readonly gone: readonly number[];
}

function changes(source: RelationwiseSource, before: CatalogModel, now: CatalogModel): Changes {
  const keys = (relation: ModelRelation, model: CatalogModel): readonly number[] =>
    source.keys?.(relation, model) ?? [relation.oid];
  const made: ModelRelation[] = [];
  const gone: number[] = [];
  for (const relation of now.relations.values()) {
    const old = before.relations.get(relation.oid);
    if (old === relation && source.also?.(old, before) === source.also?.(relation, now)) continue;
    made.push(relation);
    if (old !== undefined) gone.push(...keys(old, before));
  }
  for (const [oid, old] of before.relations) if (!now.relations.has(oid)) gone.push(...keys(old, before));
  return { made, gone };
}
