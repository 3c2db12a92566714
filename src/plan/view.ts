import type { Relation, View } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { QName } from '../sql/ast.ts';
import type { AlterView, CreateView } from '../sql/statement.ts';
import { analyzeQuery } from './analyze/analyze.ts';
import { nameLock, objectLock } from './catalog-plan.ts';
import { schemaPlace } from './container.ts';
import type { PlanContext } from './context.ts';
import { placeRelation, resolveRelation } from './names.ts';
import { checkColumnNames } from './new-relation.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** CREATE [OR REPLACE] VIEW. Source: reference, section 1.9. Throws 42P07, 42809, 42601, 0A000 for what views cannot be here. */
export function planCreateView(statement: CreateView, context: PlanContext): Plan {
  if (statement.temporary || statement.materialized) {
    const what = statement.materialized ? 'materialized views are' : 'temporary views are';
    throw new PlanError(SQLSTATE.featureNotSupported, `${what} not supported`, statement.name.span, {
      hint: statement.materialized
        ? 'CREATE TABLE … AS keeps the result; a schedule can refresh it.'
        : 'Use a CTE or a view.',
    });
  }
  const place = placeRelation(statement.name, context);
  const old = place.existing;
  if (old !== undefined && statement.ifNotExists) {
    return { kind: 'skip', tag: 'CREATE VIEW', notice: `relation "${place.name}" already exists, skipping` };
  }
  if (old !== undefined && !statement.orReplace) {
    throw new PlanError(SQLSTATE.duplicateTable, `relation "${place.name}" already exists`, statement.name.span, {
      hint: 'Use CREATE OR REPLACE VIEW, or another name.',
    });
  }
  if (old !== undefined && old.kind !== 'view') {
    throw new PlanError(SQLSTATE.wrongObjectType, `"${place.name}" is not a view`, statement.name.span);
  }
  if (old !== undefined) requireOwner(old, 'view', context, statement.name.span);
  const analyzed = analyzeQuery(statement.query, context);
  const temporary = analyzed.reads.find((each) => each.kind === 'dataset' && each.storage === 'temporary');
  if (temporary !== undefined) {
    throw new PlanError(
      SQLSTATE.invalidTableDefinition,
      `view cannot read the temporary table "${temporary.name}"`,
      statement.query.span,
    );
  }
  if (statement.columns.length > analyzed.columns.length) {
    throw new PlanError(
      SQLSTATE.syntaxError,
      'CREATE VIEW specifies more column names than columns',
      statement.name.span,
    );
  }
  const columns = analyzed.columns.map((column, index) => ({
    name: statement.columns[index]?.name ?? column.name,
    type: column.type,
  }));
  const comments = new Map(old?.columns.map(({ name, comment }) => [name.toLowerCase(), comment]));
  checkColumnNames(columns.map(({ name }) => ({ name, span: statement.query.span })));
  return {
    kind: 'catalog',
    tag: 'CREATE VIEW',
    locks: [nameLock(place.container.oid, place.name), ...(old === undefined ? [] : [objectLock(old.oid)])],
    touches: [...(old === undefined ? [] : [old.oid]), ...analyzed.reads.map(({ oid }) => oid)],
    effects: (ids) => {
      const view: View = {
        kind: 'view',
        oid: old?.oid ?? ids.nextOid(),
        id: old?.id ?? ids.nextDatasetId(),
        name: place.name,
        createdAt: ids.now,
        owner: old?.owner ?? context.role,
        containers: old?.containers ?? [place.container.oid],
        sql: statement.queryText,
        columns: columns.map((column) => ({ ...column, comment: comments.get(column.name.toLowerCase()) })),
        dependsOn: analyzed.reads.map(({ oid }) => oid),
        comment: old?.comment,
      };
      return { put: [view] };
    },
  };
}

