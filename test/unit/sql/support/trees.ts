import fc, { type Arbitrary } from 'fast-check';
import type {
  Expr,
  FrameBound,
  FromItem,
  GroupBy,
  OrderItem,
  Query,
  QueryBody,
  Select,
} from '../../../../src/sql/ast.ts';
import { fromItems, lateralViews } from './from-trees.ts';
import { few, ident, kind, label, maybe, of, path, plainName, span, typeName } from './tree-parts.ts';

const named = (name: string) => ({
  kind: 'typeName' as const,
  span,
  name,
  modifiers: [],
  args: [],
  fields: [],
  arrayDepth: 0,
});

type Nodes = {
  expr: Expr;
  query: Query;
  item: FromItem;
};

/** One depth for all kinds of node, since they contain one another; at the end of it the first choice is taken. */
const bounded = { maxDepth: 5, depthSize: 'small', depthIdentifier: fc.createDepthIdentifier() } as const;

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
  const frameBound = (far: FrameBound['kind'], near: FrameBound['kind']): Arbitrary<FrameBound> =>
    fc.oneof(
      fc.constantFrom({ kind: 'currentRow' }, { kind: far }),
      expr.map((offset) => ({ kind: near, offset })),
    ) as Arbitrary<FrameBound>;
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
        unit: fc.constantFrom('rows' as const, 'range' as const, 'groups' as const),
        start: frameBound('unboundedPreceding', 'preceding'),
        end: maybe(frameBound('unboundedFollowing', 'following')),
        exclude: maybe(fc.constantFrom('current row', 'group', 'ties', 'no others')),
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
  const item = of({ kind: kind('item'), expr, alias: maybe(label) });
  const star = of({ kind: kind('star'), qualifier: fc.oneof(fc.constant([]), path), except: few(ident) });
  const items = few(fc.oneof({ arbitrary: item, weight: 5 }, of({ kind: kind('item'), expr: star })), 1);
  const grouped = fc.oneof(
    expr.filter((one) => one.kind !== 'row').map((one) => ({ kind: 'expr' as const, expr: one })),
    // one in parentheses is that one
    fc.oneof(fc.constant([]), few(expr, 2)).map((exprs) => ({ kind: 'set' as const, exprs })),
  );
  const groupBy = fc.oneof(
    fc.constant({ kind: 'all' }),
    fc.record({ kind: kind('list'), items: few(grouped, 1), suffix: maybe(fc.constantFrom('rollup', 'cube')) }),
    fc
      .record({ kind: fc.constantFrom('rollup', 'cube', 'groupingSets'), items: few(grouped, 1) })
      .map((one) => ({ kind: 'list', items: [one] })),
  ) as Arbitrary<GroupBy>;
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
      kind: kind('typedLiteral'),
      type: fc.constantFrom('date', 'timestamp', 'binary').map((name) => named(name)),
      value: fc.constantFrom('2026-01-01', 'ff', ''),
    }),
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
        of({ kind: kind('table'), name: path.map((parts) => ({ kind: 'qname' as const, span, parts })) }),
        query,
        of({
          kind: kind('select'),
          distinct: fc.constantFrom('none', 'distinct'),
          items,
          from: fc.oneof(
            { arbitrary: few(tie('item')), weight: 3 },
            fc.tuple(lateralViews({ call, item: tie('item') })),
          ),
          where: maybe(expr),
          groupBy: maybe(groupBy),
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
    }).map((one) => withoutEmptyParentheses(one as Query)),
    item: fromItems({ expr, query, call, leaf, item: tie('item'), bounded }),
  };
});

export const expressions = NODES.expr;
export const queries = NODES.query;

/** A query in parentheses with nothing around them is that query. */
function withoutEmptyParentheses(query: Query): Query {
  const { body, with: tables, orderBy, limit, offset, approximate, locking } = query;
  const bare = tables.length + orderBy.length === 0 && limit === undefined && offset === undefined;
  return body.kind === 'query' && bare && !approximate && !locking ? body : query;
}
