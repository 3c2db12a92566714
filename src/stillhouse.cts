#!/usr/bin/env node
/**
 * The program's entry. It is CommonJS because Node reads ES modules through libuv's thread pool, whose size is fixed at its
 * first use: with the default of four threads, a few heavy queries would block all file access.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';

import('./main.js').then(
  (main) => main.main(process.argv.slice(2)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
