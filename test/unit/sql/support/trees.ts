import fc, { type Arbitrary } from 'fast-check';
import type { Expr, FromItem, Ident, OrderItem, Query, QueryBody, Select, TypeName } from '../../../../src/sql/ast.ts';
import { RESERVED } from '../../../../src/sql/keywords.ts';

const span = { start: 0, end: 0 };

/** Names that are words of the grammar elsewhere, and names that need quotes. */
const NAMES = ['a', 'b1', 'Größe', 'date', 'value', 'snapshot', 'head', 'filter', 'interval', 'exists', 'map', 'semi'];
const ODD_NAMES = ['select', 'two words', 'q"uote', 'back`tick', '1st', '$x', ' '];

const ident: Arbitrary<Ident> = fc
  .oneof(
    fc.record({ name: fc.constantFrom(...NAMES), quoted: fc.boolean() }),
    fc.record({ name: fc.constantFrom(...ODD_NAMES), quoted: fc.constant(true) }),
  )
  .map((one) => ({ kind: 'ident', span, ...one }));
/** Behind a dot or AS also reserved words. */
const label: Arbitrary<Ident> = fc.oneof(
  ident,
  fc.constantFrom(...RESERVED).map((name): Ident => ({ kind: 'ident', span, name, quoted: false })),
);
const few = <T>(item: Arbitrary<T>, minLength = 0): Arbitrary<T[]> => fc.array(item, { minLength, maxLength: 3 });
const maybe = <T>(item: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(item, { nil: undefined, freq: 2 });
const path = fc.tuple(ident, few(label)).map(([first, rest]) => [first, ...rest]);
const plainName = fc
  .constantFrom('f', 'coalesce', 'transform')
  .map((name): Ident => ({ kind: 'ident', span, name, quoted: false }));

const typeName: Arbitrary<TypeName> = fc.letrec<{ type: TypeName }>((tie) => {
  const made = (fields: Partial<TypeName>): Arbitrary<TypeName> =>
    fc.nat(2).map((arrayDepth) => ({
      kind: 'typeName',
      span,
      name: '',
      modifiers: [],
      args: [],
      fields: [],
      ...fields,
      arrayDepth,
    }));
  return {
    type: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('int', 'double precision', 'timestamp with time zone', '"char"').chain((name) => made({ name })),
      made({ name: 'decimal', modifiers: [18, 2] }),
      made({ name: 'timestamp without time zone', modifiers: [3] }),
      made({ name: 'text', schema: 'pg_catalog' }),
      tie('type').chain((type) => made({ name: 'array', args: [type] })),
      fc.tuple(tie('type'), tie('type')).chain((args) => made({ name: 'map', args })),
      fc.tuple(label, tie('type')).chain(([name, type]) => made({ name: 'struct', fields: [{ span, name, type }] })),
    ),
  };
}).type;

type Nodes = {
  expr: Expr;
  query: Query;
  item: FromItem;
};

const alias = fc.record({ span: fc.constant(span), name: label, columns: few(ident) });

/** One depth for all kinds of node, since they contain one another; at the end of it the first choice is taken. */
const bounded = { maxDepth: 6, depthSize: 'small', depthIdentifier: fc.createDepthIdentifier() } as const;

