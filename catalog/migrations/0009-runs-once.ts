const COLUMNS = `id VARCHAR NOT NULL, schedule_id VARCHAR NOT NULL, due TIMESTAMP NOT NULL, external BOOLEAN NOT NULL,
       state VARCHAR NOT NULL, task_state VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL,
       started_at TIMESTAMP, ended_at TIMESTAMP, attempt INTEGER NOT NULL, query_id VARCHAR, message VARCHAR,
       sql_state VARCHAR`;

/**
 * One record for each due time of a schedule: a run's id names its due time, and is a key from here on. Until now a due time
 * could have a second record, which said that it was passed over, when a run ended while the next was claimed: the record
 * of what ran stays.
 */
export const runsOnce = {
  number: 9,
  name: 'runs-once',
  statements: [
    'ALTER TABLE stillhouse.runs RENAME TO runs_before',
    `CREATE TABLE stillhouse.runs (${COLUMNS}, PRIMARY KEY (schedule_id, id))`,
    `INSERT INTO stillhouse.runs SELECT * FROM stillhouse.runs_before
     QUALIFY row_number() OVER (PARTITION BY schedule_id, id ORDER BY state = 'SKIPPED', updated_at DESC) = 1
     ORDER BY created_at`,
    'DROP TABLE stillhouse.runs_before',
  ],
} as const;
