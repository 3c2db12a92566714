import type {
  AlterView,
  AnalyzeTable,
  CommentOn,
  CreateAudience,
  CreateDatabase,
  CreateFieldGroup,
  CreateIndex,
  CreateModel,
  CreateNamespace,
  CreateSchema,
  CreateView,
  DropStatement,
} from '../../statement.ts';
import { printIdent, printLabel, printPath, printQName, quoteString } from '../names.ts';
import type { Writer } from '../writer.ts';
import { printColumn, printOptionalList, printProperties, printTransform } from './shared.ts';

const ifNotExists = (s: { readonly ifNotExists: boolean }): string => (s.ifNotExists ? 'IF NOT EXISTS ' : '');

export function printCreateDatabase(w: Writer, s: CreateDatabase): void {
  w.write(`CREATE DATABASE ${ifNotExists(s)}`);
  printIdent(w, s.name);
  printProperties(w, 'WITH', s.properties);
}

export function printCreateSchema(w: Writer, s: CreateSchema): void {
  w.write(`CREATE SCHEMA ${ifNotExists(s)}`);
  printQName(w, s.name);
  printProperties(w, 'WITH', s.properties);
}

export function printCreateFieldGroup(w: Writer, s: CreateFieldGroup): void {
  w.write(`CREATE FIELDGROUP ${ifNotExists(s)}`);
  printIdent(w, s.name);
  w.write(' (')
    .list(s.columns, (column) => printColumn(w, column))
    .write(')');
  printProperties(w, 'WITH', s.properties);
}

export function printCreateNamespace(w: Writer, s: CreateNamespace): void {
  w.write(`CREATE NAMESPACE ${ifNotExists(s)}`);
  printIdent(w, s.name);
  printProperties(w, 'WITH', s.properties);
}

export function printCreateView(w: Writer, s: CreateView): void {
  w.write(`CREATE ${s.orReplace ? 'OR REPLACE ' : ''}${s.temporary ? 'TEMP ' : ''}`);
  w.write(`${s.materialized ? 'MATERIALIZED ' : ''}VIEW ${ifNotExists(s)}`);
  printQName(w, s.name);
  printOptionalList(w, s.columns);
  w.write(' AS ').query(s.query);
}

export function printAlterView(w: Writer, s: AlterView): void {
  w.write('ALTER VIEW ');
  printQName(w, s.name);
  if (s.action.kind === 'rename') {
    w.write(' RENAME TO ');
    printIdent(w, s.action.to);
  } else {
    w.write(s.action.kind === 'addSchema' ? ' ADD SCHEMA ' : ' REMOVE SCHEMA ');
    printQName(w, s.action.schema);
  }
}

export function printDrop(w: Writer, s: DropStatement): void {
  w.write(`DROP ${s.temporary ? 'TEMP ' : ''}${s.object.toUpperCase()} ${s.ifExists ? 'IF EXISTS ' : ''}`);
  w.list(s.names, (name) => printQName(w, name));
  if (s.version !== undefined) w.write(` ${s.version}`);
  if (s.behavior !== undefined) w.write(` ${s.behavior.toUpperCase()}`);
}

export function printComment(w: Writer, s: CommentOn): void {
  w.write(`COMMENT ON ${s.object.toUpperCase()} `);
  printPath(w, s.column === undefined ? s.name.parts : [...s.name.parts, s.column]);
  w.write(` IS ${s.comment === null ? 'NULL' : quoteString(s.comment)}`);
}

export function printCreateIndex(w: Writer, s: CreateIndex): void {
  w.write(`CREATE ${s.unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists(s)}`);
  if (s.name !== undefined) {
    printIdent(w, s.name);
    w.write(' ');
  }
  w.write('ON ');
  printQName(w, s.table);
  w.write(` ${s.definition}`);
}

export function printCreateAudience(w: Writer, s: CreateAudience): void {
  w.write('CREATE AUDIENCE ');
  printQName(w, s.name);
  printProperties(w, 'WITH', s.properties);
  w.write(' AS ').query(s.query);
}

const MODEL_WORDS = {
  create: 'CREATE MODEL ',
  createIfNotExists: 'CREATE MODEL IF NOT EXISTS ',
  createOrReplace: 'CREATE OR REPLACE MODEL ',
  update: 'UPDATE MODEL ',
} as const;

export function printCreateModel(w: Writer, s: CreateModel): void {
  w.write(MODEL_WORDS[s.action]);
  printIdent(w, s.name);
  printTransform(w, s.transform);
  printProperties(w, 'OPTIONS', s.options);
  if (s.query !== undefined) w.write(' AS ').query(s.query);
}

export function printAnalyze(w: Writer, s: AnalyzeTable): void {
  w.write('ANALYZE');
  if (s.action.kind === 'refresh') {
    if (s.table !== undefined) w.write(' ').list([s.table, ...s.action.others], (name) => printQName(w, name));
    return;
  }
  if (s.table !== undefined) {
    w.write(' TABLE ');
    printQName(w, s.table);
  }
  if (s.filter !== undefined) w.write(' FILTERCONTEXT (').expression(s.filter).write(')');
  const { action } = s;
  if (action.kind === 'sample') w.write(` TABLESAMPLE SAMPLERATE ${action.rate}`);
  if (action.kind !== 'statistics') return;
  w.write(' COMPUTE STATISTICS');
  if (action.columns !== 'all') {
    w.write(' FOR COLUMNS (')
      .list(action.columns, (path) => printPath(w, path))
      .write(')');
  }
  if (action.alias === undefined) return;
  w.write(' AS ');
  printLabel(w, action.alias);
}
