import type { VariableValue } from '../plan/context.ts';

import type { Statement } from '../sql/statement.ts';
import { mapStatement } from '../sql/visit.ts';

/**
 * The `@name` variables of an anonymous block. An inner block sees those of the blocks around it and may change them; what
 * it sets anew is gone with it.
 */
export class BlockVariables {
  readonly #outer: BlockVariables | undefined;
  readonly #own = new Map<string, VariableValue>();

  constructor(outer: BlockVariables | undefined) {
    this.#outer = outer;
  }

  set(name: string, value: VariableValue): void {
    const key = name.toLowerCase();
    const holder = this.#holder(key) ?? this;
    holder.#own.set(key, value);
  }

  /** By name in lower case. */
  all(): ReadonlyMap<string, VariableValue> {
    return new Map([...(this.#outer?.all() ?? []), ...this.#own]);
  }

  /** Variables are also replaced inside string literals: `'@v rows'`. NULL becomes nothing. */
  substitute(statement: Statement): Statement {
    const values = this.all();
    if (values.size === 0) return statement;
    return mapStatement(statement, {
      enterExpr: (expr) => {
        if (expr.kind !== 'string' || !expr.value.includes('@')) return undefined;
        return { ...expr, value: replaceVariables(expr.value, values) };
      },
    });
  }

  #holder(key: string): BlockVariables | undefined {
    if (this.#own.has(key)) return this;
    return this.#outer === undefined ? undefined : this.#outer.#holder(key);
  }
}

function replaceVariables(text: string, values: ReadonlyMap<string, VariableValue>): string {
  return text.replace(/@([A-Za-z_][A-Za-z0-9_]*)/g, (whole, name: string) => {
    const value = values.get(name.toLowerCase());
    return value === undefined ? whole : (value.text ?? '');
  });
}
