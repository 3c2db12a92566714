import type { Relation, Role } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { DropStatement } from '../sql/statement.ts';
import type { PlanContext } from './context.ts';
import { displayName, findRelation, resolveRelation } from './names.ts';
import { mayChange } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** Reference, section 1.7. Throws 42P01, 42809, 42501 for somebody else's table, 2BP01 when a view needs it. */
export function planDrop(statement: DropStatement, context: PlanContext): Plan {
  if (statement.object !== 'table') {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      `DROP ${statement.object.toUpperCase()} is not supported yet`,
      statement.span,
    );
  }
  const relations: Relation[] = [];
  const skipped: string[] = [];
  for (const name of statement.names) {
    if (statement.ifExists && findRelation(name, context) === undefined) {
      skipped.push(displayName(name));
      continue;
    }
    const relation = resolveRelation(name, context);
    if (relation.kind !== statement.object.replace('table', 'dataset')) {
      throw new PlanError(SQLSTATE.wrongObjectType, `"${relation.name}" is not a ${statement.object}`, name.span, {
        hint: `Use DROP ${relation.kind === 'view' ? 'VIEW' : 'TABLE'} to remove it.`,
      });
    }
    const role = context.catalog.get(context.role) as Role | undefined;
    if (!mayChange(role, relation.owner)) {
      const owner = context.catalog.get(relation.owner)?.name ?? 'another account';
      throw new PlanError(SQLSTATE.insufficientPrivilege, `must be owner of table ${relation.name}`, name.span, {
        hint: `It belongs to ${owner}.`,
      });
    }
    relations.push(relation);
  }
  return { kind: 'drop', relations, skipped, tag: `DROP ${statement.object.toUpperCase()}` };
}
