import { existsSync } from 'node:fs';
import { absent, type Finished, run, works } from './program.ts';
import { psqlEnv, type Target } from './psql.ts';

/** Where Debian and others put pgjdbc; PGJDBC_JAR names another place. */
const JARS = [process.env.PGJDBC_JAR ?? '', '/usr/share/java/postgresql.jar'];

/** Why the tests of pgjdbc cannot run here. A runtime alone is not enough: sources are run as they are. */
export function jdbcAbsent(): string | undefined {
  return absent('JDBC', () => {
    if (!works('javac', ['-version'])) return 'there is no Java development kit on the path';
    return jar() === undefined
      ? 'pgjdbc is not there (Debian: libpostgresql-jdbc-java; elsewhere: set PGJDBC_JAR)'
      : undefined;
  });
}

/** Runs one Java source file, with pgjdbc on its class path and the server in libpq's environment variables. */
export function java(server: Target, source: string, args: readonly string[] = []): Promise<Finished> {
  const options = ['-Dfile.encoding=UTF-8', '-Duser.timezone=UTC', '-cp', jar() ?? ''];
  return run('java', [...options, source, ...args], { env: psqlEnv(server), timeoutMs: 100_000 });
}

function jar(): string | undefined {
  return JARS.find((path) => path !== '' && existsSync(path));
}
