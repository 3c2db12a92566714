import { SQLSTATE } from '../../core/sql-state.ts';
import type { Call } from '../../sql/ast.ts';
import { displayName } from '../names.ts';
import { PlanError } from '../plan-error.ts';

/** Functions whose arguments PostgreSQL has the other way round; here by a name of their own. */
const SWAPPED: ReadonlySet<string> = new Set(['ltrim', 'rtrim']);

/** The name by which the function table knows a call, in lower case. Throws 42883 for other schemas than pg_catalog. */
export function functionName(node: Call): string {
  const parts = node.name.parts.map((part) => part.name.toLowerCase());
  const name = parts.at(-1) ?? '';
  if (parts.length === 1) return name;
  if (parts.length === 2 && parts[0] === 'pg_catalog') return name;
  throw new PlanError(
    SQLSTATE.undefinedFunction,
    `function ${displayName(node.name)}(...) does not exist`,
    node.name.span,
    {
      hint: 'Functions have no schema.',
    },
  );
}

/** `pg_catalog.ltrim(text, characters)` with its arguments in the dialect's order. */
export function inDialectOrder(node: Call): Call {
  const [schema, name] = node.name.parts;
  const [text, characters] = node.args;
  const swapped = schema?.name.toLowerCase() === 'pg_catalog' && SWAPPED.has(name?.name.toLowerCase() ?? '');
  return swapped && text && characters ? { ...node, args: [characters, text] } : node;
}
