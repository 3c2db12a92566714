import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import { commonType, isUnknown, sameType, sparkTypeName } from '../../functions/type-rules.ts';
import type { QueryBody, SetOperation, Span } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import type { AnswerColumn, Env } from './analysis.ts';
import { columnRef, derived, item, query, select } from './nodes.ts';

export interface LoweredBody {
  readonly body: QueryBody;
  readonly columns: readonly AnswerColumn[];
}

/**
 * UNION, INTERSECT, EXCEPT (MINUS): columns meet by position and take a common type; names come from the first input.
 * Throws 42601 for unequal numbers of columns, 42804 for types that have nothing in common.
 */
export function lowerSetOperation(
  node: SetOperation,
  env: Env,
  lowerBody: (body: QueryBody) => LoweredBody,
): LoweredBody {
  const inputs = node.inputs.map(lowerBody);
  if (node.byName) return byName(node, inputs);
  const [first] = inputs;
  if (first === undefined) throw new Error('a set operation without inputs');
  for (const [i, input] of inputs.entries()) {
    if (input.columns.length !== first.columns.length) throw unequal(node, node.inputs[i]?.span ?? node.span);
  }
  const types = first.columns.map((_, column) => common(node, inputs, column));
  const bodies = inputs.map((input) => converted(input, types, env));
  const columns = first.columns.map(
    (column, i): AnswerColumn => ({
      ...column,
      type: types[i] ?? column.type,
      origin: undefined,
      identity: inputs.map((input) => input.columns[i]?.identity).find((each) => each !== undefined),
    }),
  );
  return { body: { ...node, inputs: bodies }, columns };
}

/** UNION BY NAME: columns meet by name; one that an input lacks is NULL there. */
function byName(node: SetOperation, inputs: readonly LoweredBody[]): LoweredBody {
  const columns = new Map<string, AnswerColumn>();
  for (const input of inputs) {
    for (const column of input.columns) {
      const key = column.name.toLowerCase();
      const there = columns.get(key);
      const type = there === undefined ? column.type : (commonType(there.type, column.type) ?? there.type);
      columns.set(key, { ...(there ?? column), type, origin: undefined, identity: there?.identity ?? column.identity });
    }
  }
  return { body: { ...node, inputs: inputs.map((input) => input.body) }, columns: [...columns.values()] };
}

function common(node: SetOperation, inputs: readonly LoweredBody[], column: number): DataType {
  let type: DataType = { kind: 'unknown' };
  for (const [i, input] of inputs.entries()) {
    const next = input.columns[column]?.type ?? type;
    const both = commonType(type, next);
    if (both === undefined) {
      const message = `${node.op.toUpperCase()} types ${sparkTypeName(type)} and ${sparkTypeName(next)} cannot be matched`;
      throw new PlanError(SQLSTATE.datatypeMismatch, message, node.inputs[i]?.span ?? node.span, {
        detail: `It is column ${column + 1}.`,
        hint: 'Cast the columns to one type.',
      });
    }
    type = both;
  }
  return type;
}

function converted(input: LoweredBody, types: readonly DataType[], env: Env): QueryBody {
  const differs = (column: AnswerColumn, i: number): boolean => {
    const type = types[i];
    return type !== undefined && !isUnknown(column.type) && !isUnknown(type) && !sameType(column.type, type);
  };
  if (!input.columns.some(differs)) return input.body;
  const { span } = input.body;
  const alias = env.analysis.next('q');
  const items = input.columns.map((column, i) => {
    const value = { expr: columnRef([alias, column.emitted], span), type: column.type };
    const type = types[i];
    return item(type !== undefined && differs(column, i) ? castTo(value, type, 'null') : value.expr, column.emitted);
  });
  env.analysis.record(
    'set operation',
    span,
    () => input.columns.map((column) => sparkTypeName(column.type)).join(', '),
    () => types.map(sparkTypeName).join(', '),
  );
  return select(span, items, [derived(asQuery(input.body), alias)]);
}

function asQuery(body: QueryBody) {
  return body.kind === 'query' ? body : query(body);
}

function unequal(node: SetOperation, span: Span): PlanError {
  const message = `each ${node.op.toUpperCase()} query must have the same number of columns`;
  return new PlanError(SQLSTATE.syntaxError, message, span, { hint: 'Fill up the shorter one with NULL AS name.' });
}
