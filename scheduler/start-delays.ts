/** Upper bounds in seconds. */
const BOUNDS = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 5, 60] as const;

/**
 * How long after their due times runs were ready: claimed durably and handed to the executor. What a query then waits for
 * others before it is not in it.
 */
export class StartDelays {
  readonly #counts = BOUNDS.map(() => 0);
  #count = 0;
  #sum = 0;

  add(seconds: number): void {
    for (const [index, bound] of BOUNDS.entries()) {
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
    this.#count++;
    this.#sum += seconds;
  }

  /** Counts up to each bound, as Prometheus has histograms. */
  get histogram(): {
    readonly buckets: readonly (readonly [bound: number, count: number])[];
    readonly count: number;
    readonly sum: number;
  } {
    const buckets = BOUNDS.map((bound, index) => [bound, this.#counts[index] ?? 0] as const);
    return { buckets, count: this.#count, sum: this.#sum };
  }
}
