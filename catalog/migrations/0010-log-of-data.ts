/** The log of queries says how many bytes went over, and which datasets were read and written, by their names. */
export const logOfData = {
  number: 10,
  name: 'log-of-data',
  statements: [
    'ALTER TABLE stillhouse.queries ADD COLUMN bytes BIGINT',
    'ALTER TABLE stillhouse.queries ADD COLUMN datasets_read VARCHAR[]',
    'ALTER TABLE stillhouse.queries ADD COLUMN datasets_written VARCHAR[]',
  ],
} as const;
