import type { Expr } from '../sql/ast.ts';

/** `expr` with every reference to a name (a lambda's parameter) replaced; inner lambdas of the same name hide it. */
export function substitute(expr: Expr, replacements: ReadonlyMap<string, Expr>): Expr {
  return replaceIn(expr, lowerKeys(replacements)) as Expr;
}

function lowerKeys(map: ReadonlyMap<string, Expr>): ReadonlyMap<string, Expr> {
  return new Map([...map].map(([name, expr]) => [name.toLowerCase(), expr]));
}

function replaceIn(value: unknown, replacements: ReadonlyMap<string, Expr>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replacements));
  if (typeof value !== 'object' || value === null || !('kind' in value)) return replaceMembers(value, replacements);
  const node = value as Expr;
  if (node.kind === 'column') {
    const [first, ...rest] = node.path;
    const found = first && replacements.get(first.name.toLowerCase());
    if (found === undefined) return node;
    return rest.reduce<Expr>((operand, field) => ({ kind: 'field', span: node.span, operand, field }), found);
  }
  if (node.kind === 'lambda') {
    const hidden = new Set(node.parameters.map((parameter) => parameter.name.toLowerCase()));
    const visible = new Map([...replacements].filter(([name]) => !hidden.has(name)));
    return { ...node, body: replaceIn(node.body, visible) };
  }
  return replaceMembers(value, replacements);
}

function replaceMembers(value: unknown, replacements: ReadonlyMap<string, Expr>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    copy[key] = key === 'span' || typeof member !== 'object' ? member : replaceIn(member, replacements);
  }
  return copy;
}
