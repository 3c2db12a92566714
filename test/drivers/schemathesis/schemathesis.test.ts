import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonTool, pythonToolAbsent } from '../../support/python-tool.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/**
 * The REST API against its own OpenAPI document, by schemathesis: requests that the document allows and others that it does
 * not. No answer is a 500, each is one that the document has for that address, and what the document forbids is refused.
 * `scripts/python-tools.sh schemathesis` installs it; FUZZ_SECONDS and SEED choose other runs.
 */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 60);
const SEED = process.env.SEED ?? '1';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
];

describe.skipIf(pythonToolAbsent('schemathesis', 'schemathesis'))('the OpenAPI document', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({ flags: ['--request-rate', '0', '--log-level', 'error'] });
  });

  afterAll(async () => {
    await server?.stop();
  });

  it(`says what the API does (SEED=${SEED})`, { timeout: SECONDS * 1000 + 240_000 }, async () => {
    const { status, output } = await pythonTool(
      'schemathesis',
      'schemathesis',
      server,
      [
        'run',
        `http://${server.host}:${server.httpPort}/openapi.json`,
        `--auth=${server.user}:${server.password}`,
        `--checks=${CHECKS.join(',')}`,
        '--phases=examples,coverage,fuzzing',
        `--max-time=${SECONDS}`,
        '--max-examples=25',
        `--seed=${SEED}`,
        '--warnings=off',
        '--suppress-health-check=all',
        '--no-color',
      ],
      // It leaves a folder with its state where it runs.
      { timeoutMs: SECONDS * 1000 + 200_000, cwd: server.dataDir },
    );
    expect(status, output).toBe(0);
    expect(server.output().stderr).not.toContain('request failed');
  });
});
