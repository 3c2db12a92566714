import type { FromItem, Join, LateralView, Span } from '../ast.ts';
import { parseCall } from './call.ts';
import type { Cursor } from './cursor.ts';
import { parseFromPrimary } from './from-primary.ts';
import { isBareAlias, parseAnyName, parseIdent, parseIdentList, parseQName } from './names.ts';
import { parsePivots } from './pivot.ts';
import { isBareJoinWord } from './table-alias.ts';

/** The items behind FROM, and the LATERAL VIEWs behind them. */
export function parseFrom(c: Cursor): FromItem[] {
  const start = c.token.start;
  const items = [parseFromItem(c)];
  for (;;) {
    if (c.acceptOp(',')) {
      items.push(parseFromItem(c));
    } else if (isLateralView(c)) {
      // it sees every item before it, so they become one
      const input = crossJoin(items, c.span(start));
      items.length = 0;
      items.push(parseJoins(c, parseLateralViews(c, input, start), start));
    } else {
      return items;
    }
  }
}

/** One item of a FROM list with its joins. */
export function parseFromItem(c: Cursor): FromItem {
  const start = c.token.start;
  c.enter(1);
  const item = parseJoins(c, parseFromPrimary(c, parseJoins), start);
  c.leave(1);
  return item;
}

interface Pending {
  readonly head: JoinHead;
  readonly right: FromItem;
  readonly condition: Pick<Join, 'on' | 'using'>[];
}
interface JoinHead {
  readonly type: Join['type'];
  readonly natural: boolean;
}

/**
 * The joins behind `first`, and a PIVOT of all of them. They are collected first, because only then it shows how conditions
 * and joins belong together: `a JOIN b JOIN c ON x ON y` nests to the right, and a JOIN without any ON is a cross join.
 */
function parseJoins(c: Cursor, first: FromItem, start: number): FromItem {
  const pending: Pending[] = [];
  let depth = 0;
  for (;;) {
    const head = parseJoinHead(c);
    if (head === undefined) break;
    c.enter(1);
    depth++;
    const right = parseFromPrimary(c, parseJoins);
    const condition: Pending['condition'] = [];
    for (;;) {
      if (c.accept('on')) condition.push({ on: c.expression() });
      else if (c.accept('using')) condition.push({ using: parseIdentList(c) });
      else break;
    }
    pending.push({ head, right, condition });
  }
  const joined = pending.length === 0 ? first : combine(first, pending, start);
  c.leave(depth);
  return pending.length === 0 ? joined : parsePivots(c, joined, start);
}

function needsCondition(head: JoinHead): boolean {
  return !head.natural && head.type !== 'cross';
}

function combine(first: FromItem, pending: readonly Pending[], start: number): FromItem {
  const nested = pending.some(({ condition }) => condition.length > 1);
  if (nested) return combineNested(first, pending, start);
  let left = first;
  for (const { head, right, condition } of pending) left = join(head, left, right, condition[0], start);
  return left;
}

/** Several conditions behind one item: the first belongs to the nearest open join, the next to the one before it. */
function combineNested(first: FromItem, pending: readonly Pending[], start: number): FromItem {
  const items = [first];
  const heads: JoinHead[] = [];
  const reduce = (condition: Pending['condition'][number] | undefined): boolean => {
    const head = heads.pop();
    const right = items.pop();
    const left = items.pop();
    if (head === undefined || left === undefined || right === undefined) return false;
    items.push(join(head, left, right, condition, left === first ? start : left.span.start));
    return true;
  };
  for (const { head, right, condition } of pending) {
    heads.push(head);
    items.push(right);
    if (!needsCondition(head)) reduce(undefined);
    for (const one of condition) reduce(one);
  }
  while (heads.length > 0 && reduce(undefined));
  return items[0] ?? first;
}

function join(
  head: JoinHead,
  left: FromItem,
  right: FromItem,
  condition: Pending['condition'][number] | undefined,
  start: number,
): Join {
  const end = Math.max(right.span.end, condition?.on?.span.end ?? 0, condition?.using?.at(-1)?.span.end ?? 0);
  const type = condition === undefined && head.type === 'inner' && !head.natural ? 'cross' : head.type;
  return { kind: 'join', span: { start, end }, type, natural: head.natural, left, right, ...condition };
}

/** `[NATURAL] [INNER | LEFT | … | CROSS] JOIN`; undefined where no join stands. */
function parseJoinHead(c: Cursor): JoinHead | undefined {
  const natural = c.accept('natural');
  for (const type of ['left', 'right', 'full'] as const) {
    if (!c.accept(type)) continue;
    const side = type === 'left' && c.accept('semi') ? 'semi' : type === 'left' && c.accept('anti') ? 'anti' : type;
    c.accept('outer');
    c.expect('join');
    return { type: side, natural };
  }
  for (const type of ['inner', 'cross'] as const) {
    if (!c.accept(type)) continue;
    c.expect('join');
    return { type, natural };
  }
  if (isBareJoinWord(c)) {
    const type = c.next().value === 'semi' ? 'semi' : 'anti';
    c.expect('join');
    return { type, natural };
  }
  if (c.accept('join')) return { type: 'inner', natural };
  if (natural) throw c.unexpected('Expected JOIN.');
  return undefined;
}

function isLateralView(c: Cursor): boolean {
  return c.ahead('lateral', 'view');
}

/** `LATERAL VIEW [OUTER] explode(x) [t] [AS a, b]`, one or more. */
function parseLateralViews(c: Cursor, first: FromItem, start: number): FromItem {
  let input = first;
  let depth = 0;
  while (isLateralView(c)) {
    c.enter(1);
    depth++;
    c.expect('lateral', 'view');
    const outer = c.accept('outer');
    const call = parseCall(c, parseQName(c));
    const table = isBareAlias(c) && !isLateralView(c) && !isBareJoinWord(c) ? parseAnyName(c) : undefined;
    const columns = c.accept('as') ? parseViewColumns(c) : [];
    const view: LateralView = { kind: 'lateralView', span: c.span(start), input, outer, call, table, columns };
    input = view;
  }
  c.leave(depth);
  return input;
}

function parseViewColumns(c: Cursor) {
  return c.isOp('(') ? parseIdentList(c) : c.list(parseIdent);
}

function crossJoin(items: readonly FromItem[], span: Span): FromItem {
  const join = (left: FromItem, right: FromItem): FromItem => ({
    kind: 'join',
    span: { start: span.start, end: right.span.end },
    type: 'cross',
    natural: false,
    left,
    right,
  });
  return items.reduce(join);
}
