import type { CatalogModel } from './catalog-model.ts';
import type { ModelConstraint, ModelIndex, ModelRelation } from './objects.ts';

/** PostgreSQL's lower-case words that need quotes as names. Source: PostgreSQL 15, kwlist.h, all but unreserved words. */
const QUOTED_WORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
  character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
  else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
  in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit
  localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric offset on only or order
  out outer overlaps overlay placing position precision primary real references returning right row select session_user
  setof similar smallint some substring symmetric table tablesample then time timestamp to trailing treat trim true union
  unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
  xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);

/** As `quote_ident` writes a name. */
export function quoteIdent(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !QUOTED_WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function quoteLiteral(text: string): string {
  const quoted = text.replaceAll("'", "''");
  return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

export function qualifiedName(relation: ModelRelation, model: CatalogModel): string {
  return `${quoteIdent(model.schemas.get(relation.schema)?.name ?? '')}.${quoteIdent(relation.name)}`;
}

/** The SELECT of a view as its author wrote it, with a semicolon behind, as PostgreSQL shows it. */
export function viewDefinition(view: ModelRelation): string | null {
  if (view.definition === undefined) return null;
  return `${view.definition.trimEnd().replace(/;$/, '')};`;
}

/** `CREATE UNIQUE INDEX t_pkey ON public.t USING btree (id)`. */
export function indexDefinition({ relation, constraint }: ModelIndex, model: CatalogModel): string {
  const on = qualifiedName(constraint.relation, model);
  return `CREATE UNIQUE INDEX ${quoteIdent(relation.name)} ON ${on} USING btree (${keyColumns(constraint)})`;
}

/** `nameOf`: how a referenced table is written, which depends on the search path. */
export function constraintDefinition(constraint: ModelConstraint, nameOf: (relation: ModelRelation) => string): string {
  const { kind, referenced } = constraint;
  const columns = keyColumns(constraint);
  if (kind === 'p') return `PRIMARY KEY (${columns})`;
  if (kind === 'u' || referenced === undefined) return `UNIQUE (${columns})`;
  const there = columnNames(referenced.relation, referenced.columns);
  return `FOREIGN KEY (${columns}) REFERENCES ${nameOf(referenced.relation)}(${there})`;
}

export function keyColumns({ relation, columns }: ModelConstraint): string {
  return columnNames(relation, columns);
}

function columnNames(relation: ModelRelation, columns: readonly number[]): string {
  return columns
    .map((column) => quoteIdent(relation.attributes.find(({ number }) => number === column)?.name ?? '?column?'))
    .join(', ');
}
