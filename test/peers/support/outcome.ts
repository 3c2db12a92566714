/** How one test of a peer's suite ended. */
export interface Outcome {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** What the test printed; empty when it passed. */
  readonly output: string;
}

/** A peer's own tests, ready to be run. */
export interface Suite {
  /** Also the name of its list of differences and of its report. */
  readonly name: string;
  /** Why it cannot run here. */
  readonly absent: string | undefined;
  /** SQL, sent to our server before the first test, for what the suite takes for granted of a PostgreSQL. */
  readonly prepare?: readonly string[];
  run(target: PeerTarget): Promise<readonly Outcome[]>;
}

/** The server under test: ours, or the PostgreSQL that PEERS_AGAINST names. */
export interface PeerTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}
