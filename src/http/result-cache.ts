import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const deflate = promisify(gzip);

/** An answer, ready to be sent. */
export interface CachedAnswer {
  readonly body: Buffer;
  /** Once somebody asked for it. */
  gzipped: Buffer | undefined;
  /** Where it is kept; undefined for one that is not. */
  readonly key: string | undefined;
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
  make(key: string | undefined, text: string): CachedAnswer {
    const body = Buffer.from(text);
    // Both forms together are at most a little more than twice the plain one.
    if (key === undefined || body.length > this.#maxBytes / 16) return { body, gzipped: undefined, key: undefined };
    const answer = { body, gzipped: undefined, key };
    this.#remove(key);
    this.#answers.set(key, answer);
    this.#add(body.length);
    return answer;
  }

  async zipped(answer: CachedAnswer): Promise<Buffer> {
    if (answer.gzipped !== undefined) return answer.gzipped;
    const zipped = await deflate(answer.body, { level: 4 });
    if (answer.key !== undefined && this.#answers.get(answer.key) === answer && answer.gzipped === undefined) {
      answer.gzipped = zipped;
      this.#add(zipped.length);
    }
    return zipped;
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const answer = this.#answers.get(key);
    if (answer === undefined) return;
    this.#answers.delete(key);
    this.#bytes -= sizeOf(answer);
  }
}

function sizeOf({ body, gzipped }: CachedAnswer): number {
  return body.length + (gzipped?.length ?? 0);
}
