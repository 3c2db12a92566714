import type { CatalogObject, Role } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import type { PlanContext } from './context.ts';
import { PlanError } from './plan-error.ts';

/** What an account owns it may change; a superuser may change everything. Throws 42501 naming the owner. */
export function requireOwner(object: CatalogObject, kind: string, context: PlanContext, span: Span): void {
  const role = context.catalog.get(context.role) as Role | undefined;
  if (role !== undefined && (role.superuser || role.oid === object.owner)) return;
  throw new PlanError(SQLSTATE.insufficientPrivilege, `must be owner of ${kind} ${object.name}`, span, {
    hint: `It belongs to ${context.catalog.get(object.owner)?.name ?? 'another account'}.`,
  });
}

/** Throws 42501 for all but superusers. */
export function requireSuperuser(action: string, context: PlanContext, span: Span): void {
  const role = context.catalog.get(context.role);
  if (role?.kind === 'role' && role.superuser) return;
  throw new PlanError(SQLSTATE.insufficientPrivilege, `permission denied to ${action}`, span, {
    hint: 'Only a superuser, such as admin, may do that.',
  });
}
