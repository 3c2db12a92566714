/**
 * Loaded into a server before its own code: moves its clock by as many milliseconds as a file says. The file is read each
 * time that somebody asks, so a test moves the clock of a server that runs, and a server after a crash finds it where it was.
 */
const { readFileSync } = require('node:fs');

const file = process.env.TEST_CLOCK_FILE;
const RealDate = globalThis.Date;

function now() {
  return RealDate.now() + Number(readFileSync(file, 'utf8'));
}

globalThis.Date = class MovedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }

  static now() {
    return now();
  }
};
