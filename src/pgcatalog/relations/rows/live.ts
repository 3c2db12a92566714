import type { RelationSource } from '../definition.ts';

/** Relations about the server as it runs, filled by the session that asks. */

export const pgSettings: RelationSource = {
  kind: 'live',
  defaults: { category: 'Ungrouped', source: 'default', pending_restart: false },
  *rows(session) {
    for (const { name, value, initial, description, readOnly, choices } of session.settings()) {
      yield {
        name,
        setting: value,
        short_desc: description,
        context: readOnly ? 'internal' : 'user',
        vartype: choices !== undefined ? 'enum' : variableType(initial),
        source: value === initial ? 'default' : 'session',
        enumvals: choices ?? null,
        boot_val: initial,
        reset_val: initial,
      };
    }
  },
};

function variableType(initial: string): string {
  if (initial === 'on' || initial === 'off') return 'bool';
  return /^-?\d+$/.test(initial) ? 'integer' : 'string';
}

export const pgStatActivity: RelationSource = {
  kind: 'live',
  defaults: { backend_type: 'client backend' },
  *rows(session) {
    for (const each of session.sessions()) {
      yield {
        datid: each.database.oid,
        datname: each.database.name,
        pid: each.processId,
        usesysid: each.role.oid,
        usename: each.role.name,
        application_name: each.applicationName,
        client_addr: each.clientAddress ?? null,
        client_port: each.clientPort ?? null,
        backend_start: each.startedAt.toISOString(),
        xact_start: each.transactionStartedAt?.toISOString() ?? null,
        query_start: each.queryStartedAt?.toISOString() ?? null,
        state_change: each.stateChangedAt?.toISOString() ?? null,
        wait_event_type: each.state === 'active' ? null : 'Client',
        wait_event: each.state === 'active' ? null : 'ClientRead',
        state: each.state,
        query: each.query,
      };
    }
  },
};

export const pgStatSsl: RelationSource = {
  kind: 'live',
  *rows(session) {
    for (const { processId } of session.sessions()) yield { pid: processId, ssl: false };
  },
};

export const pgStatGssapi: RelationSource = {
  kind: 'live',
  *rows(session) {
    for (const { processId } of session.sessions())
      yield { pid: processId, gss_authenticated: false, encrypted: false };
  },
};

export const pgPreparedStatements: RelationSource = {
  kind: 'live',
  defaults: { generic_plans: 0, custom_plans: 0 },
  *rows(session) {
    for (const { name, statement, preparedAt, parameterOids, fromSql } of session.preparedStatements()) {
      yield {
        name,
        statement,
        prepare_time: preparedAt.toISOString(),
        parameter_types: parameterOids,
        from_sql: fromSql,
      };
    }
  },
};

export const pgCursors: RelationSource = {
  kind: 'live',
  defaults: { is_scrollable: false },
  *rows(session) {
    for (const { name, statement, holdable, binary, createdAt } of session.cursors()) {
      yield {
        name,
        statement,
        is_holdable: holdable,
        is_binary: binary,
        creation_time: createdAt.toISOString(),
      };
    }
  },
};
