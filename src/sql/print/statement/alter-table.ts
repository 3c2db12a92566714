import { assertNever } from '../../../core/assert-never.ts';
import type { AlterTable, AlterTableAction } from '../../statement.ts';
import { printIdent, printIdentList, printQName, printType, quoteString } from '../names.ts';
import type { Writer } from '../writer.ts';
import { printColumn, printConstraint, printProperties } from './shared.ts';

export function printAlterTable(w: Writer, s: AlterTable): void {
  w.write(s.ifExists ? 'ALTER TABLE IF EXISTS ' : 'ALTER TABLE ');
  printQName(w, s.name);
  w.write(' ').mark(s.action.span);
  printAction(w, s.action);
}

const KEY_WORDS = {
  primaryKey: 'PRIMARY KEY ',
  foreignKey: 'FOREIGN KEY ',
  primaryIdentity: 'PRIMARY IDENTITY ',
  identity: 'IDENTITY ',
} as const;

function printAction(w: Writer, action: AlterTableAction): void {
  switch (action.kind) {
    case 'addConstraint':
      w.write('ADD ');
      printConstraint(w, action.constraint);
      return;
    case 'dropConstraint':
      w.write('DROP CONSTRAINT ');
      if (action.constraint !== 'name') {
        w.write(KEY_WORDS[action.constraint]);
        printIdentList(w, action.columns);
      } else if (action.name !== undefined) {
        if (action.ifExists) w.write('IF EXISTS ');
        printIdent(w, action.name);
      }
      return;
    case 'addLabel':
    case 'dropLabel':
      w.write(`${action.kind === 'addLabel' ? 'ADD' : 'DROP'} LABEL ${quoteString(action.label)}`);
      return;
    case 'addColumns':
      w.write(action.ifNotExists ? 'ADD COLUMN IF NOT EXISTS ' : 'ADD COLUMN ');
      w.list(action.columns, (column) => printColumn(w, column));
      return;
    case 'dropColumn':
      w.write(action.ifExists ? 'DROP COLUMN IF EXISTS ' : 'DROP COLUMN ');
      printIdent(w, action.column);
      return;
    case 'renameColumn':
      w.write('RENAME COLUMN ');
      printIdent(w, action.column);
      w.write(' TO ');
      printIdent(w, action.to);
      return;
    case 'rename':
      w.write('RENAME TO ');
      printQName(w, action.to);
      return;
    case 'addSchema':
    case 'removeSchema':
      w.write(action.kind === 'addSchema' ? 'ADD SCHEMA ' : 'REMOVE SCHEMA ');
      printQName(w, action.schema);
      return;
    case 'alterColumn':
      w.write('ALTER COLUMN ');
      printIdent(w, action.column);
      if (action.type !== undefined) {
        w.write(' TYPE ');
        printType(w, action.type);
      } else {
        w.write(action.notNull === true ? ' SET NOT NULL' : ' DROP NOT NULL');
      }
      return;
    case 'ownerTo':
      w.write('OWNER TO ');
      printIdent(w, action.owner);
      return;
    case 'setProperties':
      w.write('SET');
      printProperties(w, 'TBLPROPERTIES', action.properties);
      return;
    default:
      assertNever(action);
  }
}
