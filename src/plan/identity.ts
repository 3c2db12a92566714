import type { DatasetColumn, DatasetIdentity, IdentityNamespace } from '../../catalog/objects.ts';
import { nearest } from '../core/nearest.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { CreateTable } from '../sql/statement.ts';
import type { PlanContext } from './context.ts';
import { PlanError } from './plan-error.ts';

/** The identities that column clauses and table constraints of a CREATE TABLE declare. Throws 42704, 42P16, 42601. */
export function identitiesOf(
  statement: CreateTable,
  columns: readonly DatasetColumn[],
  context: PlanContext,
): readonly DatasetIdentity[] {
  const found: DatasetIdentity[] = [];
  for (const column of statement.columns) {
    if (column.identity === undefined) continue;
    const { primary, namespace, span } = column.identity;
    found.push(identity(column.name.name, namespace, primary, columns, context, span));
  }
  for (const constraint of statement.constraints) {
    if (constraint.kind === 'identity') {
      const { column, namespace, primary, span } = constraint;
      found.push(identity(column.name, required(namespace, span), primary, columns, context, span));
    } else if (
      constraint.kind === 'primaryKey' &&
      constraint.namespace !== undefined &&
      constraint.columns.length === 1
    ) {
      const [column] = constraint.columns;
      found.push(identity(column?.name ?? '', constraint.namespace, true, columns, context, constraint.span));
    }
  }
  const second = found.filter(({ primary }) => primary)[1];
  if (second !== undefined) {
    throw new PlanError(
      SQLSTATE.invalidTableDefinition,
      'a table can have only one primary identity',
      statement.name.span,
      {
        hint: 'Declare the others with IDENTITY instead of PRIMARY IDENTITY.',
      },
    );
  }
  return found;
}

/** One identity, checked. Throws 42703 for an unknown column, 42704 for an unknown namespace. */
export function identity(
  columnName: string,
  namespace: string,
  primary: boolean,
  columns: readonly DatasetColumn[],
  context: PlanContext,
  span: Span,
): DatasetIdentity {
  const column = columns.find((each) => each.name.toLowerCase() === columnName.toLowerCase());
  if (column === undefined) {
    const near = nearest(
      columnName,
      columns.map(({ name }) => name),
    );
    throw new PlanError(SQLSTATE.undefinedColumn, `column "${columnName}" does not exist`, span, {
      hint: near.length > 0 ? `Perhaps you meant "${near[0]}".` : 'An identity is a column at the root of the table.',
    });
  }
  return { column: column.number, namespace: namespaceNamed(namespace, context, span).code, primary };
}

/** Throws 42601 when no namespace was given where the reference wants one. */
export function required(namespace: string | undefined, span: Span): string {
  if (namespace !== undefined) return namespace;
  throw new PlanError(SQLSTATE.syntaxError, 'a namespace is missing', span, {
    hint: "Write NAMESPACE 'Email', or another that SHOW NAMESPACES lists.",
  });
}

function namespaceNamed(name: string, context: PlanContext, span: Span): IdentityNamespace {
  const found = context.catalog.namespace(name);
  if (found !== undefined) return found;
  throw new PlanError(SQLSTATE.undefinedObject, `namespace "${name}" does not exist`, span, {
    hint: `CREATE NAMESPACE ${name} WITH (code='${name.toLowerCase()}', TYPE='Email') makes it; SHOW NAMESPACES lists those there are.`,
  });
}
