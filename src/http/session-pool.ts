import type { Oid, Role } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import type { ClientSession, SessionFactory } from '../session/client-session.ts';
import { resolveDatabase } from '../session/database-name.ts';

/** Whose session it is and what it sees; a session stands for one such place as long as it lives. */
export interface SessionPlace {
  readonly account: string;
  readonly dbName: string;
  readonly searchPath: readonly string[] | undefined;
}

interface Kept {
  readonly session: ClientSession;
  readonly key: string;
  readonly role: Role | undefined;
  readonly database: Oid;
  /** Somebody ended it from outside. */
  terminated: boolean;
}

/** Sessions that wait for their next query, of all places together. */
const MOST_IDLE = 8;

/**
 * Sessions of queries that leave nothing behind, kept for the next one: opening one costs as much as a small query. One whose
 * account or database has changed, or whose query failed, is closed.
 */
export class SessionPool {
  readonly #sessions: SessionFactory;
  readonly #view: () => CatalogView;
  readonly #timeoutMs: number;
  /** The least recently used first. */
  #idle: Kept[] = [];

  constructor(sessions: SessionFactory, view: () => CatalogView, timeoutMs: number) {
    this.#sessions = sessions;
    this.#view = view;
    this.#timeoutMs = timeoutMs;
  }

  /** Throws what opening a session throws, and what `work` throws. */
  async use<T>(place: SessionPlace, work: (session: ClientSession) => Promise<T>): Promise<T> {
    const kept = await this.#take(place);
    try {
      const result = await work(kept.session);
      await this.#give(kept);
      return result;
    } catch (error) {
      await kept.session.close();
      throw error;
    }
  }

  async #take(place: SessionPlace): Promise<Kept> {
    const key = JSON.stringify([place.account, place.dbName, place.searchPath]);
    const view = this.#view();
    const role = view.role(place.account);
    const database = resolveDatabase(place.dbName, view).database.oid;
    const found = this.#idle.findLast((each) => each.key === key);
    if (found !== undefined) {
      this.#idle = this.#idle.filter((each) => each !== found);
      if (found.role === role && found.database === database && !found.terminated) return found;
      await found.session.close();
    }
    return this.#open(place, { key, role, database });
  }

  async #give(kept: Kept): Promise<void> {
    this.#idle.push(kept);
    const gone = kept.terminated ? this.#idle.pop() : this.#idle.length > MOST_IDLE ? this.#idle.shift() : undefined;
    await gone?.session.close();
  }

  async #open(
    { account, dbName, searchPath }: SessionPlace,
    of: Pick<Kept, 'key' | 'role' | 'database'>,
  ): Promise<Kept> {
    const settings = new Map([['application_name', 'QsAccel']]);
    if (searchPath !== undefined) {
      settings.set('search_path', searchPath.map((name) => `"${name.replaceAll('"', '""')}"`).join(', '));
    }
    let kept: Kept | undefined;
    const session = await this.#sessions.open(
      {
        user: account,
        database: dbName,
        door: 'http',
        settings,
        client: { address: '', port: 0 },
        statementTimeoutMs: this.#timeoutMs,
      },
      {
        notice: () => undefined,
        parameterStatus: () => undefined,
        notification: () => undefined,
        terminate: () => {
          if (kept !== undefined) kept.terminated = true;
          kept?.session.cancel();
        },
      },
    );
    kept = { session, ...of, terminated: false };
    return kept;
  }
}
