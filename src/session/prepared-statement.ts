import { resolveTypeName } from '../plan/analyze/types.ts';
import type { Plan, SessionStatement } from '../plan/plan.ts';
import type { TypeName } from '../sql/ast.ts';
import { parameterCasts, withParametersAsNull } from '../sql/parameters.ts';
import type { SourceText } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import type { DataType } from '../types/data-type.ts';
import { dataTypeOfOid, parameterOid } from '../types/parameters.ts';
import { catalogQueryOf, planCatalogQuery } from './catalog-statement.ts';
import { withOrigins } from './origins.ts';
import type { PlanShape } from './plan-cache.ts';
import { inClientText, planned } from './run.ts';
import { planContext, type Runtime } from './runtime.ts';

/** A parsed statement with a name, to Close or the end of the session. */
export interface PreparedStatement {
  readonly text: SourceText;
  /** Undefined for an empty text. */
  readonly statement: Statement | undefined;
  readonly parameterOids: readonly number[];
  /** As Parse or PREPARE gave them; 0 is to be inferred. */
  readonly declaredOids: readonly number[];
  readonly parameterTypes: readonly DataType[];
  /** Types that planning is told; undefined where the engine infers them from the place of the parameter. */
  readonly planTypes: readonly (DataType | undefined)[];
  /** Undefined when the statement returns no rows. */
  readonly columns: readonly Column[] | undefined;
  /** The definitions it was described by; under others it is described again. */
  readonly definitions: object | undefined;
  readonly preparedAt: Date;
  /** Made by PREPARE rather than by Parse. */
  readonly fromSql: boolean;
}

/** How often a statement is looked at for the types of its parameters, and how many those may be in all; the rest is text. */
const INFERENCE_ATTEMPTS = 100;
const INFERENCE_WORK = 10_000;

/**
 * Describes a statement without running it. Declared types count as given; the engine infers the others from where they
 * stand; what cannot be inferred is text, as in PostgreSQL.
 */
export async function prepareStatement(
  text: SourceText,
  statement: Statement | undefined,
  parameterCount: number,
  declaredOids: readonly number[],
  runtime: Runtime,
  describeSession: (statement: SessionStatement) => readonly Column[] | undefined,
): Promise<PreparedStatement> {
  const count = Math.max(parameterCount, declaredOids.length);
  const declared = Array.from({ length: count }, (_, index) => dataTypeOfOid(declaredOids[index] ?? 0));
  const base = {
    text,
    statement,
    declaredOids,
    definitions: runtime.transaction.view.definitions,
    preparedAt: new Date(),
    fromSql: false,
  };
  if (statement === undefined || NAMES_READ_LATE.has(statement.kind))
    return { ...base, parameterOids: [], parameterTypes: [], planTypes: [], columns: undefined };
  const catalogQuery = catalogQueryOf(statement, runtime);
  if (catalogQuery !== undefined) {
    const { parameterOids, columns } = planned(text, statement, () =>
      planCatalogQuery(catalogQuery, runtime, declaredOids),
    );
    const types = parameterOids.map((oid): DataType => dataTypeOfOid(oid) ?? TEXT);
    return { ...base, parameterOids, parameterTypes: types, planTypes: types, columns };
  }
  const { types, planTypes, columns } = await shapeOf(statement, text, declared, runtime, describeSession);
  const parameterOids = types.map((type, index) => {
    const given = declaredOids[index] ?? 0;
    return given !== 0 && given !== UNKNOWN_OID ? given : parameterOid(type);
  });
  return { ...base, parameterOids, parameterTypes: types, planTypes, columns };
}

const UNKNOWN_OID = 705;

/**
 * Statements without parameters and rows, whose names are looked up when they run and not before: a client may parse
 * `DROP TABLE t` behind a `CREATE TABLE t` that has not run yet, as it may with PostgreSQL.
 */
const NAMES_READ_LATE: ReadonlySet<Statement['kind']> = new Set([
  'createTable',
  'alterTable',
  'drop',
  'truncate',
  'createDatabase',
  'createSchema',
  'createNamespace',
  'createFieldGroup',
  'commentOn',
  'alterView',
  'createIndex',
  'role',
] as const);

