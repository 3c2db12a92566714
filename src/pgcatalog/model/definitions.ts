import { QUOTED_WORDS } from '../static/keywords.ts';
import type { CatalogModel } from './catalog-model.ts';
import type { ModelConstraint, ModelIndex, ModelRelation } from './objects.ts';

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
