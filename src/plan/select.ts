import type { Query, SelectInto } from '../sql/ast.ts';
import type { CreateTableAs, SelectStatement } from '../sql/statement.ts';
import { analyzeQuery } from './analyze/analyze.ts';
import { constantRow } from './constant-row.ts';
import type { PlanContext } from './context.ts';
import { planCreateTableAs } from './create-table-as.ts';
import type { Plan } from './plan.ts';
import { queryPlan } from './query.ts';

/** A SELECT: a query, a row of constants, or, with INTO, the CREATE TABLE AS that it is another spelling of. */
export function planSelect(statement: SelectStatement, context: PlanContext): Plan {
  const into = selectInto(statement.query);
  if (into !== undefined) return planCreateTableAs(asCreateTable(statement, into), context);
  const analyzed = analyzeQuery(statement.query, context);
  return constantRow(analyzed.query, analyzed.columns) ?? queryPlan(analyzed);
}

function selectInto(query: Query): SelectInto | undefined {
  return query.body.kind === 'select' ? query.body.into : undefined;
}

function asCreateTable(statement: SelectStatement, into: SelectInto): CreateTableAs {
  const { body } = statement.query;
  const { into: _into, ...select } = body.kind === 'select' ? body : { ...body, into };
  return {
    kind: 'createTableAs',
    span: statement.span,
    name: into.name,
    temporary: into.temporary,
    orReplace: false,
    ifNotExists: false,
    columns: [],
    properties: [],
    transform: [],
    query: { ...statement.query, body: select },
    withData: true,
  };
}
