import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { CatalogObject, Oid } from '../../catalog/objects.ts';
import { CatalogView } from '../../catalog/view.ts';
import { startServer } from '../../test/support/server.ts';
import { median, ms, timed } from './beside.ts';

const DATASETS = 10_000;
const STARTS = 3;
const ROUNDS = 101;
const LOOK_UP_TARGET_MS = 0.2;
const START_TARGET_MS = 2_000;
const CONTAINER = 2200 as Oid;

/** Look-ups and changes of a catalog with ten thousand datasets, and a start of the server with them. */
export async function manyDatasets(): Promise<void> {
  const view = CatalogView.of([...made()], new Map());
  const times: number[] = [];
  const changes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const name = `Dataset_${(round * 7919) % DATASETS}`;
    times.push(await timed(async () => view.relation(CONTAINER, name)));
    const object = view.relation(CONTAINER, name);
    if (object === undefined) throw new Error(`${name} was not found`);
    changes.push(await timed(async () => view.apply([{ kind: 'put', object: { ...object } }])));
  }
  line(`look-up by name among ${DATASETS} datasets`, median(times), LOOK_UP_TARGET_MS);
  line(`change of one of ${DATASETS} datasets, in memory`, median(changes), LOOK_UP_TARGET_MS);

  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-bench-'));
  const flags = ['--log-level', 'warn'];
  try {
    const server = await startServer({ dataDir: folder, flags });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('BEGIN');
    for (let index = 0; index < DATASETS; index++) {
      await client.query(`CREATE TABLE dataset_${index} (id bigint, name varchar, amount decimal(10,2))`);
    }
    await client.query('COMMIT');
    const asked: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      asked.push(await timed(() => client.query(`SELECT id FROM dataset_${(round * 7919) % DATASETS}`)));
    }
    line('a new SELECT from one of them, over the wire', median(asked), undefined);
    await client.end();
    await server.stop();
    const starts: number[] = [];
    for (let start = 0; start < STARTS; start++) {
      let again: Awaited<ReturnType<typeof startServer>> | undefined;
      starts.push(
        await timed(async () => {
          again = await startServer({ dataDir: folder, flags });
        }),
      );
      await again?.stop();
    }
    line(`start with ${DATASETS} datasets`, median(starts), START_TARGET_MS);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function line(what: string, time: number, target: number | undefined): void {
  const shown = time < 1 ? `${(time * 1000).toFixed(0)} µs` : ms(time);
  console.log(`| ${what} | ${shown} | | | ${target === undefined ? '' : ms(target)} |`);
}

function* made(): IterableIterator<CatalogObject> {
  for (let index = 0; index < DATASETS; index++) {
    yield {
      kind: 'dataset',
      oid: (16_384 + index) as Oid,
      name: `dataset_${index}`,
      createdAt: '2026-01-01T00:00:00Z',
      owner: 10 as Oid,
      id: index.toString(16).padStart(24, '0') as never,
      displayName: `dataset ${index}`,
      storage: 'lake',
      containers: [CONTAINER],
      columns: [{ name: 'id', type: { kind: 'bigint' }, number: 1, notNull: false }],
      lastColumnNumber: 1,
      constraints: [],
      identities: [],
      labels: [],
      hasRemovedRows: false,
    };
  }
}
