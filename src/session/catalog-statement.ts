import type { BoundParameter } from '../engine/connection.ts';
import { isCatalogQuery } from '../pgcatalog/catalog-query.ts';
import type { CatalogPlan } from '../pgcatalog/catalog-session.ts';
import { findRelation } from '../plan/names.ts';
import type { Query } from '../sql/ast.ts';
import type { Statement } from '../sql/statement.ts';
import { type Outcome, selectTag } from './outcome.ts';
import { planContext, type Runtime } from './runtime.ts';

/** The query of a statement that has PostgreSQL's meaning: it asks the system catalog; undefined for every other one. */
export function catalogQueryOf(statement: Statement, runtime: Runtime): Query | undefined {
  if (statement.kind !== 'select') return undefined;
  const known = runtime.plans.catalogQueries.get(statement);
  if (known !== undefined) return known ? statement.query : undefined;
  let lasting = true;
  const isUserRelation = (name: Parameters<typeof findRelation>[0]): boolean => {
    lasting = false;
    return findRelation(name, planContext(runtime, [])) !== undefined;
  };
  const asksCatalog = isCatalogQuery(statement.query, isUserRelation);
  if (lasting) runtime.plans.catalogQueries.set(statement, asksCatalog);
  return asksCatalog ? statement.query : undefined;
}

/** Throws PlanError, 42P01 and 42883 for what the catalog has not. */
export function planCatalogQuery(query: Query, runtime: Runtime, parameterOids: readonly number[]): CatalogPlan {
  return runtime.catalogSession().plan(query, {
    view: runtime.transaction.view,
    database: runtime.database,
    temporary: runtime.temporary.tables,
    searchPath: runtime.planSettings().searchPath,
    parameterOids,
  });
}

export async function runCatalogQuery(
  plan: CatalogPlan,
  parameters: readonly BoundParameter[],
  runtime: Runtime,
): Promise<Outcome> {
  const rows = await runtime.catalogSession().run(plan, parameters);
  return { kind: 'rows', columns: rows.columns, source: rows, tag: selectTag };
}
