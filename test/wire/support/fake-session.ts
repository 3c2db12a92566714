import { SqlError } from '../../../src/core/sql-error.ts';
import { SQLSTATE } from '../../../src/core/sql-state.ts';
import type {
  BindRequest,
  ClientSession,
  PortalDescription,
  SessionFactory,
  SessionHost,
  SessionRequest,
  StatementDescription,
  StatementResult,
} from '../../../src/session/client-session.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';
import { type FakeStatement, type FakeWorld, fakeStatement, slice } from './fake-statements.ts';

interface Portal {
  readonly statement: FakeStatement;
  readonly request: BindRequest;
  /** What is left of a portal that was suspended. */
  rest: AsyncIterator<readonly (number | string | null)[]> | undefined;
  done: boolean;
}

/** Sessions without an engine, for tests of the protocol alone. Keeps what a test may want to look at. */
export class FakeSessions implements SessionFactory {
  readonly live = new Set<FakeSession>();
  readonly requests: SessionRequest[] = [];
  private nextProcessId = 1000;

  async open(request: SessionRequest, host: SessionHost): Promise<FakeSession> {
    this.requests.push(request);
    if (request.database === 'no_such_database') {
      throw new SqlError(SQLSTATE.invalidCatalogName, 'database "no_such_database" does not exist');
    }
    const session = new FakeSession(this.nextProcessId++, request, host, () => this.live.delete(session));
    this.live.add(session);
    return session;
  }
}

export class FakeSession implements ClientSession {
  readonly processId: number;
  transactionStatus: 'I' | 'T' | 'E' = 'I';
  readonly idleTimeoutMs = 0;
  progress = async (): Promise<number> => -1;
  readonly encodeContext = DEFAULT_ENCODE_CONTEXT;
  readonly host: SessionHost;
  cancels = 0;
  private readonly request: SessionRequest;
  private readonly onClose: () => void;
  private readonly statements = new Map<string, FakeStatement>();
  private readonly portals = new Map<string, Portal>();
  private current: AbortController | undefined;

  constructor(processId: number, request: SessionRequest, host: SessionHost, onClose: () => void) {
    this.processId = processId;
    this.request = request;
    this.host = host;
    this.onClose = onClose;
  }

  /** Whether a statement was begun. */
  get running(): boolean {
    return this.current !== undefined;
  }

  reportedParameters(): readonly (readonly [string, string])[] {
    return [
      ['application_name', this.request.settings.get('application_name') ?? ''],
      ['client_encoding', 'UTF8'],
      ['DateStyle', 'ISO, MDY'],
      ['integer_datetimes', 'on'],
      ['server_version', '15.20'],
      ['standard_conforming_strings', 'on'],
      ['TimeZone', 'UTC'],
    ];
  }

  async *simpleQuery(sql: string): AsyncGenerator<StatementResult, void, void> {
    const texts = sql.split(/;(?![^$]*\$\$$)/).map((text) => text.trim());
    const statements = texts.filter((text) => text !== '').map((text) => ({ text, statement: fakeStatement(text) }));
    if (statements.length === 0) yield { kind: 'empty' };
    for (const { text, statement } of statements) yield this.perform(text, statement, [], []);
  }

  async parse(name: string, sql: string): Promise<void> {
    if (name !== '' && this.statements.has(name)) {
      throw new SqlError(SQLSTATE.duplicatePreparedStatement, `prepared statement "${name}" already exists`);
    }
    this.statements.set(name, fakeStatement(sql));
  }

  async bind(request: BindRequest): Promise<void> {
    const statement = this.statement(request.statement);
    this.portals.set(request.portal, { statement, request, rest: undefined, done: false });
  }

  async describeStatement(name: string): Promise<StatementDescription> {
    return { parameterOids: [], columns: this.statement(name).columns };
  }

  async describePortal(name: string): Promise<PortalDescription> {
    const { statement, request } = this.portal(name);
    const formats = (statement.columns ?? []).map((_, i) => request.resultFormats[i] ?? request.resultFormats[0] ?? 0);
    return { columns: statement.columns, formats };
  }

  async execute(name: string, maxRows: number): Promise<StatementResult> {
    const portal = this.portal(name);
    const result = this.perform('', portal.statement, portal.request.parameters, portal.request.resultFormats);
    if (result.kind !== 'rows' || maxRows === 0) return result;
    const rest = portal.rest ?? eachRow(result);
    portal.rest = rest;
    return { ...result, rows: page(result, rest, maxRows) };
  }

  async closeStatement(name: string): Promise<void> {
    this.statements.delete(name);
  }

  async closePortal(name: string): Promise<void> {
    this.portals.delete(name);
  }

  async sync(): Promise<void> {
    if (this.transactionStatus === 'I') this.portals.clear();
  }

  async fail(): Promise<void> {
    if (this.transactionStatus === 'T') this.transactionStatus = 'E';
  }

  cancel(): void {
    this.cancels++;
    this.current?.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    this.onClose();
  }

  private perform(
    text: string,
    statement: FakeStatement,
    parameters: readonly (Buffer | null)[],
    formats: BindRequest['resultFormats'],
  ): StatementResult {
    if (this.transactionStatus === 'E' && text !== 'ROLLBACK') {
      const message = 'current transaction is aborted, commands ignored until end of transaction block';
      throw new SqlError(SQLSTATE.inFailedSqlTransaction, message);
    }
    this.current = new AbortController();
    return statement.run(this.world(this.current.signal), parameters, formats);
  }

  private world(signal: AbortSignal): FakeWorld {
    return {
      signal,
      notice: (message) => this.host.notice({ severity: 'NOTICE', sqlState: SQLSTATE.successfulCompletion, message }),
      setParameter: (name, value) => this.host.parameterStatus(name, value),
      notify: (channel, payload) => this.host.notification(this.processId, channel, payload),
      setTransaction: (status) => {
        this.transactionStatus = status;
      },
    };
  }

  private statement(name: string): FakeStatement {
    const statement = this.statements.get(name);
    if (statement !== undefined) return statement;
    const which = name === '' ? 'unnamed prepared statement' : `prepared statement "${name}"`;
    throw new SqlError(SQLSTATE.invalidSqlStatementName, `${which} does not exist`);
  }

  private portal(name: string): Portal {
    const portal = this.portals.get(name);
    if (portal === undefined) throw new SqlError(SQLSTATE.invalidCursorName, `portal "${name}" does not exist`);
    return portal;
  }
}

type RowsResult = Extract<StatementResult, { kind: 'rows' }>;
type Row = readonly (number | string | null)[];

async function* eachRow(result: RowsResult): AsyncGenerator<Row> {
  for await (const { batch, from, to } of result.rows) {
    for (let row = from; row < to; row++) yield batch.getRowValues(row) as Row;
  }
}

/** As PostgreSQL: suspended whenever the limit was reached, even when nothing is left. */
function page(result: RowsResult, rest: AsyncIterator<Row>, maxRows: number): RowsResult['rows'] {
  let sent = 0;
  return {
    async *[Symbol.asyncIterator]() {
      const values: Row[] = [];
      while (values.length < maxRows) {
        const { value, done } = await rest.next();
        if (done) break;
        values.push(value);
      }
      sent = values.length;
      if (sent > 0) yield slice(result.columns, values);
    },
    end: () => (sent === maxRows ? { kind: 'suspended' } : { kind: 'complete', tag: `SELECT ${sent}` }),
  };
}
