import { readFileSync } from 'node:fs';
import { type Logger as Pino, pino } from 'pino';
import { Accounts } from '../catalog/accounts.ts';
import { AllowedAddresses } from '../catalog/allowed-addresses.ts';
import { bootstrap } from '../catalog/bootstrap.ts';
import { Catalog } from '../catalog/catalog.ts';
import { SnapshotRetention } from '../catalog/retention.ts';
import { CatalogWriter } from '../catalog/writer.ts';
import { type Config, helpText, readConfig, UsageError } from './config.ts';
import { systemClock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import { buildVerifier } from './core/scram-verifier.ts';
import { SqlError } from './core/sql-error.ts';
import { type DataFolder, emptyTemp, generatePassword, openDataFolder } from './data-folder.ts';
import { Engine } from './engine/engine.ts';
import { JS_FUNCTIONS } from './functions/js-functions.ts';
import { MACRO_SQL } from './functions/macros.ts';
import { MACRO_SCHEMA } from './functions/sql-text.ts';
import { createHttpServer } from './http/server.ts';
import { PgCatalog } from './pgcatalog/pg-catalog.ts';
import { Sessions } from './session/factory.ts';
import { StoredWork } from './stored-work.ts';
import { userCommand } from './user-command.ts';
import { createWireServer } from './wire/server.ts';
import { loadOrCreateSelfSigned, loadWireTls, type WireTls } from './wire/tls.ts';

/** The command line. Sets the exit status; answers when the server is up, or the command is done. */
export async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  try {
    if (command === '--version' || command === '-V') process.stdout.write(`${version()}\n`);
    else if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
      process.stdout.write(helpText());
    } else if (command === 'serve') await serve(readConfig(rest, process.env));
    else if (command === 'user') await user(rest);
    else throw new UsageError(`unknown command "${command}"; stillhouse --help lists all`);
  } catch (error) {
    process.stderr.write(`stillhouse: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** Words come before flags: `user add NAME --data-dir DIR`. */
async function user(args: readonly string[]): Promise<void> {
  const flags = args.findIndex((arg) => arg.startsWith('--'));
  const words = flags < 0 ? args : args.slice(0, flags);
  const config = readConfig(flags < 0 ? [] : args.slice(flags), process.env);
  const engine = await openEngine(config, openDataFolder(config.dataDir));
  try {
    await userCommand(words, engine);
  } finally {
    await engine.close();
  }
}

/** Builds everything, lower rooms first; a signal takes it down in reverse. */
async function serve(config: Config): Promise<void> {
  const logger = createLogger(config);
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const folder = openDataFolder(config.dataDir);
    const engine = await openEngine(config, folder);
    closers.push(() => engine.close());
    emptyTemp(folder);
    const catalog = await Catalog.open(engine, systemClock, logger);
    await makeAdmin(catalog, engine, config, folder);

    const limits = { maxSessions: config.maxConnections, statementTimeoutMs: config.statementTimeoutMs };
    const directories = { tempDirectory: folder.temp, exportDirectory: folder.exports };
    const pgCatalog = await PgCatalog.open({ ...directories, logger });
    closers.push(() => pgCatalog.close());
    const server = { version: version(), startedAt: new Date() };
    const sessions = new Sessions(engine, catalog, pgCatalog, limits, server, logger);
    closers.push(() => sessions.closeAll());
    if (config.snapshotRetentionDays !== undefined) {
      const days = config.snapshotRetentionDays;
      const retention = new SnapshotRetention(catalog, await engine.connect(), days, systemClock, logger);
      closers.push(() => retention.close());
      retention.start();
    }

    let ready = true;
    const work = await StoredWork.open(
      engine,
      catalog,
      sessions,
      {
        batchConcurrency: config.batchConcurrency,
        batchTimeLimitMs: config.batchTimeoutMs,
        keepQueries: config.keepQueries,
        unusedCredentialDays: config.unusedCredentialDays,
        mail: config.smtpUrl === undefined ? undefined : { url: config.smtpUrl, from: config.smtpFrom },
      },
      systemClock,
      logger,
    );
    closers.push(() => work.close());
    sessions.observe(work.statements);
    const writer = new CatalogWriter(catalog, await engine.connect());
    closers.push(() => writer.close());
    const addresses = await AllowedAddresses.open(await engine.connect());
    closers.push(() => addresses.close());
    let wirePort = config.port;
    const http = await createHttpServer({
      host: config.host,
      port: config.httpPort,
      services: {
        catalog,
        writer,
        sessions,
        sessionCount: () => sessions.count,
        log: work.log,
        executor: work.executor,
        scheduler: work.scheduler,
        runs: work.runs,
        tokens: work.tokens,
        credentials: work.credentials,
        addresses,
        alerts: work.alerts,
        schedule: (id) => work.schedule(id),
        onQueryEnd: (query) => work.tellOfQuery(query),
        cancelInteractive: (id) => work.statements.cancel(id),
        catalogGaps: () => pgCatalog.gaps.counts,
        catalogAnswers: () => pgCatalog.answers,
        clock: systemClock,
        logger,
        ready: () => ready,
        wire: () => ({ host: config.host, port: wirePort }),
        auth: config.auth,
        maxBodyBytes: config.maxBodyBytes,
        requestsPerSecond: config.requestsPerSecond,
        organization: config.organization,
        openMetrics: config.metrics === 'open',
      },
    });
    closers.push(() => http.close());
    const wire = await createWireServer({
      host: config.host,
      port: config.port,
      auth: config.auth,
      tls: await openTls(config),
      plainText: PLAIN_TEXT[config.tls],
      sessions,
      accounts: new Accounts(catalog, (account) => work.tokens.verifiers(account), work.credentials),
      allows: (address) => addresses.allows(address),
      logger,
      limits: {
        maxConnections: config.maxConnections,
        maxMessageBytes: config.maxMessageBytes,
        idleSessionMs: config.idleSessionTimeoutMs,
      },
    });
    closers.push(() => wire.close({ graceMs: config.shutdownGraceMs }));
    wirePort = wire.address.port;
    onStop(async (signal) => {
      logger.info({ signal }, 'stopping');
      ready = false;
      await closeAll();
      logger.info({}, 'stopped');
    });
    process.stdout.write(
      `stillhouse ready: postgres://${authority(config.host, wire.address.port)} http://${authority(config.host, http.address.port)}\n`,
    );
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** `on` offers TLS and takes plain text from loopback only; `off` cannot ask for what it does not offer. */
const PLAIN_TEXT = { off: 'anywhere', on: 'loopback', require: 'never' } as const;

function createLogger(config: Config): Logger & Pino {
  return pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: false }));
}

