import { beside, inTurns, report } from './beside.ts';

const ROUNDS = 7;
const TARGET = 1.15;
const ROWS = 1_000_000;

/** CREATE TABLE AS and INSERT … SELECT of a million rows, out of a table of the same database. */
export async function bulk(): Promise<void> {
  await beside(async ({ client, bare }) => {
    const make =
      "CREATE TABLE source AS SELECT i AS id, 'name ' || i AS name, CAST(i % 1000 AS decimal(10,2)) AS amount, " +
      `TIMESTAMP '2026-01-01 00:00:00' AS ts FROM range(${ROWS}) AS r(i)`;
    await client.query(make);
    await bare.run(make);
    const [own, other] = await inTurns(
      ROUNDS,
      (round) => client.query(`CREATE TABLE made${round} AS SELECT * FROM source`),
      (round) => bare.run(`CREATE TABLE made${round} AS SELECT * FROM source`),
    );
    report('CREATE TABLE AS of a million rows', own, other, TARGET);
    const [filled, otherFilled] = await inTurns(
      ROUNDS,
      (round) => client.query(`INSERT INTO made${round} SELECT * FROM source`),
      (round) => bare.run(`INSERT INTO made${round} SELECT * FROM source`),
    );
    report('INSERT of a million rows', filled, otherFilled, TARGET);
  });
}
