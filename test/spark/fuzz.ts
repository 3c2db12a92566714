import { openServer, textRows } from '../sql/slt.ts';
import { FORMS, type FuzzType, LEAVES, TABLE } from './fuzz/forms.ts';
import { ourAnswer, relationOf } from './our-answer.ts';
import { sparkQuery } from './spark-literal.ts';
import { sparkText } from './spark-text.ts';

/**
 * Writes random expressions over columns of every type with what they give here, for test/spark/compare.py. The same seed gives
 * the same expressions.
 */
const SEED = Number(process.argv[2] ?? 1);
const COUNT = Number(process.argv[3] ?? 1000);
const TYPES = [
  'int',
  'bigint',
  'dec',
  'double',
  'text',
  'date',
  'ts',
  'bool',
  'ints',
  'texts',
  'map',
  'binary',
] as const;

let state = BigInt(SEED) * 7919n + 12345n;
/** From 0 up to `below`. */
function random(below: number): number {
  state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
  return Number((state >> 33n) % BigInt(below));
}
function pick<T>(of: readonly T[]): T {
  const found = of[random(of.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function expression(type: string, depth: number): string {
  const leaves = LEAVES[type];
  if (leaves !== undefined && (depth <= 0 || random(5) === 0)) return pick(leaves);
  let any: string | undefined;
  const form = pick(FORMS[type as FuzzType]);
  const text = form.replace(/\{([a-z0-9]+)\}/g, (_, part: string) => {
    if (part === 'any') any = pick(['int', 'text', 'bigint', 'double', 'dec', 'date', 'ts', 'bool']);
    return expression(part === 'any' || part === 'same' ? (any ?? 'int') : part, depth - 1);
  });
  return /[ <>=+*/%^|&-]/.test(form) && !/^\w+\(.*\)$/.test(form) ? `(${text})` : text;
}

const server = await openServer('all');
await textRows(TABLE.create, server.session);
for (const row of TABLE.rows) await textRows(`INSERT INTO t VALUES (${row})`, server.session);
const relation = await relationOf('SELECT * FROM t ORDER BY id', server.session);
if (relation !== undefined) console.log(JSON.stringify({ view: 't', sql: sparkQuery(relation) }));
for (let i = 0; i < COUNT; i++) {
  const sql = `SELECT id, ${expression(pick(TYPES), 1 + random(2))} AS r FROM t`;
  console.log(JSON.stringify(await ourAnswer(sql, server.session, false, { written: sparkText(sql) })));
}
await server.close();
