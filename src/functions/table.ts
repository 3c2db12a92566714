import { nearest } from '../core/nearest.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { DataType } from '../types/data-type.ts';
import { coerce } from './coerce.ts';
import type {
  FunctionDefinition,
  GeneratorColumn,
  LoweringCall,
  NameSource,
  Parameter,
  Resolution,
  Signature,
  Typed,
} from './definition.ts';
import { GROUPS } from './groups.ts';
import { evaluatedOnce, holdsCall } from './once.ts';
import { sparkTypeName } from './type-rules.ts';
import type { WindowLowering } from './window-stages.ts';

/**
 * The one table of functions. A name that is not in it does not exist: nothing is handed to DuckDB unlisted. Groups are
 * files under `spark/`, `adobe/`, `duckdb/` and `postgres/`; the planner resolves a name, lowers the children of the call, and asks
 * `lowerCall`, `expandGenerator` or `lowerWindowCall`.
 */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = buildTable();

/** The definition for a call, or the error a client gets: 42883 for an unknown name and for a wrong number of arguments. */
export function resolveFunction(name: string, argCount: number): Resolution {
  const definition = FUNCTIONS.get(name.toLowerCase());
  if (definition === undefined) {
    const near = nearest(name, FUNCTIONS.keys(), 3);
    const hint = near.length === 0 ? undefined : `Perhaps you meant ${near.map((found) => `"${found}"`).join(' or ')}.`;
    return { error: new SqlError(SQLSTATE.undefinedFunction, `function ${name}(...) does not exist`, { hint }) };
  }
  if (!definition.signatures.some((signature) => argCount >= signature.minArgs && argCount <= signature.maxArgs)) {
    const message = `function ${name} does not take ${argCount} argument${argCount === 1 ? '' : 's'}`;
    return { error: new SqlError(SQLSTATE.undefinedFunction, message, { hint: candidates(definition) }) };
  }
  return { definition };
}

/** The expression and its type. Throws 42883 for argument types that have no conversion, and what the definition throws. */
export function lowerCall(definition: FunctionDefinition, call: LoweringCall): Typed {
  const converted = convertArguments(definition, call);
  if (definition.lower === undefined) {
    throw new SqlError(SQLSTATE.featureNotSupported, `function ${definition.name} cannot stand in this place`);
  }
  const { lower, result } = definition;
  const type = result(converted.types, converted);
  if (definition.kind !== 'scalar') return { expr: lower(converted), type };
  const changes = (index: number): boolean => {
    const written = call.source.args[index];
    return written?.kind !== 'lambda' && holdsCall(written, (name) => FUNCTIONS.get(name)?.volatile === true);
  };
  return { expr: evaluatedOnce(converted.call, changes, (one) => lower({ ...converted, call: one })), type };
}

/** The columns a generator makes. Throws as `lowerCall`. */
export function expandGenerator(definition: FunctionDefinition, call: LoweringCall): readonly GeneratorColumn[] {
  if (definition.generate === undefined) throw new Error(`${definition.name} is not a generator`);
  return definition.generate(convertArguments(definition, call));
}

/** Stages and result of a function that needs windows over windows. Throws as `lowerCall`. */
export function lowerWindowCall(
  definition: FunctionDefinition,
  call: LoweringCall,
  names: NameSource,
): WindowLowering & { readonly type: DataType } {
  if (definition.lowerWindow === undefined) throw new Error(`${definition.name} needs no window stages`);
  const converted = convertArguments(definition, call);
  return { ...definition.lowerWindow(converted, names), type: definition.result(converted.types, converted) };
}

/**
 * True for an argument that is read as it is written: the unit of `dateadd(HOUR, 1, t)` is a bare word, no column. The
 * planner leaves such an argument unlowered.
 */
export function isLiteralArgument(definition: FunctionDefinition, argCount: number, index: number): boolean {
  const signature = definition.signatures.find(({ minArgs, maxArgs }) => argCount >= minArgs && argCount <= maxArgs);
  const parameter = signature?.parameters[Math.min(index, signature.parameters.length - 1)];
  return parameter?.family === 'literal';
}

/** `substring(text, int[, int])`, as hints and the documentation show it. */
export function signatureText(name: string, signature: Signature): string {
  const parts = signature.parameters.map((parameter, i) => {
    const comma = i === 0 ? '' : ', ';
    const repeats = signature.maxArgs === Number.POSITIVE_INFINITY && i === signature.parameters.length - 1;
    const text = `${comma}${parameter.family}${repeats ? ', ...' : ''}`;
    return parameter.optional ? `[${text}]` : text;
  });
  return `${name}(${parts.join('')})`;
}

function convertArguments(definition: FunctionDefinition, call: LoweringCall): LoweringCall {
  const count = call.call.args.length;
  for (const signature of definition.signatures) {
    if (count < signature.minArgs || count > signature.maxArgs) continue;
    const converted = convertBySignature(signature, call);
    if (converted !== undefined) {
      const args = converted.map((arg) => arg.expr);
      return { ...call, call: { ...call.call, args }, types: converted.map((arg) => arg.type) };
    }
  }
  const list = call.types.map(sparkTypeName).join(', ');
  throw new SqlError(SQLSTATE.undefinedFunction, `function ${definition.name}(${list}) does not exist`, {
    hint: candidates(definition),
  });
}

function convertBySignature(signature: Signature, call: LoweringCall): readonly Typed[] | undefined {
  const converted: Typed[] = [];
  for (const [i, expr] of call.call.args.entries()) {
    const parameter: Parameter | undefined = signature.parameters[Math.min(i, signature.parameters.length - 1)];
    const type = call.types[i] ?? { kind: 'unknown' };
    const arg = parameter && coerce({ expr, type }, parameter.family);
    if (arg === undefined) return undefined;
    converted.push(arg);
  }
  return converted;
}

function candidates(definition: FunctionDefinition): string {
  return `Candidates: ${definition.signatures.map((signature) => signatureText(definition.name, signature)).join('; ')}.`;
}

function buildTable(): ReadonlyMap<string, FunctionDefinition> {
  const table = new Map<string, FunctionDefinition>();
  for (const definition of GROUPS.flat()) {
    for (const name of [definition.name, ...definition.aliases]) {
      if (table.has(name)) throw new Error(`function ${name} is defined twice`);
      table.set(name, definition);
    }
  }
  return table;
}