async function openEngine(config: Config, folder: DataFolder): Promise<Engine> {
  try {
    return await Engine.open({
      path: folder.database,
      tempDirectory: folder.temp,
      exportDirectory: folder.exports,
      memoryLimit: config.memoryLimit,
      threads: config.threads,
      tempLimit: config.tempLimit,
      library: { name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS },
    });
  } catch (error) {
    if (error instanceof SqlError && error.sqlState === '55006') {
      throw new UsageError(`data folder ${config.dataDir} is in use by another process`);
    }
    throw error;
  }
}

async function openTls(config: Config): Promise<WireTls | undefined> {
  if (config.tlsCert !== undefined && config.tlsKey !== undefined) return loadWireTls(config.tlsCert, config.tlsKey);
  return config.tls === 'off' ? undefined : loadOrCreateSelfSigned(config.dataDir, systemClock);
}

async function makeAdmin(catalog: Catalog, engine: Engine, config: Config, folder: DataFolder): Promise<void> {
  let shown: string | undefined;
  await bootstrap(catalog, engine, () => {
    if (config.adminPassword !== undefined) return buildVerifier(config.adminPassword);
    shown = generatePassword(folder);
    return buildVerifier(shown);
  });
  if (shown !== undefined) {
    process.stdout.write(`password of the account admin, shown this once: ${shown}\nkept in ${folder.adminPassword}\n`);
  }
}

/** Signals that come this soon after the first are the same wish: npm passes on what the terminal has sent already. */
const SAME_SIGNAL_MS = 1000;

/** Runs `stop` at the first SIGTERM or SIGINT and ends with status 0; a later one does not wait. */
function onStop(stop: (signal: string) => Promise<void>): void {
  let stoppingSince: number | undefined;
  const handle = (signal: string): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stillhouse: ${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} of ${address} is taken; choose another with --port or --http-port`;
  if (code === 'EACCES' && port !== undefined)
    return `port ${port} may not be opened by this account; choose one above 1023`;
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine`;
  return error.message;
}

function authority(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: { version?: string } = JSON.parse(text);
  return manifest.version ?? 'unknown';
}
