import { describe, expect, test } from 'vitest';
import { number, string } from '../../../src/sql/build.ts';
import { parameterCasts, parameterSpans, withParametersAsNull } from '../../../src/sql/parameters.ts';
import { parseExpression, parseQuery, parseStatements } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';
import type { Statement } from '../../../src/sql/statement.ts';
import { mapExpr, mapQuery, mapStatement, walk } from '../../../src/sql/visit.ts';

const QUERY = `WITH w AS (SELECT a1 FROM t1) SELECT DISTINCT ON (a2) f(a3 ORDER BY a4) FILTER (WHERE a5)
  OVER (PARTITION BY a6 ORDER BY a7 ROWS BETWEEN a8 PRECEDING AND a9 FOLLOWING), CASE a10 WHEN a11 THEN a12 ELSE a13 END
  FROM t2 JOIN t3 ON a14, (SELECT a15 FROM t4) d, LATERAL g(a16), t5 TABLESAMPLE (5 PERCENT)
  WHERE a17 BETWEEN a18 AND a19 AND a20 IN (a21, a22) AND a23 IN (SELECT a24 FROM t6) AND EXISTS (SELECT a25)
  AND a26 LIKE a27 ESCAPE a28 AND a29 = ANY (SELECT a30) AND (SELECT a31) = a32[a33] AND a34[a35:a36]
  AND {'k': a37} = MAP {a38: a39} AND (a40, a41) = ROW(a42) AND h(1, x -> a43) AND EXTRACT(year FROM a44)
  AND a45 AT TIME ZONE a46 AND a47 COLLATE c AND (a48 + 1).f AND INTERVAL (a49) DAY AND -a50 AND a51 IS NULL
  GROUP BY GROUPING SETS (ROLLUP (a52), (a53, a54)) HAVING a55 WINDOW win AS (PARTITION BY a56) QUALIFY a57
  ORDER BY a58 LIMIT a59 OFFSET a60`;

/** Every statement that has expressions, each called a1, a2 … */
const STATEMENTS: readonly (readonly [string, number])[] = [
  [QUERY, 60],
  ['SELECT a1 FROM t LATERAL VIEW explode(a2) x', 2],
  ['SELECT 1 FROM t PIVOT (sum(a1) FOR y IN (a2)) UNPIVOT (v FOR n IN (x))', 2],
  ['CREATE TABLE t TRANSFORM (f(a1) AS x) AS SELECT a2', 2],
  ['CREATE TABLE t (c int DEFAULT a1 CHECK (a2), CHECK (a3))', 3],
  ['CREATE FIELDGROUP g (c int DEFAULT a1)', 1],
  ['CREATE VIEW v AS SELECT a1', 1],
  ['CREATE AUDIENCE v AS SELECT a1', 1],
  ['CREATE MODEL m TRANSFORM (f(a1) AS x) AS SELECT a2', 2],
  ['INSERT INTO t SELECT a1 RETURNING a2', 2],
  ['UPDATE t SET c = a1 FROM (SELECT a2) u WHERE a3 RETURNING a4', 4],
  ['DELETE FROM t USING (SELECT a1) u WHERE a2 RETURNING a3', 3],
  [
    'MERGE INTO t USING (SELECT a1) u ON a2 WHEN MATCHED AND a3 THEN UPDATE SET c = a4 WHEN NOT MATCHED THEN INSERT VALUES (a5)',
    5,
  ],
  ['ALTER TABLE t ADD CONSTRAINT CHECK (a1)', 1],
  ['ALTER TABLE t ADD COLUMN c int DEFAULT a1', 1],
  ['ANALYZE TABLE t FILTERCONTEXT (a1) TABLESAMPLE SAMPLERATE 5', 1],
  [
    '$$ BEGIN SET @v = a1; IF a2 THEN SELECT a3; ELSE SELECT a4; END IF; EXCEPTION WHEN OTHERS THEN SELECT a5; END $$',
    5,
  ],
  ['PREPARE p AS SELECT a1', 1],
  ['EXECUTE p (a1, a2)', 2],
  ['EXPLAIN SELECT a1', 1],
  ['DECLARE c CURSOR FOR SELECT a1', 1],
  ['COPY (SELECT a1) TO STDOUT', 1],
  ['COPY t FROM STDIN WHERE a1', 1],
];

function only(text: string): Statement {
  const [parsed] = parseStatements(text);
  if (parsed === undefined) throw new Error('no statement');
  return parsed.statement;
}

