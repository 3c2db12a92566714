import type { Oid, Role } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { RoleStatement } from '../sql/statement.ts';
import { nameLock, objectLock } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { requireSuperuser } from './ownership.ts';
import type { Plan, RolePlan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/**
 * CREATE, ALTER and DROP of roles and users. Source: PostgreSQL manual, "CREATE ROLE". Only superusers may, but for an
 * account's own password and address. Throws 42501, 42710, 42704, 2BP01 for a role that owns something.
 */
export function planRole(statement: RoleStatement, context: PlanContext): Plan {
  switch (statement.action) {
    case 'create':
      return createRole(statement, context);
    case 'alter':
      return alterRole(statement, context);
    case 'drop':
      return dropRole(statement, context);
  }
}

function createRole(statement: RoleStatement, context: PlanContext): Plan {
  requireSuperuser('create role', context, statement.span);
  const name = statement.names[0]?.name ?? '';
  const span = statement.names[0]?.span ?? statement.span;
  if (context.catalog.role(name) !== undefined) {
    throw new PlanError(SQLSTATE.duplicateObject, `role "${name}" already exists`, span);
  }
  if (name.toLowerCase().startsWith('pg_'))
    throw new PlanError(SQLSTATE.invalidName, `role name "${name}" is reserved`, span);
  const options = readOptions(statement);
  return {
    ...base('CREATE ROLE', [nameLock('role', name)], []),
    password: options.password,
    put: (ids, verifier) => [
      {
        kind: 'role',
        oid: ids.nextOid(),
        name,
        createdAt: ids.now,
        owner: context.role,
        verifier: verifier ?? undefined,
        login: options.login ?? true,
        superuser: options.superuser ?? false,
        validUntil: options.validUntil ?? undefined,
        email: options.email ?? undefined,
      },
    ],
  };
}

function alterRole(statement: RoleStatement, context: PlanContext): Plan {
  const role = roleNamed(statement, context);
  const options = readOptions(statement);
  const ownAffairs =
    role.oid === context.role &&
    options.login === undefined &&
    options.superuser === undefined &&
    options.validUntil === undefined;
  if (!ownAffairs) requireSuperuser('alter role', context, statement.span);
  return {
    ...base('ALTER ROLE', [objectLock(role.oid)], [role.oid]),
    password: options.password,
    put: (ids, verifier) => [
      {
        ...role,
        updatedAt: ids.now,
        verifier: verifier === undefined ? role.verifier : (verifier ?? undefined),
        login: options.login ?? role.login,
        superuser: options.superuser ?? role.superuser,
        validUntil: options.validUntil === undefined ? role.validUntil : (options.validUntil ?? undefined),
        email: options.email === undefined ? role.email : (options.email ?? undefined),
      },
    ],
  };
}

function dropRole(statement: RoleStatement, context: PlanContext): Plan {
  requireSuperuser('drop role', context, statement.span);
  const notices: string[] = [];
  const gone: Role[] = [];
  for (const { name, span } of statement.names) {
    const role = context.catalog.role(name);
    if (role === undefined) {
      if (!statement.ifExists) throw new PlanError(SQLSTATE.undefinedObject, `role "${name}" does not exist`, span);
      notices.push(`role "${name}" does not exist, skipping`);
      continue;
    }
    if (role.oid === context.role) throw new PlanError(SQLSTATE.objectInUse, 'current user cannot be dropped', span);
    const owned = [...context.catalog.objects()].find((each) => each.owner === role.oid && each.oid !== role.oid);
    if (owned !== undefined) {
      throw new PlanError(
        SQLSTATE.dependentObjectsStillExist,
        `role "${name}" cannot be dropped because some objects depend on it`,
        span,
        {
          detail: `It owns "${owned.name}".`,
          hint: 'ALTER TABLE … OWNER TO gives a table to another account.',
        },
      );
    }
    gone.push(role);
  }
  const oids = gone.map(({ oid }) => oid);
  return {
    ...base('DROP ROLE', oids.map(objectLock), oids),
    password: undefined,
    put: () => [],
    remove: oids,
    notices,
  };
}

function base(tag: string, locks: readonly string[], touches: readonly Oid[]): Omit<RolePlan, 'password' | 'put'> {
  return { kind: 'role', tag, locks, touches, remove: [], notices: [] };
}

function roleNamed(statement: RoleStatement, context: PlanContext): Role {
  const [ident] = statement.names;
  const own = ident?.name.toLowerCase() === 'current_user' || ident?.name.toLowerCase() === 'session_user';
  const role = own ? context.catalog.get(context.role) : context.catalog.role(ident?.name ?? '');
  if (role?.kind === 'role') return role;
  throw new PlanError(SQLSTATE.undefinedObject, `role "${ident?.name}" does not exist`, ident?.span ?? statement.span);
}

interface RoleOptions {
  readonly password: string | null | undefined;
  readonly login: boolean | undefined;
  readonly superuser: boolean | undefined;
  readonly validUntil: string | null | undefined;
  readonly email: string | null | undefined;
}

/** Options that mean nothing here (CREATEDB, INHERIT, CONNECTION LIMIT …) are accepted, as clients send them. */
function readOptions(statement: RoleStatement): RoleOptions {
  const value = (name: string): string | boolean | null | undefined =>
    statement.options.find((each) => each.name === name)?.value;
  const text = (name: string): string | null | undefined => {
    const found = value(name);
    return found === undefined || found === null ? found : String(found);
  };
  const flag = (name: string): boolean | undefined => {
    const found = value(name);
    return typeof found === 'boolean' ? found : undefined;
  };
  const validUntil = text('valid until');
  if (typeof validUntil === 'string' && validUntil !== 'infinity' && Number.isNaN(Date.parse(validUntil))) {
    const option = statement.options.find((each) => each.name === 'valid until');
    throw new PlanError(
      SQLSTATE.invalidDatetimeFormat,
      `invalid input syntax for type timestamp: "${validUntil}"`,
      option?.span ?? statement.span,
    );
  }
  return {
    password: text('password'),
    login: flag('login'),
    superuser: flag('superuser'),
    validUntil:
      validUntil === 'infinity'
        ? null
        : typeof validUntil === 'string'
          ? new Date(validUntil).toISOString()
          : validUntil,
    email: text('email'),
  };
}
