import pg from 'pg';
import type { CatalogAnswer } from './catalog-client.ts';

/** A real PostgreSQL, asked by simple queries and answering in text. Made by `reference/start.sh`. */
export class Reference {
  readonly #client: pg.Client;

  constructor(url: string) {
    this.#client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (text: string) => text } });
  }

  async open(): Promise<void> {
    await this.#client.connect();
  }

  async ask(sql: string): Promise<CatalogAnswer> {
    const { fields, rows } = await this.#client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
    return { columns: fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })), rows };
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
