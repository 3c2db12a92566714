import { assertNever } from '../../core/assert-never.ts';
import type { FromItem, GroupBy, GroupItem, Query, QueryBody, Select, SelectItem } from '../ast.ts';
import { mapCall, mapOrderBy, mapWindow } from './expression.ts';
import { changed, type Mapper, mapped, optional } from './mapper.ts';

/** The query with its children mapped. */
export function mapQueryChildren(query: Query, m: Mapper): Query {
  return changed(query, {
    with: mapped(query.with, (table) => changed(table, { query: m.query(table.query) })),
    body: mapBody(query.body, m),
    orderBy: mapOrderBy(query.orderBy, m),
    limit: optional(query.limit, m.expr),
    offset: optional(query.offset, m.expr),
  });
}

function mapBody(body: QueryBody, m: Mapper): QueryBody {
  switch (body.kind) {
    case 'query':
      return m.query(body);
    case 'select':
      return m.select(body);
    case 'setOperation':
      return changed(body, { inputs: mapped(body.inputs, (input) => mapBody(input, m)) });
    case 'values':
      return changed(body, { rows: mapped(body.rows, (row) => mapped(row, m.expr)) });
    case 'table':
      return body;
    default:
      return assertNever(body);
  }
}

/** The SELECT with its children mapped, FROM first. */
export function mapSelectChildren(select: Select, m: Mapper): Select {
  const { distinct } = select;
  return changed(select, {
    from: mapped(select.from, m.fromItem),
    distinct: typeof distinct === 'string' ? distinct : changed(distinct, { on: mapped(distinct.on, m.expr) }),
    items: mapItems(select.items, m),
    where: optional(select.where, m.expr),
    groupBy: optional(select.groupBy, (groupBy) => mapGroupBy(groupBy, m)),
    having: optional(select.having, m.expr),
    windows: mapped(select.windows, (named) => changed(named, { window: mapWindow(named.window, m) })),
    qualify: optional(select.qualify, m.expr),
  });
}

export function mapItems(items: readonly SelectItem[], m: Mapper): readonly SelectItem[] {
  return mapped(items, (item) => changed(item, { expr: m.expr(item.expr) }));
}

function mapGroupBy(groupBy: GroupBy, m: Mapper): GroupBy {
  if (groupBy.kind === 'all') return groupBy;
  return changed(groupBy, { items: mapped(groupBy.items, (item) => mapGroupItem(item, m)) });
}

function mapGroupItem(item: GroupItem, m: Mapper): GroupItem {
  switch (item.kind) {
    case 'expr':
      return changed(item, { expr: m.expr(item.expr) });
    case 'set':
      return changed(item, { exprs: mapped(item.exprs, m.expr) });
    default:
      return changed(item, { items: mapped(item.items, (inner) => mapGroupItem(inner, m)) });
  }
}

/** The item with its children mapped. */
export function mapFromItemChildren(item: FromItem, m: Mapper): FromItem {
  switch (item.kind) {
    case 'tableRef':
      return item;
    case 'derived':
      return changed(item, { query: m.query(item.query) });
    case 'join':
      return changed(item, {
        left: m.fromItem(item.left),
        right: m.fromItem(item.right),
        on: optional(item.on, m.expr),
      });
    case 'tableFunction':
      return changed(item, { call: mapCall(item.call, m) });
    case 'lateralView':
      return changed(item, { input: m.fromItem(item.input), call: mapCall(item.call, m) });
    case 'pivot':
      return changed(item, {
        input: m.fromItem(item.input),
        aggregates: mapItems(item.aggregates, m),
        values: mapItems(item.values, m),
      });
    case 'unpivot':
      return changed(item, { input: m.fromItem(item.input) });
    case 'tableSample':
      return changed(item, {
        input: m.fromItem(item.input),
        size: m.expr(item.size),
        outOf: optional(item.outOf, m.expr),
        seed: optional(item.seed, m.expr),
      });
    default:
      return assertNever(item);
  }
}
