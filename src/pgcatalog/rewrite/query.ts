import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type {
  CommonTable,
  Expr,
  OrderItem,
  Query,
  QueryBody,
  SelectItem,
  SetOperation,
  Span,
  Values,
} from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { isRegistered } from '../types/engine-type.ts';
import { ordered } from './calls.ts';
import { coerce, commonType, toText } from './coerce.ts';
import { plainQuery, plainSelect } from './from-part.ts';
import { relationItem } from './from-relation.ts';
import { fold } from './scope.ts';
import { type NamedColumn, outputIndex, rewriteSelect, type SelectParts, sameExpr } from './select.ts';
import { type CommonTableScope, columnAlias, type Env, type ResultField, type RewrittenQuery } from './state.ts';
import { column, ident, isUnknown, raw, type Typed } from './typed.ts';

/** A query inside of another, its columns named `c1`, `c2` …. */
export function rewriteQuery(query: Query, env: Env): RewrittenQuery {
  return rewrite(query, env, false);
}

/** The whole query: columns have their names, and objects named by OID are shown by name. */
export function rewriteResult(query: Query, env: Env): RewrittenQuery {
  return rewrite(query, env, true);
}

/** A body whose columns' types can still be chosen: by the other branches of a UNION. */
type Body =
  | SelectParts
  | {
      readonly kind: 'other';
      readonly columns: readonly NamedColumn[];
      readonly finish: (types: readonly number[]) => QueryBody;
    };

function rewrite(query: Query, outer: Env, final: boolean): RewrittenQuery {
  const { span } = query;
  const { tables, env } = commonTables(query, outer);
  const body = rewriteBody(query.body, env);
  const fields = fieldsOf(body.columns);
  const limits = {
    limit: query.limit === undefined ? undefined : count(query.limit, env),
    offset: query.offset === undefined ? undefined : count(query.offset, env),
  };
  const shown = (field: ResultField, value: Typed): Expr =>
    final && isRegistered(field.type) ? toText(value, env, span) : value.expr;
  const name = (field: ResultField, index: number) => ident(span, final ? field.name : columnAlias(index));
  if (body.kind === 'select' && body.select.distinct !== 'distinct') {
    const orderBy = query.orderBy.map((item) => orderOfSelect(item, body, fields));
    const items: SelectItem[] = fields.map((field, index) => {
      const value = coerced(body.columns[index], field.type, env, span);
      return { kind: 'item', span, expr: shown(field, value), alias: name(field, index) };
    });
    const made = { ...plainQuery(body.finish(items), span), ...limits, orderBy };
    return { query: { ...made, with: tables, recursive: query.recursive }, fields };
  }
  const types = fields.map(({ type }) => type);
  const inner = body.kind === 'select' ? finishSelect(body, types, span) : body.finish(types);
  if (!final) {
    const orderBy = query.orderBy.map((item) => orderByNumber(item, body));
    return {
      query: { ...plainQuery(inner, span), ...limits, orderBy, with: tables, recursive: query.recursive },
      fields,
    };
  }
  const alias = env.state.alias('q');
  const values = fields.map(
    ({ type, record }, index): Typed => ({ expr: column(span, alias, columnAlias(index)), type, record }),
  );
  const orderBy = query.orderBy.map((item) => orderOfOutput(item, body, values, env));
  const items: SelectItem[] = fields.map((field, index) => {
    const value = values[index] ?? { expr: raw(span, 'NULL'), type: field.type };
    return { kind: 'item', span, expr: shown(field, value), alias: name(field, index) };
  });
  const from = {
    kind: 'derived' as const,
    span,
    query: plainQuery(inner, span),
    lateral: false,
    alias: { span, name: ident(span, alias), columns: fields.map((_, index) => ident(span, columnAlias(index))) },
  };
  const made = { ...plainQuery(plainSelect(items, [from], undefined, span), span), ...limits, orderBy };
  return { query: { ...made, with: tables, recursive: query.recursive }, fields };
}

