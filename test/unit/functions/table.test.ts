import { describe, expect, test } from 'vitest';
import type { SqlError } from '../../../src/core/sql-error.ts';
import type { FunctionDefinition, LoweringCall } from '../../../src/functions/definition.ts';
import {
  FUNCTIONS,
  isLiteralArgument,
  lowerCall,
  resolveFunction,
  signatureText,
} from '../../../src/functions/table.ts';
import { parseExpression } from '../../../src/sql/parse.ts';
import type { DataType } from '../../../src/types/data-type.ts';
import { openDialect } from '../../support/dialect-expression.ts';

function errorOf(name: string, count: number): SqlError {
  const resolution = resolveFunction(name, count);
  if ('error' in resolution) return resolution.error;
  throw new Error(`${name} was found`);
}

function definitionOf(name: string, count: number): FunctionDefinition {
  const resolution = resolveFunction(name, count);
  if ('definition' in resolution) return resolution.definition;
  throw resolution.error;
}

function callOf(text: string, types: readonly DataType[]): LoweringCall {
  const call = parseExpression(text);
  if (call.kind !== 'call') throw new Error('not a call');
  return { call, types, source: call };
}

describe('resolveFunction', () => {
  test('names and aliases, without regard to case', () => {
    expect(definitionOf('UCASE', 1).name).toBe('upper');
    expect(definitionOf('sess_timeout', 2).kind).toBe('window');
  });

  test('an unknown name is 42883 with the nearest names', () => {
    const error = errorOf('concta', 2);
    expect(error).toMatchObject({ sqlState: '42883', message: 'function concta(...) does not exist' });
    expect(error.hint).toBe('Perhaps you meant "concat".');
    expect(errorOf('quite_another_thing', 0).hint).toBeUndefined();
  });

  test('a wrong number of arguments is 42883 with the signatures', () => {
    expect(errorOf('substring', 1)).toMatchObject({
      sqlState: '42883',
      message: 'function substring does not take 1 argument',
      hint: 'Candidates: substring(textOrBinary, int[, int]).',
    });
    expect(errorOf('dateadd', 1).hint).toBe('Candidates: date_add(date, int); date_add(literal, int, timestamp).');
  });

  test('functions of DuckDB that are not listed do not exist', () => {
    for (const name of [
      'read_csv',
      'read_parquet',
      'getenv',
      'duckdb_settings',
      'pragma_version',
      'sniff_csv',
      'query_table',
    ]) {
      expect(FUNCTIONS.has(name)).toBe(false);
    }
  });
});

describe('lowerCall', () => {
  test('arguments that have no conversion are 42883 with their types', () => {
    const call = callOf('upper(x)', [{ kind: 'list', element: { kind: 'integer' } }]);
    expect(() => lowerCall(definitionOf('upper', 1), call)).toThrow(/function upper\(array<int>\) does not exist/);
  });

  test('the result has a type', () => {
    const decimal: DataType = { kind: 'decimal', precision: 10, scale: 2 };
    expect(lowerCall(definitionOf('sum', 1), callOf('sum(x)', [decimal])).type).toEqual({
      kind: 'decimal',
      precision: 20,
      scale: 2,
    });
    expect(lowerCall(definitionOf('avg', 1), callOf('avg(x)', [decimal])).type).toEqual({
      kind: 'decimal',
      precision: 14,
      scale: 6,
    });
  });

  test('what is known and not offered is 0A000', () => {
    expect(() =>
      lowerCall(
        definitionOf('session_window', 2),
        callOf("session_window(a, 'x')", [{ kind: 'timestamp' }, { kind: 'varchar' }]),
      ),
    ).toThrow(expect.objectContaining({ sqlState: '0A000', hint: 'Use SESS_TIMEOUT over a window.' }));
  });
});

test('units are read as they are written', () => {
  expect(isLiteralArgument(definitionOf('dateadd', 3), 3, 0)).toBe(true);
  expect(isLiteralArgument(definitionOf('dateadd', 2), 2, 0)).toBe(false);
});

test('every definition is whole', () => {
  for (const definition of new Set(FUNCTIONS.values())) {
    expect(definition.summary, definition.name).toMatch(/\.$/);
    expect(definition.signatures.length, definition.name).toBeGreaterThan(0);
    expect(
      signatureText(definition.name, definition.signatures[0] ?? { parameters: [], minArgs: 0, maxArgs: 0 }),
    ).toContain('(');
    const ways = [definition.lower, definition.generate, definition.lowerWindow].filter(
      (way) => way !== undefined,
    ).length;
    expect(ways, definition.name).toBe(definition.kind === 'planner' ? 0 : 1);
  }
});

describe('an argument that differs at each evaluation', () => {
  test('is evaluated once', async () => {
    const dialect = await openDialect();
    const rows = '(SELECT explode(sequence(1, 20000)) AS i) AS g';
    const { rows: found } = await dialect.query(
      `SELECT count(acos(rand() * 2)), min(pmod(randn() * 100, 7)) >= 0, max(width_bucket(rand(), 0, 1, 4)) FROM ${rows}`,
    );
    expect(found).toEqual([[20000n, true, 4n]]);
    dialect.close();
  });
});
