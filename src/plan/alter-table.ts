import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { AlterTable, AlterTableAction, TableConstraint } from '../sql/statement.ts';
import { duckdbTypeName } from '../types/data-type.ts';
import { resolveTypeName } from './analyze/analyze.ts';
import { type CatalogEffects, type CatalogPlan, type IdSource, objectLock } from './catalog-plan.ts';
import { newConstraint, numbers } from './constraint.ts';
import type { PlanContext } from './context.ts';
import { definedColumn } from './create-table.ts';
import { columnSql, quoteName } from './dataset.ts';
import { identity, required } from './identity.ts';
import { findRelation, resolveDataset } from './names.ts';
import { checkColumnNames } from './new-relation.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { requirePrimaryIdentity } from './table-properties.ts';
import { moveReference, renameRelation } from './view.ts';

const TAG = 'ALTER TABLE';

/** Reference, sections 1.10 and 10. Throws 42P01, 42501, 42703, 42701, 42704, 42P16. */
export function planAlterTable(statement: AlterTable, context: PlanContext): Plan {
  if (statement.ifExists && findRelation(statement.name, context) === undefined) {
    const name = statement.name.parts.at(-1)?.name ?? '';
    return { kind: 'skip', tag: TAG, notice: `relation "${name}" does not exist, skipping` };
  }
  const { action } = statement;
  const { span } = statement.name;
  const relation = findRelation(statement.name, context);
  if (relation?.kind === 'view' && action.kind === 'rename') {
    return renameRelation(relation, action.to.parts.at(-1)?.name ?? '', TAG, span, context);
  }
  const dataset = resolveDataset(statement.name, context);
  requireOwner(dataset, 'table', context, span);
  switch (action.kind) {
    case 'addConstraint':
      return addConstraint(dataset, action.constraint, context);
    case 'dropConstraint':
      return dropConstraint(dataset, action);
    case 'addLabel':
    case 'dropLabel':
      return changeLabel(dataset, action);
    case 'addColumns':
      return addColumns(dataset, action, context);
    case 'dropColumn':
      return dropColumn(dataset, action, context);
    case 'renameColumn':
      return renameColumn(dataset, action);
    case 'rename':
      return renameRelation(dataset, action.to.parts.at(-1)?.name ?? '', TAG, span, context);
    case 'addSchema':
    case 'removeSchema':
      return moveReference(dataset, action, TAG, span, context);
    case 'alterColumn':
      return alterColumn(dataset, action, context);
    case 'ownerTo':
      return changeOwner(dataset, action, context);
    case 'setProperties':
      throw new PlanError(SQLSTATE.featureNotSupported, 'ALTER TABLE … SET properties is not supported', action.span);
  }
}

type Action<Kind extends AlterTableAction['kind']> = AlterTableAction & { readonly kind: Kind };

function change(dataset: Dataset, effects: (ids: IdSource) => CatalogEffects): CatalogPlan {
  const shared = dataset.storage !== 'temporary';
  return {
    kind: 'catalog',
    tag: TAG,
    locks: shared ? [objectLock(dataset.oid)] : [],
    touches: shared ? [dataset.oid] : [],
    effects,
  };
}

function addConstraint(dataset: Dataset, constraint: TableConstraint, context: PlanContext): CatalogPlan {
  if (dataset.storage === 'accelerated' && constraint.kind === 'identity') {
    throw new PlanError(SQLSTATE.wrongObjectType, 'tables of the reporting store take no identities', constraint.span, {
      hint: 'The store is for aggregated data only.',
    });
  }
  const isKey = constraint.kind === 'primaryKey';
  if (isKey && dataset.constraints.some((each) => each.kind === 'primaryKey')) {
    throw new PlanError(
      SQLSTATE.invalidTableDefinition,
      `multiple primary keys for table "${dataset.name}" are not allowed`,
      constraint.span,
    );
  }
  const makers = newConstraint(constraint, dataset, context);
  const added =
    constraint.kind === 'identity'
      ? identity(
          constraint.column.name,
          required(constraint.namespace, constraint.span),
          constraint.primary,
          dataset.columns,
          context,
          constraint.span,
        )
      : isKey && constraint.namespace !== undefined && constraint.columns.length === 1
        ? identity(
            constraint.columns[0]?.name ?? '',
            constraint.namespace,
            true,
            dataset.columns,
            context,
            constraint.span,
          )
        : undefined;
  if (added?.primary && dataset.identities.some((each) => each.primary)) {
    throw new PlanError(
      SQLSTATE.invalidTableDefinition,
      'a table can have only one primary identity',
      constraint.span,
      {
        hint: 'Drop the other first: ALTER TABLE … DROP CONSTRAINT PRIMARY IDENTITY (column).',
      },
    );
  }
  const others = dataset.identities.filter((each) => each.column !== added?.column);
  return change(dataset, (ids) => ({
    put: [
      {
        ...dataset,
        constraints: [...dataset.constraints, ...makers.map((make) => make(ids, dataset.oid))],
        identities: added === undefined ? dataset.identities : [...others, added],
      },
    ],
  }));
}

