import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { VariableValue } from '../plan/context.ts';
import type { Expr, Query, Span } from '../sql/ast.ts';
import type { Block, IfStatement, SetVariable, Statement } from '../sql/statement.ts';
import { codecOf } from '../types/codecs.ts';
import type { DataType } from '../types/data-type.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../types/encode-context.ts';
import { observed } from './observe.ts';
import type { Outcome } from './outcome.ts';
import type { Execution } from './run.ts';
import type { Runtime } from './runtime.ts';
import type { TransactionMark } from './transaction.ts';
import { BlockVariables } from './variables.ts';

/** `run` of run.ts, handed in because that file runs blocks. */
type RunStatement = (execution: Execution, runtime: Runtime) => Promise<Outcome>;

interface BlockExecution extends Execution {
  readonly run: RunStatement;
}

/** Blocks inside blocks; more is a mistake or an attack. */
const MAX_NESTING = 64;
/** Characters of a statement that its progress is told by. */
const EXCERPT = 60;

/**
 * Runs an anonymous block: its statements one by one, each result handed out in turn. The block is one transaction, unless
 * it commits by itself. An error ends it; where it has a handler, what the block did is undone, the handler runs, the client
 * gets a WARNING with the error, and the block counts as done. A handler that could run only if more were undone, what an
 * outer block or a transaction wrote before, does not run: the error is 0A000. Source: reference, sections 1.13 and 10.
 */
export async function* runBlock(
  block: Block,
  execution: Execution,
  runtime: Runtime,
  run: RunStatement,
): AsyncGenerator<Outcome, void, void> {
  await runtime.transaction.pin();
  // What a COMMIT inside leaves to do is one transaction again, which ends with the block.
  yield* runInner(block, { ...execution, last: false, run }, runtime, new BlockVariables(undefined), 0);
}

async function* runInner(
  block: Block,
  execution: BlockExecution,
  runtime: Runtime,
  outer: BlockVariables,
  depth: number,
): AsyncGenerator<Outcome, void, void> {
  if (depth >= MAX_NESTING) throw new SqlError(SQLSTATE.statementTooComplex, 'anonymous blocks are nested too deeply');
  const variables = new BlockVariables(outer);
  const mark = runtime.transaction.mark();
  const undone = execution.watch?.mark();
  try {
    yield* runAll(block.body, execution, runtime, variables, depth);
  } catch (error) {
    if (block.handler === undefined || !mayHandle(error)) throw error;
    await goBack(runtime, mark, error);
    undone?.(error);
    const { message, sqlState, detail, hint } = error;
    runtime.host.notice({ severity: 'WARNING', sqlState, message: `block handled an error: ${message}`, detail, hint });
    yield* runAll(block.handler, execution, runtime, variables, depth);
  }
}

/** Undoes what the block did, and nothing else: throws 0A000 where that cannot be. */
async function goBack(runtime: Runtime, mark: TransactionMark, failure: SqlError): Promise<void> {
  try {
    await runtime.transaction.backTo(mark, 'to the beginning of the block');
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const { sqlState, message, detail, hint } = error;
    throw new SqlError(sqlState, message, {
      detail: `The block failed: ${failure.message}. ${detail}`,
      hint,
      cause: failure,
    });
  }
  await runtime.transaction.pin();
}

async function* runAll(
  statements: readonly Statement[],
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
  depth: number,
): AsyncGenerator<Outcome, void, void> {
  for (const [index, statement] of statements.entries()) {
    runtime.host.notice({
      severity: 'DEBUG',
      sqlState: SQLSTATE.successfulCompletion,
      message: `block statement ${index + 1} of ${statements.length}: ${excerpt(statement, execution)}`,
    });
    yield* runOne(statement, execution, runtime, variables, depth);
  }
}

/** The beginning of a statement, on one line. */
function excerpt({ span }: Statement, { text }: BlockExecution): string {
  const words = text.full.slice(span.start, span.end).trim().split(/\s+/).join(' ');
  return words.length <= EXCERPT ? words : `${words.slice(0, EXCERPT)}…`;
}

