import type { GroupBy, GroupItem } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** `GROUP BY …`: expressions, sets, ROLLUP, CUBE, GROUPING SETS, ALL, and Hive's forms behind the list. */
export function parseGroupBy(c: Cursor): GroupBy {
  c.expect('group', 'by');
  if (c.accept('all')) return { kind: 'all' };
  const items = c.list(parseGroupItem);
  if (c.accept('with', 'rollup')) return { kind: 'list', items, suffix: 'rollup' };
  if (c.accept('with', 'cube')) return { kind: 'list', items, suffix: 'cube' };
  // Hive's `GROUP BY a, b GROUPING SETS (…)`: the list in front says nothing that the sets do not
  if (c.ahead('grouping', 'sets')) return { kind: 'list', items: [parseGroupItem(c)] };
  return { kind: 'list', items };
}

function parseGroupItem(c: Cursor): GroupItem {
  if (c.ahead('grouping', 'sets')) {
    c.next();
    c.next();
    return nested(c, 'groupingSets');
  }
  if (c.is('rollup') && c.isOp('(', 1)) {
    c.next();
    return nested(c, 'rollup');
  }
  if (c.is('cube') && c.isOp('(', 1)) {
    c.next();
    return nested(c, 'cube');
  }
  if (c.isOp('(') && c.isOp(')', 1)) {
    c.next();
    c.next();
    return { kind: 'set', exprs: [] };
  }
  const expr = c.expression();
  return expr.kind === 'row' && !expr.explicit ? { kind: 'set', exprs: expr.items } : { kind: 'expr', expr };
}

function nested(c: Cursor, kind: 'rollup' | 'cube' | 'groupingSets'): GroupItem {
  c.enter(1);
  const items = c.parenthesized(parseGroupItem);
  c.leave(1);
  return { kind, items };
}
