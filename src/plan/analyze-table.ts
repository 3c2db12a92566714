import type { AnalyzeTable } from '../sql/statement.ts';
import type { PlanContext } from './context.ts';
import { resolveDataset, resolveRelation } from './names.ts';
import type { Plan } from './plan.ts';
import { planReportingStatistics, planStatistics } from './statistics.ts';
import { planSample } from './table-sample.ts';

/**
 * ANALYZE TABLE in its three forms, and PostgreSQL's ANALYZE, which asks for what is done here at each write anyway.
 * Source: reference, section 1.21. Throws 42P01, 42809 for a view, and what the forms throw.
 */
export function planAnalyze(statement: AnalyzeTable, context: PlanContext): Plan {
  const { table, action } = statement;
  if (action.kind === 'refresh' || table === undefined) {
    const others = action.kind === 'refresh' ? action.others : [];
    for (const name of table === undefined ? [] : [table, ...others]) resolveRelation(name, context);
    return done(statement);
  }
  const dataset = resolveDataset(table, context);
  switch (action.kind) {
    case 'plain':
      return dataset.storage === 'accelerated' ? planReportingStatistics(dataset, statement, context) : done(statement);
    case 'statistics':
      return planStatistics(statement, dataset, action, context);
    case 'sample':
      return planSample(statement, dataset, action.rate, context);
  }
}

function done({ span }: AnalyzeTable): Plan {
  return { kind: 'session', statement: { kind: 'noOperation', span, tag: 'ANALYZE', text: 'ANALYZE' } };
}
