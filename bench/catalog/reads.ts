import { beside, inTurns, report } from './beside.ts';

const WRITES = 10_000;
const ROWS_OF_WRITE = 100;
const ROUNDS = 31;
const TARGET = 1.1;
const IDENTITIES = 1_000_000;
const UPSERTS = 20;
const UPSERT_ROWS = 10_000;

/** The newest rows of a dataset that was often written, beside a plain table of the same rows in the same server. */
export async function reads(): Promise<void> {
  await beside(async ({ client }) => {
    await client.query('CREATE DATABASE plain WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch)');
    await client.query('CREATE SCHEMA plain.tables');
    await client.query('CREATE TABLE often (id bigint, name varchar, amount decimal(10,2))');
    for (let write = 0; write < WRITES; write++) {
      await client.query(
        `INSERT INTO often SELECT ${write * ROWS_OF_WRITE} + i, 'name ' || i, i FROM range(${ROWS_OF_WRITE}) AS r(i)`,
      );
    }
    await client.query('CREATE TABLE plain.tables.often AS SELECT * FROM often');
    const select = (table: string): string =>
      `SELECT name, SUM(amount) AS total FROM ${table} WHERE id % 3 = 0 GROUP BY name ORDER BY total DESC LIMIT 5`;
    const [own, other] = await inTurns(
      ROUNDS,
      () => client.query(select('often')),
      () => client.query(select('plain.tables.often')),
    );
    report(`newest rows after ${WRITES} writes, aggregate`, own, other, TARGET);

    await client.query(
      "CREATE TABLE people (id bigint PRIMARY KEY NAMESPACE 'ECID', name varchar) WITH (label = 'PROFILE')",
    );
    await client.query(`INSERT INTO people SELECT i, 'name ' || i FROM range(${IDENTITIES}) AS r(i)`);
    for (let round = 0; round < UPSERTS; round++) {
      await client.query(
        `INSERT INTO people SELECT i * 7, 'again ' || i FROM range(${round * 100}, ${round * 100 + UPSERT_ROWS}) AS r(i)`,
      );
    }
    await client.query('CREATE TABLE written_once AS SELECT id, name FROM people');
    const [point, otherPoint] = await inTurns(
      ROUNDS,
      (round) => client.query(`SELECT name FROM people WHERE id = ${round * 7919}`),
      (round) => client.query(`SELECT name FROM written_once WHERE id = ${round * 7919}`),
    );
    report(`point read of one of ${IDENTITIES} upserted identities`, point, otherPoint, TARGET);
  });
}
