import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from './support/backend.ts';
import { RawClient } from './support/raw-client.ts';

/*
 * Transcripts of the protocol. A file is one connection; comments begin with `#`. A block is
 *
 *   send [until=<message>]     messages, one a line, with their fields as JSON
 *   ----                       what the server answers, likewise
 *
 * and ends with an empty line. An answer is complete with as many ReadyForQuery as the block has Query, Sync and
 * FunctionCall; `until=` names another last message, or `close`. The line `connect bare` at the top of a file leaves
 * start-up to its blocks.
 */

interface Send {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Block {
  readonly until: string | undefined;
  readonly sends: readonly Send[];
  /** Lines of the file: where the expectation begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** Where transcripts are played, and as whom. */
export interface PgtTarget {
  readonly host: string;
  readonly port: number;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface PgtResult {
  readonly expected: string;
  readonly actual: string;
}

export function transcripts(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.pgt'));
}

/** Plays a transcript. Answers the whole file as it is and as it would have to be; with `update` it is rewritten so. */
export async function play(folder: string, name: string, target: PgtTarget, update: boolean): Promise<PgtResult> {
  const file = join(folder, name);
  const expected = readFileSync(file, 'utf8');
  const lines = expected.split('\n');
  const client = await connected(lines.includes('connect bare'), target);
  try {
    const actual: string[] = [];
    let copied = 0;
    for (const block of blocks(lines)) {
      actual.push(...lines.slice(copied, block.from), ...(await answers(client, block)));
      copied = block.to;
    }
    const text = [...actual, ...lines.slice(copied)].join('\n');
    if (update && text !== expected) writeFileSync(file, text);
    return { expected: update ? text : expected, actual: text };
  } finally {
    client.destroy();
  }
}

async function connected(bare: boolean, target: PgtTarget): Promise<RawClient> {
  if (bare) return RawClient.connect(target.port, target.host);
  const { client } = await RawClient.started(target.port, target.parameters, target.host);
  return client;
}

async function answers(client: RawClient, block: Block): Promise<string[]> {
  for (const { kind, fields } of block.sends) client.send(kind, fields);
  const messages: Backend[] = [];
  if (block.until === 'S' || block.until === 'N') return [(await client.bytes(1))?.toString() ?? 'close'];
  let left = block.until === undefined ? block.sends.filter(endsWithReady).length : 1;
  while (left > 0) {
    const received = await client.readUntil(block.until ?? 'ReadyForQuery');
    messages.push(...received);
    left--;
    if (received.at(-1)?.kind !== (block.until ?? 'ReadyForQuery')) return [...messages.map(line), 'close'];
  }
  return messages.map(line);
}

function endsWithReady({ kind, fields }: Send): boolean {
  return kind === 'Query' || kind === 'Sync' || kind === 'FunctionCall' || fields.type === 'Q';
}

/** Process ids and keys differ from run to run. */
function line({ kind, fields }: Backend): string {
  if (kind === 'BackendKeyData') return `${kind} {"keyBytes":${String(fields.key).length / 2}}`;
  const { processId: _processId, ...shown } = fields;
  return Object.keys(shown).length === 0 ? kind : `${kind} ${JSON.stringify(shown)}`;
}

function* blocks(lines: readonly string[]): Generator<Block> {
  for (let i = 0; i < lines.length; i++) {
    const head = lines[i] ?? '';
    if (head !== 'send' && !head.startsWith('send until=')) continue;
    const separator = lines.indexOf('----', i);
    if (separator < 0) throw new Error(`line ${i + 1}: a block without ----`);
    const empty = lines.indexOf('', separator);
    const to = empty < 0 ? lines.length : empty;
    yield {
      until: head.split('until=')[1],
      sends: lines.slice(i + 1, separator).map(parseLine),
      from: separator + 1,
      to,
    };
    i = to;
  }
}

function parseLine(text: string): Send {
  const space = text.indexOf(' ');
  if (space < 0) return { kind: text, fields: {} };
  return { kind: text.slice(0, space), fields: JSON.parse(text.slice(space + 1)) };
}
