import { bulk } from './catalog/bulk.ts';
import { inserts } from './catalog/inserts.ts';
import { manyDatasets } from './catalog/many-datasets.ts';
import { reads } from './catalog/reads.ts';
import { incrementalRounds } from './catalog/rounds.ts';

/**
 * What the catalog costs: the built server, asked over the wire, beside bare DuckDB in this process, with a file of its own on
 * the same disk and the same kind of transactions. Both take turns, so that what else the machine does falls on both. Prints
 * rows for bench/RESULTS.md.
 *
 * npm run bench -- catalog [inserts] [bulk] [reads] [rounds] [many]
 */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  inserts,
  bulk,
  reads,
  rounds: incrementalRounds,
  many: manyDatasets,
};

const asked = process.argv.slice(2);
console.log('| what | stillhouse | beside it | ratio | target |');
console.log('|---|---|---|---|---|');
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) await part();
}
