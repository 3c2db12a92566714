import type { Touched } from './observe.ts';

export interface NamedDataset {
  readonly id: string;
  readonly name: string;
}

/** What a statement read and wrote, each relation once, gathered while it runs. */
export class TouchedNames {
  readonly #read = new Map<string, NamedDataset>();
  readonly #written = new Map<string, NamedDataset>();

  add({ reads, writes }: Touched): void {
    for (const { id, name } of reads) this.#read.set(id, { id, name });
    for (const { id, name } of writes) this.#written.set(id, { id, name });
  }

  /** As the log of queries keeps it; nothing where nothing was touched. */
  get details(): {
    readonly read?: readonly NamedDataset[];
    readonly written?: readonly NamedDataset[];
    readonly referenced?: readonly NamedDataset[];
  } {
    const read = [...this.#read.values()];
    const written = [...this.#written.values()];
    if (read.length + written.length === 0) return {};
    return { read, written, referenced: [...new Map([...this.#read, ...this.#written]).values()] };
  }
}
