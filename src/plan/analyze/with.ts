import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import { commonType, isText, isUnknown, sameType, sparkTypeName } from '../../functions/type-rules.ts';
import type { CommonTable, Query, SetOperation } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Answer, type AnswerColumn, type Env, newFacts } from './analysis.ts';
import { columnRef, derived, ident, item, query as queryOf, select } from './nodes.ts';
import type { CommonTableEntry, CommonTables } from './scope.ts';
import { someNode } from './tree.ts';

interface LoweredWith {
  readonly tables: readonly CommonTable[];
  readonly commonTables: CommonTables | undefined;
}

/** WITH: each table sees those before it, and itself after RECURSIVE. Throws 42P07 for a name that comes twice. */
export function lowerWith(node: Query, env: Env): LoweredWith {
  const tables: CommonTable[] = [];
  let commonTables = env.commonTables;
  const seen = new Set<string>();
  for (const each of node.with) {
    const key = each.name.name.toLowerCase();
    if (seen.has(key)) {
      const message = `WITH query name "${each.name.name}" specified more than once`;
      throw new PlanError(SQLSTATE.duplicateTable, message, each.name.span);
    }
    seen.add(key);
    const inner: Env = { ...env, commonTables, inside: undefined, windows: new Map(), facts: newFacts() };
    const { table, entry } =
      node.recursive && readsItself(each) ? recursiveTable(each, inner) : plainTable(each, inner);
    tables.push(table);
    commonTables = { entry, outer: commonTables };
  }
  return { tables, commonTables };
}

interface LoweredTable {
  readonly table: CommonTable;
  readonly entry: CommonTableEntry;
}

function plainTable(node: CommonTable, env: Env): LoweredTable {
  const emitted = env.analysis.next(node.name.name);
  const answer = env.analysis.recursion.query(node.query, env);
  return whole(node, emitted, answer, columnsOf(node, answer));
}

function whole(node: CommonTable, emitted: string, answer: Answer, columns: readonly AnswerColumn[]): LoweredTable {
  const table: CommonTable = { ...node, name: ident(emitted, node.name.span), columns: [], query: answer.query };
  return { table, entry: { name: node.name.name, emitted, columns } };
}

/** The columns under the names of `WITH t (a, b)`. Throws 42P10 for more names than columns. */
function columnsOf(node: CommonTable, answer: Answer): readonly AnswerColumn[] {
  if (node.columns.length > answer.columns.length) {
    const counts = `${answer.columns.length} columns available but ${node.columns.length} columns specified`;
    throw new PlanError(
      SQLSTATE.invalidColumnReference,
      `WITH query "${node.name.name}" has ${counts}`,
      node.name.span,
    );
  }
  return answer.columns.map((column, i) => ({
    ...column,
    name: node.columns[i]?.name ?? column.name,
    origin: undefined,
  }));
}

function readsItself(node: CommonTable): boolean {
  const key = node.name.name.toLowerCase();
  return someNode(node.query, (each: { readonly kind: string }) => {
    if (each.kind !== 'tableRef' && each.kind !== 'table') return false;
    const { name } = each as unknown as { readonly name: { readonly parts: readonly { readonly name: string }[] } };
    return name.parts.length === 1 && name.parts[0]?.name.toLowerCase() === key;
  });
}

/**
 * `WITH RECURSIVE t AS (first UNION [ALL] more)`: the columns are those of the first part, and the others are cast to them.
 * Throws 42P19 for other shapes.
 */
function recursiveTable(node: CommonTable, env: Env): LoweredTable {
  const { body } = node.query;
  if (body.kind !== 'setOperation' || body.op !== 'union' || body.byName) {
    const message = `recursive query "${node.name.name}" does not have the form non-recursive-term UNION [ALL] recursive-term`;
    throw new PlanError(SQLSTATE.invalidRecursion, message, node.name.span);
  }
  if (node.query.orderBy.length > 0 || node.query.limit !== undefined || node.query.offset !== undefined) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      'ORDER BY and LIMIT in a recursive query are not supported',
      node.query.span,
      {
        hint: 'Put them where the table is read.',
      },
    );
  }
  const [first, ...more] = body.inputs;
  if (first === undefined) throw new Error('a set operation without inputs');
  const emitted = env.analysis.next(node.name.name);
  const anchor = env.analysis.recursion.query({ ...node.query, body: first }, env);
  const columns = columnsOf(node, anchor);
  const inner: Env = {
    ...env,
    commonTables: { entry: { name: node.name.name, emitted, columns }, outer: env.commonTables },
  };
  const steps = more.map((step): SetOperation['inputs'][number] => {
    const answer = env.analysis.recursion.query({ ...node.query, with: [], body: step }, inner);
    return asColumns(answer, anchor.columns, node, inner);
  });
  const union: SetOperation = { ...body, inputs: [anchor.query, ...steps] };
  const { with: _with, ...rest } = anchor.query;
  return whole(node, emitted, { query: { ...rest, with: [], body: union }, columns: anchor.columns }, columns);
}

function asColumns(answer: Answer, wanted: readonly AnswerColumn[], node: CommonTable, env: Env): Query {
  if (answer.columns.length !== wanted.length) {
    const message = 'each UNION query must have the same number of columns';
    throw new PlanError(SQLSTATE.syntaxError, message, answer.query.span);
  }
  const differs = answer.columns.some((column, i) => !fits(column, wanted[i]));
  if (!differs) return answer.query;
  const alias = env.analysis.next('q');
  const { span } = answer.query;
  const items = answer.columns.map((column, i) => {
    const value = { expr: columnRef([alias, column.emitted], span), type: column.type };
    const type = wanted[i]?.type ?? column.type;
    if (fits(column, wanted[i])) return item(value.expr, column.emitted);
    if (commonType(type, column.type) === undefined || isText(type) !== isText(column.type)) {
      const message = `recursive query "${node.name.name}" column ${i + 1} has type ${sparkTypeName(type)} in non-recursive term but type ${sparkTypeName(column.type)} overall`;
      throw new PlanError(SQLSTATE.datatypeMismatch, message, span, { hint: 'Cast the column of the first part.' });
    }
    return item(castTo(value, type, 'null'), column.emitted);
  });
  return queryOf(select(span, items, [derived(answer.query, alias)]));
}

function fits(column: AnswerColumn, wanted: AnswerColumn | undefined): boolean {
  return wanted === undefined || isUnknown(column.type) || isUnknown(wanted.type) || sameType(column.type, wanted.type);
}