async function* runOne(
  statement: Statement,
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
  depth: number,
): AsyncGenerator<Outcome, void, void> {
  switch (statement.kind) {
    case 'setVariable':
      variables.set(statement.name, await variableValue(statement, execution, runtime, variables));
      return;
    case 'if': {
      const chosen = await chooseBranch(statement, execution, runtime, variables);
      yield* runAll(chosen, execution, runtime, variables, depth);
      return;
    }
    case 'block':
      yield* runInner(statement, execution, runtime, variables, depth + 1);
      return;
    default:
      yield await runPart(statement, execution, runtime, variables);
  }
}

/** A statement of the client's, which the log of statements hears of. */
async function runPart(
  statement: Statement,
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
): Promise<Outcome> {
  const { kind, span } = statement;
  const part = execution.watch?.part({ kind, text: execution.text.full.slice(span.start, span.end) });
  const work = { ...execution, watch: part };
  const outcome = await observed(part, () => runStatement(statement, work, runtime, variables));
  if (statement.kind === 'transaction') {
    if (statement.action === 'commit') execution.watch?.settled('kept');
    else if (statement.action === 'rollback') execution.watch?.settled('undone');
  }
  return outcome;
}

function runStatement(
  statement: Statement,
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
): Promise<Outcome> {
  const inner: Runtime = { ...runtime, variables: variables.all() };
  return execution.run({ ...execution, statement: variables.substitute(statement) }, inner);
}

/** The value of `SET @v = SELECT …`: one row gives it, none NULL, several are 21000. */
async function variableValue(
  { query, span }: SetVariable,
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
): Promise<VariableValue> {
  return scalar(await runStatement({ kind: 'select', span, query }, execution, runtime, variables));
}

async function chooseBranch(
  statement: IfStatement,
  execution: BlockExecution,
  runtime: Runtime,
  variables: BlockVariables,
): Promise<readonly Statement[]> {
  for (const { condition, body } of statement.branches) {
    const query = selectOf(condition);
    const value = await scalar(
      await runStatement({ kind: 'select', span: condition.span, query }, execution, runtime, variables),
    );
    if (value.text === 't' || value.text === 'true') return body;
  }
  return statement.otherwise ?? [];
}

async function scalar(outcome: Outcome): Promise<VariableValue> {
  if (outcome.kind !== 'rows') throw new Error('a SELECT has rows');
  const type: DataType = outcome.columns[0]?.type ?? { kind: 'varchar' };
  if (outcome.columns.length !== 1) {
    outcome.source.abandon();
    throw new SqlError(SQLSTATE.syntaxError, `a variable takes one column, not ${outcome.columns.length}`);
  }
  let found: VariableValue | undefined;
  for (let batch = await outcome.source.next(); batch !== undefined; batch = await outcome.source.next()) {
    if (found !== undefined || batch.rowCount > 1) {
      outcome.source.abandon();
      throw new SqlError(SQLSTATE.cardinalityViolation, 'more than one row returned by a query used as a value', {
        hint: 'Add a condition, an aggregate, or LIMIT 1.',
      });
    }
    const value = batch.getColumnVector(0).getItem(0);
    found = { type, text: value === null ? null : codecOf(type).encodeText(value, type, DEFAULT_ENCODE_CONTEXT) };
  }
  return found ?? { type, text: null };
}

function selectOf(expr: Expr): Query {
  const { span }: { readonly span: Span } = expr;
  return {
    kind: 'query',
    span,
    with: [],
    recursive: false,
    orderBy: [],
    approximate: false,
    locking: false,
    body: { kind: 'select', span, distinct: 'none', items: [{ kind: 'item', span, expr }], from: [], windows: [] },
  };
}

/** A cancel or the server's end is nobody's to handle. */
function mayHandle(error: unknown): error is SqlError {
  return (
    error instanceof SqlError &&
    !error.fatal &&
    error.sqlState !== SQLSTATE.queryCanceled &&
    error.sqlState !== SQLSTATE.adminShutdown
  );
}
