import { beside, inTurns, report } from './beside.ts';

const COLUMNS = 'id bigint, name varchar, amount decimal(10,2), ts timestamp';
const SINGLE_ROWS = 1_000;
const BATCH_ROWS = 1_000;
const BATCHES = 20;
const TARGET = 1.5;
const BATCH_TARGET = 2;
const PREPARED = 'INSERT INTO single VALUES ($1::bigint, $2::varchar, $3::decimal(10,2), $4::timestamp)';

/** Single rows, each durable before the next; then rows by the thousand in one VALUES. */
export async function inserts(): Promise<void> {
  await beside(async ({ client, bare }) => {
    for (const table of ['single', 'batch']) {
      await client.query(`CREATE TABLE ${table} (${COLUMNS})`);
      await bare.run(`CREATE TABLE ${table} (${COLUMNS})`);
    }
    const prepared = await bare.prepare(PREPARED);
    const [own, kept, other, otherKept] = await inTurns(
      SINGLE_ROWS,
      (id) => client.query(`INSERT INTO single VALUES ${row(id)}`),
      (id) => client.query({ name: 'single', text: PREPARED, values: [id, `name ${id}`, '12.50', TIME] }),
      (id) => bare.run(`INSERT INTO single VALUES ${row(id)}`),
      async (id) => {
        prepared.bindBigInt(1, BigInt(id));
        prepared.bindVarchar(2, `name ${id}`);
        prepared.bindVarchar(3, '12.50');
        prepared.bindVarchar(4, TIME);
        await prepared.run();
      },
    );
    report('one-row INSERT, durable', own, other, TARGET);
    report('the same, prepared', kept, otherKept, TARGET);
    const [batch, otherBatch] = await inTurns(
      BATCHES,
      (round) => client.query(`INSERT INTO batch VALUES ${rows(round)}`),
      (round) => bare.run(`INSERT INTO batch VALUES ${rows(round)}`),
    );
    report(`INSERT of ${BATCH_ROWS} rows by VALUES`, batch, otherBatch, BATCH_TARGET);
  });
}

const TIME = '2026-01-01 00:00:00';

function row(id: number): string {
  return `(${id}, 'name ${id}', 12.50, TIMESTAMP '${TIME}')`;
}

function rows(round: number): string {
  return Array.from({ length: BATCH_ROWS }, (_, index) => row(round * BATCH_ROWS + index)).join(', ');
}
