import { beside, inTurns, report } from './beside.ts';

const SMALL = 100_000;
const TIMES = 100;
const DELTA = 1_000;
const ROUNDS = 21;
const TARGET = 1.3;

/** An incremental round (new rows arrive, and are taken on to a target) costs by its delta, not by its history. */
export async function incrementalRounds(): Promise<void> {
  await beside(async ({ client }) => {
    for (const [name, rows] of [
      ['short', SMALL],
      ['long', SMALL * TIMES],
    ] as const) {
      await client.query(`CREATE TABLE ${name} AS SELECT i AS id, i % 100 AS amount FROM range(${rows}) AS r(i)`);
      await client.query(`CREATE TABLE ${name}_taken (id bigint, amount bigint)`);
      await client.query(`INSERT INTO ${name}_taken SELECT id, amount FROM ${name} SNAPSHOT SINCE CHECKPOINT 'bench'`);
    }
    const round = async (name: string, start: number): Promise<void> => {
      await client.query(
        `INSERT INTO ${name} SELECT i, i % 100 FROM range(${start * DELTA}, ${(start + 1) * DELTA}) AS r(i)`,
      );
      await client.query(`INSERT INTO ${name}_taken SELECT id, amount FROM ${name} SNAPSHOT SINCE CHECKPOINT 'bench'`);
    };
    const [short, long] = await inTurns(
      ROUNDS,
      (start) => round('short', start),
      (start) => round('long', start),
    );
    report(`incremental round of ${DELTA} rows, ${TIMES} times the history`, long, short, TARGET);
  });
}
