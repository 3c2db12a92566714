import { describe, expect, it } from 'vitest';
import type { CatalogObject, Oid } from '../../../catalog/objects.ts';
import { isCatalogQuery } from '../../../src/pgcatalog/catalog-query.ts';
import { analyzeExpression, analyzeQuery, resolveTypeName } from '../../../src/plan/analyze/analyze.ts';
import { respan, someNode } from '../../../src/plan/analyze/tree.ts';
import type { PlanContext } from '../../../src/plan/context.ts';
import { parseExpression, parseQuery, parseTypeName } from '../../../src/sql/parse.ts';
import { originalOffset, print } from '../../../src/sql/print.ts';
import { duckdbTypeName } from '../../../src/types/data-type.ts';
import { CONTEXT } from '../../plan/made-up-catalog.ts';

describe('resolveTypeName', () => {
  const type = (text: string): string => duckdbTypeName(resolveTypeName(parseTypeName(text)));

  it.each([
    ['string', 'VARCHAR'],
    ['varchar(20)', 'VARCHAR'],
    ['char(1)', 'VARCHAR'],
    ['character varying(3)', 'VARCHAR'],
    ['pg_catalog.text', 'VARCHAR'],
    ['int', 'INTEGER'],
    ['LONG', 'BIGINT'],
    ['double precision', 'DOUBLE'],
    ['float(53)', 'DOUBLE'],
    ['decimal', 'DECIMAL(10,0)'],
    ['numeric(18,2)', 'DECIMAL(18,2)'],
    ['datetime', 'TIMESTAMP'],
    ['timestamp with time zone', 'TIMESTAMP WITH TIME ZONE'],
    ['timestamp(3) without time zone', 'TIMESTAMP'],
    ['int[]', 'INTEGER[]'],
    ['array<map<text, int[]>>', 'MAP(VARCHAR, INTEGER[])[]'],
    ['struct<a int, b: array<string>>', 'STRUCT("a" INTEGER, "b" VARCHAR[])'],
    ['row(a int)', 'STRUCT("a" INTEGER)'],
    ['_int4', 'INTEGER[]'],
    ['binary', 'BLOB'],
  ])('%s is %s', (text, expected) => {
    expect(type(text)).toBe(expected);
  });

  it.each([
    ['integr', '42704'],
    ['public.int', '42704'],
    ['decimal(39,2)', '22023'],
    ['decimal(4,5)', '22023'],
    ['int(4)', '42601'],
    ['map<int>', '42601'],
    ['struct<a int, A int>', '42701'],
    ['varchar(0)', '22023'],
  ])('%s is refused with %s', (text, sqlState) => {
    expect(() => type(text)).toThrow(expect.objectContaining({ sqlState }));
  });
});

