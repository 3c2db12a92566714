import { SQLSTATE } from '../core/sql-state.ts';
import type { ShowMetadata } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import type { PlanContext } from './context.ts';
import { engineSql } from './engine-sql.ts';
import type { AnswerPlan, Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { allSamples, SAMPLE_COLUMNS, sampleRowsSql } from './samples.ts';
import { databaseRows, dataGroupRows, schemaRows } from './show/containers.ts';
import { columnRows, createTableText } from './show/describe.ts';
import { foreignKeyRows, identityRows, primaryKeyRows } from './show/keys.ts';
import { lineageQuery } from './show/lineage.ts';
import { fieldGroupRows, namespaceRows, tableRows, templateRows, viewRows } from './show/objects.ts';
import { planShowRuns, planShowSchedules } from './show/schedules.ts';
import { statisticsRows } from './statistics.ts';

export type AnswerRows = AnswerPlan['rows'];

/** The metadata SHOW commands and DESCRIBE, with the columns that the source publishes (reference, section 1.19). */
export function planShowMetadata(statement: ShowMetadata, context: PlanContext): Plan {
  switch (statement.what) {
    case 'tables':
      return answer(
        ['name', 'dataSetId', 'dataSet', 'description', 'resolved', 'labels'],
        tableRows(statement, context),
      );
    case 'views':
      return answer(
        ['Db Name', 'Schema Name', 'Name', 'Id', 'Dataset Dependencies', 'Views Dependencies', 'TYPE'],
        viewRows(statement, context),
      );
    case 'databases':
      return answer(['name'], databaseRows(context));
    case 'schemas':
      return answer(['database', 'schema'], schemaRows(context));
    case 'primary keys':
      return answer(['tableName', 'columnName', 'datatype', 'namespace'], primaryKeyRows(context));
    case 'foreign keys':
      return answer(
        ['tableName', 'columnName', 'datatype', 'referencedTableName', 'referencedColumnName', 'namespace'],
        foreignKeyRows(context),
      );
    case 'identities':
      return answer(['tableName', 'columnName', 'datatype', 'namespace', 'ifPrimary'], identityRows(context));
    case 'datagroups':
      return answer(
        ['Database', 'Schema', 'GroupType', 'ChildType', 'ChildName', 'PhysicalParent', 'ChildId'],
        dataGroupRows(statement, context),
      );
    case 'fieldgroups':
      return answer(['name', 'fieldgroupId', 'owner'], fieldGroupRows(context));
    case 'namespaces':
      return answer(['name', 'code', 'type'], namespaceRows(context));
    case 'templates':
      return answer(['name', 'id', 'owner', 'created'], templateRows(context));
    case 'columns':
    case 'describe':
      return answer(['col_name', 'data_type', 'comment'], columnRows(statement, context));
    case 'create table':
      return answer(['createtab_stmt'], [[createTableText(statement, context)]]);
    case 'lineage':
      return lineageQuery(statement, context);
    case 'schedules':
      return planShowSchedules(context);
    case 'runs':
      return planShowRuns(statement, context);
    case 'statistics':
      return answer(['statsId', 'tableName', 'columnSet', 'filterContext', 'timestamp'], statisticsRows(context));
    case 'tablesamples':
      return {
        kind: 'query',
        engine: engineSql(sampleRowsSql(allSamples(context.catalog), context.catalog)),
        columns: SAMPLE_COLUMNS,
        reads: [],
      };
    case 'models':
    case 'audiences':
    case 'functions':
      throw new PlanError(
        SQLSTATE.featureNotSupported,
        `SHOW ${statement.what.toUpperCase()} is not supported yet`,
        statement.span,
      );
  }
}

function answer(names: readonly string[], rows: AnswerRows): AnswerPlan {
  const columns: readonly Column[] = names.map((name) => ({ name, type: { kind: 'varchar' } }));
  return { kind: 'answer', columns, rows, tag: 'SHOW' };
}
