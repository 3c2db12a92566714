import type { EngineConnection } from '../../engine/connection.ts';
import { duckdbTypeName } from '../../types/data-type.ts';
import type { CatalogModel } from '../model/catalog-model.ts';
import type { Row } from '../relations/definition.ts';
import { RELATIONS, type Relation } from '../relations/sources.ts';
import { engineType } from '../types/engine-type.ts';
import { fillTable } from './fill-table.ts';
import { RelationBases } from './relation-bases.ts';

/** The schema of relations that are the same in every picture of the catalog, the empty ones among them. */
export const FIXED_SCHEMA = 'fixed';
export const SIZES = 'sh_relation_size';

/** Where a relation is, as DuckDB SQL; undefined for one that is written into the query. */
export function engineTable(relation: Relation, model: CatalogModel): string {
  const { source } = relation;
  const schema = source === undefined || source.kind === 'fixed' ? FIXED_SCHEMA : model.engineSchema;
  return relation.key === SIZES ? `${model.engineSchema}."${relation.key}"` : `${schema}."${relation.key}"`;
}

/**
 * Makes the tables of a catalog picture in the engine's memory, each when a query first names it. One picture's tables
 * never change, so that a query cannot see two of them.
 */
export class RelationBuilder {
  readonly #connection: EngineConnection;
  readonly #built = new Map<string, Set<string>>();
  readonly #bases: RelationBases;
  #made = 0;

  constructor(connection: EngineConnection) {
    this.#connection = connection;
    this.#bases = new RelationBases(connection);
  }

  /** Answers how many relations were made. */
  async build(model: CatalogModel, keys: Iterable<string>): Promise<number> {
    const before = this.#made;
    for (const key of keys) await this.#ensure(model, key);
    return this.#made - before;
  }

  /** Puts the sizes of relations in, again with each statement that reads them. */
  async putSizes(model: CatalogModel, rows: Iterable<Row>): Promise<void> {
    await this.#schema(model.engineSchema);
    const relation = RELATIONS.get(SIZES);
    if (relation !== undefined)
      await fillTable(this.#connection, engineTable(relation, model), relation.shape, rows, {});
  }

  async drop(model: CatalogModel): Promise<void> {
    if (!this.#built.delete(model.engineSchema)) return;
    await this.#connection.execute(`DROP SCHEMA IF EXISTS ${model.engineSchema} CASCADE`);
    await this.#bases.release(model);
  }

  async #ensure(model: CatalogModel, key: string): Promise<void> {
    const relation = RELATIONS.get(key);
    if (relation === undefined || key === SIZES) return;
    const { source, shape } = relation;
    const fixed = source === undefined || source.kind === 'fixed';
    const done = await this.#schema(fixed ? FIXED_SCHEMA : model.engineSchema);
    if (done.has(key)) return;
    const table = engineTable(relation, model);
    switch (source?.kind) {
      case undefined:
        await fillTable(this.#connection, table, shape, [], {});
        break;
      case 'fixed':
        await fillTable(this.#connection, table, shape, source.rows(), source.defaults ?? {});
        break;
      case 'model':
        await fillTable(this.#connection, table, shape, source.rows(model), source.defaults ?? {});
        break;
      case 'relations':
        await this.#bases.put(table, relation, source, model);
        break;
      case 'derived':
        await this.#derive(table, relation, source.sql, model);
        break;
      case 'live':
        return;
    }
    done.add(key);
    this.#made++;
  }

  async #schema(name: string): Promise<Set<string>> {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    await this.#connection.execute(`CREATE SCHEMA IF NOT EXISTS ${name}`);
    const made = new Set<string>();
    this.#built.set(name, made);
    return made;
  }

  /** A view where what it reads changes under it, else a table. */
  async #derive(table: string, relation: Relation, sql: string, model: CatalogModel): Promise<void> {
    const needs = [...sql.matchAll(/\{([\w.]+)\}/g)].map((match) => match[1] ?? '');
    for (const need of needs) await this.#ensure(model, need);
    const text = sql.replaceAll(/\{([\w.]+)\}/g, (_, key: string) => {
      const read = RELATIONS.get(key);
      if (read === undefined) throw new Error(`relation ${relation.key} reads ${key}, which is none`);
      return engineTable(read, model);
    });
    const columns = relation.shape.columns.map(({ name }) => `"${name}"`).join(', ');
    const typed = relation.shape.columns.map(
      ({ name, type }) => `CAST("${name}" AS ${duckdbTypeName(engineType(type))}) AS "${name}"`,
    );
    const kind = readsSizes(relation.key) ? 'VIEW' : 'TABLE';
    await this.#connection.execute(
      `CREATE OR REPLACE ${kind} ${table} AS SELECT ${typed.join(', ')} FROM (${text}) AS derived (${columns})`,
    );
  }
}

/** Whether a relation reads sizes, itself or by way of others. */
export function readsSizes(key: string): boolean {
  if (key === SIZES) return true;
  const source = RELATIONS.get(key)?.source;
  if (source?.kind !== 'derived') return false;
  return [...source.sql.matchAll(/\{([\w.]+)\}/g)].some((match) => readsSizes(match[1] ?? ''));
}
