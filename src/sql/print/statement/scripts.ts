import type {
  AlterSchedule,
  Block,
  CreateSchedule,
  CreateTemplate,
  IfStatement,
  PrepareStatement,
  Statement,
} from '../../statement.ts';
import { printIdent, printType, quoteString } from '../names.ts';
import type { Writer } from '../writer.ts';
import { printProperties } from './shared.ts';

export function printBlock(w: Writer, block: Block): void {
  w.write('$$ BEGIN ');
  printStatements(w, block.body);
  if (block.handler !== undefined) {
    w.write('EXCEPTION WHEN OTHERS THEN ');
    printStatements(w, block.handler);
  }
  w.write('END $$');
}

function printStatements(w: Writer, statements: readonly Statement[]): void {
  for (const statement of statements) w.statement(statement).write('; ');
}

export function printIf(w: Writer, s: IfStatement): void {
  s.branches.forEach(({ condition, body }, index) => {
    w.write(index === 0 ? 'IF ' : 'ELSEIF ')
      .expression(condition)
      .write(' THEN ');
    printStatements(w, body);
  });
  if (s.otherwise !== undefined) {
    w.write('ELSE ');
    printStatements(w, s.otherwise);
  }
  w.write('END IF');
}

/** The text between dollar quotes, with a tag that is not in it. */
function printText(w: Writer, text: string): void {
  let tag = '$$';
  for (let n = 1; text.includes(tag) || `${text}$`.includes(tag); n++) tag = `$t${n}$`;
  w.write(`${tag}${text}${tag}`);
}

export function printCreateTemplate(w: Writer, s: CreateTemplate): void {
  w.write(`CREATE ${s.orReplace ? 'OR REPLACE ' : ''}TEMPLATE `);
  printIdent(w, s.name);
  w.write(' AS ');
  printText(w, s.text);
}

export function printCreateSchedule(w: Writer, s: CreateSchedule): void {
  w.write(`CREATE ${s.orReplace ? 'OR REPLACE ' : ''}SCHEDULE ${s.ifNotExists ? 'IF NOT EXISTS ' : ''}`);
  printIdent(w, s.name);
  w.write(` CRON ${quoteString(s.cron)}`);
  if (s.timeZone !== undefined) w.write(` TIME ZONE ${quoteString(s.timeZone)}`);
  if (s.start !== undefined) w.write(` START ${quoteString(s.start)}`);
  if (s.end !== undefined) w.write(` END ${quoteString(s.end)}`);
  printProperties(w, 'WITH', s.properties);
  w.write(' AS ');
  printText(w, s.text);
}

export function printAlterSchedule(w: Writer, s: AlterSchedule): void {
  w.write('ALTER SCHEDULE ');
  printIdent(w, s.name);
  const { action } = s;
  if (action.kind === 'set') {
    printProperties(w, 'SET', action.properties);
  } else if (action.kind === 'setCron') {
    w.write(` SET CRON ${quoteString(action.cron)}`);
    if (action.timeZone !== undefined) w.write(` TIME ZONE ${quoteString(action.timeZone)}`);
  } else {
    w.write(` ${action.kind.toUpperCase()}`);
  }
}

export function printPrepare(w: Writer, s: PrepareStatement): void {
  w.write('PREPARE ');
  printIdent(w, s.name);
  if (s.types.length > 0)
    w.write(' (')
      .list(s.types, (type) => printType(w, type))
      .write(')');
  w.write(' AS ').statement(s.statement);
}
