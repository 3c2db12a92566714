import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const deflate = promisify(gzip);

/** An answer, ready to be sent. */
export interface CachedAnswer {
  readonly body: Buffer;
  readonly gzipped: Buffer;
}

/** The least recently used answers go when the bound is passed; a single one may take an eighth of it. */
export class ResultCache {
  readonly #maxBytes: number;
  readonly #answers = new Map<string, CachedAnswer>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get counts(): { readonly hits: number; readonly misses: number; readonly bytes: number } {
    return { hits: this.#hits, misses: this.#misses, bytes: this.#bytes };
  }

  get(key: string): CachedAnswer | undefined {
    const found = this.#answers.get(key);
    if (found === undefined) {
      this.#misses++;
      return undefined;
    }
    this.#hits++;
    this.#answers.delete(key);
    this.#answers.set(key, found);
    return found;
  }

  /** `key`: undefined for an answer that must not be kept. */
  async make(key: string | undefined, text: string): Promise<CachedAnswer> {
    const body = Buffer.from(text);
    const answer = { body, gzipped: await deflate(body, { level: 4 }) };
    const size = sizeOf(answer);
    if (key === undefined || size > this.#maxBytes / 8) return answer;
    this.#remove(key);
    this.#answers.set(key, answer);
    this.#bytes += size;
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
    return answer;
  }

  #remove(key: string): void {
    const answer = this.#answers.get(key);
    if (answer === undefined) return;
    this.#answers.delete(key);
    this.#bytes -= sizeOf(answer);
  }
}

function sizeOf({ body, gzipped }: CachedAnswer): number {
  return body.length + gzipped.length;
}
