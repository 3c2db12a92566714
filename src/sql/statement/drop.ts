import type { QName } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdent, parseQName } from '../parse/names.ts';
import { parseCount } from '../parse/text.ts';
import type { DropStatement, RoleStatement } from '../statement.ts';

type DropObject = DropStatement['object'];

const OBJECTS: ReadonlyMap<string, DropObject> = new Map<string, DropObject>([
  ['table', 'table'],
  ['view', 'view'],
  ['database', 'database'],
  ['schema', 'schema'],
  ['tablesample', 'tablesample'],
  ['fieldgroup', 'fieldgroup'],
  ['namespace', 'namespace'],
  ['audience', 'audience'],
  ['model', 'model'],
  ['template', 'template'],
  ['schedule', 'schedule'],
  ['index', 'index'],
  ['sequence', 'sequence'],
  ['type', 'type'],
  ['function', 'function'],
]);

/** DROP of everything (reference, section 1.7), roles among them. */
export function parseDrop(c: Cursor): DropStatement | RoleStatement {
  const start = c.next().start;
  const temporary = c.accept('temp') || c.accept('temporary');
  if (c.accept('role') || c.accept('user')) {
    const ifExists = c.accept('if', 'exists');
    const names = c.list(parseIdent);
    return { kind: 'role', span: c.span(start), action: 'drop', names, ifExists, options: [] };
  }
  const object = parseObject(c);
  if (object === 'index') c.accept('concurrently');
  const ifExists = c.accept('if', 'exists');
  const names = c.list((inner) => parseDropName(inner, object));
  const version = object === 'model' && c.token.kind === 'number' ? parseCount(c) : undefined;
  const behavior = c.accept('cascade') ? 'cascade' : c.accept('restrict') ? 'restrict' : undefined;
  return { kind: 'drop', span: c.span(start), object, names, ifExists, temporary, behavior, version };
}

function parseObject(c: Cursor): DropObject {
  const at = c.token;
  if (c.accept('materialized', 'view')) return 'materialized view';
  const object = at.kind === 'word' ? OBJECTS.get(at.value) : undefined;
  if (object === undefined) {
    if (at.kind !== 'word') throw c.unexpected('Expected what to drop: TABLE, VIEW, SCHEMA …');
    throw c.notSupported(
      `DROP ${at.value.toUpperCase()}`,
      at.start,
      'SHOW TABLES, VIEWS, SCHEMAS, TEMPLATES or SCHEDULES lists what can be dropped.',
    );
  }
  c.next();
  return object;
}

/** A function may come with the types of its arguments. */
function parseDropName(c: Cursor, object: DropObject): QName {
  const name = parseQName(c);
  if (object === 'function' && c.acceptOp('(')) {
    while (!c.isOp(')') && !c.atEnd()) c.next();
    c.expectOp(')');
  }
  return name;
}
