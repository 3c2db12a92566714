import { SqlError } from '../core/sql-error.ts';
import type { Query } from '../sql/ast.ts';
import type { Column } from '../types/column.ts';
import { type DirectRow, directRow } from './direct-row.ts';
import type { NameLookup } from './model/name-lookup.ts';
import { rewriteExpression } from './rewrite/expression.ts';
import { rewriteQuery, rewriteResult } from './rewrite/query.ts';
import { registeredKind, registeredOid } from './rewrite/registered.ts';
import { EMPTY_SCOPE } from './rewrite/scope.ts';
import { type Env, type ResultField, type RewriteInput, RewriteState } from './rewrite/state.ts';
import { engineType } from './types/engine-type.ts';

export interface RewrittenCatalogQuery {
  /** For `print(…, 'duckdb')`. */
  readonly query: Query;
  /** As PostgreSQL describes them: names, and the OIDs that the engine's types would not give. */
  readonly columns: readonly Column[];
  /** OIDs of the parameters, by number from 1. */
  readonly parameterOids: readonly number[];
  /** Keys of the relations to build before it runs. */
  readonly needs: readonly string[];
  readonly needsSizes: boolean;
  /** Whether it may run again as it is; what the session does now is not written into it. */
  readonly lasting: boolean;
  /** Whether the same rows come as long as the catalog, the search path, the user and the parameters are the same. */
  readonly steady: boolean;
  /** Its one row, where no engine is needed to know it. */
  readonly direct: DirectRow | undefined;
}

/**
 * A query on the system catalog, with PostgreSQL's meaning, as one that the engine understands. Every name and type is
 * resolved here, so that nothing is left to the engine's own idea of them. Throws PlanError: 42P01 and 42883 for what there
 * is not, 0A000 for what cannot be said.
 */
export function rewriteCatalogQuery(query: Query, input: RewriteInput): RewrittenCatalogQuery {
  const state = new RewriteState(input);
  const env: Env = {
    state,
    scope: EMPTY_SCOPE,
    tables: new Map(),
    tools: { expression: rewriteExpression, query: rewriteQuery },
  };
  const made = rewriteResult(query, env);
  const most = Math.max(0, ...state.parameters.keys());
  return {
    query: made.query,
    columns: made.fields.map((field) => columnOf(field, input.lookup)),
    parameterOids: Array.from({ length: most }, (_, index) => state.parameters.get(index + 1) ?? 25),
    needs: [...state.needs],
    needsSizes: state.needsSizes,
    lasting: !state.live,
    steady: state.steady && !state.live && !state.needsSizes,
    direct: state.needsSizes ? undefined : directRow(made.query, state.calls),
  };
}

function columnOf({ name, type, typmod }: ResultField, lookup: NameLookup): Column {
  const kind = registeredKind(type);
  const oidOf = /^reg/.test(kind) ? (text: string) => oidNamed(kind, text, lookup) : undefined;
  return { name, type: engineType(type), announced: { oid: type, typmod: typmod ?? -1, oidOf } };
}

/** A result shows names that were OIDs; the name of several functions has no one OID, nor has one of a dropped object. */
function oidNamed(kind: string, text: string, lookup: NameLookup): number {
  try {
    return registeredOid(kind, text, lookup);
  } catch (error) {
    if (error instanceof SqlError) return 0;
    throw error;
  }
}
