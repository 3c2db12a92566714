/**
 * An immutable map whose successors share what did not change: a change copies one shard of some hundred entries, not
 * all. Iterates shard by shard, in the order in which shards and entries came.
 */
export class SharedMap<K, V> {
  readonly #shardOf: (key: K) => number;
  readonly #shards: ReadonlyMap<number, ReadonlyMap<K, V>>;

  private constructor(shardOf: (key: K) => number, shards: ReadonlyMap<number, ReadonlyMap<K, V>>) {
    this.#shardOf = shardOf;
    this.#shards = shards;
  }

  static of<K, V>(shardOf: (key: K) => number, entries: Iterable<readonly [K, V]>): SharedMap<K, V> {
    const shards = new Map<number, Map<K, V>>();
    for (const [key, value] of entries) {
      const at = shardOf(key);
      const shard = shards.get(at);
      if (shard === undefined) shards.set(at, new Map([[key, value]]));
      else shard.set(key, value);
    }
    return new SharedMap(shardOf, shards);
  }

  get(key: K): V | undefined {
    return this.#shards.get(this.#shardOf(key))?.get(key);
  }

  set(key: K, value: V): SharedMap<K, V> {
    const at = this.#shardOf(key);
    return this.#with(at, new Map(this.#shards.get(at)).set(key, value));
  }

  delete(key: K): SharedMap<K, V> {
    const at = this.#shardOf(key);
    const shard = this.#shards.get(at);
    if (shard === undefined || !shard.has(key)) return this;
    const rest = new Map(shard);
    rest.delete(key);
    return this.#with(at, rest);
  }

  *values(): IterableIterator<V> {
    for (const shard of this.#shards.values()) yield* shard.values();
  }

  #with(at: number, shard: ReadonlyMap<K, V>): SharedMap<K, V> {
    return new SharedMap(this.#shardOf, new Map(this.#shards).set(at, shard));
  }
}

/** Neighbours together, as numbers that grow are: iteration then keeps their order. */
export function byNumber(key: number): number {
  return key >> 7;
}

/** FNV-1a, cut to 256 shards. */
export function byText(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 16)) & 255;
}
