import { defineConfig } from 'vitest/config';

/**
 * The test suites that other makers' clients bring along, against the build: `npm run test:peers -- lib-pq`. It takes many
 * minutes, so it is no part of the check. PEERS_AGAINST=postgres://… runs them against a PostgreSQL.
 */
export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    testTimeout: 3_600_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