describe('analyzeExpression', () => {
  const columns = [
    { name: 'id', type: { kind: 'integer' } },
    { name: 'note', type: { kind: 'varchar' } },
  ] as const;

  it('names the columns as they are', () => {
    const { expr, type } = analyzeExpression(parseExpression("ID > '1' AND note IS NULL"), columns, CONTEXT);
    expect(type.kind).toBe('boolean');
    expect(print(expr, 'duckdb').sql).toContain('"id"');
  });

  it('with a table, by its alias, also from a subquery', () => {
    const table = { qualifier: ['public', 'orders'], emitted: 'target' };
    const written = 'orders.id IN (SELECT customer FROM orders WHERE public.orders.id = note)';
    const { expr } = analyzeExpression(parseExpression(written.replace('= note', '> 0')), columns, CONTEXT, table);
    expect(print(expr, 'duckdb').sql).toMatch(/^"target"\."id" IN \(SELECT "orders"\."customer"/);
  });

  it('has no columns where none are given', () => {
    expect(() => analyzeExpression(parseExpression('id'), [], CONTEXT)).toThrow(
      expect.objectContaining({ sqlState: '42703' }),
    );
  });
});

describe('isCatalogQuery', () => {
  it.each([
    ['SELECT * FROM pg_catalog.pg_class', true],
    ['SELECT * FROM information_schema.tables t JOIN pg_namespace n ON true', true],
    ['SELECT pg_backend_pid()', true],
    ['WITH c AS (SELECT * FROM pg_class) SELECT * FROM c', true],
    ['SELECT 1', false],
    ['SELECT * FROM orders', false],
    ['SELECT * FROM orders, pg_class', false],
    ['SELECT upper(note) FROM orders WHERE EXISTS (SELECT 1 FROM pg_class)', false],
  ])('%s: %s', (sql, expected) => {
    expect(isCatalogQuery(parseQuery(sql))).toBe(expected);
  });
});

describe('relations of the catalog that show it', () => {
  it('come before those of the user, by the names they are given', () => {
    const context: PlanContext = {
      ...CONTEXT,
      catalogRelations: {
        find: (name) =>
          name.parts.at(-1)?.name === 'pg_class'
            ? { schema: ['pg_catalog'], path: ['sh', 'pg_class'], columns: [{ name: 'oid', type: { kind: 'bigint' } }] }
            : undefined,
      },
    };
    const { query, columns } = analyzeQuery(parseQuery('SELECT pg_catalog.pg_class.oid FROM pg_class'), context);
    expect(print(query, 'duckdb').sql).toBe('SELECT "pg_class"."oid" AS "oid" FROM "sh"."pg_class" AS "pg_class"');
    expect(columns).toEqual([{ name: 'oid', type: { kind: 'bigint' } }]);
  });
});

describe('places', () => {
  it('of emitted columns lead back to where they were written', () => {
    const sql = 'SELECT note, day, total FROM orders';
    const { sql: text, map } = print(analyzeQuery(parseQuery(sql), CONTEXT).query, 'duckdb');
    expect(originalOffset(map, text.indexOf('"orders"."day"'))).toBe(sql.indexOf('day'));
    expect(originalOffset(map, text.indexOf('"total"'))).toBe(sql.indexOf('total'));
  });

  it('of errors in a view are that of its name', () => {
    const views: readonly CatalogObject[] = [
      viewOf(17000, 'broken', 'SELECT nope FROM orders'),
      viewOf(17001, 'outer_view', 'SELECT * FROM broken'),
    ];
    const catalog = CONTEXT.catalog.apply(views.map((object) => ({ kind: 'put', object })));
    const query = parseQuery('SELECT * FROM outer_view');
    expect(() => analyzeQuery(query, { ...CONTEXT, catalog })).toThrow(
      expect.objectContaining({
        sqlState: '42703',
        span: { start: 14, end: 24 },
        where: 'view "broken", view "outer_view"',
      }),
    );
  });

  it('a view that reads itself is 42P17', () => {
    const catalog = CONTEXT.catalog.apply([{ kind: 'put', object: viewOf(17000, 'self', 'SELECT * FROM self') }]);
    expect(() => analyzeQuery(parseQuery('SELECT * FROM self'), { ...CONTEXT, catalog })).toThrow(
      expect.objectContaining({ sqlState: '42P17' }),
    );
  });

  it('views that double at each level are 54001', () => {
    const views = Array.from({ length: 20 }, (_, i) =>
      viewOf(17000 + i, `v${i}`, i === 0 ? 'SELECT 1 AS x' : `SELECT a.x FROM v${i - 1} a, v${i - 1} b`),
    );
    const catalog = CONTEXT.catalog.apply(views.map((object) => ({ kind: 'put', object })));
    expect(() => analyzeQuery(parseQuery('SELECT * FROM v19'), { ...CONTEXT, catalog })).toThrow(
      expect.objectContaining({ sqlState: '54001' }),
    );
  });
});

describe('respan', () => {
  it('gives all of a tree one place and leaves the original', () => {
    const tree = parseQuery('SELECT a + 1 FROM t');
    const span = { start: 7, end: 9 };
    const moved = respan(tree, span);
    expect(JSON.stringify(moved)).not.toContain('"start":0');
    expect(moved.body.span).toEqual(span);
    expect(tree.body.span.start).toBe(0);
    expect(someNode(moved, (node) => node.kind === 'binary' && node.opSpan.start === 7)).toBe(true);
  });
});

function viewOf(oid: number, name: string, sql: string): CatalogObject {
  return {
    kind: 'view',
    oid: oid as Oid,
    name,
    createdAt: '2026-01-01T00:00:00Z',
    owner: CONTEXT.role,
    id: '0'.repeat(24) as never,
    containers: [2200 as Oid],
    sql,
    columns: [],
    dependsOn: [],
  };
}
