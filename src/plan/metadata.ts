import type { CatalogObject, Relation } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Ident } from '../sql/ast.ts';
import type { CommentOn, CreateFieldGroup, CreateNamespace } from '../sql/statement.ts';
import { resolveTypeName } from './analyze/analyze.ts';
import { type CatalogPlan, nameLock, objectLock } from './catalog-plan.ts';
import { numbers } from './constraint.ts';
import { schemaPlace } from './container.ts';
import type { PlanContext } from './context.ts';
import { resolveRelation } from './names.ts';
import { checkColumnNames } from './new-relation.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** CREATE NAMESPACE. Source: reference, section 1.11. Throws 42710, 42601. */
export function planCreateNamespace(statement: CreateNamespace, context: PlanContext): Plan {
  const { name } = statement.name;
  const property = (key: string): string | undefined => statement.properties.find((each) => each.name === key)?.value;
  const code = property('code') ?? name;
  if (context.catalog.namespace(name) !== undefined || context.catalog.namespace(code) !== undefined) {
    if (statement.ifNotExists)
      return { kind: 'skip', tag: 'CREATE NAMESPACE', notice: `namespace "${name}" already exists, skipping` };
    throw new PlanError(SQLSTATE.duplicateObject, `namespace "${name}" already exists`, statement.name.span);
  }
  const unknown = statement.properties.find((each) => each.name !== 'code' && each.name !== 'type');
  if (unknown !== undefined) {
    throw new PlanError(SQLSTATE.syntaxError, `unrecognized property "${unknown.name}"`, unknown.span, {
      hint: "Write CREATE NAMESPACE name WITH (code='…', TYPE='Email').",
    });
  }
  return {
    kind: 'catalog',
    tag: 'CREATE NAMESPACE',
    locks: [nameLock('namespace', name), nameLock('namespace', code)],
    touches: [],
    effects: (ids) => ({
      put: [
        {
          kind: 'namespace',
          oid: ids.nextOid(),
          name,
          code,
          type: property('type') ?? 'Custom',
          createdAt: ids.now,
          owner: context.role,
        },
      ],
    }),
  };
}

/** CREATE FIELDGROUP. Throws 42710, 42601 without the label. */
export function planCreateFieldGroup(statement: CreateFieldGroup, context: PlanContext): Plan {
  const { name } = statement.name;
  if (context.catalog.fieldGroup(name) !== undefined) {
    if (statement.ifNotExists)
      return { kind: 'skip', tag: 'CREATE FIELDGROUP', notice: `field group "${name}" already exists, skipping` };
    throw new PlanError(SQLSTATE.duplicateObject, `field group "${name}" already exists`, statement.name.span);
  }
  const labelled = statement.properties.some((each) => each.name === 'label' && each.value.toUpperCase() === 'PROFILE');
  if (!labelled) {
    throw new PlanError(SQLSTATE.syntaxError, 'a field group needs its label', statement.name.span, {
      hint: "Add WITH (label='PROFILE').",
    });
  }
  checkColumnNames(statement.columns.map((column) => column.name));
  const columns = statement.columns.map((column) => ({ name: column.name.name, type: resolveTypeName(column.type) }));
  return {
    kind: 'catalog',
    tag: 'CREATE FIELDGROUP',
    locks: [nameLock('fieldgroup', name)],
    touches: [],
    effects: (ids) => {
      const id = ids.nextDatasetId();
      return {
        put: [{ kind: 'fieldGroup', oid: ids.nextOid(), id, name, columns, createdAt: ids.now, owner: context.role }],
        notices: [`Created FieldGroup Id ${id}`],
      };
    },
  };
}

/** COMMENT ON. Throws what the name's look-up throws. */
export function planComment(statement: CommentOn, context: PlanContext): Plan {
  const comment = statement.comment || undefined; // an empty one is none, as in PostgreSQL
  const { span } = statement.name;
  switch (statement.object) {
    case 'schema': {
      const place = schemaPlace(
        statement.name.parts.map((part) => part.name),
        span,
        context,
      );
      const schema = context.catalog.schema(place.database.oid, place.name);
      if (schema === undefined)
        throw new PlanError(SQLSTATE.invalidSchemaName, `schema "${place.name}" does not exist`, span);
      return commentPlan({ ...schema, comment }, context, span);
    }
    case 'database': {
      const name = statement.name.parts[0]?.name ?? '';
      const database = context.catalog.database(name);
      if (database === undefined)
        throw new PlanError(SQLSTATE.invalidCatalogName, `database "${name}" does not exist`, span);
      return commentPlan({ ...database, comment }, context, span);
    }
    case 'column': {
      const relation = resolveRelation(statement.name, context);
      if (statement.column === undefined) {
        throw new PlanError(SQLSTATE.syntaxError, 'the name of a column is missing', span);
      }
      return commentPlan(columnComment(relation, statement.column, comment), context, span);
    }
    case 'table':
    case 'view':
    case 'materialized view':
      return commentPlan({ ...resolveRelation(statement.name, context), comment }, context, span);
  }
}

function columnComment(relation: Relation, column: Ident, comment: string | undefined): Relation {
  if (relation.kind === 'view') {
    const numbered = relation.columns.map((each, index) => ({ ...each, number: index + 1 }));
    const [number] = numbers([column], { name: relation.name, columns: numbered });
    return {
      ...relation,
      columns: relation.columns.map((each, index) => (index + 1 === number ? { ...each, comment } : each)),
    };
  }
  const [number] = numbers([column], relation);
  return {
    ...relation,
    columns: relation.columns.map((each) => (each.number === number ? { ...each, comment } : each)),
  };
}

function commentPlan(object: CatalogObject, context: PlanContext, span: PlanError['span']): CatalogPlan {
  requireOwner(object, object.kind === 'dataset' ? 'table' : object.kind, context, span);
  return {
    kind: 'catalog',
    tag: 'COMMENT',
    locks: [objectLock(object.oid)],
    touches: [object.oid],
    effects: () => ({ put: [object] }),
  };
}
