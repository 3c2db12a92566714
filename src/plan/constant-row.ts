import type { Expr, Query } from '../sql/ast.ts';
import { bareSelect } from '../sql/bare-select.ts';
import type { DataType } from '../types/data-type.ts';
import type { ResultColumn } from './context.ts';
import type { AnswerPlan } from './plan.ts';

/**
 * A query of constants alone, `SELECT 1`, as the row that it is: the engine would be asked for what is known. `query` and
 * `columns` are what the analysis made; whatever else than plain literals is in them leaves the query to the engine.
 */
export function constantRow(query: Query, columns: readonly ResultColumn[]): AnswerPlan | undefined {
  const items = bareSelect(query);
  if (items === undefined || items.length !== columns.length) return undefined;
  const row: Value[] = [];
  const types: AnswerPlan['columns'][number][] = [];
  for (const [index, { name, type }] of columns.entries()) {
    const constant = constantOf(items[index], type);
    if (constant === undefined) return undefined;
    row.push(constant.value);
    types.push({ name, type: constant.type });
  }
  return { kind: 'answer', columns: types, rows: [row], tag: 'SELECT' };
}

type Value = AnswerPlan['rows'][number][number];

function constantOf(
  expr: Expr | undefined,
  type: DataType,
): { readonly value: Value; readonly type: DataType } | undefined {
  switch (expr?.kind) {
    case 'boolean':
      return type.kind === 'boolean' ? { value: expr.value, type } : undefined;
    case 'string':
      return type.kind === 'varchar' && storable(expr.value) ? { value: expr.value, type } : undefined;
    // A NULL that nothing gives a type is text.
    case 'null':
      return type.kind === 'unknown' ? { value: null, type: { kind: 'varchar' } } : undefined;
    case 'number':
      return wholeNumber(expr.text, type);
    default:
      return undefined;
  }
}

function wholeNumber(text: string, type: DataType): ReturnType<typeof constantOf> {
  if (!/^\d+$/.test(text)) return undefined;
  if (type.kind === 'integer') return { value: Number(text), type };
  return type.kind === 'bigint' ? { value: BigInt(text), type } : undefined;
}

/** A zero byte is the engine's to refuse, and half a surrogate pair has no UTF-8. */
function storable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
