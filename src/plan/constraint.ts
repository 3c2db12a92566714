import type { Dataset, DatasetColumn, DatasetConstraint, Oid } from '../../catalog/objects.ts';
import { nearest } from '../core/nearest.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Ident, QName, Span } from '../sql/ast.ts';
import type { ColumnDefinition, TableConstraint } from '../sql/statement.ts';
import type { IdSource } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { placeRelation, resolveDataset } from './names.ts';
import { PlanError } from './plan-error.ts';

/** What a constraint is declared on: a dataset, or one that is about to be made. */
export interface ConstraintTarget {
  readonly name: string;
  readonly columns: readonly DatasetColumn[];
  readonly storage: Dataset['storage'];
  /** Of a table that is about to be made: where it will be, and its primary key. */
  readonly made?: { readonly container: Oid; readonly primaryKey: readonly Ident[] } | undefined;
}

/** `own` is the OID of the table that the constraint is of. */
export type ConstraintMaker = (ids: IdSource, own: Oid) => DatasetConstraint;

/**
 * A declared constraint: metadata for people and BI tools, never enforced (reference, section 1.10). An identity is not a
 * constraint of this kind and gives nothing. Throws 42703, 42P01, 42601 for lists of different lengths, 0A000 for CHECK.
 */
export function newConstraint(
  constraint: TableConstraint,
  target: ConstraintTarget,
  context: PlanContext,
): readonly ConstraintMaker[] {
  switch (constraint.kind) {
    case 'identity':
      return [];
    case 'check':
      throw new PlanError(SQLSTATE.featureNotSupported, 'CHECK constraints are not supported', constraint.span);
    case 'primaryKey':
    case 'unique': {
      const columns = numbers(constraint.columns, target);
      const suffix =
        constraint.kind === 'primaryKey' ? 'pkey' : `${constraint.columns.map(({ name }) => name).join('_')}_key`;
      const name = constraint.name?.name ?? `${target.name}_${suffix}`;
      return [(ids) => ({ oid: ids.nextOid(), name, kind: constraint.kind, columns, namespace: constraint.namespace })];
    }
    case 'foreignKey': {
      const columns = numbers(constraint.columns, target);
      const itself = isMade(constraint.table, target, context);
      const other = itself === undefined ? resolveDataset(constraint.table, context) : undefined;
      const referencedColumns =
        other === undefined
          ? numbers(constraint.referenced.length > 0 ? constraint.referenced : (itself ?? []), target)
          : referenced(constraint.referenced, other, constraint.span);
      if (columns.length !== referencedColumns.length) {
        throw new PlanError(
          SQLSTATE.syntaxError,
          'number of referencing and referenced columns for foreign key disagree',
          constraint.span,
        );
      }
      const name =
        constraint.name?.name ?? `${target.name}_${constraint.columns.map((each) => each.name).join('_')}_fkey`;
      return [
        (ids, own) => ({
          oid: ids.nextOid(),
          name,
          kind: 'foreignKey',
          columns,
          referenced: other?.oid ?? own,
          referencedColumns,
        }),
      ];
    }
  }
}

/** The primary key of the table that is about to be made, when `name` means that very table. */
function isMade(
  name: QName,
  { name: own, made }: ConstraintTarget,
  context: PlanContext,
): readonly Ident[] | undefined {
  if (made === undefined || name.parts.at(-1)?.name.toLowerCase() !== own.toLowerCase()) return undefined;
  const { container, existing } = placeRelation(name, context);
  return existing === undefined && container.oid === made.container ? made.primaryKey : undefined;
}

/** The constraints that a column's own clauses stand for. */
export function columnConstraints(column: ColumnDefinition): readonly TableConstraint[] {
  const { span, name } = column;
  const found: TableConstraint[] = [];
  if (column.primaryKey) found.push({ span, kind: 'primaryKey', columns: [name], notEnforced: true });
  if (column.unique) found.push({ span, kind: 'unique', columns: [name], notEnforced: true });
  if (column.references !== undefined) {
    const { table, columns } = column.references;
    found.push({ span, kind: 'foreignKey', columns: [name], table, referenced: columns, notEnforced: true });
  }
  return found;
}

/** Throws 42703. */
export function numbers(
  names: readonly Ident[],
  target: { readonly name: string; readonly columns: readonly Pick<DatasetColumn, 'name' | 'number'>[] },
): readonly number[] {
  return names.map(({ name, span }) => {
    const column = target.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (column !== undefined) return column.number;
    const near = nearest(
      name,
      target.columns.map((each) => each.name),
    );
    throw new PlanError(
      SQLSTATE.undefinedColumn,
      `column "${name}" of relation "${target.name}" does not exist`,
      span,
      {
        hint: near.length > 0 ? `Perhaps you meant "${near[0]}".` : undefined,
      },
    );
  });
}

/** The columns named, or those of the other table's primary key. */
function referenced(names: readonly Ident[], other: Dataset, span: Span): readonly number[] {
  if (names.length > 0) return numbers(names, other);
  const key = other.constraints.find((each) => each.kind === 'primaryKey');
  if (key !== undefined) return key.columns;
  throw new PlanError(SQLSTATE.undefinedObject, `there is no primary key for referenced table "${other.name}"`, span, {
    hint: 'Name the columns: REFERENCES table (column).',
  });
}

/** The datasets whose foreign keys point to one of `oids`. */
export function referencing(oids: ReadonlySet<Oid>, context: PlanContext): readonly Dataset[] {
  return [...context.catalog.datasets()].filter(
    (dataset) =>
      !oids.has(dataset.oid) &&
      dataset.constraints.some((each) => each.kind === 'foreignKey' && oids.has(each.referenced)),
  );
}
