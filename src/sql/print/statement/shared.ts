import { assertNever } from '../../../core/assert-never.ts';
import type { Expr, Ident, SelectItem } from '../../ast.ts';
import type { ColumnDefinition, Property, TableConstraint, TransformItem } from '../../statement.ts';
import { printIdent, printIdentList, printLabel, printQName, printType, quoteName, quoteString } from '../names.ts';
import { printSelectItem } from '../query.ts';
import type { Writer } from '../writer.ts';

/** `word (a = 'x', b = 1)`, with a blank in front; nothing for no properties. */
export function printProperties(w: Writer, word: string, properties: readonly Property[]): void {
  if (properties.length === 0) return;
  w.write(` ${word} (`).list(properties, (property) => {
    const name = property.name.split('.').map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : quoteName(part)));
    w.mark(property.span).write(`${name.join('.')} = `);
    w.write(property.quoted ? quoteString(property.value) : property.value);
  });
  w.write(')');
}

export function printTransform(w: Writer, items: readonly TransformItem[]): void {
  if (items.length === 0) return;
  w.write(' TRANSFORM (').list(items, (item) => {
    w.expression(item.call).write(' AS ');
    printLabel(w, item.alias);
  });
  w.write(')');
}

export function printReturning(w: Writer, items: readonly SelectItem[]): void {
  if (items.length > 0) w.write(' RETURNING ').list(items, (item) => printSelectItem(w, item));
}

export function printOptionalList(w: Writer, idents: readonly Ident[]): void {
  if (idents.length === 0) return;
  w.write(' ');
  printIdentList(w, idents);
}

export function printColumn(w: Writer, column: ColumnDefinition): void {
  w.mark(column.span);
  printIdent(w, column.name);
  w.write(' ');
  printType(w, column.type);
  if (column.generated !== undefined) w.write(` GENERATED ${column.generated.toUpperCase()} AS IDENTITY`);
  if (column.notNull) w.write(' NOT NULL');
  if (column.default !== undefined) printDefault(w, column.default);
  if (column.primaryKey) w.write(' PRIMARY KEY');
  if (column.unique) w.write(' UNIQUE');
  if (column.identity !== undefined) {
    w.write(column.identity.primary ? ' PRIMARY IDENTITY' : ' IDENTITY');
    w.write(` NAMESPACE ${quoteString(column.identity.namespace)}`);
  }
  if (column.references !== undefined) {
    w.write(' REFERENCES ');
    printQName(w, column.references.table);
    printOptionalList(w, column.references.columns);
  }
  if (column.check !== undefined) w.write(' CHECK (').expression(column.check).write(')');
  if (column.comment !== undefined) w.write(` COMMENT ${quoteString(column.comment)}`);
}

function printDefault(w: Writer, expr: Expr): void {
  w.write(' DEFAULT ').expression(expr);
}

export function printConstraint(w: Writer, constraint: TableConstraint): void {
  w.mark(constraint.span);
  w.write('CONSTRAINT ');
  if (constraint.name !== undefined) {
    printIdent(w, constraint.name);
    w.write(' ');
  }
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      w.write(constraint.kind === 'unique' ? 'UNIQUE ' : 'PRIMARY KEY ');
      printIdentList(w, constraint.columns);
      printNamespace(w, constraint.namespace, constraint.notEnforced);
      return;
    case 'foreignKey':
      w.write('FOREIGN KEY ');
      printIdentList(w, constraint.columns);
      w.write(' REFERENCES ');
      printQName(w, constraint.table);
      printOptionalList(w, constraint.referenced);
      printNamespace(w, constraint.namespace, constraint.notEnforced);
      return;
    case 'identity':
      w.write(constraint.primary ? 'PRIMARY IDENTITY ' : 'IDENTITY ');
      printIdentList(w, [constraint.column]);
      printNamespace(w, constraint.namespace, false);
      return;
    case 'check':
      w.write('CHECK (').expression(constraint.expr).write(')');
      return;
    default:
      assertNever(constraint);
  }
}

function printNamespace(w: Writer, namespace: string | undefined, notEnforced: boolean): void {
  if (namespace !== undefined) w.write(` NAMESPACE ${quoteString(namespace)}`);
  if (notEnforced) w.write(' NOT ENFORCED');
}
