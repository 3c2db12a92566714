import type { Dataset, DatasetColumn } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Expr, Ident, Span } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { MergeStatement } from '../sql/statement.ts';
import type { AnalyzedExpression, ScopedExpr } from './analyze/analyze.ts';
import { assignment } from './assignment.ts';
import type { PlanContext } from './context.ts';
import { quoteName } from './dataset.ts';
import { engineSql } from './engine-sql.ts';
import { targetColumns } from './insert.ts';
import { analyzeChange, modifiable, TARGET } from './modifiable.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

type MergeBranch = MergeStatement['branches'][number];

/** A branch with its columns found; `values` are theirs, in their order. */
interface Branch {
  readonly rows: MergeBranch['rows'];
  readonly condition: ScopedExpr | undefined;
  readonly action: 'update' | 'insert' | 'delete' | 'nothing';
  readonly columns: readonly DatasetColumn[];
  readonly values: readonly ScopedExpr[];
}

const WHEN = {
  matched: 'WHEN MATCHED',
  notMatched: 'WHEN NOT MATCHED BY TARGET',
  notMatchedBySource: 'WHEN NOT MATCHED BY SOURCE',
} as const satisfies Record<MergeBranch['rows'], string>;

/** What a branch may name: where there is no row on one side, the other side alone. */
const SEES = {
  matched: 'both',
  notMatched: 'beside',
  notMatchedBySource: 'table',
} as const satisfies Record<MergeBranch['rows'], ScopedExpr['sees']>;

/**
 * MERGE, on tables of the reporting store and temporary tables; Spark's `SET *` and `INSERT *` too. The engine would change a
 * row twice in silence where two source rows match it: a query before it finds that, 21000 as in PostgreSQL and Spark.
 * Source: PostgreSQL manual, "MERGE". Throws what `modifiable`, the analysis and `targetColumns` throw, and 42601.
 */
export function planMerge(statement: MergeStatement, context: PlanContext): Plan {
  const target = modifiable(statement.target, 'MERGE', context);
  const { source } = statement;
  if (source.kind === 'join') {
    throw new PlanError(SQLSTATE.featureNotSupported, 'a join is not supported as the source of MERGE', source.span, {
      hint: 'Put it in a sub-query with an alias.',
    });
  }
  const branches = statement.branches.map((branch) => resolved(branch, target));
  const scoped = branches.flatMap(({ condition, values }) =>
    condition === undefined ? values : [condition, ...values],
  );
  const all = [{ expr: statement.on, sees: 'both' } as const, ...scoped];
  const { exprs, items, reads } = analyzeChange(all, [source], statement, target, context);
  const analyzed = exprs[Symbol.iterator]();
  const on = sqlOf(analyzed.next().value);
  const written = branches.map((branch) => writtenBranch(branch, analyzed));
  const using = items.map((item) => print(item, 'duckdb').sql).join(', ');
  const table = physicalTable(target);
  const merge = `MERGE INTO ${table} AS ${TARGET} USING ${using} ON ${on} ${written.map(({ sql }) => sql).join(' ')}`;
  const changes = written.filter(({ rows }) => rows === 'matched');
  return {
    kind: 'modify',
    targets: [target],
    emptied: [],
    forbidden: changes.some(({ changesRow }) => changesRow)
      ? { engine: engineSql(changedTwice(table, using, on, changes)), error: () => changedTwiceError(statement.span) }
      : undefined,
    engine: [engineSql(merge)],
    reads,
    tag: (rows) => `MERGE ${rows}`,
  };
}

interface WrittenBranch {
  readonly rows: MergeBranch['rows'];
  readonly sql: string;
  readonly condition: string;
  readonly changesRow: boolean;
}

