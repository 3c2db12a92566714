import type { Engine } from '../src/engine/engine.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogObject, Oid } from './objects.ts';

/** Roles and containers that every server has; PostgreSQL's numbers where it has such an object. */
const ADMIN = 10 as Oid;
const DATABASE_ALL = 5 as Oid;
const SCHEMA_PUBLIC = 2200 as Oid;

/** Identity namespaces that are there from the start. Source: reference of the dialect, section 1.3. */
const STANDARD_NAMESPACES: readonly (readonly [name: string, code: string, type: string])[] = [
  ['Email', 'Email', 'Email'],
  ['Phone', 'Phone', 'Phone'],
  ['ECID', 'ECID', 'Cookie'],
  ['AAID', 'AAID', 'Cookie'],
  ['IDFA', 'IDFA', 'Device'],
  ['GAID', 'GAID', 'Device'],
];
const FIRST_NAMESPACE = 9000;

/**
 * Puts in what a new data folder lacks: the account `admin`, the database `all` with its schema `public`, the standard
 * namespaces. `makeVerifier` is asked only when the account is made. Answers whether it was.
 */
export async function bootstrap(
  catalog: Catalog,
  engine: Engine,
  makeVerifier: () => Promise<string>,
): Promise<{ readonly adminMade: boolean }> {
  const { view } = catalog;
  const createdAt = catalog.now().toISOString();
  const missing: CatalogObject[] = [];
  const adminMade = view.get(ADMIN) === undefined;
  if (adminMade) {
    const verifier = await makeVerifier();
    missing.push({
      kind: 'role',
      oid: ADMIN,
      name: 'admin',
      createdAt,
      owner: ADMIN,
      verifier,
      login: true,
      superuser: true,
    });
  }
  if (view.get(DATABASE_ALL) === undefined) {
    missing.push({ kind: 'database', oid: DATABASE_ALL, name: 'all', createdAt, owner: ADMIN, storage: 'lake' });
  }
  if (view.get(SCHEMA_PUBLIC) === undefined) {
    missing.push({
      kind: 'schemaContainer',
      oid: SCHEMA_PUBLIC,
      name: 'public',
      createdAt,
      owner: ADMIN,
      database: DATABASE_ALL,
    });
  }
  for (const [index, [name, code, type]] of STANDARD_NAMESPACES.entries()) {
    const oid = (FIRST_NAMESPACE + index) as Oid;
    if (view.get(oid) === undefined)
      missing.push({ kind: 'namespace', oid, name, createdAt, owner: ADMIN, code, type });
  }
  if (missing.length === 0) return { adminMade };
  const connection = await engine.connect();
  try {
    await catalog.change(connection, (changes) => {
      for (const object of missing) changes.put(object);
    });
  } finally {
    connection.close();
  }
  return { adminMade };
}
