import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { parameterSpans } from '../sql/parameters.ts';
import { placeOf, type SourceText } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';

/** Bind counts them in 16 bits. */
const MOST_PARAMETERS = 65_535;

/** How many parameters Bind has to bring. Throws 54000 for more than it can, 42P18 where a number is left out. */
export function parameterCount(statement: Statement): number {
  const numbers = [...parameterSpans(statement).keys()].sort((a, b) => a - b);
  const highest = numbers.at(-1) ?? 0;
  if (highest > MOST_PARAMETERS) {
    throw new SqlError(SQLSTATE.programLimitExceeded, `a statement has at most ${MOST_PARAMETERS} parameters`);
  }
  if (highest > numbers.length) {
    const missing = numbers.findIndex((number, index) => number !== index + 1) + 1;
    throw new SqlError(SQLSTATE.indeterminateDatatype, `could not determine data type of parameter $${missing}`);
  }
  return highest;
}

/** A simple query has nothing to give to a `$1`; those of PREPARE wait for EXECUTE. Throws 42P02. */
export function requireNoParameters(statement: Statement, text: SourceText): void {
  if (statement.kind === 'prepare' || !text.full.includes('$')) return;
  for (const [number, span] of parameterSpans(statement)) {
    const message = `there is no parameter $${number}`;
    throw new SqlError(SQLSTATE.undefinedParameter, message, placeOf(text, span.start));
  }
}
