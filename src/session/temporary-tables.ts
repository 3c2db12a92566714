import type { Dataset } from '../../catalog/objects.ts';
import type { TransactionFollower } from './transaction.ts';

/** The temporary tables of one session: known to nobody else, gone with it. Changes roll back with their transaction. */
export class TemporaryTables implements TransactionFollower {
  #tables: ReadonlyMap<string, Dataset> = new Map();
  #before: ReadonlyMap<string, Dataset> | undefined;

  /** By name in lower case. */
  get tables(): ReadonlyMap<string, Dataset> {
    return this.#tables;
  }

  put(dataset: Dataset): void {
    this.#before ??= this.#tables;
    this.#tables = new Map(this.#tables).set(dataset.name.toLowerCase(), dataset);
  }

  remove(dataset: Dataset): void {
    this.#before ??= this.#tables;
    const next = new Map(this.#tables);
    next.delete(dataset.name.toLowerCase());
    this.#tables = next;
  }

  commit(): void {
    this.#before = undefined;
  }

  rollback(): void {
    this.#tables = this.#before ?? this.#tables;
    this.#before = undefined;
  }

  mark(): () => void {
    const tables = this.#tables;
    return () => {
      this.#tables = tables;
    };
  }
}
