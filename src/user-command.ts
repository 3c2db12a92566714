import { createInterface } from 'node:readline/promises';
import { Catalog } from '../catalog/catalog.ts';
import type { Role } from '../catalog/objects.ts';
import { UsageError } from './config.ts';
import { systemClock } from './core/clock.ts';
import { silentLogger } from './core/logger.ts';
import { buildVerifier } from './core/scram-verifier.ts';
import type { Engine } from './engine/engine.ts';

/**
 * `stillhouse user add|passwd|list [NAME]`: accounts of a data folder whose server is not running. A running server's are
 * changed by SQL: CREATE USER, ALTER USER, DROP USER. A password is read from standard input, so that it is in no list of
 * processes. Throws UsageError.
 */
export async function userCommand(args: readonly string[], engine: Engine): Promise<void> {
  const [action, name, ...rest] = args;
  const catalog = await Catalog.open(engine, systemClock, silentLogger);
  if (rest.length > 0) throw new UsageError(USAGE);
  switch (action) {
    case 'list':
      if (name !== undefined) throw new UsageError(USAGE);
      for (const role of roles(catalog)) process.stdout.write(`${lineOf(role)}\n`);
      return;
    case 'add':
      await addUser(required(name), catalog, engine);
      return;
    case 'passwd':
      await changePassword(required(name), catalog, engine);
      return;
    default:
      throw new UsageError(USAGE);
  }
}

const USAGE = 'usage: stillhouse user add NAME | passwd NAME | list, with --data-dir DIR';

async function addUser(name: string, catalog: Catalog, engine: Engine): Promise<void> {
  if (catalog.view.role(name) !== undefined) throw new UsageError(`account "${name}" exists already`);
  const admin = catalog.view.role('admin');
  if (admin === undefined) throw new UsageError('start the server once first: the folder has no accounts yet');
  const verifier = await buildVerifier(await readPassword(name));
  await put(catalog, engine, {
    kind: 'role',
    oid: catalog.nextOid(),
    name,
    createdAt: catalog.now().toISOString(),
    owner: admin.oid,
    verifier,
    login: true,
    superuser: false,
  });
  process.stdout.write(`account "${name}" added\n`);
}

async function changePassword(name: string, catalog: Catalog, engine: Engine): Promise<void> {
  const role = catalog.view.role(name);
  if (role === undefined) throw new UsageError(`account "${name}" does not exist; stillhouse user list shows all`);
  await put(catalog, engine, { ...role, verifier: await buildVerifier(await readPassword(name)) });
  process.stdout.write(`password of "${name}" changed\n`);
}

async function put(catalog: Catalog, engine: Engine, role: Role): Promise<void> {
  const connection = await engine.connect();
  try {
    await catalog.change(connection, (changes) => changes.put(role));
  } finally {
    connection.close();
  }
}

/** The first line of standard input, asked for when a person sits there. Throws UsageError when it is empty. */
async function readPassword(name: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, ...(process.stdin.isTTY ? { output: process.stderr } : {}) });
  try {
    if (process.stdin.isTTY) process.stderr.write(`Password for ${name} (shown as you type): `);
    for await (const line of lines) {
      if (line !== '') return line;
      break;
    }
  } finally {
    lines.close();
  }
  throw new UsageError('a password is expected on standard input');
}

function roles(catalog: Catalog): readonly Role[] {
  const found = [...catalog.view.objects()].filter((each): each is Role => each.kind === 'role');
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function lineOf({ name, superuser, login, validUntil }: Role): string {
  const facts = [...(superuser ? ['superuser'] : []), ...(login ? [] : ['cannot log in'])];
  if (validUntil !== undefined) facts.push(`valid until ${validUntil}`);
  return facts.length === 0 ? name : `${name} (${facts.join(', ')})`;
}

function required(name: string | undefined): string {
  if (name === undefined || name === '') throw new UsageError(USAGE);
  return name;
}
