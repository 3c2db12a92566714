import type { Dataset, Oid } from '../../catalog/objects.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { missingValue } from '../engine/errors.ts';
import type { Runtime } from './runtime.ts';

/** An error of the engine about one of its tables, told of the relation that users see: they never see `d16460`. */
export function inUserNames(error: unknown, runtime: Runtime): unknown {
  if (!(error instanceof SqlError) || error.sqlState !== SQLSTATE.notNullViolation) return error;
  const oid = /^d(\d+)$/.exec(error.table ?? '')?.[1];
  const dataset = oid === undefined ? undefined : stored(Number(oid), runtime);
  if (dataset === undefined) return error;
  const container = runtime.transaction.view.get(dataset.containers[0] ?? dataset.oid);
  const schema = container?.kind === 'schemaContainer' && dataset.storage !== 'temporary' ? container.name : undefined;
  return missingValue(dataset.name, error.column ?? '', error, schema);
}

function stored(oid: number, runtime: Runtime): Dataset | undefined {
  const temporary = [...runtime.temporary.tables.values()].find((each) => each.oid === oid);
  const object = runtime.transaction.view.get(oid as Oid);
  return temporary ?? (object?.kind === 'dataset' ? object : undefined);
}