/** Trees as the parser makes them: whatever it would have read in another way is left out. */
const NODES = fc.letrec<Nodes>((tie) => {
  const expr = tie('expr');
  const query = tie('query');
  const order: Arbitrary<OrderItem> = fc.record({
    kind: fc.constant('order' as const),
    span: fc.constant(span),
    expr,
    direction: maybe(fc.constantFrom('asc' as const, 'desc' as const)),
    nulls: maybe(fc.constantFrom('first' as const, 'last' as const)),
  });
  const window = fc.record({
    kind: fc.constant('window' as const),
    span: fc.constant(span),
    name: maybe(ident),
    partitionBy: few(expr),
    orderBy: few(order),
    frame: maybe(
      fc.record({
        kind: fc.constant('frame' as const),
        span: fc.constant(span),
        unit: fc.constantFrom('rows' as const, 'range' as const),
        start: expr.map((offset) => ({ kind: 'preceding' as const, offset })),
        end: maybe(fc.constant({ kind: 'currentRow' as const })),
      }),
    ),
  });
  const argument = fc.oneof(
    { arbitrary: expr, weight: 5 },
    fc.record({ kind: fc.constant('lambda' as const), span: fc.constant(span), parameters: few(ident, 1), body: expr }),
  );
  const anyCall = fc.record({
    kind: fc.constant('call' as const),
    span: fc.constant(span),
    name: fc
      .oneof(
        plainName.map((name) => [name]),
        fc.tuple(ident, label),
      )
      .map((parts) => ({ kind: 'qname' as const, span, parts })),
    args: fc.tuple(expr, few(argument)).map(([first, rest]) => [first, ...rest]),
    distinct: fc.boolean(),
    orderBy: few(order),
    withinGroup: few(order),
    filter: maybe(expr),
    nulls: maybe(fc.constantFrom('ignore' as const, 'respect' as const)),
    over: maybe(window),
  });
  // before a string the arrow makes a lambda in a function that is known to take one
  const transform = {
    kind: 'qname' as const,
    span,
    parts: [{ kind: 'ident' as const, span, name: 'transform', quoted: false }],
  };
  const call = anyCall.map((one) =>
    one.args.some((arg) => arg.kind === 'lambda') ? { ...one, name: transform } : one,
  );
  const of = <T extends object>(model: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<T & { span: typeof span }> =>
    fc.record(model).map((fields) => ({ span, ...fields }) as T & { span: typeof span });
  const kind = <K extends string>(name: K): Arbitrary<K> => fc.constant(name);
  const items = few(
    expr.map((one) => ({ kind: 'item' as const, span, expr: one })),
    1,
  );
  const negated = fc.boolean();
  const leaf: Arbitrary<Expr> = fc.oneof(
    of({ kind: kind('null') }),
    of({ kind: kind('boolean'), value: fc.boolean() }),
    of({
      kind: kind('number'),
      text: fc.constantFrom('0', '12', '1.50', '.5', '1e3'),
      suffix: maybe(fc.constantFrom('L', 'BD')),
    }),
    of({ kind: kind('string'), value: fc.string({ unit: fc.constantFrom(...`a'"\\$#- \n😀`) }) }),
    of({ kind: kind('parameter'), index: fc.integer({ min: 1, max: 99 }) }),
    of({ kind: kind('variable'), name: fc.constantFrom('v', 'from') }),
    of({ kind: kind('column'), path }),
    of({
      kind: kind('interval'),
      parts: few(of({ value: of({ kind: kind('number'), text: kind('4') }), unit: kind('day') }), 1),
    }),
  );
  const pairs = few(of({ key: expr, value: expr }), 1).map((entries) =>
    entries.map(({ key, value }) => ({ key, value })),
  );
  // biome-ignore lint/suspicious/noThenProperty: the word of the grammar
  const branches = few(of({ when: expr, then: expr }), 1).map((all) => all.map(({ span: _, ...branch }) => branch));
  const members = few(of({ name: maybe(label), value: expr }), 1).map((all) =>
    all.map(({ span: _, ...member }) => member),
  );
  const notQuery = expr.filter((one) => one.kind !== 'scalarQuery');
  return {
    expr: fc.oneof(
      bounded,
      leaf,
      call,
      of({ kind: kind('cast'), operand: expr, type: typeName, try: fc.boolean(), postfix: kind('') }).map((cast) => ({
        ...cast,
        postfix: false,
      })),
      of({ kind: kind('cast'), operand: expr, type: typeName, try: fc.constant(false), postfix: fc.constant(true) }),
      of({ kind: kind('unary'), op: fc.constantFrom('-', '+', '~', 'not'), operand: expr }),
      of({
        kind: kind('binary'),
        op: fc.constantFrom('+', '-', '*', 'div', '||', '=', '<=>', 'is distinct from', '|', '^', '->', '@>', '~'),
        left: expr,
        right: expr,
        opSpan: fc.constant(span),
        schema: maybe(kind('pg_catalog')),
      }).map((one) => (one.op === 'div' || one.op === 'is distinct from' ? { ...one, schema: undefined } : one)),
      of({ kind: kind('logical'), op: fc.constantFrom('and', 'or'), operands: few(expr, 2) }),
      of({ kind: kind('between'), operand: expr, low: expr, high: expr, negated, symmetric: fc.boolean() }),
      of({ kind: kind('inList'), operand: expr, list: few(notQuery, 1), negated }),
      of({ kind: kind('inQuery'), operand: expr, query, negated }),
      of({
        kind: kind('like'),
        op: fc.constantFrom('like', 'ilike', 'rlike', 'similar'),
        operand: expr,
        patterns: expr.map((one) => [one]),
        escape: maybe(expr),
        negated,
      }),
      of({
        kind: kind('like'),
        op: fc.constantFrom('like', 'ilike'),
        operand: expr,
        patterns: few(expr, 1),
        quantifier: fc.constantFrom('any', 'all'),
        negated,
      }),
      of({ kind: kind('is'), test: fc.constantFrom('null', 'true', 'unknown'), operand: expr, negated }),
      of({ kind: kind('case'), operand: maybe(expr), branches, otherwise: maybe(expr) }),
      of({ kind: fc.constantFrom('exists', 'scalarQuery', 'arrayQuery'), query }),
      of({
        kind: kind('quantified'),
        op: fc.constantFrom('=', '<'),
        left: expr,
        quantifier: fc.constantFrom('any', 'all'),
        right: fc.oneof(notQuery, query),
      }),
      of({ kind: kind('array'), items: few(expr) }),
      of({
        kind: kind('typedArray'),
        type: typeName.map((one) => ({
          ...one,
          name: 'array',
          args: [one],
          fields: [],
          modifiers: [],
          schema: undefined,
          arrayDepth: 0,
        })),
        items: few(expr),
      }),
      of({ kind: kind('row'), items: few(expr, 2), explicit: fc.boolean() }),
      of({ kind: kind('struct'), members }),
      of({ kind: kind('map'), entries: pairs }),
      of({ kind: kind('subscript'), operand: expr, index: expr }),
      of({ kind: kind('slice'), operand: expr, from: maybe(expr), to: maybe(expr) }),
      of({ kind: kind('field'), operand: expr, field: label }),
      of({ kind: kind('extract'), unit: fc.constantFrom('year', 'odd unit'), operand: expr }),
      of({ kind: kind('atTimeZone'), operand: expr, zone: expr }),
      of({
        kind: kind('collate'),
        operand: expr,
        collation: path.map((parts) => ({ kind: 'qname' as const, span, parts })),
      }),
    ) as Arbitrary<Expr>,
    query: of({
      kind: kind('query'),
      with: fc.oneof(
        bounded,
        fc.constant([]),
        few(
          of({ kind: kind('commonTable'), name: ident, columns: few(ident), query, materialized: maybe(fc.boolean()) }),
        ),
      ),
      recursive: fc.constant(false),
      body: fc.oneof(
        bounded,
        of({ kind: kind('values'), rows: few(few(expr, 1), 1) }),
        of({
          kind: kind('select'),
          distinct: fc.constantFrom('none', 'distinct'),
          items,
          from: few(tie('item')),
          where: maybe(expr),
          groupBy: maybe(fc.constant({ kind: 'all' })),
          having: maybe(expr),
          windows: fc.constant([]),
          qualify: maybe(expr),
        }) as Arbitrary<Select>,
        of({
          kind: kind('setOperation'),
          op: fc.constantFrom('union', 'intersect', 'except'),
          all: fc.boolean(),
          byName: fc.constant(false),
          inputs: fc.tuple(query, query),
        }),
      ) as Arbitrary<QueryBody>,
      orderBy: few(order),
      limit: maybe(expr),
      offset: maybe(expr),
      approximate: fc.boolean(),
      locking: fc.boolean(),
    }) as Arbitrary<Query>,
    item: fc.oneof(
      bounded,
      of({
        kind: kind('tableRef'),
        name: path.map((parts) => ({ kind: 'qname' as const, span, parts })),
        alias: maybe(alias),
        snapshot: maybe(
          fc.constant({ kind: 'snapshot', span, range: { kind: 'since', bound: { kind: 'id', span, id: 7n } } }),
        ),
      }),
      of({ kind: kind('derived'), query, lateral: fc.boolean(), alias: maybe(alias) }),
      of({
        kind: kind('tableFunction'),
        call: call.map((one) => ({ ...one, over: undefined, filter: undefined, nulls: undefined, withinGroup: [] })),
        lateral: fc.boolean(),
        ordinality: fc.boolean(),
        alias: maybe(alias),
      }),
      of({
        kind: kind('join'),
        type: fc.constantFrom('inner', 'left', 'semi'),
        natural: fc.constant(false),
        left: tie('item'),
        right: tie('item'),
        on: expr,
      }),
      of({
        kind: kind('join'),
        type: fc.constantFrom('cross'),
        natural: fc.constant(false),
        left: tie('item'),
        right: tie('item'),
        alias: maybe(alias),
      }),
      of({
        kind: kind('tableSample'),
        input: tie('item'),
        size: leaf.filter((one) => one.kind === 'number'),
        unit: fc.constantFrom('percent', 'rows'),
      }),
    ) as Arbitrary<FromItem>,
  };
});

export const expressions = NODES.expr;
export const queries = NODES.query;
