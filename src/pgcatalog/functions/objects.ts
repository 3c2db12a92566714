import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import {
  constraintDefinition,
  indexDefinition,
  qualifiedName,
  quoteIdent,
  viewDefinition,
} from '../model/definitions.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import { formatType } from '../model/type-name.ts';
import { findTypeText } from '../rewrite/type-names.ts';
import { TYPE_COMMENTS } from '../static/comments.ts';
import { PG_FUNCTIONS } from '../static/functions.ts';
import { DOMAINS } from '../types/domains.ts';
import { type CallContext, type FunctionRule, js, sql, text } from './definition.ts';

/** Functions that describe objects of the catalog, and say whether their names need a schema. */
export const OBJECT_FUNCTIONS: readonly FunctionRule[] = [
  js(
    'format_type(oid, int4) text',
    ({ lookup }, oid, typmod) =>
      oid === null ? null : formatType(Number(oid), typmod === null ? undefined : Number(typmod), lookup),
    { nullable: true },
  ),
  js('pg_get_userbyid(oid) name', ({ lookup }, oid) => roleName(Number(oid), lookup)),
  // Expressions are kept as text, so that showing one is showing it.
  sql('pg_get_expr(pg_node_tree, oid) text', 'CASE WHEN {1} IS NOT NULL THEN {0} END'),
  sql('pg_get_expr(pg_node_tree, oid, bool) text', 'CASE WHEN {1} IS NOT NULL AND {2} IS NOT NULL THEN {0} END'),
  js('pg_get_constraintdef(oid) text', (context, oid) => constraintText(context, Number(oid))),
  js('pg_get_constraintdef(oid, bool) text', (context, oid, pretty) =>
    constraintText(context, Number(oid), pretty === true),
  ),
  js('pg_get_indexdef(oid) text', (context, oid) => indexText(context, Number(oid), 0)),
  js('pg_get_indexdef(oid, int4, bool) text', (context, oid, column, pretty) =>
    indexText(context, Number(oid), Number(column), pretty === true),
  ),
  js('pg_get_viewdef(oid) text', (context, oid) => viewText(context, Number(oid))),
  js('pg_get_viewdef(oid, bool) text', (context, oid) => viewText(context, Number(oid))),
  js('pg_get_viewdef(oid, int4) text', (context, oid) => viewText(context, Number(oid))),
  js('pg_get_viewdef(text) text', (context, name) => viewText(context, context.lookup.relation(text(name)).oid)),
  js('pg_get_viewdef(text, bool) text', (context, name) => viewText(context, context.lookup.relation(text(name)).oid)),
  js('pg_get_ruledef(oid) text', (context, oid) => ruleText(context, Number(oid))),
  js('pg_get_ruledef(oid, bool) text', (context, oid) => ruleText(context, Number(oid))),
  ...['pg_get_triggerdef', 'pg_get_statisticsobjdef'].map((name) =>
    sql(`${name}(oid) text`, 'CASE WHEN {0} IS NULL THEN NULL ELSE CAST(NULL AS VARCHAR) END'),
  ),
  sql(
    'pg_get_triggerdef(oid, bool) text',
    'CASE WHEN {0} IS NULL AND {1} IS NULL THEN NULL ELSE CAST(NULL AS VARCHAR) END',
  ),
  ...[
    'pg_get_statisticsobjdef_columns',
    'pg_get_partkeydef',
    'pg_get_partition_constraintdef',
    'pg_get_function_sqlbody',
  ].map((name) => sql(`${name}(oid) text`, 'CASE WHEN {0} IS NULL THEN NULL ELSE CAST(NULL AS VARCHAR) END')),
  js('pg_get_function_arguments(oid) text', (context, oid) => functionArguments(context, Number(oid))),
  js('pg_get_function_identity_arguments(oid) text', (context, oid) => functionArguments(context, Number(oid))),
  js('pg_get_functiondef(oid) text', (context, oid) => functionText(context, Number(oid))),
  js('pg_get_function_result(oid) text', ({ lookup }, oid) => {
    const found = PG_FUNCTIONS.get(Number(oid));
    if (found === undefined) return null;
    return `${found.returnsSet ? 'SETOF ' : ''}${formatType(found.result, undefined, lookup)}`;
  }),
  js('oidvectortypes(oidvector) text', ({ lookup }, types) =>
    Array.isArray(types) ? types.map((oid) => formatType(Number(oid), undefined, lookup)).join(', ') : null,
  ),
  sql(
    'pg_get_serial_sequence(text, text) text',
    'CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL ELSE CAST(NULL AS VARCHAR) END',
  ),

  js('pg_table_is_visible(oid) bool', ({ lookup }, oid) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation === undefined ? null : lookup.isVisible(relation);
  }),
  js('pg_type_is_visible(oid) bool', ({ lookup }, oid) => {
    const type = lookup.type(Number(oid));
    return type === undefined ? null : lookup.isTypeVisible(type);
  }),
  ...['function', 'operator', 'opclass', 'opfamily', 'conversion', 'collation'].map(visible),
  ...['statistics_obj', 'ts_config', 'ts_dict', 'ts_parser', 'ts_template'].map(visible),

  js('obj_description(oid, name) text', (context, oid, catalog) => comment(context, Number(oid), text(catalog))),
  js('obj_description(oid) text', (context, oid) => comment(context, Number(oid), undefined)),
  js('shobj_description(oid, name) text', ({ lookup }, oid, catalog) =>
    catalog === 'pg_database' ? (lookup.model.databases.find((each) => each.oid === oid)?.comment ?? null) : null,
  ),
  js('col_description(oid, int4) text', ({ lookup }, oid, number) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation?.attributes.find((each) => each.number === number)?.comment ?? null;
  }),

  js('to_regclass(text) regclass', ({ lookup }, name) => attempt(() => lookup.findRelation(text(name))?.oid)),
  js('to_regtype(text) regtype', ({ lookup }, name) => findTypeText(text(name), lookup) ?? null),
  js('to_regnamespace(text) regnamespace', ({ lookup }, name) => attempt(() => lookup.schema(text(name)))),
  js('to_regrole(text) regrole', ({ lookup }, name) => attempt(() => lookup.role(text(name)))),
  js('to_regproc(text) regproc', ({ lookup }, name) => attempt(() => lookup.function(text(name)))),
  js('pg_relation_is_publishable(regclass) bool', ({ lookup }, oid) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation === undefined ? null : relation.kind === 'r' && !relation.system && !relation.temporary;
  }),
  js('pg_relation_is_updatable(regclass, bool) int4', ({ lookup }, oid) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation?.kind === 'r' && !relation.system ? 28 : 0;
  }),
  js('pg_column_is_updatable(regclass, int2, bool) bool', ({ lookup }, oid) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation?.kind === 'r' && !relation.system;
  }),
  js('pg_relation_filenode(regclass) oid', ({ lookup }, oid) => {
    const kind = lookup.model.relations.get(Number(oid))?.kind;
    return kind === 'r' || kind === 'i' ? oid : null;
  }),
  sql('pg_partition_root(regclass) regclass', 'CASE WHEN {0} IS NULL THEN NULL ELSE CAST(NULL AS BIGINT) END'),
  sql('pg_partition_ancestors(regclass) setof regclass', 'CASE WHEN {0} IS NULL THEN [] ELSE CAST([] AS BIGINT[]) END'),
  sql('pg_tablespace_location(oid) text', "CASE WHEN {0} IS NOT NULL THEN '' END"),
  ...['numscans', 'tuples_returned', 'tuples_fetched', 'tuples_inserted', 'live_tuples', 'dead_tuples'].map((what) =>
    sql(`pg_stat_get_${what}(oid) int8`, 'CASE WHEN {0} IS NOT NULL THEN CAST(0 AS BIGINT) END'),
  ),
];

