import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { type Answer, Api } from './support/api.ts';

let server: TestServer;
let admin: Api;

beforeAll(async () => {
  server = await startServer();
  admin = Api.basic(server, server.user, server.password);
});

afterAll(async () => {
  await server?.stop();
});

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const WORDS = fc.constantFrom(
  'SELECT 1',
  'SELECT $x',
  '#none',
  '$$ BEGIN SELECT 1; END $$',
  'prod:all',
  'all',
  '0 0 * * *',
  '@once',
  '2026-01-01T00:00:00Z',
  '9999-12-31',
  'success',
  'enable',
  'a.b',
  '\u0000',
  "'",
);

/** Values that a schema allows, with some that it does not. */
function anyValue(schema: Schema): fc.Arbitrary<unknown> {
  const proper = properValue(schema);
  return fc.oneof({ weight: 9, arbitrary: proper }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

function properValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return fc.oneof(WORDS, fc.string({ unit: 'binary', maxLength: 40 }));
    case 'integer':
      return fc.oneof(fc.integer({ min: -2, max: 120 }), fc.maxSafeInteger());
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(anyValue(schema.items ?? {}), { maxLength: 6 });
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, anyValue(each)] as const);
      return known.length === 0
        ? fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(WORDS, fc.string()), { maxKeys: 4 })
        : fc.record(Object.fromEntries(known), { requiredKeys: [] });
    }
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

it('never answers 500, whatever comes', { timeout: 120_000 }, async () => {
  const { body: api } = await admin.get('//openapi.json');
  const { body: schedule } = await admin.post('/schedules', {
    query: { dbName: 'prod:all', sql: 'SELECT 1' },
    schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z' },
  });
  const ids = fc.oneof(fc.constant(schedule.id), fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), WORDS);
  const calls: (() => fc.Arbitrary<() => Promise<Answer>>)[] = [];
  for (const [path, methods] of Object.entries<Record<string, Operation>>(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'head') continue;
      calls.push(() => callOf(path, method, operation, ids));
    }
  }
  expect(calls.length).toBeGreaterThan(30);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls).chain((make) => make()),
      async (call) => {
        const { status, body } = await call();
        expect(status === 501 || status < 500, JSON.stringify(body)).toBe(true);
        if (status >= 400) expect(body).toMatchObject({ status, errorCode: expect.any(String) });
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 400) },
  );
  expect(server.output().stderr).not.toContain('request failed');
});

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

function callOf(
  path: string,
  method: string,
  operation: Operation,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<() => Promise<Answer>> {
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const parameters = fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, anyValue(schema ?? {})])), {
    requiredKeys: [],
  });
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema === undefined ? fc.constant(undefined) : anyValue(schema);
  return fc.tuple(ids, ids, parameters, body).map(([first, second, search, sent]) => {
    let nth = 0;
    const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(nth++ === 0 ? first : second));
    const found = new URLSearchParams(
      Object.entries(search).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const address = `/${filled}?${found}`;
    return () => {
      switch (method) {
        case 'get':
          return admin.get(address);
        case 'post':
          return admin.post(address, sent);
        case 'put':
          return admin.put(address, sent);
        case 'patch':
          return admin.patch(address, sent);
        default:
          return admin.delete(address);
      }
    };
  });
}
