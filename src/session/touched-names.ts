import type { Relation } from '../../catalog/objects.ts';
import type { Touched } from './observe.ts';

export interface NamedDataset {
  readonly id: string;
  readonly name: string;
}

/** What a statement read and wrote, gathered while it runs, and made into names once it has ended. */
export class TouchedNames {
  readonly #all: Touched[] = [];

  add(touched: Touched): void {
    this.#all.push(touched);
  }

  /** As the log of queries keeps it, each relation once; nothing where nothing was touched. */
  get details(): {
    readonly read?: readonly NamedDataset[];
    readonly written?: readonly NamedDataset[];
    readonly referenced?: readonly NamedDataset[];
  } {
    const read = namesOf(this.#all.flatMap(({ reads }) => reads));
    const written = namesOf(this.#all.flatMap(({ writes }) => writes));
    if (read.size + written.size === 0) return {};
    return {
      read: [...read.values()],
      written: [...written.values()],
      referenced: [...new Map([...read, ...written]).values()],
    };
  }
}

function namesOf(relations: readonly Relation[]): ReadonlyMap<string, NamedDataset> {
  return new Map(relations.map(({ id, name }) => [id, { id, name }]));
}
