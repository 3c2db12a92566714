import { isPlainName, RESERVED } from '../../keywords.ts';
import { SHOW_LISTS } from '../../statement/show.ts';
import type { ResetSetting, SetSetting, ShowMetadata, ShowSetting } from '../../statement.ts';
import { printQName, quoteName, quoteString } from '../names.ts';
import type { Writer } from '../writer.ts';

export function printSet(w: Writer, s: SetSetting): void {
  w.write(`SET ${s.scope === 'local' ? 'LOCAL ' : ''}${settingName(s.name)} = `);
  w.write(s.values === undefined ? 'DEFAULT' : s.values.map(quoteString).join(', '));
}

export function printShow(w: Writer, s: ShowSetting): void {
  // SHOW tables lists the tables; a setting of that name stands in quotes
  const isList = SHOW_LISTS.some((list) => list === s.name);
  w.write(s.name === 'all' ? 'SHOW ALL' : `SHOW ${isList ? quoteName(s.name) : settingName(s.name)}`);
}

export function printReset(w: Writer, s: ResetSetting): void {
  w.write(s.name === 'all' ? 'RESET ALL' : `RESET ${settingName(s.name)}`);
}

export function settingName(name: string): string {
  return name
    .split('.')
    .map((part) => (isPlainName(part) && !RESERVED.has(part) ? part : quoteName(part)))
    .join('.');
}

export function printShowMetadata(w: Writer, s: ShowMetadata): void {
  if (s.what === 'describe') w.write('DESCRIBE TABLE');
  else w.write(`SHOW ${s.what.toUpperCase()}`);
  if (s.target !== undefined) {
    w.write(s.what === 'describe' || s.what === 'create table' ? ' ' : ' FOR ');
    printQName(w, s.target);
  }
  if (s.like !== undefined) w.write(` LIKE ${quoteString(s.like)}`);
}
