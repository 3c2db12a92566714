import { randomUUID } from 'node:crypto';
import type { Template } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { CreateTemplate } from '../sql/statement.ts';
import { nameLock, objectLock } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** CREATE TEMPLATE. The text is read when it is used, since it need not be a whole statement. Throws 42710, 42501. */
export function planCreateTemplate(statement: CreateTemplate, context: PlanContext): Plan {
  const { name, span } = statement.name;
  const old = context.catalog.template(name);
  if (old !== undefined) {
    if (!statement.orReplace) throw new PlanError(SQLSTATE.duplicateObject, `template "${name}" already exists`, span);
    requireOwner(old, 'template', context, span);
  }
  return {
    kind: 'catalog',
    tag: 'CREATE TEMPLATE',
    locks: [nameLock('template', name), ...(old === undefined ? [] : [objectLock(old.oid)])],
    touches: old === undefined ? [] : [old.oid],
    effects: (ids) => {
      const template: Template =
        old === undefined
          ? {
              kind: 'template',
              oid: ids.nextOid(),
              id: randomUUID(),
              name,
              createdAt: ids.now,
              owner: context.role,
              sql: statement.text,
            }
          : { ...old, sql: statement.text, updatedAt: ids.now, updatedBy: context.catalog.get(context.role)?.name };
      return { put: [template] };
    },
  };
}
