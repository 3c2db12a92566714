import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Expr, FromItem, Query, Span, TableRef } from '../../sql/ast.ts';
import { duckdbTypeName } from '../../types/data-type.ts';
import { FIXED_SCHEMA, readsSizes, SIZES } from '../engine/builder.ts';
import { literal } from '../engine/fill-table.ts';
import type { RelationColumn, Row } from '../relations/definition.ts';
import { RELATIONS, type Relation } from '../relations/sources.ts';
import { engineType } from '../types/engine-type.ts';
import { type FromPart, plainQuery, plainSelect } from './from-part.ts';
import { fold, type ScopeColumn } from './scope.ts';
import type { Env } from './state.ts';
import { column, ident, raw } from './typed.ts';

/** A relation of pg_catalog or information_schema. Throws 42P01. */
export function relationItem(ref: TableRef, env: Env): FromPart {
  const parts = ref.name.parts.map(fold);
  const relation = findRelation(parts);
  if (relation === undefined) {
    throw new PlanError(SQLSTATE.undefinedTable, `relation "${parts.join('.')}" does not exist`, ref.name.span);
  }
  const name = ref.alias === undefined ? relation.shape.name : fold(ref.alias.name);
  return scanRelation(relation, name, ref.alias === undefined ? relation.shape.schema : undefined, ref.span, env);
}

/** The relation that a name means, found without its schema in pg_catalog only. */
export function findRelation(parts: readonly string[]): Relation | undefined {
  const name = parts.at(-1) ?? '';
  if (name.startsWith('sh_')) return undefined;
  const schema = parts.at(-2) ?? 'pg_catalog';
  if (schema === 'pg_catalog') return RELATIONS.get(name);
  return schema === 'information_schema' ? RELATIONS.get(`information_schema.${name}`) : undefined;
}

export function scanRelation(
  relation: Relation,
  name: string,
  schema: string | undefined,
  span: Span,
  env: Env,
): FromPart {
  const alias = env.state.alias('t');
  const { shape, source } = relation;
  const columns = shape.columns.map(
    (each): ScopeColumn => ({ ...each, expr: column(span, alias, each.name), table: alias }),
  );
  const tableAlias = { span, name: ident(span, alias), columns: [] };
  const tables = [{ name, schema, alias, columns, shape: shape.oid === 0 ? undefined : shape }];
  if (source?.kind === 'live') {
    env.state.live = true;
    const rows = [...source.rows(env.state.input.live)];
    const query = liveQuery(shape.columns, rows, source.defaults ?? {}, span);
    return { item: { kind: 'derived', span, query, lateral: false, alias: tableAlias }, tables, columns };
  }
  env.state.needs.add(relation.key);
  if (readsSizes(relation.key)) env.state.needsSizes = true;
  const fixed = source === undefined || source.kind === 'fixed';
  const engineSchema = fixed && relation.key !== SIZES ? FIXED_SCHEMA : env.state.input.lookup.model.engineSchema;
  const item: FromItem = {
    kind: 'tableRef',
    span,
    name: { kind: 'qname', span, parts: [ident(span, engineSchema), ident(span, relation.key)] },
    alias: tableAlias,
  };
  return { item, tables, columns };
}

/** Rows known now, written into the query. */
function liveQuery(columns: readonly RelationColumn[], rows: readonly Row[], defaults: Row, span: Span): Query {
  const cell = ({ name, type }: RelationColumn, row: Row): Expr => {
    const value = literal(row[name] ?? defaults[name] ?? null).replaceAll('{', '{{');
    return raw(span, `CAST(${value} AS ${duckdbTypeName(engineType(type))})`);
  };
  const selects = (rows.length === 0 ? [{}] : rows).map((row) =>
    plainSelect(
      columns.map((each) => ({ kind: 'item' as const, span, expr: cell(each, row), alias: ident(span, each.name) })),
      [],
      rows.length === 0 ? { kind: 'boolean', span, value: false } : undefined,
      span,
    ),
  );
  const [only] = selects;
  if (only !== undefined && selects.length === 1) return plainQuery(only, span);
  return plainQuery({ kind: 'setOperation', span, op: 'union', all: true, byName: false, inputs: selects }, span);
}
