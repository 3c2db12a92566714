import type { BoundParameter } from '../engine/connection.ts';
import type { Column } from '../types/column.ts';
import type { Format } from './client-session.ts';
import type { Cursor } from './cursor.ts';
import type { PreparedStatement } from './prepared-statement.ts';

/** A statement with its parameters, ready to run or in the middle of it; also what DECLARE makes. */
export interface Portal {
  readonly name: string;
  readonly statement: PreparedStatement;
  readonly parameters: readonly BoundParameter[];
  readonly columns: readonly Column[] | undefined;
  /** One per column. */
  readonly formats: readonly Format[];
  /** Made by DECLARE … WITH HOLD: lives on after its transaction. */
  readonly holdable: boolean;
  /** Made by DECLARE, so FETCH may use it. */
  readonly declared: boolean;
  /** Where its rows are, once it has run. */
  cursor: Cursor | undefined;
  /** It ran and had no rows to give; it cannot run again. */
  finished: boolean;
}