function visible(kind: string): FunctionRule {
  return sql(`pg_${kind}_is_visible(oid) bool`, 'CASE WHEN {0} IS NOT NULL THEN true END');
}

function attempt(look: () => number | undefined): number | null {
  try {
    return look() ?? null;
  } catch {
    // The `to_reg…` functions answer NULL where the casts fail.
    return null;
  }
}

/** PostgreSQL's text for the OID of a role that is gone. */
function roleName(oid: number, lookup: NameLookup): string {
  return lookup.model.roles.get(oid)?.name ?? `unknown (OID=${oid})`;
}

function constraintText({ lookup }: CallContext, oid: number, pretty = false): string | null {
  const constraint = lookup.model.constraint(oid);
  if (constraint === undefined) {
    const check = DOMAINS.find((domain) => domain.check?.oid === oid)?.check;
    return (pretty ? check?.pretty : check?.text) ?? null;
  }
  return constraintDefinition(constraint, ({ oid: there }) => lookup.relationName(there));
}

function indexText({ lookup }: CallContext, oid: number, column: number, pretty = false): string | null {
  const index = lookup.model.index(oid);
  if (index === undefined) return null;
  if (column !== 0) {
    const name = index.relation.attributes.find(({ number }) => number === column)?.name;
    return name === undefined ? '' : quoteIdent(name);
  }
  const full = indexDefinition(index, lookup.model);
  const { relation } = index.constraint;
  return pretty && lookup.isVisible(relation)
    ? full.replace(` ON ${qualifiedName(relation, lookup.model)} `, ` ON ${quoteIdent(relation.name)} `)
    : full;
}

