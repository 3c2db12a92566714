import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseIdentList, parseQName } from '../parse/names.ts';
import { parseProperties } from '../parse/properties.ts';
import { parseTextOrName } from '../parse/text.ts';
import { parseTypeName } from '../parse/types.ts';
import type { AlterTable, AlterTableAction, ColumnDefinition } from '../statement.ts';
import { parseColumnDefinition } from './columns.ts';
import { isTableConstraint, parseTableConstraint } from './constraints.ts';
import { parseIfNotExists } from './create-table.ts';

/** What follows `ALTER TABLE` (reference, section 1.10; renames and dropped columns are offered beyond it). */
export function parseAlterTable(c: Cursor, start: number): AlterTable {
  const ifExists = c.accept('if', 'exists');
  c.accept('only');
  const name = parseQName(c);
  const action = parseAction(c);
  if (c.isOp(',')) throw severalActions(c);
  return { kind: 'alterTable', span: c.span(start), name, ifExists, action };
}

function severalActions(c: Cursor): Error {
  return c.notSupported('ALTER TABLE with several actions', c.token.start, 'Send one statement for each.');
}

const ACTIONS = 'Expected ADD, DROP, RENAME, ALTER COLUMN, SET, REMOVE SCHEMA or OWNER TO.';

function parseAction(c: Cursor): AlterTableAction {
  const { start } = c.token;
  if (c.accept('add')) return parseAdd(c, start);
  if (c.accept('drop')) return parseDrop(c, start);
  if (c.accept('rename')) return parseRename(c, start);
  if (c.accept('alter')) return parseAlterColumn(c, start);
  if (c.accept('set', 'schema')) return { kind: 'addSchema', schema: parseQName(c), span: c.span(start) };
  if (c.accept('remove', 'schema')) return { kind: 'removeSchema', schema: parseQName(c), span: c.span(start) };
  if (c.accept('set')) {
    c.accept('tblproperties');
    return { kind: 'setProperties', properties: parseProperties(c), span: c.span(start) };
  }
  if (c.accept('owner', 'to')) return { kind: 'ownerTo', owner: parseIdent(c), span: c.span(start) };
  throw c.unexpected(ACTIONS);
}

function parseAdd(c: Cursor, start: number): AlterTableAction {
  if (isTableConstraint(c)) {
    return { kind: 'addConstraint', constraint: parseTableConstraint(c), span: c.span(start) };
  }
  if (c.accept('schema')) return { kind: 'addSchema', schema: parseQName(c), span: c.span(start) };
  if (c.is('label') && (c.peek(1).kind === 'string' || isAlone(c))) {
    c.next();
    return { kind: 'addLabel', label: parseTextOrName(c), span: c.span(start) };
  }
  if (!c.accept('column')) c.accept('columns');
  const ifNotExists = parseIfNotExists(c);
  return { kind: 'addColumns', columns: parseColumns(c), ifNotExists, span: c.span(start) };
}

/** Whether `LABEL x` is all that is left: `ADD label text` is a column only with the word COLUMN. */
function isAlone(c: Cursor): boolean {
  return c.peek(2).kind === 'end' || c.isOp(';', 2);
}

/** `a int, b text`, `(a int, b text)`, and PostgreSQL's `a int, ADD COLUMN b text`. */
function parseColumns(c: Cursor): ColumnDefinition[] {
  if (c.isOp('(')) return c.parenthesized(parseColumnDefinition);
  return c.list((inner) => {
    if (inner.is('add') && (inner.is('column', 1) || inner.peek(2).kind === 'word')) {
      inner.next();
      inner.accept('column');
      parseIfNotExists(inner);
    }
    if ((inner.is('drop') || inner.is('alter')) && inner.is('column', 1)) throw severalActions(inner);
    return parseColumnDefinition(inner);
  });
}

function parseDrop(c: Cursor, start: number): AlterTableAction {
  if (c.accept('constraint')) return parseDropConstraint(c, start);
  if (c.is('label') && (c.peek(1).kind === 'string' || isAlone(c)) && c.peek(1).kind !== 'end') {
    c.next();
    return { kind: 'dropLabel', label: parseTextOrName(c), span: c.span(start) };
  }
  c.accept('column');
  const ifExists = c.accept('if', 'exists');
  const column = parseIdent(c);
  if (!c.accept('cascade')) c.accept('restrict');
  return { kind: 'dropColumn', column, ifExists, span: c.span(start) };
}

function parseDropConstraint(c: Cursor, start: number): AlterTableAction {
  const keyed = (constraint: 'primaryKey' | 'foreignKey' | 'primaryIdentity' | 'identity'): AlterTableAction => {
    const columns = parseIdentList(c);
    return { kind: 'dropConstraint', constraint, columns, ifExists: false, span: c.span(start) };
  };
  if (c.accept('primary', 'key')) return keyed('primaryKey');
  if (c.accept('foreign', 'key')) return keyed('foreignKey');
  if (c.accept('primary', 'identity')) return keyed('primaryIdentity');
  if (c.is('identity') && c.isOp('(', 1)) {
    c.next();
    return keyed('identity');
  }
  const ifExists = c.accept('if', 'exists');
  const name = parseIdent(c);
  if (!c.accept('cascade')) c.accept('restrict');
  return { kind: 'dropConstraint', constraint: 'name', columns: [], name, ifExists, span: c.span(start) };
}

function parseRename(c: Cursor, start: number): AlterTableAction {
  if (c.accept('to')) return { kind: 'rename', to: parseQName(c), span: c.span(start) };
  if (c.is('constraint') && !c.is('to', 1)) throw c.notSupported('RENAME CONSTRAINT', c.token.start);
  if (!c.is('to', 1)) c.accept('column');
  const column = parseIdent(c);
  c.expect('to');
  return { kind: 'renameColumn', column, to: parseIdent(c), span: c.span(start) };
}

function parseAlterColumn(c: Cursor, start: number): AlterTableAction {
  c.accept('column');
  const column = parseIdent(c);
  if (c.accept('set', 'not', 'null')) return { kind: 'alterColumn', column, notNull: true, span: c.span(start) };
  if (c.accept('drop', 'not', 'null')) return { kind: 'alterColumn', column, notNull: false, span: c.span(start) };
  const at = c.token.start;
  c.accept('set', 'data');
  if (!c.accept('type')) {
    if (c.is('set') || c.is('drop') || c.is('add')) throw c.notSupported('this form of ALTER COLUMN', at);
    throw c.unexpected('Expected TYPE, SET NOT NULL or DROP NOT NULL.');
  }
  const type = parseTypeName(c);
  if (c.is('using')) throw c.notSupported('ALTER COLUMN … TYPE … USING', c.token.start);
  return { kind: 'alterColumn', column, type, span: c.span(start) };
}