interface Shape {
  readonly types: readonly DataType[];
  readonly planTypes: readonly (DataType | undefined)[];
  readonly columns: readonly Column[] | undefined;
}

async function shapeOf(
  statement: Statement,
  text: SourceText,
  declared: readonly (DataType | undefined)[],
  runtime: Runtime,
  describeSession: (statement: SessionStatement) => readonly Column[] | undefined,
): Promise<Shape> {
  const attempt = (
    types: readonly (DataType | undefined)[],
    target = statement,
    parametersAsNull = false,
  ): Promise<PlanShape> => {
    const context = { ...planContext(runtime, types), parametersAsNull };
    return describePlan(
      planned(text, target, () => runtime.plans.plan(target, context)),
      text,
      runtime,
      describeSession,
    );
  };
  const first = await attempt(declared);
  // The engine does not see through a cast of a cast.
  const casts = declared.includes(undefined) ? parameterCasts(statement) : new Map<number, TypeName>();
  const castType = (number: number): DataType => {
    const name = casts.get(number);
    return name === undefined ? TEXT : resolveTypeName(name);
  };
  if (first.described) {
    const types = declared.map((type, index) => type ?? first.inferred.get(index + 1) ?? castType(index + 1));
    return { types, planTypes: declared, columns: first.columns };
  }
  // One parameter that cannot be inferred hides everything. Halves are looked at with the others out of the way.
  const types = [...declared];
  const unknown = [...declared.entries()].filter(([, type]) => type === undefined).map(([index]) => index + 1);
  let attempts = Math.min(INFERENCE_ATTEMPTS, Math.floor(INFERENCE_WORK / unknown.length));
  const inferAmong = async (numbers: readonly number[]): Promise<void> => {
    if (numbers.length === 0 || attempts-- <= 0) return;
    const looked = new Set(numbers);
    const others = new Set(unknown.filter((number) => !looked.has(number)));
    const alone = await attempt(declared, withParametersAsNull(statement, others)).catch(() => undefined);
    if (alone?.described) {
      for (const number of numbers) types[number - 1] = alone.inferred.get(number);
    } else if (numbers.length > 1) {
      const middle = numbers.length >> 1;
      await inferAmong(numbers.slice(0, middle));
      await inferAmong(numbers.slice(middle));
    }
  };
  const half = (unknown.length + 1) >> 1;
  await inferAmong(unknown.slice(0, half));
  await inferAmong(unknown.slice(half));
  for (const number of unknown) types[number - 1] ??= castType(number);
  const complete = types.map((type) => type ?? TEXT);
  const typed = await attempt(complete);
  const last = typed.described ? typed : await attempt(complete, statement, true);
  return { types: complete, planTypes: complete, columns: last.columns };
}

const TEXT: DataType = { kind: 'varchar' };

async function describePlan(
  made: Plan,
  text: SourceText,
  runtime: Runtime,
  describeSession: (statement: SessionStatement) => readonly Column[] | undefined,
): Promise<PlanShape> {
  const nothing: ReadonlyMap<number, DataType> = new Map();
  switch (made.kind) {
    case 'session':
      return { described: true, inferred: nothing, columns: describeSession(made.statement) };
    case 'answer':
      return { described: true, inferred: nothing, columns: made.columns };
    case 'catalog':
      return { described: true, inferred: nothing, columns: made.answers };
    case 'role':
    case 'modify':
    case 'skip':
    case 'copyFrom':
    case 'copyToFile':
    case 'block':
      return { described: true, inferred: nothing, columns: undefined };
    case 'query':
    case 'createTableAs':
    case 'insert':
    case 'copyTo': {
      const known = runtime.plans.shapes.get(made);
      if (known !== undefined) return known;
      const engine = made.kind === 'query' ? made.engine : made.kind === 'copyTo' ? made.query.engine : made.source;
      const connection = await runtime.connect();
      try {
        const { columns, parameterTypes } = await connection.describe(engine.sql);
        const shape = {
          described: columns !== undefined,
          inferred: parameterTypes,
          columns: made.kind === 'query' ? withOrigins(made.columns, columns ?? []) : undefined,
        };
        runtime.plans.shapes.set(made, shape);
        return shape;
      } catch (error) {
        throw inClientText(error, engine, text);
      }
    }
  }
}