function viewText({ lookup }: CallContext, oid: number): string | null {
  const relation = lookup.model.relations.get(oid);
  return relation === undefined ? null : viewDefinition(relation);
}

function ruleText({ lookup }: CallContext, oid: number): string | null {
  for (const relation of lookup.model.relations.values()) {
    if (relation.kind !== 'v' || relation.system || lookup.model.ruleOf(relation) !== oid) continue;
    const name = qualifiedName(relation, lookup.model);
    return `CREATE RULE "_RETURN" AS\n    ON SELECT TO ${name} DO INSTEAD ${viewDefinition(relation)}`;
  }
  return null;
}

function functionArguments({ lookup }: Pick<CallContext, 'lookup'>, oid: number): string | null {
  const found = PG_FUNCTIONS.get(oid);
  return found === undefined ? null : found.args.map((arg) => formatType(arg, undefined, lookup)).join(', ');
}

/** Without the catalog's name any comment of that OID. */
function comment({ lookup }: CallContext, oid: number, catalog: string | undefined): string | null {
  const { model } = lookup;
  const about = (name: string): boolean => catalog === undefined || catalog === name;
  if (about('pg_class')) {
    const found = model.relations.get(oid)?.comment;
    if (found !== undefined) return found;
  }
  if (about('pg_namespace')) {
    const found = model.schemas.get(oid)?.comment;
    if (found !== undefined) return found;
  }
  return about('pg_type') ? (TYPE_COMMENTS.get(oid) ?? null) : null;
}

const VOLATILITY: Readonly<Record<string, string>> = { i: ' IMMUTABLE', s: ' STABLE', v: '' };

function functionText({ lookup }: CallContext, oid: number): string | null {
  const found = PG_FUNCTIONS.get(oid);
  if (found === undefined) return null;
  if (found.kind === 'a') throw new SqlError(SQLSTATE.wrongObjectType, `"${found.name}" is an aggregate function`);
  const args = functionArguments({ lookup }, oid);
  const result = `${found.returnsSet ? 'SETOF ' : ''}${formatType(found.result, undefined, lookup)}`;
  const flags = `${VOLATILITY[found.volatility] ?? ''} PARALLEL SAFE${found.strict ? ' STRICT' : ''}`;
  const head = `CREATE OR REPLACE FUNCTION pg_catalog.${quoteIdent(found.name)}(${args})\n RETURNS ${result}`;
  return `${head}\n LANGUAGE internal\n${flags}\nAS $function$${found.source}$function$\n`;
}
