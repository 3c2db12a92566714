/**
 * A waiting line per account, served in turn: who sends a thousand queries waits behind who sends one. Within an account
 * first come, first served.
 */
export class FairQueue<T> {
  /** In the order of their next turn. */
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(account: string, item: T): void {
    const line = this.#lines.get(account);
    if (line === undefined) this.#lines.set(account, [item]);
    else line.push(item);
    this.#size++;
  }

  /** The next in turn; its account goes to the end. */
  take(): T | undefined {
    const [first] = this.#lines;
    if (first === undefined) return undefined;
    const [account, line] = first;
    const item = line.shift();
    this.#lines.delete(account);
    if (line.length > 0) this.#lines.set(account, line);
    this.#size--;
    return item;
  }

  /** Takes an item out of its place. Answers whether it was there. */
  remove(account: string, item: T): boolean {
    const line = this.#lines.get(account);
    const place = line?.indexOf(item) ?? -1;
    if (line === undefined || place < 0) return false;
    line.splice(place, 1);
    if (line.length === 0) this.#lines.delete(account);
    this.#size--;
    return true;
  }

  *items(): IterableIterator<T> {
    for (const line of this.#lines.values()) yield* line;
  }
}