function writtenBranch(
  { rows, condition, action, columns, values }: Branch,
  analyzed: Iterator<AnalyzedExpression, undefined>,
): WrittenBranch {
  const when = condition === undefined ? undefined : sqlOf(analyzed.next().value);
  const assigned = values.map((_, index) => assignedSql(analyzed.next().value, columns[index]));
  const names = columns.map(({ name }) => quoteName(name));
  const does = {
    update: `UPDATE SET ${names.map((name, index) => `${name} = ${assigned[index]}`).join(', ')}`,
    insert: `INSERT (${names.join(', ')}) VALUES (${assigned.join(', ')})`,
    delete: 'DELETE',
    nothing: 'DO NOTHING',
  }[action];
  return {
    rows,
    sql: `${WHEN[rows]}${when === undefined ? '' : ` AND ${when}`} THEN ${does}`,
    condition: when ?? 'true',
    changesRow: action === 'update' || action === 'delete',
  };
}

/** A row for each row of the table that more than one source row would change. */
function changedTwice(table: string, using: string, on: string, branches: readonly WrittenBranch[]): string {
  const cases = branches.map(({ condition, changesRow }) => `WHEN ${condition} THEN ${changesRow}`).join(' ');
  return (
    `SELECT 1 FROM ${table} AS ${TARGET} JOIN ${using} ON ${on} WHERE CASE ${cases} ELSE false END ` +
    `GROUP BY ${TARGET}.rowid HAVING count(*) > 1 LIMIT 1`
  );
}

function changedTwiceError(span: Span): PlanError {
  return new PlanError(SQLSTATE.cardinalityViolation, 'MERGE command cannot affect row a second time', span, {
    hint: 'Ensure that not more than one source row matches any one target row.',
  });
}

function resolved({ rows, condition, action }: MergeBranch, target: Dataset): Branch {
  const scoped = (expr: Expr): ScopedExpr => ({ expr, sees: SEES[rows] });
  const base = { rows, condition: condition === undefined ? undefined : scoped(condition) };
  switch (action.kind) {
    case 'delete':
    case 'nothing':
      return { ...base, action: action.kind, columns: [], values: [] };
    case 'updateAll':
    case 'insertAll': {
      const { columns } = target;
      const values = columns.map(({ name }) => ({ expr: columnNamed(name, action.span), sees: 'beside' }) as const);
      return { ...base, action: action.kind === 'updateAll' ? 'update' : 'insert', columns, values };
    }
    case 'update': {
      const columns = targetColumns(
        action.assignments.map(({ column }) => column),
        target,
      );
      return { ...base, action: 'update', columns, values: action.assignments.map(({ value }) => scoped(value)) };
    }
    case 'insert': {
      const columns = insertedColumns(action, target);
      return { ...base, action: 'insert', columns, values: action.values.map(scoped) };
    }
  }
}

/** Without a list the first columns, as many as there are values. */
function insertedColumns(
  { columns: names, values }: MergeBranch['action'] & { kind: 'insert' },
  target: Dataset,
): readonly DatasetColumn[] {
  const columns = targetColumns(names, target);
  const missing = names.length > 0 && values.length < columns.length;
  if (values.length > columns.length || missing) {
    const span = (missing ? names[values.length] : values[columns.length])?.span ?? { start: 0, end: 0 };
    const more = missing ? 'target columns than expressions' : 'expressions than target columns';
    throw new PlanError(SQLSTATE.syntaxError, `INSERT has more ${more}`, span);
  }
  return columns.slice(0, values.length);
}

function columnNamed(name: string, span: Span): Expr {
  const ident: Ident = { kind: 'ident', span, name, quoted: true };
  return { kind: 'column', span, path: [ident] };
}

function assignedSql(value: AnalyzedExpression | undefined, column: DatasetColumn | undefined): string {
  if (value === undefined || column === undefined) throw new Error('a value of MERGE has no column');
  return print(assignment(value.expr, value.type, column), 'duckdb').sql;
}

function sqlOf(analyzed: AnalyzedExpression | undefined): string {
  if (analyzed === undefined) throw new Error('an expression of MERGE was not analysed');
  return print(analyzed.expr, 'duckdb').sql;
}
