import type { Expr, Ident } from '../../ast.ts';
import type {
  DeleteStatement,
  InsertStatement,
  MergeStatement,
  TruncateStatement,
  UpdateStatement,
} from '../../statement.ts';
import { printIdent, printLabel, printQName } from '../names.ts';
import type { Writer } from '../writer.ts';
import { printOptionalList, printReturning } from './shared.ts';

export function printInsert(w: Writer, s: InsertStatement): void {
  w.write(`INSERT ${s.overwrite ? 'OVERWRITE ' : ''}INTO ${s.audience ? 'AUDIENCE ' : ''}`);
  printQName(w, s.target);
  printOptionalList(w, s.columns);
  if (s.query === undefined) w.write(' DEFAULT VALUES');
  else w.write(' ').query(s.query);
  printReturning(w, s.returning);
}

export function printUpdate(w: Writer, s: UpdateStatement): void {
  w.write('UPDATE ');
  printQName(w, s.target);
  printTargetAlias(w, s.alias);
  w.write(' SET ');
  printAssignments(w, s.assignments);
  if (s.from.length > 0) w.write(' FROM ').list(s.from, (item) => w.fromItem(item));
  if (s.where !== undefined) w.write(' WHERE ').expression(s.where);
  printReturning(w, s.returning);
}

export function printDelete(w: Writer, s: DeleteStatement): void {
  w.write('DELETE FROM ');
  printQName(w, s.target);
  printTargetAlias(w, s.alias);
  if (s.using.length > 0) w.write(' USING ').list(s.using, (item) => w.fromItem(item));
  if (s.where !== undefined) w.write(' WHERE ').expression(s.where);
  printReturning(w, s.returning);
}

export function printMerge(w: Writer, s: MergeStatement): void {
  w.write('MERGE INTO ');
  printQName(w, s.target);
  printTargetAlias(w, s.alias);
  w.write(' USING ').fromItem(s.source).write(' ON ').expression(s.on);
  for (const branch of s.branches) {
    w.write(WHEN[branch.rows]);
    if (branch.condition !== undefined) w.write(' AND ').expression(branch.condition);
    w.write(' THEN ');
    printAction(w, branch.action);
  }
}

const WHEN = {
  matched: ' WHEN MATCHED',
  notMatched: ' WHEN NOT MATCHED',
  notMatchedBySource: ' WHEN NOT MATCHED BY SOURCE',
} as const satisfies Record<MergeStatement['branches'][number]['rows'], string>;

const PLAIN_ACTION = {
  delete: 'DELETE',
  nothing: 'DO NOTHING',
  updateAll: 'UPDATE SET *',
  insertAll: 'INSERT *',
} as const;

function printAction(w: Writer, action: MergeStatement['branches'][number]['action']): void {
  if (action.kind === 'insert') {
    w.write('INSERT');
    printOptionalList(w, action.columns);
    w.write(' VALUES (')
      .list(action.values, (value) => w.expression(value))
      .write(')');
  } else if (action.kind === 'update') {
    w.write('UPDATE SET ');
    printAssignments(w, action.assignments);
  } else {
    w.write(PLAIN_ACTION[action.kind]);
  }
}

export function printTruncate(w: Writer, s: TruncateStatement): void {
  w.write('TRUNCATE TABLE ').list(s.tables, (table) => printQName(w, table));
}

function printTargetAlias(w: Writer, alias: Ident | undefined): void {
  if (alias === undefined) return;
  w.write(' AS ');
  printLabel(w, alias);
}

function printAssignments(w: Writer, assignments: readonly { readonly column: Ident; readonly value: Expr }[]): void {
  w.list(assignments, ({ column, value }) => {
    printIdent(w, column);
    w.write(' = ').expression(value);
  });
}
