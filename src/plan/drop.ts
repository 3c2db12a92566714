import type { CatalogObject, Dataset, Oid, Relation } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { QName } from '../sql/ast.ts';
import type { DropStatement } from '../sql/statement.ts';
import { type CatalogPlan, nameLock, objectLock } from './catalog-plan.ts';
import { referencing } from './constraint.ts';
import { planDropDatabase, planDropSchema } from './container.ts';
import type { PlanContext } from './context.ts';
import { displayName, findRelation, resolveRelation } from './names.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { requireSamples, samplesOf } from './samples.ts';
import { planDropSchedule } from './schedule.ts';

/** Reference, section 1.7. */
export function planDrop(statement: DropStatement, context: PlanContext): Plan {
  switch (statement.object) {
    case 'table':
    case 'view':
    case 'materialized view':
      return dropRelations(statement, context);
    case 'schema':
      return planDropSchema(statement, context);
    case 'database':
      return planDropDatabase(statement, context);
    case 'namespace':
      return dropNamed(statement, (name) => context.catalog.namespace(name), context);
    case 'fieldgroup':
      return dropNamed(statement, (name) => context.catalog.fieldGroup(name), context);
    case 'template':
      return dropNamed(statement, (name) => context.catalog.template(name), context);
    case 'schedule':
      return planDropSchedule(statement, context);
    case 'tablesample':
      return dropSample(statement, context);
    case 'audience':
    case 'model':
    case 'index':
    case 'sequence':
    case 'type':
    case 'function':
      throw new PlanError(
        SQLSTATE.featureNotSupported,
        `DROP ${statement.object.toUpperCase()} is not supported`,
        statement.span,
      );
  }
}

/**
 * Tables and views. Throws 42P01, 42809 for the other kind, 42501 for somebody else's, 2BP01 while a view or a foreign key
 * needs it, unless CASCADE: views then go too, and foreign keys are taken off.
 */
function dropRelations(statement: DropStatement, context: PlanContext): Plan {
  const tag = `DROP ${statement.object.toUpperCase()}`;
  const relations: Relation[] = [];
  const notices: string[] = [];
  for (const name of statement.names) {
    if (statement.ifExists && findRelation(name, context) === undefined) {
      notices.push(`${statement.object} "${displayName(name)}" does not exist, skipping`);
    } else {
      relations.push(droppable(name, statement, context));
    }
  }
  const going = new Map(relations.map((relation) => [relation.oid, relation]));
  const dependents = dependentViews(going, context);
  const referrers = referencing(new Set(going.keys()), context);
  if (statement.behavior !== 'cascade') refuseDependents(statement, relations, dependents, referrers);
  for (const view of dependents) {
    going.set(view.oid, view);
    notices.push(`drop cascades to view ${view.name}`);
  }
  for (const relation of relations) {
    for (const sample of samplesOf(relation.oid, context.catalog)) going.set(sample.oid, sample);
  }
  return dropPlan(tag, [...going.values()], referrers, notices);
}

/** DROP TABLESAMPLE. Throws 55000 without the setting, 42809 for a table that is no sample, and what DROP TABLE throws. */
function dropSample(statement: DropStatement, context: PlanContext): Plan {
  requireSamples(statement.span, context);
  for (const name of statement.names) {
    const relation = findRelation(name, context);
    if (relation === undefined || (relation.kind === 'dataset' && relation.sampleOf !== undefined)) continue;
    throw new PlanError(SQLSTATE.wrongObjectType, `"${relation.name}" is not a sample`, name.span, {
      hint: 'SHOW TABLESAMPLES lists the samples.',
    });
  }
  const plan = dropRelations({ ...statement, object: 'table' }, context);
  return plan.kind === 'catalog' ? { ...plan, tag: 'DROP TABLESAMPLE' } : plan;
}

