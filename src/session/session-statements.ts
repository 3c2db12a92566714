import { assertNever } from '../core/assert-never.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionStatement } from '../plan/plan.ts';
import type {
  ListenStatement,
  SetSetting,
  ShowSetting,
  TransactionModes,
  TransactionStatement,
} from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { explain } from './explain.ts';
import { type Outcome, rowsOf } from './outcome.ts';
import type { Execution } from './run.ts';
import type { Runtime } from './runtime.ts';
import { settingDefinition, shownValue } from './setting-table.ts';
import type { StatementStore } from './statement-store.ts';

/** Performs the statements that are about the session itself. */
export async function performSession(
  statement: SessionStatement,
  execution: Execution,
  runtime: Runtime,
  store: StatementStore,
): Promise<Outcome> {
  switch (statement.kind) {
    case 'transaction':
      return transaction(statement, runtime);
    case 'set':
      return set(statement, runtime);
    case 'show':
      return show(statement, runtime);
    case 'reset':
      if (statement.name === 'all') runtime.settings.resetAll();
      else runtime.settings.set(statement.name, undefined, 'session');
      return { kind: 'complete', tag: 'RESET' };
    case 'discard':
      return discard(statement.what, runtime, store);
    case 'listen':
      return listen(statement, runtime);
    case 'noOperation':
      return { kind: 'complete', tag: statement.tag };
    case 'explain':
      return explain(statement, execution, runtime);
    case 'prepare':
      await store.prepareNamed(statement, execution.text);
      return { kind: 'complete', tag: 'PREPARE' };
    case 'execute':
      return store.executeNamed(statement, execution);
    case 'deallocate':
      store.deallocate(statement.name === 'all' ? 'all' : statement.name.name);
      return { kind: 'complete', tag: statement.name === 'all' ? 'DEALLOCATE ALL' : 'DEALLOCATE' };
    case 'declareCursor':
      return store.declareCursor(statement, execution);
    case 'fetch':
      return store.fetch(statement, execution);
    case 'closeCursor':
      store.closeCursor(statement.name === 'all' ? 'all' : statement.name.name);
      return { kind: 'complete', tag: statement.name === 'all' ? 'CLOSE CURSOR ALL' : 'CLOSE CURSOR' };
    default:
      return assertNever(statement);
  }
}

/** The columns of such a statement, before it runs; undefined when it has none. */
export function describeSessionStatement(
  statement: SessionStatement,
  store: StatementStore,
): readonly Column[] | undefined {
  switch (statement.kind) {
    case 'show':
      return showColumns(statement);
    case 'explain':
      return [{ name: 'QUERY PLAN', type: { kind: statement.format === 'json' ? 'json' : 'varchar' } }];
    case 'execute':
      return store.statementNamed(statement.name.name).columns;
    case 'fetch':
      return statement.move ? undefined : store.cursorColumns(statement.name.name);
    case 'transaction':
    case 'set':
    case 'reset':
    case 'discard':
    case 'listen':
    case 'noOperation':
    case 'prepare':
    case 'deallocate':
    case 'declareCursor':
    case 'closeCursor':
      return undefined;
    default:
      return assertNever(statement);
  }
}

async function transaction(statement: TransactionStatement, runtime: Runtime): Promise<Outcome> {
  const { transaction: state } = runtime;
  switch (statement.action) {
    case 'begin':
    case 'start': {
      if (state.explicit) warn(runtime, SQLSTATE.activeSqlTransaction, 'there is already a transaction in progress');
      else begin(statement.modes, runtime);
      return { kind: 'complete', tag: statement.action === 'begin' ? 'BEGIN' : 'START TRANSACTION' };
    }
    case 'commit':
    case 'rollback': {
      if (!state.explicit) warn(runtime, SQLSTATE.noActiveSqlTransaction, 'there is no transaction in progress');
      const modes = { readOnly: state.readOnly };
      const kept = statement.action === 'commit' && (await state.commit());
      if (statement.action === 'rollback') await state.rollback();
      if (statement.chain) begin(modes, runtime);
      return { kind: 'complete', tag: kept ? 'COMMIT' : 'ROLLBACK' };
    }
    case 'setModes':
      applyModes(statement.modes, runtime, 'transaction');
      return { kind: 'complete', tag: 'SET' };
    case 'setSessionModes':
      applyModes(statement.modes, runtime, 'default_transaction');
      return { kind: 'complete', tag: 'SET' };
    case 'savepoint':
      runtime.savepoints.add(statement.savepoint.name);
      return { kind: 'complete', tag: 'SAVEPOINT' };
    case 'release':
      runtime.savepoints.release(statement.savepoint.name);
      return { kind: 'complete', tag: 'RELEASE' };
    case 'rollbackTo':
      await runtime.savepoints.rollbackTo(statement.savepoint.name);
      return { kind: 'complete', tag: 'ROLLBACK' };
    case 'prepareTransaction':
    case 'commitPrepared':
    case 'rollbackPrepared':
      throw new SqlError(SQLSTATE.featureNotSupported, 'two-phase commit is not supported');
    default:
      return assertNever(statement);
  }
}