function dropConstraint(dataset: Dataset, action: Action<'dropConstraint'>): CatalogPlan {
  const wantsIdentity = action.constraint === 'identity' || action.constraint === 'primaryIdentity';
  const columns = action.constraint === 'name' ? [] : numbers(action.columns, dataset);
  const sameColumns = (each: readonly number[]): boolean =>
    columns.length === 0 ||
    (each.length === columns.length && each.every((column, index) => column === columns[index]));
  const gone = dataset.constraints.filter((each) =>
    action.constraint === 'name'
      ? each.name.toLowerCase() === action.columns[0]?.name.toLowerCase()
      : each.kind === action.constraint && sameColumns(each.columns),
  );
  const goneIdentities = dataset.identities.filter(
    (each) =>
      columns.includes(each.column) &&
      (wantsIdentity
        ? each.primary === (action.constraint === 'primaryIdentity')
        : action.constraint === 'primaryKey' && each.primary),
  );
  if (gone.length === 0 && goneIdentities.length === 0) {
    throw new PlanError(
      SQLSTATE.undefinedObject,
      `constraint of relation "${dataset.name}" does not exist`,
      action.span,
      {
        hint: 'SHOW PRIMARY KEYS, SHOW FOREIGN KEYS and SHOW IDENTITIES list what there is.',
      },
    );
  }
  if (goneIdentities.some(({ primary }) => primary) && dataset.labels.length > 0) {
    throw new PlanError(
      SQLSTATE.dependentObjectsStillExist,
      'a profile-enabled table needs its primary identity',
      action.span,
      {
        hint: "Drop the labels first: ALTER TABLE … DROP LABEL 'UPSERT' and 'PROFILE'.",
      },
    );
  }
  return change(dataset, () => ({
    put: [
      {
        ...dataset,
        constraints: dataset.constraints.filter((each) => !gone.includes(each)),
        identities: dataset.identities.filter((each) => !goneIdentities.includes(each)),
      },
    ],
  }));
}

function changeLabel(dataset: Dataset, action: Action<'addLabel' | 'dropLabel'>): CatalogPlan {
  const label = action.label.toUpperCase();
  if (label !== 'PROFILE' && label !== 'UPSERT') {
    throw new PlanError(SQLSTATE.invalidParameterValue, `label "${action.label}" is not known`, action.span, {
      hint: "Labels are 'PROFILE' and 'UPSERT'.",
    });
  }
  const adding = action.kind === 'addLabel';
  if (adding && dataset.storage !== 'lake') {
    throw new PlanError(SQLSTATE.wrongObjectType, 'only lake tables can be profile-enabled', action.span);
  }
  if (adding) requirePrimaryIdentity(dataset.identities, action.span);
  if (!adding && !dataset.labels.includes(label)) {
    throw new PlanError(SQLSTATE.undefinedObject, `table "${dataset.name}" has no label "${label}"`, action.span);
  }
  const others = dataset.labels.filter((each) => each !== label);
  return change(dataset, () => ({
    ...(adding && label === 'UPSERT' ? { onePerIdentity: dataset } : {}),
    put: [{ ...dataset, labels: adding ? [...others, label] : others }],
    notices: ['ALTER SUCCESS'],
  }));
}

function addColumns(dataset: Dataset, action: Action<'addColumns'>, context: PlanContext): Plan {
  const known = new Set(dataset.columns.map(({ name }) => name.toLowerCase()));
  const wanted = action.columns.filter(({ name }) => !(action.ifNotExists && known.has(name.name.toLowerCase())));
  if (wanted.length === 0) return { kind: 'skip', tag: TAG, notice: 'column already exists, skipping' };
  const fresh = wanted.map((column) => ({ ...definedColumn(column, context), span: column.span }));
  checkColumnNames([...dataset.columns.map((column) => ({ ...column, span: action.span })), ...fresh]);
  const required = fresh.find((column) => column.notNull && column.defaultSql === undefined);
  if (required !== undefined) {
    throw new PlanError(
      SQLSTATE.notNullViolation,
      `column "${required.name}" of relation "${dataset.name}" would hold null values`,
      required.span,
      {
        hint: 'Add it without NOT NULL, or with a default.',
      },
    );
  }
  const columns = fresh.map(({ span: _span, ...column }, index) => ({
    ...column,
    number: dataset.lastColumnNumber + index + 1,
  }));
  return change(dataset, () => ({
    put: [
      {
        ...dataset,
        columns: [...dataset.columns, ...columns],
        lastColumnNumber: dataset.lastColumnNumber + columns.length,
      },
    ],
    engine: columns.map(
      (column) => `ALTER TABLE ${physicalTable(dataset)} ADD COLUMN ${columnSql(column).replace(' NOT NULL', '')}`,
    ),
  }));
}

