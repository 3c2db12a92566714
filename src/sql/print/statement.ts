import type { Statement } from '../statement.ts';
import type { Writer } from './writer.ts';

export function printStatement(w: Writer, statement: Statement): void {
  if (statement.kind !== 'select') throw new Error(`printer: ${statement.kind} is not printed yet`);
  w.query(statement.query);
}