function fieldsOf(columns: readonly NamedColumn[]): readonly ResultField[] {
  return columns.map(({ name, value }) => ({
    name,
    type: isUnknown(value) ? OID.text : value.type,
    typmod: value.typmod,
    record: value.record,
  }));
}

function coerced(column: NamedColumn | undefined, type: number, env: Env, span: Span): Typed {
  if (column === undefined) throw new Error('a column without a value');
  return coerce(column.value, type, env, span);
}

function count(expr: Expr, env: Env): Expr {
  return coerce(env.tools.expression(expr, env), OID.int8, env, expr.span).expr;
}

/** The engine sorts by number only what it also shows unchanged, so that the expression itself is repeated. */
function orderOfSelect(item: OrderItem, body: SelectParts, fields: readonly ResultField[]): OrderItem {
  const index = outputIndex(item.expr, body.columns);
  if (index === undefined) return ordered(item, body.env.tools.expression(item.expr, body.env), body.env);
  const field = fields[index];
  const column = body.columns[index];
  if (field === undefined || column === undefined) throw new Error('no such column');
  const isPlain = !isRegistered(field.type);
  const expr: Expr = isPlain ? { kind: 'number', span: item.span, text: String(index + 1) } : column.value.expr;
  return { ...item, expr, nulls: item.nulls ?? (item.direction === 'desc' ? 'first' : 'last') };
}

/** Of DISTINCT and set operations: by an output column, or an expression that is one. */
function orderOfOutput(item: OrderItem, body: Body, values: readonly Typed[], env: Env): OrderItem {
  const value = values[orderedColumn(item, body)];
  if (value === undefined) throw new Error('no such column');
  return ordered(item, value, env);
}

function orderByNumber(item: OrderItem, body: Body): OrderItem {
  const expr: Expr = { kind: 'number', span: item.span, text: String(orderedColumn(item, body) + 1) };
  return { ...item, expr, nulls: item.nulls ?? (item.direction === 'desc' ? 'first' : 'last') };
}

function orderedColumn(item: OrderItem, body: Body): number {
  const index = outputIndex(item.expr, body.columns) ?? sameColumn(item.expr, body);
  if (index !== undefined) return index;
  throw new PlanError(
    SQLSTATE.invalidColumnReference,
    body.kind === 'select'
      ? 'for SELECT DISTINCT, ORDER BY expressions must appear in select list'
      : 'invalid UNION/INTERSECT/EXCEPT ORDER BY clause',
    item.span,
  );
}

function sameColumn(expr: Expr, body: Body): number | undefined {
  if (body.kind !== 'select') return undefined;
  const wanted = body.env.tools.expression(expr, body.env).expr;
  const index = body.columns.findIndex(({ value }) => sameExpr(value.expr, wanted));
  return index < 0 ? undefined : index;
}

function rewriteBody(body: QueryBody, env: Env): Body {
  const { span } = body;
  switch (body.kind) {
    case 'select':
      return rewriteSelect(body, env);
    case 'setOperation':
      return setOperation(body, env);
    case 'values':
      return valuesBody(body, env);
    case 'query': {
      const { query, fields } = env.tools.query(body, env);
      return recast(query, fields, env, span);
    }
    case 'table': {
      const part = relationItem({ kind: 'tableRef', span, name: body.name }, env);
      const items = part.columns.map(({ expr }, index) => ({
        kind: 'item' as const,
        span,
        expr,
        alias: ident(span, columnAlias(index)),
      }));
      return recast(plainQuery(plainSelect(items, [part.item], undefined, span), span), part.columns, env, span);
    }
  }
}

