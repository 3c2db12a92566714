import { assertNever } from '../../core/assert-never.ts';
import type { ColumnDefinition, Statement, TableConstraint, TransformItem } from '../statement.ts';
import { mapCall } from './expression.ts';
import { changed, type Mapper, mapped, optional } from './mapper.ts';
import { mapItems } from './query.ts';

/** The statement with the queries and expressions in it mapped, and those of the statements inside it. */
export function mapStatementChildren(s: Statement, m: Mapper): Statement {
  const inside = (statements: readonly Statement[]): readonly Statement[] =>
    mapped(statements, (statement) => mapStatementChildren(statement, m));
  switch (s.kind) {
    case 'select':
    case 'createView':
    case 'createAudience':
    case 'setVariable':
    case 'declareCursor':
      return changed<typeof s>(s, { query: m.query(s.query) });
    case 'createTableAs':
      return changed(s, { query: m.query(s.query), transform: mapTransform(s.transform, m) });
    case 'createModel':
      return changed(s, { query: optional(s.query, m.query), transform: mapTransform(s.transform, m) });
    case 'createTable':
      return changed(s, {
        columns: mapped(s.columns, (column) => mapColumn(column, m)),
        constraints: mapped(s.constraints, (constraint) => mapConstraint(constraint, m)),
      });
    case 'createFieldGroup':
      return changed(s, { columns: mapped(s.columns, (column) => mapColumn(column, m)) });
    case 'insert':
      return changed(s, { query: optional(s.query, m.query), returning: mapItems(s.returning, m) });
    case 'update':
      return changed(s, {
        assignments: mapped(s.assignments, (one) => changed(one, { value: m.expr(one.value) })),
        from: mapped(s.from, m.fromItem),
        where: optional(s.where, m.expr),
        returning: mapItems(s.returning, m),
      });
    case 'delete':
      return changed(s, {
        using: mapped(s.using, m.fromItem),
        where: optional(s.where, m.expr),
        returning: mapItems(s.returning, m),
      });
    case 'merge':
      return mapMerge(s, m);
    case 'alterTable':
      return changed(s, { action: mapAlterAction(s.action, m) });
    case 'analyzeTable':
      return changed(s, { filter: optional(s.filter, m.expr) });
    case 'block':
      return changed(s, { body: inside(s.body), handler: optional(s.handler, inside) });
    case 'if':
      return changed(s, {
        branches: mapped(s.branches, (b) => changed(b, { condition: m.expr(b.condition), body: inside(b.body) })),
        otherwise: optional(s.otherwise, inside),
      });
    case 'prepare':
    case 'explain':
      return changed<typeof s>(s, { statement: mapStatementChildren(s.statement, m) });
    case 'execute':
      return changed(s, { args: mapped(s.args, m.expr) });
    case 'copy': {
      const source = s.source.kind === 'query' ? changed(s.source, { query: m.query(s.source.query) }) : s.source;
      return changed(s, { source, where: optional(s.where, m.expr) });
    }
    case 'truncate':
    case 'drop':
    case 'createDatabase':
    case 'createSchema':
    case 'alterView':
    case 'createNamespace':
    case 'commentOn':
    case 'createIndex':
    case 'createTemplate':
    case 'createSchedule':
    case 'alterSchedule':
    case 'runSchedule':
    case 'deallocate':
    case 'fetch':
    case 'closeCursor':
    case 'transaction':
    case 'set':
    case 'show':
    case 'reset':
    case 'showMetadata':
    case 'discard':
    case 'listen':
    case 'role':
    case 'grant':
    case 'noOperation':
      return s;
    default:
      return assertNever(s);
  }
}

type Of<Kind extends Statement['kind']> = Extract<Statement, { readonly kind: Kind }>;

function mapTransform(items: readonly TransformItem[], m: Mapper): readonly TransformItem[] {
  return mapped(items, (item) => changed(item, { call: mapCall(item.call, m) }));
}

function mapColumn(column: ColumnDefinition, m: Mapper): ColumnDefinition {
  return changed(column, { default: optional(column.default, m.expr), check: optional(column.check, m.expr) });
}

function mapConstraint(constraint: TableConstraint, m: Mapper): TableConstraint {
  return constraint.kind === 'check' ? changed(constraint, { expr: m.expr(constraint.expr) }) : constraint;
}

function mapAlterAction(action: Of<'alterTable'>['action'], m: Mapper): Of<'alterTable'>['action'] {
  if (action.kind === 'addConstraint') return changed(action, { constraint: mapConstraint(action.constraint, m) });
  if (action.kind !== 'addColumns') return action;
  return changed(action, { columns: mapped(action.columns, (column) => mapColumn(column, m)) });
}

function mapMerge(merge: Of<'merge'>, m: Mapper): Statement {
  type Branch = Of<'merge'>['branches'][number];
  const mapAction = (action: Branch['action']): Branch['action'] => {
    if (action.kind === 'insert') return changed(action, { values: mapped(action.values, m.expr) });
    if (action.kind !== 'update') return action;
    return changed(action, {
      assignments: mapped(action.assignments, (one) => changed(one, { value: m.expr(one.value) })),
    });
  };
  return changed(merge, {
    source: m.fromItem(merge.source),
    on: m.expr(merge.on),
    branches: mapped(merge.branches, (branch) =>
      changed(branch, { condition: optional(branch.condition, m.expr), action: mapAction(branch.action) }),
    ),
  });
}
