/**
 * The largest numbers given by the time that something was dropped: what is there no longer tells. Rows are only added, so
 * that two drops never meet; a start leaves one.
 */
export const numbers = {
  number: 7,
  name: 'numbers',
  statements: ['CREATE TABLE stillhouse.numbers (oid BIGINT NOT NULL, snapshot_id BIGINT NOT NULL)'],
} as const;
