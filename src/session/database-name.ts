import type { Database } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/** The one sandbox of a server, as it stands before the colon of a database name. */
export const SANDBOX = 'prod';
/** The database that shows every container. */
export const DEFAULT_DATABASE = 'all';

/**
 * The database a connection asked for: `all`, `<sandbox>:all`, `<sandbox>`, `<sandbox>:<database>` or a database's plain
 * name, each with `?FLATTEN` if wanted (reference, section 10). Throws 3D000 with a hint for anything else.
 */
export function resolveDatabase(
  asked: string,
  view: CatalogView,
): { readonly database: Database; readonly flatten: boolean } {
  const question = asked.indexOf('?');
  const path = question < 0 ? asked : asked.slice(0, question);
  const option = question < 0 ? '' : asked.slice(question + 1).toUpperCase();
  const [first = '', second, ...rest] = path.split(':');
  const name = second === undefined ? (first.toLowerCase() === SANDBOX ? DEFAULT_DATABASE : first) : second;
  const wellFormed =
    rest.length === 0 &&
    (second === undefined || first.toLowerCase() === SANDBOX) &&
    (option === '' || option === 'FLATTEN');
  const database = wellFormed ? view.database(name) : undefined;
  if (database === undefined) {
    throw new SqlError(SQLSTATE.invalidCatalogName, `database "${asked}" does not exist`, {
      fatal: true,
      hint: `Connect to "${DEFAULT_DATABASE}" or "${SANDBOX}:${DEFAULT_DATABASE}", which show everything; SHOW DATABASES there lists the others.`,
    });
  }
  return { database, flatten: option === 'FLATTEN' };
}
