import { assertNever } from '../../core/assert-never.ts';
import type { Call, Expr, Frame, FrameBound, OrderItem, Window } from '../ast.ts';
import { changed, type Mapper, mapped, optional } from './mapper.ts';

/** The expression with its children mapped. */
export function mapExprChildren(e: Expr, m: Mapper): Expr {
  switch (e.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'typedLiteral':
    case 'parameter':
    case 'variable':
    case 'column':
    case 'star':
      return e;
    case 'interval':
      return changed(e, { parts: mapped(e.parts, (part) => changed(part, { value: m.expr(part.value) })) });
    case 'call':
      return mapCall(e, m);
    case 'cast':
    case 'unary':
    case 'is':
    case 'field':
    case 'extract':
    case 'collate':
      return changed<typeof e>(e, { operand: m.expr(e.operand) });
    case 'binary':
      return changed(e, { left: m.expr(e.left), right: m.expr(e.right) });
    case 'logical':
      return changed(e, { operands: mapped(e.operands, m.expr) });
    case 'between':
      return changed(e, { operand: m.expr(e.operand), low: m.expr(e.low), high: m.expr(e.high) });
    case 'inList':
      return changed(e, { operand: m.expr(e.operand), list: mapped(e.list, m.expr) });
    case 'inQuery':
      return changed(e, { operand: m.expr(e.operand), query: m.query(e.query) });
    case 'like': {
      const operand = m.expr(e.operand);
      return changed(e, { operand, patterns: mapped(e.patterns, m.expr), escape: optional(e.escape, m.expr) });
    }
    case 'case': {
      const operand = optional(e.operand, m.expr);
      // biome-ignore lint/suspicious/noThenProperty: the word of the grammar
      const branches = mapped(e.branches, (b) => changed(b, { when: m.expr(b.when), then: m.expr(b.then) }));
      return changed(e, { operand, branches, otherwise: optional(e.otherwise, m.expr) });
    }
    case 'exists':
    case 'scalarQuery':
    case 'arrayQuery':
      return changed<typeof e>(e, { query: m.query(e.query) });
    case 'quantified': {
      const right = e.right.kind === 'query' ? m.query(e.right) : m.expr(e.right);
      return changed(e, { left: m.expr(e.left), right });
    }
    case 'array':
    case 'typedArray':
    case 'row':
      return changed<typeof e>(e, { items: mapped(e.items, m.expr) });
    case 'struct':
      return changed(e, { members: mapped(e.members, (member) => changed(member, { value: m.expr(member.value) })) });
    case 'map': {
      const entries = mapped(e.entries, (entry) =>
        changed(entry, { key: m.expr(entry.key), value: m.expr(entry.value) }),
      );
      return changed(e, { entries });
    }
    case 'lambda':
      return changed(e, { body: m.expr(e.body) });
    case 'subscript':
      return changed(e, { operand: m.expr(e.operand), index: m.expr(e.index) });
    case 'slice': {
      const operand = m.expr(e.operand);
      return changed(e, { operand, from: optional(e.from, m.expr), to: optional(e.to, m.expr) });
    }
    case 'atTimeZone':
      return changed(e, { operand: m.expr(e.operand), zone: m.expr(e.zone) });
    case 'raw':
      return changed(e, { args: mapped(e.args, m.expr) });
    default:
      return assertNever(e);
  }
}

export function mapCall(call: Call, m: Mapper): Call {
  return changed(call, {
    args: mapped(call.args, m.expr),
    orderBy: mapOrderBy(call.orderBy, m),
    withinGroup: mapOrderBy(call.withinGroup, m),
    filter: optional(call.filter, m.expr),
    over: optional(call.over, (window) => mapWindow(window, m)),
  });
}

export function mapOrderBy(items: readonly OrderItem[], m: Mapper): readonly OrderItem[] {
  return mapped(items, (item) => changed(item, { expr: m.expr(item.expr) }));
}

export function mapWindow(window: Window, m: Mapper): Window {
  return changed(window, {
    partitionBy: mapped(window.partitionBy, m.expr),
    orderBy: mapOrderBy(window.orderBy, m),
    frame: optional(window.frame, (frame) => mapFrame(frame, m)),
  });
}

function mapFrame(frame: Frame, m: Mapper): Frame {
  const end = optional(frame.end, (bound) => mapBound(bound, m));
  return changed(frame, { start: mapBound(frame.start, m), end });
}

function mapBound(bound: FrameBound, m: Mapper): FrameBound {
  if (bound.kind !== 'preceding' && bound.kind !== 'following') return bound;
  return changed(bound, { offset: m.expr(bound.offset) });
}
