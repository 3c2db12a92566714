import { RawClient } from '../wire/support/raw-client.ts';

/** What one session alone has: no answer to another may hold it. */
export const SECRET = 'nobody else reads this';
const ROWS = 40;

/** Names that the others' statements, portals and tables have too. */
const BELONGINGS = [
  `SET app.v = '${SECRET}'`,
  `CREATE TEMP TABLE scratch AS SELECT '${SECRET}' AS name, n AS id FROM generate_series(1, ${ROWS}) g(n)`,
  'PREPARE s AS SELECT name, id FROM scratch ORDER BY id',
  'PREPARE p AS SELECT name FROM scratch',
  'DECLARE c CURSOR WITH HOLD FOR SELECT name FROM scratch',
];

/** A well-behaved session beside those that send damaged streams. */
export class Neighbour {
  readonly #client: RawClient;

  private constructor(client: RawClient) {
    this.#client = client;
  }

  static async movesIn(port: number, user: string): Promise<Neighbour> {
    const { client } = await RawClient.started(port, { user, database: 'all' });
    const neighbour = new Neighbour(client);
    for (const sql of BELONGINGS) await neighbour.#ask(sql);
    return neighbour;
  }

  /** Throws unless it gets its own rows, all of them and nothing else. */
  async asks(): Promise<void> {
    const rows = await this.#ask('EXECUTE s');
    const own = Array.from({ length: ROWS }, (_, index) => `${SECRET} ${index + 1}`);
    if (rows.join('\n') !== own.join('\n')) throw new Error(`a neighbour got ${JSON.stringify(rows)}`);
  }

  movesOut(): void {
    this.#client.destroy();
  }

  async #ask(sql: string): Promise<readonly string[]> {
    this.#client.send('Query', { sql });
    const answers = await this.#client.readUntil('ReadyForQuery');
    const error = answers.find(({ kind }) => kind === 'ErrorResponse');
    if (error !== undefined) throw new Error(`a neighbour asked ${sql} and got ${JSON.stringify(error.fields)}`);
    return answers.flatMap(({ fields: { values } }) => (Array.isArray(values) ? [values.join(' ')] : []));
  }
}