describe.each(STATEMENTS)('%s', (text, count) => {
  test('reaches every expression, by mapping and by walking', () => {
    const mapped = new Set<string>();
    const renamed = mapStatement(only(text), {
      leaveExpr: (expr) => {
        const name = expr.kind === 'column' ? (expr.path[0]?.name ?? '') : '';
        if (!/^a\d+$/.test(name)) return expr;
        mapped.add(name);
        return string(expr.span, name);
      },
    });
    expect(mapped.size).toBe(count);
    expect(print(renamed, 'dialect').sql).not.toMatch(/(?<!')\ba\d/);

    const walked = new Set<string>();
    walk(only(text), (node) => {
      if (node.kind === 'column' && /^a\d+$/.test(node.path[0]?.name ?? '')) walked.add(node.path[0]?.name ?? '');
      return true;
    });
    expect(walked).toEqual(mapped);
  });

  test('comes back as the same object when nothing changes', () => {
    const statement = only(text);
    expect(mapStatement(statement, { leaveExpr: (expr) => expr })).toBe(statement);
  });
});

describe('hooks', () => {
  test('what enter gives back is not looked into', () => {
    const seen: string[] = [];
    const expr = mapExpr(parseExpression('f(x) + g(y)'), {
      enterExpr: (node) => {
        seen.push(node.kind);
        return node.kind === 'call' && node.name.parts[0]?.name === 'f' ? number(node.span, 1) : undefined;
      },
    });
    expect(print(expr, 'dialect').sql).toBe('1 + g(y)');
    expect(seen).toEqual(['binary', 'call', 'call', 'column']);
  });

  test('leave sees the children as they are after', () => {
    const expr = mapExpr(parseExpression('a + b + c'), {
      leaveExpr: (node) => (node.kind === 'binary' ? { ...node, op: '-' as const } : node),
    });
    expect(print(expr, 'dialect').sql).toBe('a - b - c');
  });

  test('an inner part of a chain can be replaced', () => {
    const expr = mapExpr(parseExpression('a - b + c + d'), {
      enterExpr: (node) => (node.kind === 'binary' && node.op === '-' ? number(node.span, 7) : undefined),
    });
    expect(print(expr, 'dialect').sql).toBe('7 + c + d');
  });

  test('queries, SELECTs and FROM items have theirs', () => {
    const order: string[] = [];
    const query = mapQuery(parseQuery('SELECT a FROM t, (SELECT b FROM u) d'), {
      enterQuery: () => void order.push('query'),
      leaveSelect: (select) => {
        order.push('select');
        return select;
      },
      enterFromItem: (item) => {
        if (item.kind !== 'tableRef') return undefined;
        return {
          ...item,
          alias: { span: item.span, name: { kind: 'ident', span: item.span, name: 'z', quoted: false }, columns: [] },
        };
      },
    });
    expect(print(query, 'dialect').sql).toBe('SELECT a FROM t AS z, (SELECT b FROM u AS z) AS d');
    expect(order).toEqual(['query', 'query', 'select', 'select']);
  });

  test('walk leaves out what is below a false', () => {
    const kinds: string[] = [];
    walk(parseExpression('f(a) + (SELECT b)'), (node) => {
      kinds.push(node.kind);
      return node.kind !== 'call';
    });
    expect(kinds.filter((kind) => kind === 'column')).toHaveLength(1);
  });
});

describe('parameters', () => {
  test('where they stand first, and what they are cast to', () => {
    expect([...parameterSpans(only('SELECT 1')).keys()]).toEqual([]);
    const spans = parameterSpans(only('SELECT $2 FROM t WHERE a IN (SELECT $5) OR $2 LIMIT $1'));
    expect([...spans].map(([number, { start }]) => [number, start])).toEqual([
      [2, 7],
      [5, 36],
      [1, 52],
    ]);
    const casts = parameterCasts(only('SELECT $1::int, CAST($2 AS text), $3, abs($1)::text, $1::text'));
    expect([...casts].map(([number, { name }]) => [number, name])).toEqual([
      [1, 'int'],
      [2, 'text'],
    ]);
  });

  test('become NULL by number', () => {
    const statement = withParametersAsNull(only('SELECT $1, $2 + $3'), new Set([1, 3]));
    expect(print(statement, 'dialect').sql).toBe('SELECT NULL, $2 + NULL');
  });
});
