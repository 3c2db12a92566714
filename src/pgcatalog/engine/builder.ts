import type { EngineConnection } from '../../engine/connection.ts';
import { BATCH_ROWS, batchOf, type PlainValue } from '../../types/batch-of.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import type { CatalogModel } from '../model/catalog-model.ts';
import type { ModelRelation } from '../model/objects.ts';
import type { Cell, RelationShape, RelationSource, Row } from '../relations/definition.ts';
import { RELATIONS, type Relation } from '../relations/sources.ts';
import { engineType } from '../types/engine-type.ts';

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
  /** The picture for which a relation was made last, by its key. */
  readonly #before = new Map<string, CatalogModel>();
  #staging = 0;
  #made = 0;

  constructor(connection: EngineConnection) {
    this.#connection = connection;
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
    if (relation !== undefined) await this.#fill(engineTable(relation, model), relation.shape, rows, {});
  }

  async drop(model: CatalogModel): Promise<void> {
    if (!this.#built.delete(model.engineSchema)) return;
    await this.#connection.execute(`DROP SCHEMA IF EXISTS ${model.engineSchema} CASCADE`);
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
        await this.#fill(table, shape, [], {});
        break;
      case 'fixed':
        await this.#fill(table, shape, source.rows(), source.defaults ?? {});
        break;
      case 'model':
        await this.#fill(table, shape, source.rows(model), source.defaults ?? {});
        break;
      case 'relations':
        await this.#fillByRelation(table, relation, source, model);
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

  /** Copies what the picture before has of relations that are still the same, and makes the rows of the others. */
  async #fillByRelation(table: string, relation: Relation, source: ByRelation, model: CatalogModel): Promise<void> {
    const rowsOf = function* (relations: Iterable<ModelRelation>): Iterable<Row> {
      for (const each of relations) yield* source.rows(each, model);
      yield* source.rest?.rows(model) ?? [];
    };
    const before = this.#before.get(relation.key);
    this.#before.set(relation.key, model);
    const changed = before === undefined ? undefined : differences(before, model);
    if (before === undefined || changed === undefined || !this.#built.has(before.engineSchema)) {
      return this.#fill(table, relation.shape, rowsOf(model.relations.values()), source.defaults ?? {});
    }
    await this.#fill(table, relation.shape, rowsOf(changed.made), source.defaults ?? {});
    const kept = [source.rest === undefined ? 'true' : `NOT (${source.rest.where})`];
    if (changed.oids.length > 0) kept.push(`"${source.key}" NOT IN (${changed.oids.join(', ')})`);
    const old = engineTable(relation, before);
    await this.#connection.execute(`INSERT INTO ${table} SELECT * FROM ${old} WHERE ${kept.join(' AND ')}`);
  }

  /** Constant columns are left out of the staging table, and lists go through it as JSON text. */
  async #fill(table: string, shape: RelationShape, rows: Iterable<Row>, defaults: Row): Promise<void> {
    const named = new Set<string>();
    const all = [...rows];
    for (const row of all) for (const name in row) named.add(name);
    const varying = shape.columns.filter(({ name }) => named.has(name));
    const staged = varying.map(({ name, type }) => {
      const engine = engineType(type);
      return { name, type: stagedType(engine), convert: needsCast(engine) ? duckdbTypeName(engine) : undefined };
    });
    const selected = shape.columns.map(({ name, type }) => {
      const quoted = `"${name}"`;
      const column = staged.find((each) => each.name === name);
      const engine = duckdbTypeName(engineType(type));
      if (column === undefined) return `CAST(${literal(defaults[name] ?? null)} AS ${engine}) AS ${quoted}`;
      const value = column.convert === undefined ? quoted : castStaged(quoted, column.convert);
      const fallback = defaults[name];
      return `${fallback === undefined ? value : `coalesce(${value}, ${literal(fallback)})`} AS ${quoted}`;
    });
    if (staged.length === 0) {
      await this.#connection.execute(`CREATE OR REPLACE TABLE ${table} AS SELECT ${selected.join(', ')} WHERE false`);
      return;
    }
    const staging = `staging${this.#staging++}`;
    const definition = staged.map(({ name, type }) => `"${name}" ${duckdbTypeName(type)}`);
    await this.#connection.execute(`CREATE TEMP TABLE ${staging} (${definition.join(', ')})`);
    try {
      await this.#append(staging, staged, all);
      await this.#connection.execute(
        `CREATE OR REPLACE TABLE ${table} AS SELECT ${selected.join(', ')} FROM ${staging}`,
      );
    } finally {
      await this.#connection.execute(`DROP TABLE ${staging}`);
    }
  }

  async #append(
    staging: string,
    columns: readonly { readonly name: string; readonly type: DataType }[],
    rows: readonly Row[],
  ): Promise<void> {
    const appender = await this.#connection.native.createAppender(staging);
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const values = rows
        .slice(from, from + BATCH_ROWS)
        .map((row) => columns.map(({ name, type }) => stagedValue(row[name] ?? null, type)));
      appender.appendDataChunk(batchOf(columns, values));
    }
    appender.closeSync();
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

type ByRelation = Extract<RelationSource, { readonly kind: 'relations' }>;

/** Relations that differ between two pictures; undefined where copying the others would not pay. */
function differences(
  before: CatalogModel,
  now: CatalogModel,
): { readonly made: readonly ModelRelation[]; readonly oids: readonly number[] } | undefined {
  const made: ModelRelation[] = [];
  const oids: number[] = [];
  for (const relation of now.relations.values()) {
    if (before.relations.get(relation.oid) === relation) continue;
    made.push(relation);
    oids.push(relation.oid);
  }
  for (const oid of before.relations.keys()) if (!now.relations.has(oid)) oids.push(oid);
  return oids.length * 4 > now.relations.size ? undefined : { made, oids };
}

/** Whether a relation reads sizes, itself or by way of others. */
export function readsSizes(key: string): boolean {
  if (key === SIZES) return true;
  const source = RELATIONS.get(key)?.source;
  if (source?.kind !== 'derived') return false;
  return [...source.sql.matchAll(/\{([\w.]+)\}/g)].some((match) => readsSizes(match[1] ?? ''));
}

function needsCast(type: DataType): boolean {
  return type.kind === 'list' || type.kind === 'timestamptz' || type.kind === 'interval';
}

function stagedType(type: DataType): DataType {
  return needsCast(type) ? { kind: 'varchar' } : type;
}

function castStaged(column: string, type: string): string {
  return type.endsWith('[]') ? `CAST(CAST(${column} AS JSON) AS ${type})` : `CAST(${column} AS ${type})`;
}

function stagedValue(cell: Cell, type: DataType): PlainValue {
  if (cell === null) return null;
  if (typeof cell === 'object') return JSON.stringify(cell);
  if (type.kind === 'bigint' && typeof cell === 'number') return BigInt(cell);
  return cell;
}

/** A constant as DuckDB SQL. */
export function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'object') return `[${cell.map(literal).join(', ')}]`;
  if (typeof cell === 'string') return `'${cell.replaceAll("'", "''")}'`;
  return String(cell);
}
