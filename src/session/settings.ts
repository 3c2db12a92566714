import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { SETTINGS, settingDefinition, unrecognized } from './setting-table.ts';

/**
 * The run-time parameters of one session. SET inside a transaction is undone when it rolls back, SET LOCAL when it ends.
 * Source: PostgreSQL manual, "SET".
 */
export class Settings {
  /** Values to which RESET goes back: defaults, and what the client asked for at start-up. */
  readonly #start: ReadonlyMap<string, string>;
  #session: ReadonlyMap<string, string>;
  #local: ReadonlyMap<string, string> = new Map();
  /** The session values at the beginning of the transaction, once one of them changed. */
  #before: ReadonlyMap<string, string> | undefined;
  readonly #report: (name: string, value: string) => void;
  /** What `get` and `derive` answered since the last change: every statement asks for the same. */
  readonly #values = new Map<string, string>();
  readonly #derived = new Map<(settings: Settings) => unknown, unknown>();

  /**
   * `fixed` overrides read-only settings of this session (its account). `requested` are the start-up packet's.
   * Throws 22023 and 42704 for those.
   */
  constructor(
    fixed: ReadonlyMap<string, string>,
    requested: ReadonlyMap<string, string>,
    report: (name: string, value: string) => void,
  ) {
    const start = new Map(fixed);
    for (const [name, value] of requested) {
      const key = name.toLowerCase();
      if (!start.has(key)) start.set(key, accepted(name, value));
    }
    this.#start = start;
    this.#session = start;
    this.#report = report;
  }

  /** Throws 42704. */
  get(name: string): string {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const value = this.#find(name);
    if (this.#values.size < VALUES_KEPT) this.#values.set(name, value);
    return value;
  }

  /** What `compute` makes of the settings: the same object until one of them changes. */
  derive<T>(compute: (settings: Settings) => T): T {
    if (!this.#derived.has(compute)) this.#derived.set(compute, compute(this));
    return this.#derived.get(compute) as T;
  }

  flag(name: string): boolean {
    return this.get(name) === 'on';
  }

  /** Undefined sets the value that the session began with. Throws 42704, 22023, 55P02, 42501. */
  set(name: string, value: string | undefined, scope: 'session' | 'local'): void {
    const key = name.toLowerCase();
    const definition = settingDefinition(name);
    if (key === 'session_authorization') {
      if (value === undefined || value === this.get(key)) return;
      throw new SqlError(SQLSTATE.insufficientPrivilege, `permission denied to set session authorization "${value}"`);
    }
    if (definition.readOnly === true) {
      throw new SqlError(SQLSTATE.cantChangeRuntimeParam, `parameter "${definition.name}" cannot be changed`);
    }
    const next = value === undefined ? (this.#start.get(key) ?? definition.initial) : accepted(name, value);
    this.#change(() => {
      if (scope === 'local') {
        this.#local = new Map(this.#local).set(key, next);
      } else {
        this.#before ??= this.#session;
        this.#session = new Map(this.#session).set(key, next);
        const local = new Map(this.#local);
        local.delete(key);
        this.#local = local;
      }
    });
  }

  resetAll(): void {
    this.#change(() => {
      this.#before ??= this.#session;
      this.#session = this.#start;
      this.#local = new Map();
    });
  }

  commit(): void {
    if (this.#before === undefined && this.#local.size === 0) return;
    this.#change(() => {
      this.#before = undefined;
      this.#local = new Map();
    });
  }

  rollback(): void {
    if (this.#before === undefined && this.#local.size === 0) return;
    this.#change(() => {
      this.#session = this.#before ?? this.#session;
      this.#before = undefined;
      this.#local = new Map();
    });
  }

  mark(): () => void {
    const [session, local] = [this.#session, this.#local];
    return () =>
      this.#change(() => {
        this.#session = session;
        this.#local = local;
      });
  }

  /** Every setting by its name, for SHOW ALL. */
  all(): readonly { readonly name: string; readonly value: string; readonly description: string }[] {
    const names = new Set([...SETTINGS.values()].map(({ name }) => name));
    for (const key of this.#session.keys()) if (!SETTINGS.has(key)) names.add(key);
    return [...names]
      .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      .map((name) => ({ name, value: this.get(name), description: settingDefinition(name).description }));
  }

  reported(): readonly (readonly [string, string])[] {
    return REPORTED.map((name) => [name, this.get(name)]);
  }

  #find(name: string): string {
    const key = name.toLowerCase();
    const own = this.#local.get(key) ?? this.#session.get(key);
    if (own !== undefined) return own;
    // Outside of a transaction they tell what the next one will be.
    if (OF_TRANSACTIONS.has(key)) return this.get(`default_${key}`);
    const definition = SETTINGS.get(key);
    if (definition === undefined) throw unrecognized(name); // a dotted name is one only once it was set
    return definition.initial;
  }

  #change(work: () => void): void {
    const before = this.reported();
    work();
    this.#values.clear();
    this.#derived.clear();
    for (const [name, value] of before) {
      const now = this.get(name);
      if (now !== value) this.#report(name, now);
    }
  }
}

/** Names of settings may be made up by clients. */
const VALUES_KEPT = 200;

const OF_TRANSACTIONS: ReadonlySet<string> = new Set([
  'transaction_isolation',
  'transaction_read_only',
  'transaction_deferrable',
]);

const REPORTED: readonly string[] = [...SETTINGS.values()]
  .filter((each) => each.reported === true)
  .map(({ name }) => name);

function accepted(name: string, value: string): string {
  const definition = settingDefinition(name);
  const kept = definition.accept === undefined ? value : definition.accept(value);
  if (kept === undefined) {
    throw new SqlError(SQLSTATE.invalidParameterValue, `invalid value for parameter "${definition.name}": "${value}"`);
  }
  return kept;
}
