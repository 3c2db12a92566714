import { HttpError } from './http-error.ts';

/** A number of places, and a bounded line before them. */
export class WaitingLine {
  readonly #places: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(places: number, maxWaiting: number) {
    this.#places = places;
    this.#maxWaiting = maxWaiting;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Throws 429 when the line is full. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken < this.#places) this.#taken++;
    else {
      if (this.#waiting.length >= this.#maxWaiting) {
        throw new HttpError(429, 'QUEUE_FULL', 'Too many requests', 'Too many queries wait already; try again later.', {
          headers: { 'retry-after': '1' },
        });
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken--;
      else next();
    }
  }
}
