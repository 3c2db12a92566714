import type { FromItem, SelectItem, TableFunction } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { RELATIONS } from '../relations/sources.ts';
import { type CallRows, callRows } from './calls.ts';
import { type FromPart, plainQuery, plainSelect } from './from-part.ts';
import { scanRelation } from './from-relation.ts';
import { fold, type ScopeColumn } from './scope.ts';
import { columnAlias, type Env } from './state.ts';
import { column, ident, raw, type Typed } from './typed.ts';

/** Functions whose rows are a relation. */
export const RELATION_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['pg_show_all_settings', 'pg_settings'],
  ['pg_get_keywords', 'sh_keywords'],
  ['pg_timezone_names', 'pg_timezone_names'],
  ['pg_timezone_abbrevs', 'pg_timezone_abbrevs'],
  ['pg_prepared_statement', 'pg_prepared_statements'],
  ['pg_cursor', 'pg_cursors'],
  ['pg_available_extensions', 'pg_available_extensions'],
  ['pg_lock_status', 'pg_locks'],
  ['pg_options_to_table', 'sh_options'],
]);

/** A function in FROM, as a LATERAL sub-select over the list of its rows. */
export function functionItem(item: TableFunction, env: Env): FromPart {
  const { span, call } = item;
  const called = fold(call.name.parts.at(-1) ?? ident(span, ''));
  const name = item.alias === undefined ? called : fold(item.alias.name);
  const relation = RELATIONS.get(RELATION_FUNCTIONS.get(called) ?? '');
  if (relation !== undefined) return named(scanRelation(relation, name, undefined, span, env), item, name);

  // `unnest(a, b)` goes through several arrays side by side.
  const lists =
    called === 'unnest' && call.args.length > 1
      ? call.args.map((arg) => callRows({ ...call, args: [arg] }, env))
      : [callRows(call, env)];
  const alias = env.state.alias('t');
  const items: SelectItem[] = lists.map(({ list }, index) => selectItem(raw(span, 'unnest({0})', list), index));
  if (item.ordinality) {
    const longest = `greatest(${lists.map((_, index) => `len({${index}})`).join(', ')})`;
    const numbers = raw(span, `unnest(CAST(range(1, ${longest} + 1) AS BIGINT[]))`, ...lists.map(({ list }) => list));
    items.push(selectItem(numbers, items.length));
  }
  const rows = plainQuery(plainSelect(items, [], undefined, span), span);
  const derived = (): FromItem => ({
    kind: 'derived',
    span,
    query: rows,
    lateral: true,
    alias: { span, name: ident(span, alias), columns: [] },
  });
  const columns = lists.flatMap((list, index) => columnsOf(list, index));
  if (item.ordinality) {
    columns.push({
      name: 'ordinality',
      type: OID.int8,
      expr: column(span, alias, columnAlias(lists.length)),
      table: alias,
    });
  }
  return named({ item: derived(), tables: [{ name, alias, columns }], columns, lateral: true }, item, name);

  function selectItem(expr: Typed['expr'], index: number): SelectItem {
    return { kind: 'item', span, expr, alias: ident(span, columnAlias(index)) };
  }

  function columnsOf({ element, record }: CallRows, index: number): ScopeColumn[] {
    const whole = column(span, alias, columnAlias(index));
    if (record === undefined) {
      const scalarName = lists.length === 1 && item.alias !== undefined ? name : called;
      return [{ name: scalarName, type: element, expr: whole, table: alias }];
    }
    return record.map((field) => ({
      ...field,
      expr: raw(span, `struct_extract({0}, '${field.name}')`, whole),
      table: alias,
    }));
  }
}

function named(part: FromPart, { alias }: TableFunction, name: string): FromPart {
  const given = alias?.columns ?? [];
  const columns = part.columns.map((each, index) => {
    const renamed = given[index];
    return renamed === undefined ? each : { ...each, name: fold(renamed) };
  });
  return { ...part, columns, tables: part.tables.map((table) => ({ ...table, name, columns })) };
}
