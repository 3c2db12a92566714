import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
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

  /** ON COMMIT DROP and DELETE ROWS, in the transaction that ends. */
  beforeCommit(): readonly string[] {
    return [...this.#tables.values()].flatMap((dataset) => {
      if (dataset.onCommit === 'drop') return [`DROP TABLE ${physicalTable(dataset)}`];
      return dataset.onCommit === undefined ? [] : [`DELETE FROM ${physicalTable(dataset)}`];
    });
  }

  commit(): void {
    const staying = [...this.#tables].filter(([, { onCommit }]) => onCommit !== 'drop');
    if (staying.length < this.#tables.size) this.#tables = new Map(staying);
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
