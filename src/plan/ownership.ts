import type { Role } from '../../catalog/objects.ts';

/** The owner of something may change it, and so may a superuser. */
export function mayChange(role: Role | undefined, owner: number): boolean {
  return role !== undefined && (role.superuser || role.oid === owner);
}
