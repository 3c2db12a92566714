import type { Expr, SelectItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import { mapExpr } from '../../sql/visit.ts';

const MOST_CHARACTERS = 255;

export interface OutputName {
  readonly name: string;
  /** Made up from the expression's text. */
  readonly implicit: boolean;
}

/** The alias, else the column's or field's own name, else the text of the expression (reference, section 4.5). */
export function outputName(item: SelectItem, own: string | undefined): OutputName {
  if (item.alias !== undefined) return { name: item.alias.name, implicit: false };
  if (own !== undefined) return { name: own, implicit: false };
  return { name: expressionText(item.expr), implicit: true };
}

/** `count(*)` is named `count(1)`, as in Spark. */
function expressionText(expr: Expr): string {
  const shown = mapExpr(expr, {
    leaveExpr(node) {
      // What the server has put around an expression is no part of its text.
      if (node.kind === 'raw') return node.args[0] ?? { kind: 'null', span: node.span };
      const [only] = node.kind === 'call' ? node.args : [];
      if (node.kind !== 'call' || only?.kind !== 'star' || node.args.length > 1 || only.qualifier.length > 0)
        return node;
      return { ...node, args: [{ kind: 'number', span: only.span, text: '1' }] };
    },
  });
  const { sql } = print(shown, 'dialect');
  return sql.length <= MOST_CHARACTERS ? sql : `${sql.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** Names that are unique without regard to case, for queries whose columns others refer to. */
export function emittedNames(names: readonly string[], outermost: boolean): readonly string[] {
  if (outermost) return names;
  const used = new Set<string>();
  return names.map((name) => {
    let emitted = name === '' ? 'column' : name;
    for (let number = 1; used.has(emitted.toLowerCase()); number++) emitted = `${name}_${number}`;
    used.add(emitted.toLowerCase());
    return emitted;
  });
}
