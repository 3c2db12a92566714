import type { CreateTable, CreateTableAs } from '../../statement.ts';
import { printQName } from '../names.ts';
import type { Writer } from '../writer.ts';
import { printColumn, printConstraint, printOptionalList, printProperties, printTransform } from './shared.ts';

function printHead(w: Writer, s: CreateTable | CreateTableAs): void {
  w.write(`CREATE ${s.orReplace ? 'OR REPLACE ' : ''}${s.temporary ? 'TEMP ' : ''}TABLE `);
  if (s.ifNotExists) w.write('IF NOT EXISTS ');
  printQName(w, s.name);
}

export function printCreateTableAs(w: Writer, s: CreateTableAs): void {
  printHead(w, s);
  printOptionalList(w, s.columns);
  printFurther(w, s);
  printTransform(w, s.transform);
  w.write(' AS ').query(s.query);
  if (!s.withData) w.write(' WITH NO DATA');
}

export function printCreateTable(w: Writer, s: CreateTable): void {
  printHead(w, s);
  if (s.like !== undefined) {
    w.write(' (LIKE ');
    printQName(w, s.like);
    w.write(')');
  } else {
    w.write(' (').list(s.columns, (column) => printColumn(w, column));
    if (s.columns.length > 0 && s.constraints.length > 0) w.write(', ');
    w.list(s.constraints, (constraint) => printConstraint(w, constraint)).write(')');
  }
  printFurther(w, s);
}

function printFurther(w: Writer, s: CreateTable | CreateTableAs): void {
  printProperties(w, 'WITH', s.properties);
  if (s.onCommit !== undefined) w.write(` ON COMMIT ${s.onCommit.toUpperCase()}`);
}