function begin(modes: TransactionModes, runtime: Runtime): void {
  const { settings } = runtime;
  const readOnly = modes.readOnly ?? settings.flag('default_transaction_read_only');
  runtime.transaction.begin({ readOnly });
  settings.set('transaction_read_only', readOnly ? 'on' : 'off', 'local');
  settings.set('transaction_isolation', modes.isolation ?? settings.get('default_transaction_isolation'), 'local');
}

function applyModes(modes: TransactionModes, runtime: Runtime, prefix: 'transaction' | 'default_transaction'): void {
  const scope = prefix === 'transaction' ? 'local' : 'session';
  const { settings } = runtime;
  if (modes.isolation !== undefined) settings.set(`${prefix}_isolation`, modes.isolation, scope);
  if (modes.readOnly !== undefined) settings.set(`${prefix}_read_only`, modes.readOnly ? 'on' : 'off', scope);
  if (modes.deferrable !== undefined) settings.set(`${prefix}_deferrable`, modes.deferrable ? 'on' : 'off', scope);
  if (prefix === 'transaction' && modes.readOnly !== undefined) runtime.transaction.readOnly = modes.readOnly;
}

function set(statement: SetSetting, runtime: Runtime): Outcome {
  const value = statement.values?.join(', ');
  if (statement.scope === 'local' && !runtime.transaction.explicit) {
    warn(runtime, SQLSTATE.noActiveSqlTransaction, 'SET LOCAL can only be used in transaction blocks');
  }
  runtime.settings.set(statement.name, value, statement.scope);
  if (statement.name.toLowerCase() === 'transaction_read_only') {
    runtime.transaction.readOnly = runtime.settings.flag('transaction_read_only');
  }
  return { kind: 'complete', tag: 'SET' };
}

function show(statement: ShowSetting, runtime: Runtime): Outcome {
  const columns = showColumns(statement);
  const rows =
    statement.name === 'all'
      ? runtime.settings.all().map(({ name, value, description }) => [name, shownValue(name, value), description])
      : [[shownValue(statement.name, runtime.settings.get(statement.name))]];
  return { kind: 'rows', columns, source: rowsOf(columns, rows), tag: () => 'SHOW' };
}

function showColumns(statement: ShowSetting): readonly Column[] {
  const names =
    statement.name === 'all' ? ['name', 'setting', 'description'] : [settingDefinition(statement.name).name];
  return names.map((name) => ({ name, type: { kind: 'varchar' } }));
}

async function discard(
  what: 'all' | 'plans' | 'sequences' | 'temp',
  runtime: Runtime,
  store: StatementStore,
): Promise<Outcome> {
  if (what === 'all') {
    if (runtime.transaction.explicit) {
      throw new SqlError(SQLSTATE.activeSqlTransaction, 'DISCARD ALL cannot run inside a transaction block');
    }
    store.closeCursor('all');
    store.deallocate('all');
    runtime.channels.unlisten('*');
    runtime.settings.resetAll();
  }
  if (what === 'all' || what === 'temp') {
    if (runtime.temporary.tables.size > 0) await runtime.transaction.prepareTemporaryWrite();
    const connection = await runtime.connect();
    for (const dataset of runtime.temporary.tables.values()) {
      await connection.execute(`DROP TABLE temp.main."d${dataset.oid}"`);
      runtime.temporary.remove(dataset);
    }
  }
  return { kind: 'complete', tag: `DISCARD ${what.toUpperCase()}` };
}

function listen(statement: ListenStatement, runtime: Runtime): Outcome {
  const { channels } = runtime;
  switch (statement.action) {
    case 'listen':
      channels.listen(statement.channel);
      break;
    case 'unlisten':
      channels.unlisten(statement.channel);
      break;
    case 'notify':
      channels.notify(statement.channel, statement.payload);
      break;
  }
  return { kind: 'complete', tag: statement.action.toUpperCase() };
}

function warn(runtime: Runtime, sqlState: typeof SQLSTATE.warning, message: string): void {
  runtime.host.notice({ severity: 'WARNING', sqlState, message });
}
