import { defineConfig } from 'vitest/config';

/** Real clients (psql, JDBC, psycopg, …) against the built server; each skips visibly where its program is absent. */
export default defineConfig({
  test: {
    include: ['test/drivers/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
