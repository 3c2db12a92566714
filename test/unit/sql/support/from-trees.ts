import fc, { type Arbitrary } from 'fast-check';
import type { Call, Expr, FromItem, Query } from '../../../../src/sql/ast.ts';
import { alias, few, ident, kind, maybe, of, path, snapshot, span } from './tree-parts.ts';

interface Inner {
  readonly expr: Arbitrary<Expr>;
  readonly query: Arbitrary<Query>;
  readonly call: Arbitrary<Call>;
  readonly leaf: Arbitrary<Expr>;
  readonly item: Arbitrary<FromItem>;
  readonly bounded: fc.OneOfConstraints;
}

/** What may stand behind FROM, made of the other kinds of tree and of itself. */
export function fromItems({ expr, query, call: anyCall, leaf, item, bounded }: Inner): Arbitrary<FromItem> {
  const call = anyCall.map(plainCall);
  const number = leaf.filter((one) => one.kind === 'number');
  const entry = of({ kind: kind('item'), expr, alias: maybe(ident) });
  const columns = few(ident, 1);
  return fc.oneof(
    bounded,
    of({
      kind: kind('tableRef'),
      name: path.map((parts) => ({ kind: 'qname' as const, span, parts })),
      alias: maybe(alias),
      snapshot: maybe(snapshot),
    }),
    of({ kind: kind('derived'), query, lateral: fc.boolean(), alias: maybe(alias) }),
    of({ kind: kind('tableFunction'), call, lateral: fc.boolean(), ordinality: fc.boolean(), alias: maybe(alias) }),
    of({
      kind: kind('join'),
      type: fc.constantFrom('inner', 'left', 'right', 'full', 'semi', 'anti'),
      natural: fc.constant(false),
      left: item,
      right: item,
      on: expr,
    }),
    of({
      kind: kind('join'),
      type: fc.constantFrom('inner', 'left'),
      natural: fc.constant(false),
      left: item,
      right: item,
      using: columns,
    }),
    of({
      kind: kind('join'),
      type: kind('cross'),
      natural: fc.constant(false),
      left: item,
      right: item,
      alias: maybe(alias),
    }),
    of({ kind: kind('tableSample'), input: item, size: number, unit: fc.constantFrom('percent', 'rows') }),
    of({
      kind: kind('tableSample'),
      input: item,
      size: number,
      unit: kind('bucket'),
      outOf: number,
      seed: maybe(expr),
    }),
    of({
      kind: kind('pivot'),
      input: item,
      aggregates: few(entry, 1),
      columns,
      values: few(entry, 1),
      alias: maybe(alias),
    }),
    of({
      kind: kind('unpivot'),
      input: item,
      includeNulls: fc.boolean(),
      valueColumns: fc.tuple(ident),
      nameColumn: ident,
      columns: few(fc.record({ columns: fc.tuple(ident), alias: maybe(ident) }), 1),
      alias: maybe(alias),
    }),
  ) as Arbitrary<FromItem>;
}

/** A LATERAL VIEW sees every item before it, so it stands alone behind FROM, with all of them inside. */
export function lateralViews({ call, item }: Pick<Inner, 'call' | 'item'>): Arbitrary<FromItem> {
  return of({
    kind: kind('lateralView'),
    input: item,
    outer: fc.boolean(),
    call: call.map(plainCall),
    table: maybe(ident),
    columns: few(ident),
  });
}

function plainCall(call: Call): Call {
  return { ...call, over: undefined, filter: undefined, nulls: undefined, withinGroup: [] };
}
