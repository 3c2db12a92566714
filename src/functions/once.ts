import type { Call, Expr } from '../sql/ast.ts';
import { raw } from './sql-text.ts';

/**
 * Arguments that may differ from one evaluation to the next, or cost much, each evaluated once: `acos(rand() * 2)` must not
 * test one number and compute with another. DuckDB has no LET, so the value goes through a list of one.
 */
export function evaluatedOnce(call: Call, isChosen: (index: number) => boolean, lower: (call: Call) => Expr): Expr {
  const values: { readonly name: string; readonly expr: Expr }[] = [];
  const args = call.args.map((expr, index) => {
    if (!isChosen(index)) return expr;
    const name = `sh_once_${index}`;
    values.push({ name, expr });
    return raw(name);
  });
  const body = lower({ ...call, args });
  return values.reduceRight<Expr>(
    (inner, { name, expr }) => raw(`list_transform([{0}], lambda ${name}: {1})[1]`, expr, inner),
    body,
  );
}

/** Whether a call of one of the names stands anywhere in the tree; without recursion, since operators nest deeply. */
export function holdsCall(tree: unknown, isOne: (name: string) => boolean): boolean {
  const rest: unknown[] = [tree];
  while (rest.length > 0) {
    const node = rest.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node && node.kind === 'call') {
      const { name } = node as Call;
      if (isOne(name.parts.at(-1)?.name.toLowerCase() ?? '')) return true;
    }
    for (const member of Object.values(node)) if (typeof member === 'object') rest.push(member);
  }
  return false;
}
