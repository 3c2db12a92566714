import { SqlError } from '../../src/core/sql-error.ts';
import { SQLSTATE } from '../../src/core/sql-state.ts';
import type { EngineConnection } from '../../src/engine/connection.ts';
import { foundation } from './0001-foundation.ts';
import { lineage } from './0002-lineage.ts';
import { scheduler } from './0003-scheduler.ts';
import { expiry } from './0004-expiry.ts';
import { access } from './0005-access.ts';
import { writes } from './0006-writes.ts';
import { numbers } from './0007-numbers.ts';
import { tokenPurpose } from './0008-token-purpose.ts';
import { runsOnce } from './0009-runs-once.ts';
import { logOfData } from './0010-log-of-data.ts';
import { credentialUse } from './0011-credential-use.ts';

export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** In order. A migration that has been released is never edited: what it got wrong, a later one mends. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  lineage,
  scheduler,
  expiry,
  access,
  writes,
  numbers,
  tokenPurpose,
  runsOnce,
  logOfData,
  credentialUse,
];

/**
 * Brings the catalog's tables to this program's version, each migration in a transaction of its own.
 * Throws 55000 when the folder was written by a newer program.
 */
export async function migrate(
  connection: EngineConnection,
  now: Date,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const applied = await appliedMigrations(connection);
  if (applied > migrations.length) {
    throw new SqlError(
      SQLSTATE.objectNotInPrerequisiteState,
      'the data folder was written by a newer version of stillhouse',
      {
        detail: `It is at migration ${applied}; this program knows ${migrations.length}.`,
      },
    );
  }
  for (const migration of migrations.slice(applied)) {
    await connection.execute('BEGIN TRANSACTION');
    for (const statement of migration.statements) await connection.execute(statement);
    const at = now.toISOString().replace('T', ' ').replace('Z', '');
    await connection.execute(
      `INSERT INTO stillhouse.migrations VALUES (${migration.number}, '${migration.name}', TIMESTAMP '${at}')`,
    );
    await connection.execute('COMMIT');
  }
}

async function appliedMigrations(connection: EngineConnection): Promise<number> {
  // The schema came with the table; to ask for the table would look at every dataset.
  const schemas = await connection.rows("SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'stillhouse'");
  if (Number(schemas[0]?.[0] ?? 0) === 0) return 0;
  const rows = await connection.rows('SELECT coalesce(max(number), 0) FROM stillhouse.migrations');
  return Number(rows[0]?.[0] ?? 0);
}
