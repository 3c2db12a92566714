import { assertNever } from '../../core/assert-never.ts';
import type {
  FromItem,
  Ident,
  Join,
  Pivot,
  SnapshotBound,
  SnapshotClause,
  TableAlias,
  TableSample,
  Unpivot,
} from '../ast.ts';
import { printIdent, printIdentList, printLabel, printQName, quoteString } from './names.ts';
import { printSelectItem } from './query.ts';
import type { Writer } from './writer.ts';

export function printFromItem(w: Writer, item: FromItem): void {
  w.mark(item.span);
  switch (item.kind) {
    case 'tableRef':
      printQName(w, item.name);
      if (item.snapshot !== undefined) printSnapshot(w, item.snapshot);
      break;
    case 'derived':
      w.write(item.lateral ? 'LATERAL (' : '(')
        .query(item.query)
        .write(')');
      break;
    case 'join':
      printJoin(w, item);
      return;
    case 'tableFunction':
      if (item.lateral) w.write('LATERAL ');
      w.expression(item.call);
      if (item.ordinality) w.write(' WITH ORDINALITY');
      break;
    case 'lateralView':
      w.notInDuckDb('LATERAL VIEW');
      w.fromItem(item.input)
        .write(item.outer ? ' LATERAL VIEW OUTER ' : ' LATERAL VIEW ')
        .expression(item.call);
      if (item.table !== undefined) {
        w.write(' ');
        printIdent(w, item.table);
      }
      if (item.columns.length > 0) w.write(' AS ').list(item.columns, (column) => printIdent(w, column));
      return;
    case 'pivot':
      printPivot(w, item);
      break;
    case 'unpivot':
      printUnpivot(w, item);
      break;
    case 'tableSample':
      printSample(w, item);
      return;
    default:
      assertNever(item);
  }
  printAlias(w, item.alias);
}

function printAlias(w: Writer, alias: TableAlias | undefined): void {
  if (alias === undefined) return;
  w.write(' AS ');
  printLabel(w, alias.name);
  if (alias.columns.length > 0) {
    w.write(' ');
    printIdentList(w, alias.columns);
  }
}

const JOIN_WORDS = {
  inner: 'JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  cross: 'CROSS JOIN',
  semi: 'SEMI JOIN',
  anti: 'ANTI JOIN',
} as const;

function printJoin(w: Writer, join: Join): void {
  if (join.alias !== undefined) w.write('(');
  printSide(w, join.left, false);
  w.write(` ${join.natural ? 'NATURAL ' : ''}${JOIN_WORDS[join.type]} `);
  printSide(w, join.right, true);
  if (join.on !== undefined) w.write(' ON ').expression(join.on);
  if (join.using !== undefined) {
    w.write(' USING ');
    printIdentList(w, join.using);
  }
  if (join.alias === undefined) return;
  w.write(')');
  printAlias(w, join.alias);
}

/** A join or its like on the right side needs parentheses; on the left, what comes next applies to all of it. */
function printSide(w: Writer, item: FromItem, right: boolean): void {
  const open = (item.kind === 'join' && item.alias === undefined) || item.kind === 'lateralView';
  if (open && right) w.write('(').fromItem(item).write(')');
  else w.fromItem(item);
}

/** The input of PIVOT and its like, which bind tighter than a join. */
function printInput(w: Writer, item: FromItem): void {
  printSide(w, item, true);
}

function printPivot(w: Writer, pivot: Pivot): void {
  printInput(w, pivot.input);
  w.write(' PIVOT (')
    .list(pivot.aggregates, (item) => printSelectItem(w, item))
    .write(' FOR ');
  printNames(w, pivot.columns);
  w.write(' IN (')
    .list(pivot.values, (item) => printSelectItem(w, item))
    .write('))');
}

function printUnpivot(w: Writer, unpivot: Unpivot): void {
  printInput(w, unpivot.input);
  w.write(unpivot.includeNulls ? ' UNPIVOT INCLUDE NULLS (' : ' UNPIVOT (');
  printNames(w, unpivot.valueColumns);
  w.write(' FOR ');
  printIdent(w, unpivot.nameColumn);
  w.write(' IN (').list(unpivot.columns, ({ columns, alias }) => {
    printNames(w, columns);
    if (alias === undefined) return;
    w.write(' AS ');
    printLabel(w, alias);
  });
  w.write('))');
}

function printNames(w: Writer, names: readonly Ident[]): void {
  const [only] = names;
  if (only !== undefined && names.length === 1) printIdent(w, only);
  else printIdentList(w, names);
}

/** DuckDB takes rows by reservoir and a percentage row by row, the latter being what the dialect means by it. */
function printSample(w: Writer, sample: TableSample): void {
  const { input } = sample;
  if (input.kind === 'tableSample' || input.kind === 'pivot' || input.kind === 'unpivot') {
    w.write('(').fromItem(input).write(')');
  } else {
    printInput(w, input);
  }
  w.write(' TABLESAMPLE ');
  if (sample.unit === 'bucket') {
    w.notInDuckDb('TABLESAMPLE BUCKET');
    w.write('(BUCKET ').expression(sample.size);
    if (sample.outOf !== undefined) w.write(' OUT OF ').expression(sample.outOf);
  } else {
    if (w.duckdb) w.write(sample.unit === 'rows' ? 'reservoir' : 'bernoulli');
    w.write('(')
      .expression(sample.size)
      .write(sample.unit === 'rows' ? ' ROWS' : ' PERCENT');
  }
  w.write(')');
  if (sample.seed !== undefined) w.write(' REPEATABLE (').expression(sample.seed).write(')');
}

function printSnapshot(w: Writer, snapshot: SnapshotClause): void {
  w.notInDuckDb('SNAPSHOT');
  w.write(' SNAPSHOT ');
  const { range } = snapshot;
  switch (range.kind) {
    case 'since':
      w.write(`SINCE ${boundText(range.bound)}`);
      return;
    case 'asOf':
      w.write(`AS OF ${boundText(range.bound)}`);
      return;
    case 'between':
      w.write(`BETWEEN ${boundText(range.low)} AND ${boundText(range.high)}`);
      return;
    case 'sinceCheckpoint':
      w.write(`SINCE CHECKPOINT ${quoteString(range.name)}`);
      return;
    default:
      assertNever(range);
  }
}

/** HEAD and TAIL in the quoted form, which every revision of the dialect takes. */
function boundText(bound: SnapshotBound): string {
  switch (bound.kind) {
    case 'id':
      return bound.id.toString();
    case 'variable':
      return `@${bound.name}`;
    case 'null':
      return 'NULL';
    default:
      return quoteString(bound.kind.toUpperCase());
  }
}
