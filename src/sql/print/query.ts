import { assertNever } from '../../core/assert-never.ts';
import type { CommonTable, GroupBy, GroupItem, Query, QueryBody, Select, SelectItem, SetOperation } from '../ast.ts';
import { printOrderBy, printWindow } from './calls.ts';
import { printIdent, printIdentList, printLabel, printQName } from './names.ts';
import type { Writer } from './writer.ts';

export function printQuery(w: Writer, query: Query): void {
  w.mark(query.span);
  printWith(w, query);
  printBody(w, query.body);
  if (query.orderBy.length > 0) {
    w.write(' ');
    printOrderBy(w, query.orderBy);
  }
  if (query.limit !== undefined) {
    w.write(' LIMIT ').expression(query.limit);
    if (query.limitPercent === true) w.write(w.duckdb ? ' %' : ' PERCENT');
  }
  if (query.offset !== undefined) w.write(' OFFSET ').expression(query.offset);
  if (query.approximate) {
    w.notInDuckDb('WITHAPPROXIMATE');
    w.write(' WITHAPPROXIMATE');
  }
  if (query.locking && !w.duckdb) w.write(' FOR UPDATE');
}

function printWith(w: Writer, query: Query): void {
  if (query.with.length === 0) return;
  w.write(query.recursive ? 'WITH RECURSIVE ' : 'WITH ');
  w.list(query.with, (table) => printCommonTable(w, table)).write(' ');
}

function printCommonTable(w: Writer, table: CommonTable): void {
  printIdent(w, table.name);
  if (table.columns.length > 0) {
    w.write(' ');
    printIdentList(w, table.columns);
  }
  w.write(' AS ');
  if (table.materialized !== undefined) w.write(table.materialized ? 'MATERIALIZED ' : 'NOT MATERIALIZED ');
  w.write('(').query(table.query).write(')');
}

function printBody(w: Writer, body: QueryBody): void {
  w.mark(body.span);
  switch (body.kind) {
    case 'select':
      printSelect(w, body);
      return;
    case 'setOperation':
      printSetOperation(w, body);
      return;
    case 'values':
      w.write('VALUES ');
      w.list(body.rows, (row) =>
        w
          .write('(')
          .list(row, (value) => w.expression(value))
          .write(')'),
      );
      return;
    case 'table':
      w.write('TABLE ');
      printQName(w, body.name);
      return;
    case 'query':
      w.write('(').query(body).write(')');
      return;
    default:
      assertNever(body);
  }
}

function printSetOperation(w: Writer, operation: SetOperation): void {
  const word = `${operation.op.toUpperCase()}${operation.all ? ' ALL' : ''}${operation.byName ? ' BY NAME' : ''}`;
  w.list(operation.inputs, (input, index) => printInput(w, operation, input, index), ` ${word} `);
}

/** INTERSECT binds tighter than the others, which group from the left. */
function printInput(w: Writer, operation: SetOperation, input: QueryBody, index: number): void {
  const tighter = input.kind === 'setOperation' && input.op === 'intersect' && operation.op !== 'intersect';
  const alike = input.kind === 'setOperation' && (input.op === 'intersect') === (operation.op === 'intersect');
  if (input.kind !== 'setOperation' || tighter || (alike && index === 0)) {
    printBody(w, input);
  } else {
    w.write('(');
    printBody(w, input);
    w.write(')');
  }
}

function printSelect(w: Writer, select: Select): void {
  w.write('SELECT ');
  if (select.distinct === 'distinct') {
    w.write('DISTINCT ');
  } else if (select.distinct !== 'none') {
    w.write('DISTINCT ON (')
      .list(select.distinct.on, (expr) => w.expression(expr))
      .write(') ');
  }
  w.list(select.items, (item) => printSelectItem(w, item));
  if (select.into !== undefined) {
    w.notInDuckDb('SELECT INTO');
    w.write(select.into.temporary ? ' INTO TEMP ' : ' INTO ');
    printQName(w, select.into.name);
  }
  if (select.from.length > 0) w.write(' FROM ').list(select.from, (item) => w.fromItem(item));
  if (select.where !== undefined) w.write(' WHERE ').expression(select.where);
  if (select.groupBy !== undefined) printGroupBy(w, select.groupBy);
  if (select.having !== undefined) w.write(' HAVING ').expression(select.having);
  if (select.windows.length > 0) {
    w.write(' WINDOW ').list(select.windows, ({ name, window }) => {
      printIdent(w, name);
      w.write(' AS ');
      printWindow(w, window);
    });
  }
  if (select.qualify !== undefined) w.write(' QUALIFY ').expression(select.qualify);
}

export function printSelectItem(w: Writer, item: SelectItem): void {
  w.expression(item.expr);
  if (item.alias !== undefined) {
    w.write(' AS ');
    printLabel(w, item.alias);
  } else if (item.aliases !== undefined) {
    w.notInDuckDb('a list of aliases');
    w.write(' AS (')
      .list(item.aliases, (alias) => printLabel(w, alias))
      .write(')');
  }
}

function printGroupBy(w: Writer, groupBy: GroupBy): void {
  if (groupBy.kind === 'all') {
    w.write(' GROUP BY ALL');
    return;
  }
  const { items, suffix } = groupBy;
  if (suffix !== undefined && w.duckdb) {
    w.write(` GROUP BY ${suffix.toUpperCase()} (`)
      .list(items, (item) => printGroupItem(w, item, true))
      .write(')');
    return;
  }
  w.write(' GROUP BY ').list(items, (item) => printGroupItem(w, item, false));
  if (suffix !== undefined) w.write(` WITH ${suffix.toUpperCase()}`);
}

const GROUP_WORDS = { rollup: 'ROLLUP', cube: 'CUBE', groupingSets: 'GROUPING SETS' } as const;

/** DuckDB reads `(a, b)` outside of GROUPING SETS as one value, so the parentheses of a plain set are left out there. */
function printGroupItem(w: Writer, item: GroupItem, nested: boolean): void {
  if (item.kind === 'expr') {
    w.expression(item.expr);
  } else if (item.kind === 'set') {
    const bare = w.duckdb && !nested && item.exprs.length > 0;
    if (!bare) w.write('(');
    w.list(item.exprs, (expr) => w.expression(expr));
    if (!bare) w.write(')');
  } else {
    w.write(`${GROUP_WORDS[item.kind]} (`)
      .list(item.items, (inner) => printGroupItem(w, inner, true))
      .write(')');
  }
}
