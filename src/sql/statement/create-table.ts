import type { Ident, QName } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdentList, parseQName } from '../parse/names.ts';
import { parseOptionalWith, parseProperties } from '../parse/properties.ts';
import { parseText } from '../parse/text.ts';
import type {
  ColumnDefinition,
  CreateTable,
  CreateTableAs,
  OnCommit,
  Property,
  TableConstraint,
} from '../statement.ts';
import { parseColumnDefinition } from './columns.ts';
import { isTableConstraint, parseTableConstraint } from './constraints.ts';
import { parseTransform } from './transform.ts';

export interface CreateHead {
  readonly start: number;
  readonly orReplace: boolean;
  readonly temporary: boolean;
}

/** Everything behind `CREATE [OR REPLACE] [TEMP] TABLE`: with columns, LIKE another, or AS a query. */
export function parseCreateTable(c: Cursor, head: CreateHead): CreateTable | CreateTableAs {
  let ifNotExists = parseIfNotExists(c);
  const name = parseQName(c);
  // the published template has it behind the name
  ifNotExists = parseIfNotExists(c) || ifNotExists;
  const table: TableHead = { ...head, name, ifNotExists };
  if (c.accept('like')) return finish(c, table, { columns: [], constraints: [], like: parseLike(c) });
  if (!c.isOp('(')) return parseAs(c, table, []);
  if (isNameList(c)) return parseAs(c, table, parseIdentList(c));
  return finish(c, table, parseElements(c));
}

type TableHead = CreateHead & { readonly name: QName; readonly ifNotExists: boolean };
type Elements = Pick<CreateTable, 'columns' | 'constraints' | 'like'>;

export function parseIfNotExists(c: Cursor): boolean {
  return c.accept('if', 'not', 'exists');
}

/** `(a, b) AS` names the columns of a query; definitions have a type behind each name. */
function isNameList(c: Cursor): boolean {
  const isName = c.peek(1).kind === 'word' || c.peek(1).kind === 'quoted';
  return isName && (c.isOp(',', 2) || c.isOp(')', 2));
}

function parseElements(c: Cursor): Elements {
  c.expectOp('(');
  if (c.accept('like')) {
    const like = parseLike(c);
    c.expectOp(')');
    return { columns: [], constraints: [], like };
  }
  const columns: ColumnDefinition[] = [];
  const constraints: TableConstraint[] = [];
  if (!c.isOp(')')) {
    do {
      if (isTableConstraint(c)) constraints.push(parseTableConstraint(c));
      else columns.push(parseColumnDefinition(c));
    } while (c.acceptOp(','));
  }
  c.expectOp(')');
  return { columns, constraints };
}

/** The table behind LIKE; INCLUDING and EXCLUDING change nothing here. */
function parseLike(c: Cursor): QName {
  const like = parseQName(c);
  while (c.accept('including') || c.accept('excluding')) c.next();
  return like;
}

function finish(c: Cursor, head: TableHead, elements: Elements): CreateTable {
  const { start, ...table } = head;
  const further = parseFurther(c, head);
  return { kind: 'createTable', span: c.span(start), ...table, ...elements, ...further };
}

function parseAs(c: Cursor, head: TableHead, columns: readonly Ident[]): CreateTableAs {
  const { start, ...table } = head;
  let transform = parseTransform(c);
  const further = parseFurther(c, head);
  if (transform.length === 0) transform = parseTransform(c);
  if (c.isOp('{')) throw c.unexpected('Write the query without braces, or in parentheses.');
  c.expect('as');
  const query = c.query();
  const withData = parseWithData(c);
  return { kind: 'createTableAs', span: c.span(start), ...table, columns, ...further, transform, query, withData };
}

/** `WITH (…)`, TBLPROPERTIES, COMMENT, ON COMMIT, in any order. */
function parseFurther(c: Cursor, head: TableHead): Pick<CreateTable, 'properties' | 'onCommit'> {
  const properties: Property[] = [];
  let onCommit: OnCommit | undefined;
  for (;;) {
    const start = c.token.start;
    if (c.is('with') && !c.is('data', 1) && !c.is('no', 1)) {
      const some = parseOptionalWith(c);
      if (some.length === 0) throw c.unexpected('Expected properties in parentheses.');
      properties.push(...some);
    } else if (c.accept('tblproperties')) {
      properties.push(...parseProperties(c));
    } else if (c.accept('comment')) {
      properties.push({ name: 'comment', value: parseText(c), quoted: true, span: c.span(start) });
    } else if (c.accept('on', 'commit')) {
      onCommit = parseOnCommit(c);
      if (!head.temporary && onCommit !== undefined) {
        throw c.notSupported('ON COMMIT of a table that is not temporary', start);
      }
    } else if (c.is('using') || c.is('partitioned') || c.is('location') || c.is('inherits')) {
      throw c.notSupported(`${c.token.value.toUpperCase()} of a table`, start, 'The server chooses how to store it.');
    } else {
      return onCommit === undefined ? { properties } : { properties, onCommit };
    }
  }
}

function parseOnCommit(c: Cursor): OnCommit | undefined {
  if (c.accept('drop')) return 'drop';
  if (c.accept('delete', 'rows')) return 'delete rows';
  c.expect('preserve');
  c.expect('rows');
  return undefined;
}

/** `WITH [NO] DATA` behind a query. */
export function parseWithData(c: Cursor): boolean {
  if (c.accept('with', 'no', 'data')) return false;
  c.accept('with', 'data');
  return true;
}