function dropColumn(dataset: Dataset, action: Action<'dropColumn'>, context: PlanContext): Plan {
  const column = dataset.columns.find(({ name }) => name.toLowerCase() === action.column.name.toLowerCase());
  if (column === undefined && action.ifExists) {
    return {
      kind: 'skip',
      tag: TAG,
      notice: `column "${action.column.name}" of relation "${dataset.name}" does not exist, skipping`,
    };
  }
  numbers([action.column], dataset);
  const used =
    dataset.identities.some((each) => each.column === column?.number) ||
    dataset.constraints.some((each) => column !== undefined && each.columns.includes(column.number));
  const views = [...context.catalog.relations()].filter(
    (each) => each.kind === 'view' && each.dependsOn.includes(dataset.oid),
  );
  if (used || views.length > 0 || dataset.columns.length === 1) {
    const why = used
      ? 'a key or identity uses it'
      : views.length > 0
        ? `view "${views[0]?.name}" reads the table`
        : 'it is the only column';
    throw new PlanError(
      SQLSTATE.dependentObjectsStillExist,
      `cannot drop column "${action.column.name}"`,
      action.column.span,
      {
        detail: `Because ${why}.`,
      },
    );
  }
  return change(dataset, () => ({
    put: [{ ...dataset, columns: dataset.columns.filter((each) => each !== column) }],
    engine: [`ALTER TABLE ${physicalTable(dataset)} DROP COLUMN ${quoteName(column?.name ?? '')}`],
  }));
}

function renameColumn(dataset: Dataset, action: Action<'renameColumn'>): CatalogPlan {
  const [number] = numbers([action.column], dataset);
  const old = dataset.columns.find((each) => each.number === number);
  const columns = dataset.columns.map((each) => (each.number === number ? { ...each, name: action.to.name } : each));
  checkColumnNames(columns.map(({ name }) => ({ name, span: action.to.span })));
  return change(dataset, () => ({
    put: [{ ...dataset, columns }],
    engine: [
      `ALTER TABLE ${physicalTable(dataset)} RENAME COLUMN ${quoteName(old?.name ?? '')} TO ${quoteName(action.to.name)}`,
    ],
  }));
}

function alterColumn(dataset: Dataset, action: Action<'alterColumn'>, context: PlanContext): CatalogPlan {
  const [number] = numbers([action.column], dataset);
  const old = dataset.columns.find((each) => each.number === number);
  const views = [...context.catalog.relations()].filter(
    (each) => each.kind === 'view' && each.dependsOn.includes(dataset.oid),
  );
  if (action.type !== undefined && views.length > 0) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      'cannot alter type of a column used by a view',
      action.column.span,
      {
        detail: `View "${views[0]?.name}" reads the table.`,
      },
    );
  }
  const type = action.type === undefined ? undefined : resolveTypeName(action.type);
  const column = `ALTER TABLE ${physicalTable(dataset)} ALTER COLUMN ${quoteName(old?.name ?? '')}`;
  const engine: string[] = [];
  if (type !== undefined) engine.push(`${column} TYPE ${duckdbTypeName(type)}`);
  if (action.notNull !== undefined) engine.push(`${column} ${action.notNull ? 'SET' : 'DROP'} NOT NULL`);
  return change(dataset, () => ({
    put: [
      {
        ...dataset,
        columns: dataset.columns.map((each) =>
          each.number === number ? { ...each, type: type ?? each.type, notNull: action.notNull ?? each.notNull } : each,
        ),
      },
    ],
    engine,
  }));
}

function changeOwner(dataset: Dataset, action: Action<'ownerTo'>, context: PlanContext): CatalogPlan {
  const role = context.catalog.role(action.owner.name);
  if (role === undefined) {
    throw new PlanError(SQLSTATE.undefinedObject, `role "${action.owner.name}" does not exist`, action.owner.span);
  }
  return change(dataset, () => ({ put: [{ ...dataset, owner: role.oid }] }));
}
