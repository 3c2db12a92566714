import { assertNever } from '../../../core/assert-never.ts';
import { isPlainName } from '../../keywords.ts';
import type {
  CopyStatement,
  DeclareCursor,
  ExecuteStatement,
  FetchCursor,
  RoleStatement,
  TransactionModes,
  TransactionStatement,
} from '../../statement.ts';
import { printIdent, printQName, quoteName, quoteString } from '../names.ts';
import type { Writer } from '../writer.ts';
import { settingName } from './settings.ts';
import { printOptionalList } from './shared.ts';

export function printExecute(w: Writer, s: ExecuteStatement): void {
  w.write('EXECUTE ');
  printIdent(w, s.name);
  if (s.args.length > 0)
    w.write(' (')
      .list(s.args, (arg) => w.expression(arg))
      .write(')');
}

export function printDeclareCursor(w: Writer, s: DeclareCursor): void {
  w.write('DECLARE ');
  printIdent(w, s.name);
  if (s.binary) w.write(' BINARY');
  if (s.scroll !== undefined) w.write(s.scroll ? ' SCROLL' : ' NO SCROLL');
  w.write(s.hold ? ' CURSOR WITH HOLD FOR ' : ' CURSOR FOR ').query(s.query);
}

export function printFetch(w: Writer, s: FetchCursor): void {
  const { direction } = s;
  const count = 'count' in direction ? ` ${String(direction.count).toUpperCase()}` : '';
  w.write(`${s.move ? 'MOVE' : 'FETCH'} ${direction.kind.toUpperCase()}${count} FROM `);
  printIdent(w, s.name);
}

const TRANSACTION_WORDS = {
  begin: 'BEGIN',
  start: 'START TRANSACTION',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  savepoint: 'SAVEPOINT ',
  release: 'RELEASE SAVEPOINT ',
  rollbackTo: 'ROLLBACK TO SAVEPOINT ',
  prepareTransaction: "PREPARE TRANSACTION ''",
  commitPrepared: "COMMIT PREPARED ''",
  rollbackPrepared: "ROLLBACK PREPARED ''",
  setModes: 'SET TRANSACTION',
  setSessionModes: 'SET SESSION CHARACTERISTICS AS TRANSACTION',
} as const;

export function printTransaction(w: Writer, s: TransactionStatement): void {
  w.write(TRANSACTION_WORDS[s.action]);
  switch (s.action) {
    case 'begin':
    case 'start':
    case 'setModes':
    case 'setSessionModes':
      printModes(w, s.modes);
      return;
    case 'commit':
    case 'rollback':
      if (s.chain) w.write(' AND CHAIN');
      return;
    case 'savepoint':
    case 'release':
    case 'rollbackTo':
      printIdent(w, s.savepoint);
      return;
    case 'prepareTransaction':
    case 'commitPrepared':
    case 'rollbackPrepared':
      return;
    default:
      assertNever(s);
  }
}

function printModes(w: Writer, modes: TransactionModes): void {
  if (modes.isolation !== undefined) w.write(` ISOLATION LEVEL ${modes.isolation.toUpperCase()}`);
  if (modes.readOnly !== undefined) w.write(modes.readOnly ? ' READ ONLY' : ' READ WRITE');
  if (modes.deferrable !== undefined) w.write(modes.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE');
}

export function printCopy(w: Writer, s: CopyStatement): void {
  w.write('COPY ');
  if (s.source.kind === 'query') {
    w.write('(').query(s.source.query).write(')');
  } else {
    printQName(w, s.source.name);
    printOptionalList(w, s.source.columns);
  }
  w.write(s.direction === 'from' ? ' FROM ' : ' TO ');
  if (s.target.kind === 'client') w.write(s.direction === 'from' ? 'STDIN' : 'STDOUT');
  else if (s.target.kind === 'file') w.write(quoteString(s.target.path));
  else w.write(`PROGRAM ${quoteString(s.target.command)}`);
  if (s.options.length > 0) {
    w.write(' WITH (').list(s.options, ({ name, value, span }) => {
      w.mark(span).write(`${isPlainName(name) ? name : quoteName(name)} `);
      w.write(typeof value === 'string' ? copyValue(value) : `(${value.map(quoteString).join(', ')})`);
    });
    w.write(')');
  }
  if (s.where !== undefined) w.write(' WHERE ').expression(s.where);
}

function copyValue(value: string): string {
  return value === '*' ? '*' : quoteString(value);
}

export function printRole(w: Writer, s: RoleStatement): void {
  w.write(`${s.action.toUpperCase()} ROLE ${s.ifExists ? 'IF EXISTS ' : ''}`);
  w.list(s.names, (name) => printIdent(w, name));
  for (const { name, value } of s.options) w.write(` ${roleOption(name, value)}`);
}

function roleOption(name: string, value: string | boolean | null): string {
  if (typeof value === 'boolean') return `${value ? '' : 'NO'}${name.toUpperCase()}`;
  const text = value === null ? 'NULL' : quoteString(value);
  if (name === 'password' || name === 'valid until') return `${name.toUpperCase()} ${text}`;
  if (name === 'connection limit') return `CONNECTION LIMIT ${value ?? '-1'}`;
  return `SET ${settingName(name)} = ${text}`;
}