/** A finished query as a body: where its types are not the wanted ones, they are cast outside of it. */
function recast(query: Query, fields: readonly ResultField[], env: Env, span: Span): Body {
  const alias = env.state.alias('q');
  const columns = fields.map(({ name, type, typmod, record }, index) => ({
    name,
    value: { expr: column(span, alias, columnAlias(index)), type, typmod, record },
  }));
  return {
    kind: 'other',
    columns,
    finish(types) {
      if (types.every((type, index) => type === fields[index]?.type)) return query;
      const items = columns.map(({ value }, index) => ({
        kind: 'item' as const,
        span,
        expr: coerce(value, types[index] ?? value.type, env, span).expr,
        alias: ident(span, columnAlias(index)),
      }));
      const from = {
        kind: 'derived' as const,
        span,
        query,
        lateral: false,
        alias: { span, name: ident(span, alias), columns: fields.map((_, at) => ident(span, columnAlias(at))) },
      };
      return plainSelect(items, [from], undefined, span);
    },
  };
}

function finishBody(body: Body, types: readonly number[], span: Span): QueryBody {
  return body.kind === 'select' ? finishSelect(body, types, span) : body.finish(types);
}

function finishSelect(body: SelectParts, types: readonly number[], span: Span): QueryBody {
  const items: SelectItem[] = body.columns.map((each, index) => ({
    kind: 'item',
    span,
    expr: coerced(each, types[index] ?? OID.text, body.env, span).expr,
    alias: ident(span, columnAlias(index)),
  }));
  return body.finish(items);
}

function setOperation(operation: SetOperation, env: Env): Body {
  const { span } = operation;
  const inputs = operation.inputs.map((input) => rewriteBody(input, env));
  const [first] = inputs;
  if (first === undefined) throw new Error('a set operation of nothing');
  for (const input of inputs) {
    if (input.columns.length === first.columns.length) continue;
    const word = operation.op.toUpperCase();
    throw new PlanError(SQLSTATE.syntaxError, `each ${word} query must have the same number of columns`, span);
  }
  const columns = first.columns.map(({ name, value }, index) => {
    const values = inputs.flatMap((input) => input.columns[index]?.value ?? []);
    const open = values.every(isUnknown);
    return { name, value: open ? value : { expr: value.expr, type: commonType(values) } };
  });
  return {
    kind: 'other',
    columns,
    finish: (types) => ({ ...operation, byName: false, inputs: inputs.map((input) => finishBody(input, types, span)) }),
  };
}

function valuesBody(values: Values, env: Env): Body {
  const { span } = values;
  const rows = values.rows.map((row) => row.map((expr) => env.tools.expression(expr, env)));
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index): NamedColumn => {
    const cells = rows.flatMap((row) => row[index] ?? []);
    const open = cells.every(isUnknown);
    const [first = { expr: raw(span, 'NULL'), type: OID.text }] = cells;
    return { name: `column${index + 1}`, value: open ? first : { expr: first.expr, type: commonType(cells) } };
  });
  return {
    kind: 'other',
    columns,
    finish: (types) => ({
      kind: 'values',
      span,
      rows: rows.map((row) => row.map((cell, index) => coerce(cell, types[index] ?? OID.text, env, span).expr)),
    }),
  };
}

/** WITH queries, each seeing those before it; a recursive one also itself, with the types of its first branch. */
function commonTables(query: Query, outer: Env): { readonly tables: CommonTable[]; readonly env: Env } {
  let env = outer;
  const tables: CommonTable[] = [];
  for (const table of query.with) {
    const alias = env.state.alias('w');
    const known = (fields: readonly ResultField[]): Env => {
      const columns = fields.map((field, index) => {
        const given = table.columns[index];
        return { ...field, name: given === undefined ? field.name : fold(given) };
      });
      const scope: CommonTableScope = { name: fold(table.name), alias, columns };
      return { ...env, tables: new Map(env.tables).set(scope.name, scope) };
    };
    const { body } = table.query;
    const [seed] = body.kind === 'setOperation' ? body.inputs : [];
    const inside = query.recursive && seed !== undefined ? known(fieldsOf(rewriteBody(seed, env).columns)) : env;
    const made = env.tools.query(table.query, inside);
    const names = made.fields.map((_, index) => ident(table.span, columnAlias(index)));
    tables.push({ ...table, name: ident(table.span, alias), columns: names, query: made.query });
    env = known(made.fields);
  }
  return { tables, env };
}