/** ALTER VIEW … ADD | SET | REMOVE SCHEMA, RENAME TO. */
export function planAlterView(statement: AlterView, context: PlanContext): Plan {
  const relation = resolveRelation(statement.name, context);
  if (relation.kind !== 'view') {
    throw new PlanError(SQLSTATE.wrongObjectType, `"${relation.name}" is not a view`, statement.name.span);
  }
  const { action } = statement;
  return action.kind === 'rename'
    ? renameRelation(relation, action.to.name, 'ALTER VIEW', statement.name.span, context)
    : moveReference(relation, action, 'ALTER VIEW', statement.name.span, context);
}

/** A rename keeps the id and the oid, in every container. Throws 42P07. */
export function renameRelation(
  relation: Relation,
  to: string,
  tag: string,
  span: PlanError['span'],
  context: PlanContext,
): Plan {
  requireOwner(relation, relation.kind === 'view' ? 'view' : 'table', context, span);
  for (const container of relation.containers) {
    const taken = context.catalog.relation(container, to);
    if (taken !== undefined && taken.oid !== relation.oid) {
      throw new PlanError(SQLSTATE.duplicateTable, `relation "${to}" already exists`, span);
    }
  }
  return {
    kind: 'catalog',
    tag,
    locks: [
      objectLock(relation.oid),
      ...relation.containers.flatMap((each) => [nameLock(each, relation.name), nameLock(each, to)]),
    ],
    touches: [relation.oid],
    effects: () => ({ put: [{ ...relation, name: to }] }),
  };
}

/** Adds or removes a reference in a container; nothing moves (reference, section 1.10). Throws 3F000, 42P07, 42809. */
export function moveReference(
  relation: Relation,
  action: { readonly kind: 'addSchema' | 'removeSchema'; readonly schema: QName },
  tag: string,
  span: PlanError['span'],
  context: PlanContext,
): Plan {
  requireOwner(relation, relation.kind === 'view' ? 'view' : 'table', context, span);
  const place = schemaPlace(
    action.schema.parts.map((part) => part.name),
    action.schema.span,
    context,
  );
  const container = context.catalog.schema(place.database.oid, place.name);
  if (container === undefined) {
    throw new PlanError(SQLSTATE.invalidSchemaName, `schema "${place.name}" does not exist`, action.schema.span);
  }
  const adding = action.kind === 'addSchema';
  const accelerated = relation.kind === 'dataset' && relation.storage === 'accelerated';
  if (adding && relation.kind === 'dataset' && (place.database.storage === 'accelerated') !== accelerated) {
    throw new PlanError(
      SQLSTATE.wrongObjectType,
      'lake and accelerated tables cannot share a container',
      action.schema.span,
    );
  }
  if (!adding && accelerated && relation.containers[0] === container.oid) {
    throw new PlanError(
      SQLSTATE.wrongObjectType,
      'an accelerated table cannot leave the container that holds it',
      action.schema.span,
    );
  }
  const has = relation.containers.includes(container.oid);
  const taken = context.catalog.relation(container.oid, relation.name);
  if (adding && !has && taken !== undefined) {
    throw new PlanError(
      SQLSTATE.duplicateTable,
      `relation "${relation.name}" already exists in schema "${place.name}"`,
      span,
    );
  }
  if (!adding && !has) {
    throw new PlanError(
      SQLSTATE.undefinedObject,
      `schema "${place.name}" has no reference to "${relation.name}"`,
      action.schema.span,
      { hint: `SHOW DATAGROUPS FOR '${relation.name}' lists those that have.` },
    );
  }
  if (!adding && has && relation.containers.length === 1) {
    throw new PlanError(
      SQLSTATE.dependentObjectsStillExist,
      `schema "${place.name}" holds the last reference to "${relation.name}"`,
      span,
      {
        hint: 'DROP TABLE or DROP VIEW deletes it.',
      },
    );
  }
  const others = relation.containers.filter((each) => each !== container.oid);
  return {
    kind: 'catalog',
    tag,
    locks: [objectLock(relation.oid), nameLock(container.oid, relation.name)],
    touches: [relation.oid, container.oid],
    effects: () => ({ put: [{ ...relation, containers: adding ? [...others, container.oid] : others }] }),
  };
}
