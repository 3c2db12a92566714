import type { Expr } from '../sql/ast.ts';
import type { DataType } from '../types/data-type.ts';
import type {
  Example,
  Family,
  FunctionDefinition,
  FunctionKind,
  LoweringCall,
  Parameter,
  Signature,
} from './definition.ts';
import { template } from './sql-text.ts';
import * as types from './type-rules.ts';

const FAMILIES: ReadonlySet<string> = new Set<Family>([
  'any',
  'text',
  'binary',
  'boolean',
  'int',
  'bigint',
  'double',
  'number',
  'date',
  'timestamp',
  'interval',
  'list',
  'map',
  'struct',
  'textOrBinary',
  'textOrList',
  'listOrMap',
  'lambda',
  'literal',
]);

const RESULTS: Readonly<Record<string, DataType>> = {
  unknown: types.UNKNOWN,
  boolean: types.BOOLEAN,
  int: types.INTEGER,
  bigint: types.BIGINT,
  float: types.FLOAT,
  double: types.DOUBLE,
  text: types.VARCHAR,
  binary: types.BLOB,
  date: types.DATE,
  timestamp: types.TIMESTAMP,
  interval: types.INTERVAL,
  texts: types.listOf(types.VARCHAR),
};

export type Lower = (call: LoweringCall) => Expr;
export type ResultRule = FunctionDefinition['result'];

export interface MoreAboutFunction {
  readonly result?: ResultRule;
  readonly lambda?: FunctionDefinition['lambda'];
  readonly volatile?: boolean;
  readonly kind?: FunctionKind;
  readonly generate?: FunctionDefinition['generate'];
  readonly lowerWindow?: FunctionDefinition['lowerWindow'];
}

export interface Heading {
  readonly section: string;
  readonly kind: FunctionKind;
}

/** Writes definitions in one line each. See `parseHead` for the language of `head`. */
export type Define = (
  head: string,
  lower: string | Readonly<Record<number, string>> | Lower | undefined,
  summary: string,
  examples: readonly Example[],
  more?: MoreAboutFunction,
) => FunctionDefinition;

export function defining(heading: Heading): Define {
  return (head, lower, summary, examples, more = {}) => {
    const { names, signatures, result } = parseHead(head);
    const [name = '', ...aliases] = names;
    return {
      name,
      aliases,
      kind: more.kind ?? heading.kind,
      signatures,
      result: more.result ?? result,
      lower: typeof lower === 'function' || lower === undefined ? lower : template(lower),
      lambda: more.lambda,
      generate: more.generate,
      lowerWindow: more.lowerWindow,
      volatile: more.volatile ?? false,
      section: heading.section,
      summary,
      examples,
    };
  };
}

/**
 * `name|alias(text, int?) -> int`: `?` optional, `*` any number of times, ` / ` between signatures. The result is a type,
 * `same` (as the first argument), `common` (of all arguments), `element` (of the first), or `unknown`.
 */
export function parseHead(head: string): {
  readonly names: readonly string[];
  readonly signatures: readonly Signature[];
  readonly result: ResultRule;
} {
  const match = /^([\w|]+)\((.*)\) -> (\w+)$/.exec(head);
  if (match === null) throw new Error(`not a function heading: ${head}`);
  const [, names = '', parameters = '', result = ''] = match;
  return {
    names: names.split('|'),
    signatures: parameters.split(' / ').map(parseSignature),
    result: resultRule(result, head),
  };
}

function parseSignature(text: string): Signature {
  const words = text.split(',').map((word) => word.trim());
  const parameters: Parameter[] = [];
  let maxArgs = 0;
  for (const word of words) {
    if (word === '') continue;
    const family = word.replace(/[?*]$/, '');
    if (!FAMILIES.has(family)) throw new Error(`not a family of types: ${word}`);
    parameters.push({ family: family as Family, optional: family !== word });
    maxArgs = word.endsWith('*') ? Number.POSITIVE_INFINITY : maxArgs + 1;
  }
  return { parameters, minArgs: parameters.filter((parameter) => !parameter.optional).length, maxArgs };
}

function resultRule(text: string, head: string): ResultRule {
  if (text === 'same') return ([first]) => first ?? types.UNKNOWN;
  if (text === 'common') return (all) => types.commonTypeOf(all);
  if (text === 'element') return ([first]) => types.elementOf(first);
  const fixed = RESULTS[text];
  if (fixed === undefined) throw new Error(`not a result: ${head}`);
  return () => fixed;
}
