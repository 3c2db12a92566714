import type { BoundParameter } from '../engine/connection.ts';
import type { Query } from '../sql/ast.ts';
import type { Batch } from '../types/batch.ts';
import { BATCH_ROWS } from '../types/batch-of.ts';
import type { Column } from '../types/column.ts';
import { stringMemory } from '../types/vectors.ts';
import type { CatalogModel } from './model/catalog-model.ts';

/** All rows of a query, as the engine gave them. */
export interface Answer {
  readonly columns: readonly Column[];
  readonly batches: readonly Batch[];
}

/** What a steady query's answer hangs on, besides the state of the catalog. */
export interface Asked {
  readonly query: Query;
  readonly model: CatalogModel;
  readonly path: string;
  readonly user: { readonly oid: number; readonly name: string };
  readonly parameterOids: readonly number[];
  readonly parameters: readonly BoundParameter[];
}

/** Of all answers together, and how much of it one may take. */
const ROOM_BYTES = 64 * 1024 * 1024;
const LARGEST_BYTES = ROOM_BYTES / 4;
/** What the engine sets aside for a value of a batch, however few rows there are. */
const VALUE_BYTES = 16;
const INLINE_BYTES = 12;

interface Kept extends Answer {
  readonly bytes: number;
}

/**
 * Answers of queries that tools ask again and again, shared by all sessions. Only steady queries have one here
 * (`rewrite.ts`), and each is for one picture of the catalog: a change makes another picture, for which there is none yet.
 * What was used longest ago makes room.
 */
export class AnswerMemory {
  readonly #kept = new Map<string, Kept>();
  readonly #numbers = new WeakMap<Query, number>();
  #lastNumber = 0;
  #bytes = 0;
  /** Steady queries since the start, and how many of them needed no engine. */
  asked = 0;
  known = 0;

  /** Undefined where a parameter is no plain value. */
  key({ query, model, path, user, parameterOids, parameters }: Asked): string | undefined {
    const values: string[] = [];
    for (const { value } of parameters) {
      if (typeof value === 'object' && value !== null) return undefined;
      values.push(`${typeof value} ${value}`);
    }
    return JSON.stringify([this.#numberOf(query), model.id, path, user.oid, user.name, parameterOids, values]);
  }

  find(key: string): Answer | undefined {
    this.asked++;
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.known++;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  keep(key: string, answer: Answer): void {
    const bytes = answer.batches.reduce((sum, batch) => sum + bytesOf(batch, answer.columns), key.length);
    if (bytes > LARGEST_BYTES) return;
    this.#drop(key);
    this.#kept.set(key, { ...answer, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= ROOM_BYTES) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }

  #numberOf(query: Query): number {
    const known = this.#numbers.get(query);
    if (known !== undefined) return known;
    this.#lastNumber++;
    this.#numbers.set(query, this.#lastNumber);
    return this.#lastNumber;
  }
}

/** Texts longer than their slot lie elsewhere; those within lists are counted as the lists are. */
function bytesOf(batch: Batch, columns: readonly Column[]): number {
  let bytes = columns.length * BATCH_ROWS * VALUE_BYTES;
  columns.forEach(({ type }, index) => {
    if (type.kind !== 'varchar') return;
    const { words } = stringMemory(batch, index);
    for (let at = 0; at < words.length; at += 4) {
      const length = words[at] ?? 0;
      if (length > INLINE_BYTES) bytes += length;
    }
  });
  return bytes;
}
