/** A cron text that cannot be used. The doors turn it into their own error: 22023 on a connection, 400 over HTTP. */
export class CronError extends Error {
  /** 1-based, in the cron text. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = 'CronError';
    this.position = position;
  }
}
