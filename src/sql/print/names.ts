import type { Ident, QName, TypeField, TypeName } from '../ast.ts';
import { isPlainName, isWord, RESERVED } from '../keywords.ts';
import type { Writer } from './writer.ts';

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name where reserved words need quotes. DuckDB gets quotes always, so that none of its own words can interfere. */
export function printIdent(w: Writer, ident: Ident): void {
  printName(w, ident, true);
}

/** A name after a dot or AS, where the dialect takes every word. */
export function printLabel(w: Writer, ident: Ident): void {
  printName(w, ident, false);
}

function printName(w: Writer, ident: Ident, reserved: boolean): void {
  const bare =
    !w.duckdb && !ident.quoted && isPlainName(ident.name) && !(reserved && RESERVED.has(ident.name.toLowerCase()));
  w.mark(ident.span).write(bare ? ident.name : quoteName(ident.name));
}

export function printQName(w: Writer, name: QName): void {
  printPath(w, name.parts);
}

export function printPath(w: Writer, path: readonly Ident[]): void {
  path.forEach((part, index) => {
    if (index > 0) w.write('.');
    if (index === 0) printIdent(w, part);
    else printLabel(w, part);
  });
}

/** `(a, b)` */
export function printIdentList(w: Writer, idents: readonly Ident[]): void {
  w.write('(');
  w.list(idents, (ident) => printIdent(w, ident));
  w.write(')');
}

export function printType(w: Writer, type: TypeName): void {
  w.mark(type.span);
  if (w.duckdb) printDuckDbType(w, type);
  else printDialectType(w, type);
  w.write('[]'.repeat(type.arrayDepth));
}

function printDialectType(w: Writer, type: TypeName): void {
  if (type.schema !== undefined) w.write(`${typeWord(type.schema)}.`);
  printTypeWords(w, type, type.name.split(' ').map(typeWord));
  if (type.args.length > 0) {
    w.write('<').list(type.args, (arg) => printType(w, arg));
    w.write('>');
  }
  if (type.fields.length > 0) {
    w.write('<').list(type.fields, (field) => printField(w, field, ': '));
    w.write('>');
  }
}

function typeWord(word: string): string {
  return isPlainName(word) || word === '"char"' ? word : quoteName(word);
}

function printDuckDbType(w: Writer, type: TypeName): void {
  const [first, second] = type.args;
  if (type.name === 'array' && first !== undefined) {
    printType(w, first);
    w.write('[]');
  } else if (type.name === 'map' && first !== undefined && second !== undefined) {
    w.write('MAP(');
    printType(w, first);
    w.write(', ');
    printType(w, second);
    w.write(')');
  } else if (type.fields.length > 0) {
    w.write('STRUCT(').list(type.fields, (field) => printField(w, field, ' '));
    w.write(')');
  } else {
    printTypeWords(
      w,
      type,
      type.name.split(' ').map((word) => (isWord(word) ? word.toUpperCase() : quoteName(word))),
    );
  }
}

/** The lengths stand behind the first word of `timestamp(3) with time zone`, and behind the last of every other type. */
function printTypeWords(w: Writer, type: TypeName, words: readonly string[]): void {
  const modifiers = type.modifiers.length > 0 ? `(${type.modifiers.join(', ')})` : '';
  const [first = '', ...rest] = words;
  const inner = /^time(stamp)?$/i.test(first) && rest.length > 0;
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
  w.write(inner ? `${first}${modifiers}${tail}` : `${first}${tail}${modifiers}`);
}

function printField(w: Writer, field: TypeField, separator: string): void {
  printLabel(w, field.name);
  w.write(separator);
  printType(w, field.type);
}