function droppable(name: QName, statement: DropStatement, context: PlanContext): Relation {
  const relation = resolveRelation(name, context);
  const isTable = statement.object === 'table';
  if ((relation.kind === 'dataset') !== isTable) {
    throw new PlanError(SQLSTATE.wrongObjectType, `"${relation.name}" is not a ${statement.object}`, name.span, {
      hint: `Use DROP ${relation.kind === 'view' ? 'VIEW' : 'TABLE'} to remove it.`,
    });
  }
  requireOwner(relation, statement.object, context, name.span);
  return relation;
}

/** Views that read one of `oids`, and views that read those. */
function dependentViews(oids: ReadonlyMap<Oid, Relation>, context: PlanContext): readonly Relation[] {
  const found = new Map<Oid, Relation>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const relation of context.catalog.relations()) {
      if (relation.kind !== 'view' || oids.has(relation.oid) || found.has(relation.oid)) continue;
      if (relation.dependsOn.some((oid) => oids.has(oid) || found.has(oid))) found.set(relation.oid, relation);
    }
  }
  return [...found.values()];
}

function refuseDependents(
  statement: DropStatement,
  relations: readonly Relation[],
  views: readonly Relation[],
  referrers: readonly Dataset[],
): void {
  const dependents = [
    ...views.map(({ name }) => `view ${name}`),
    ...referrers.map(({ name }) => `a foreign key of table ${name}`),
  ];
  if (dependents.length === 0) return;
  const what = `${statement.object} ${relations.map(({ name }) => name).join(', ')}`;
  throw new PlanError(
    SQLSTATE.dependentObjectsStillExist,
    `cannot drop ${what} because other objects depend on it`,
    statement.names[0]?.span ?? statement.span,
    {
      detail: `These depend on it: ${dependents.join(', ')}.`,
      hint: 'Use DROP … CASCADE to drop the dependent objects too.',
    },
  );
}

function dropPlan(
  tag: string,
  going: readonly Relation[],
  referrers: readonly Dataset[],
  notices: readonly string[],
): CatalogPlan {
  const oids = new Set(going.map(({ oid }) => oid));
  const shared = going.filter((relation) => !(relation.kind === 'dataset' && relation.storage === 'temporary'));
  return {
    kind: 'catalog',
    tag,
    locks: [
      ...shared.flatMap((relation) => [
        objectLock(relation.oid),
        ...relation.containers.map((container) => nameLock(container, relation.name)),
      ]),
      ...referrers.map(({ oid }) => objectLock(oid)),
    ],
    touches: [...shared.map(({ oid }) => oid), ...referrers.map(({ oid }) => oid)],
    effects: () => ({
      remove: [...oids],
      put: referrers.map((dataset) => ({
        ...dataset,
        constraints: dataset.constraints.filter((each) => each.kind !== 'foreignKey' || !oids.has(each.referenced)),
      })),
      engine: going.filter((each) => each.kind === 'dataset').map((dataset) => `DROP TABLE ${physicalTable(dataset)}`),
      notices,
    }),
  };
}

function dropNamed(
  statement: DropStatement,
  find: (name: string) => CatalogObject | undefined,
  context: PlanContext,
): Plan {
  const tag = `DROP ${statement.object.toUpperCase()}`;
  const [name] = statement.names;
  const wanted = name?.parts.at(-1)?.name ?? '';
  const object = find(wanted);
  if (object === undefined) {
    if (statement.ifExists)
      return { kind: 'skip', tag, notice: `${statement.object} "${wanted}" does not exist, skipping` };
    throw new PlanError(
      SQLSTATE.undefinedObject,
      `${statement.object} "${wanted}" does not exist`,
      name?.span ?? statement.span,
    );
  }
  requireOwner(object, statement.object, context, name?.span ?? statement.span);
  return {
    kind: 'catalog',
    tag,
    locks: [nameLock(statement.object, wanted), objectLock(object.oid)],
    touches: [object.oid],
    effects: () => ({ remove: [object.oid] }),
  };
}
