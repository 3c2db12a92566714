import { SQLSTATE } from '../core/sql-state.ts';
import type { Ident, Query } from '../sql/ast.ts';
import type { CopyStatement } from '../sql/statement.ts';
import type { PlanContext } from './context.ts';
import { copyToFile } from './copy-file.ts';
import { targetColumns } from './insert.ts';
import { resolveDataset } from './names.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { planQuery } from './query.ts';

/** COPY … FROM STDIN. Throws 42P01, 42703, 42809, 0A000 for files of the server. */
export function planCopyFrom(statement: CopyStatement, context: PlanContext): Plan {
  if (statement.target.kind !== 'client') throw serverFile(statement);
  if (statement.source.kind !== 'table') {
    throw new PlanError(SQLSTATE.syntaxError, 'COPY query FROM is not possible', statement.span);
  }
  if (statement.where !== undefined) {
    throw new PlanError(SQLSTATE.featureNotSupported, 'COPY FROM … WHERE is not supported', statement.where.span, {
      hint: 'Load everything into a temporary table, then INSERT … SELECT … WHERE.',
    });
  }
  const target = resolveDataset(statement.source.name, context);
  return { kind: 'copyFrom', target, columns: targetColumns(statement.source.columns, target), statement };
}

/** COPY … TO STDOUT, and to a file below the export folder. Throws 0A000 for programs, and what `copyToFile` throws. */
export function planCopyTo(statement: CopyStatement, context: PlanContext): Plan {
  const { target, source } = statement;
  if (target.kind === 'program') throw serverFile(statement);
  const query = planQuery(source.kind === 'query' ? source.query : tableQuery(statement), context);
  return target.kind === 'file' ? copyToFile(query, target.path, statement) : { kind: 'copyTo', query, statement };
}

function serverFile(statement: CopyStatement): PlanError {
  return new PlanError(
    SQLSTATE.featureNotSupported,
    'COPY from a file of the server, or by a program, is not supported',
    statement.span,
    {
      hint: "Use COPY … FROM STDIN and TO STDOUT; psql's \\copy does that with files of the client.",
    },
  );
}

function tableQuery(statement: CopyStatement): Query {
  if (statement.source.kind !== 'table') return statement.source.query;
  const { name, columns } = statement.source;
  const { span } = statement;
  const item = (column: Ident) => ({
    kind: 'item' as const,
    span,
    expr: { kind: 'column' as const, span: column.span, path: [column] },
  });
  return {
    kind: 'query',
    span,
    with: [],
    recursive: false,
    orderBy: [],
    approximate: false,
    locking: false,
    body: {
      kind: 'select',
      span,
      distinct: 'none',
      items:
        columns.length > 0
          ? columns.map(item)
          : [{ kind: 'item', span, expr: { kind: 'star', span, qualifier: [], except: [] } }],
      from: [{ kind: 'tableRef', span, name }],
      windows: [],
    },
  };
}
