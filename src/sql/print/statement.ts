import { assertNever } from '../../core/assert-never.ts';
import type { Statement } from '../statement.ts';
import { printIdent, quoteString } from './names.ts';
import { printAlterTable } from './statement/alter-table.ts';
import { printDelete, printInsert, printMerge, printTruncate, printUpdate } from './statement/changes.ts';
import {
  printAlterView,
  printAnalyze,
  printComment,
  printCreateAudience,
  printCreateDatabase,
  printCreateFieldGroup,
  printCreateIndex,
  printCreateModel,
  printCreateNamespace,
  printCreateSchema,
  printCreateView,
  printDrop,
} from './statement/containers.ts';
import {
  printAlterSchedule,
  printBlock,
  printCreateSchedule,
  printCreateTemplate,
  printIf,
  printPrepare,
} from './statement/scripts.ts';
import {
  printCopy,
  printDeclareCursor,
  printExecute,
  printFetch,
  printRole,
  printTransaction,
} from './statement/sessions.ts';
import { printReset, printSet, printShow, printShowMetadata } from './statement/settings.ts';
import { printCreateTable, printCreateTableAs } from './statement/tables.ts';
import type { Writer } from './writer.ts';

/** A statement in the dialect. DuckDB gets queries and expressions only. */
export function printStatement(w: Writer, s: Statement): void {
  w.notInDuckDb(`a statement (${s.kind})`);
  w.mark(s.span);
  switch (s.kind) {
    case 'select':
      w.query(s.query);
      return;
    case 'createTableAs':
      printCreateTableAs(w, s);
      return;
    case 'createTable':
      printCreateTable(w, s);
      return;
    case 'insert':
      printInsert(w, s);
      return;
    case 'update':
      printUpdate(w, s);
      return;
    case 'delete':
      printDelete(w, s);
      return;
    case 'merge':
      printMerge(w, s);
      return;
    case 'truncate':
      printTruncate(w, s);
      return;
    case 'drop':
      printDrop(w, s);
      return;
    case 'createDatabase':
      printCreateDatabase(w, s);
      return;
    case 'createSchema':
      printCreateSchema(w, s);
      return;
    case 'createView':
      printCreateView(w, s);
      return;
    case 'alterView':
      printAlterView(w, s);
      return;
    case 'alterTable':
      printAlterTable(w, s);
      return;
    case 'createFieldGroup':
      printCreateFieldGroup(w, s);
      return;
    case 'createNamespace':
      printCreateNamespace(w, s);
      return;
    case 'commentOn':
      printComment(w, s);
      return;
    case 'createIndex':
      printCreateIndex(w, s);
      return;
    case 'createAudience':
      printCreateAudience(w, s);
      return;
    case 'createModel':
      printCreateModel(w, s);
      return;
    case 'analyzeTable':
      printAnalyze(w, s);
      return;
    case 'block':
      printBlock(w, s);
      return;
    case 'setVariable':
      w.write(`SET @${s.name} = `).query(s.query);
      return;
    case 'if':
      printIf(w, s);
      return;
    case 'createTemplate':
      printCreateTemplate(w, s);
      return;
    case 'createSchedule':
      printCreateSchedule(w, s);
      return;
    case 'alterSchedule':
      printAlterSchedule(w, s);
      return;
    case 'runSchedule':
      w.write('RUN SCHEDULE ');
      printIdent(w, s.name);
      return;
    case 'prepare':
      printPrepare(w, s);
      return;
    case 'execute':
      printExecute(w, s);
      return;
    case 'deallocate':
      w.write('DEALLOCATE ');
      if (s.name === 'all') w.write('ALL');
      else printIdent(w, s.name);
      return;
    case 'declareCursor':
      printDeclareCursor(w, s);
      return;
    case 'fetch':
      printFetch(w, s);
      return;
    case 'closeCursor':
      w.write('CLOSE ');
      if (s.name === 'all') w.write('ALL');
      else printIdent(w, s.name);
      return;
    case 'transaction':
      printTransaction(w, s);
      return;
    case 'set':
      printSet(w, s);
      return;
    case 'show':
      printShow(w, s);
      return;
    case 'reset':
      printReset(w, s);
      return;
    case 'showMetadata':
      printShowMetadata(w, s);
      return;
    case 'discard':
      w.write(`DISCARD ${s.what.toUpperCase()}`);
      return;
    case 'listen':
      printListen(w, s);
      return;
    case 'explain':
      w.write(`EXPLAIN (FORMAT ${s.format}${s.mode === 'plan' ? '' : `, ${s.mode}`}) `).statement(s.statement);
      return;
    case 'copy':
      printCopy(w, s);
      return;
    case 'role':
      printRole(w, s);
      return;
    case 'grant':
    case 'noOperation':
      w.write(s.text);
      return;
    default:
      assertNever(s);
  }
}

type Of<Kind extends Statement['kind']> = Extract<Statement, { readonly kind: Kind }>;

function printListen(w: Writer, s: Of<'listen'>): void {
  w.write(`${s.action.toUpperCase()} `);
  if (s.channel === '*' && s.action === 'unlisten') w.write('*');
  else printIdent(w, { kind: 'ident', span: s.span, name: s.channel, quoted: false });
  if (s.action === 'notify' && s.payload !== '') w.write(`, ${quoteString(s.payload)}`);
}
