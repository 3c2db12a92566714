/**
 * What the scheduler and the REST API keep: the log of queries, runs, how far each schedule has come, ends of queries that
 * committed together with their data, alerts and tokens. Only `schedule_state` has a key: a due time is claimed by an
 * upsert on it.
 */
export const scheduler = {
  number: 3,
  name: 'scheduler',
  statements: [
    `CREATE TABLE stillhouse.queries (
       id VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL, started_at TIMESTAMP,
       ended_at TIMESTAMP, state VARCHAR NOT NULL, account VARCHAR NOT NULL, client VARCHAR NOT NULL, door VARCHAR NOT NULL,
       sql VARCHAR NOT NULL, db_name VARCHAR NOT NULL, hidden BOOLEAN NOT NULL, soft_deleted BOOLEAN NOT NULL,
       row_count BIGINT, sql_state VARCHAR, error VARCHAR, template_id VARCHAR, template_name VARCHAR,
       schedule_id VARCHAR, run_id VARCHAR, referenced VARCHAR[], more VARCHAR NOT NULL)`,
    `CREATE TABLE stillhouse.query_ends (
       query_id VARCHAR NOT NULL, schedule_id VARCHAR, run_id VARCHAR, ended_at TIMESTAMP NOT NULL)`,
    `CREATE TABLE stillhouse.runs (
       id VARCHAR NOT NULL, schedule_id VARCHAR NOT NULL, due TIMESTAMP NOT NULL, external BOOLEAN NOT NULL,
       state VARCHAR NOT NULL, task_state VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL,
       started_at TIMESTAMP, ended_at TIMESTAMP, attempt INTEGER NOT NULL, query_id VARCHAR, message VARCHAR,
       sql_state VARCHAR)`,
    `CREATE TABLE stillhouse.schedule_state (
       schedule_id VARCHAR PRIMARY KEY, last_due TIMESTAMP NOT NULL, failures INTEGER NOT NULL, failed_at TIMESTAMP,
       quarantined_at TIMESTAMP)`,
    `CREATE TABLE stillhouse.run_requests (
       id VARCHAR NOT NULL, schedule_id VARCHAR NOT NULL, account VARCHAR NOT NULL, requested_at TIMESTAMP NOT NULL)`,
    `CREATE TABLE stillhouse.alert_subscriptions (
       id VARCHAR NOT NULL, asset_id VARCHAR NOT NULL, alert_type VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL,
       document VARCHAR NOT NULL)`,
    `CREATE TABLE stillhouse.alert_log (
       id VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL, asset_id VARCHAR NOT NULL,
       alert_type VARCHAR NOT NULL, state VARCHAR NOT NULL, document VARCHAR NOT NULL)`,
    `CREATE TABLE stillhouse.tokens (
       digest VARCHAR NOT NULL, account VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, expires_at TIMESTAMP NOT NULL)`,
  ],
} as const;
