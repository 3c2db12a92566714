import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import { lowerCall, resolveFunction } from '../../functions/table.ts';
import type { Call, Expr, Like, StringLiteral } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { at, qname, rawAt } from './nodes.ts';
import { joined } from './operator.ts';
import { placed } from './place-error.ts';
import { asText } from './predicate.ts';

/** LIKE, ILIKE, RLIKE, SIMILAR TO, with one pattern or ANY and ALL of several. Throws 22023 for a bad ESCAPE. */
export function likeExpression(node: Like, env: Env): Typed {
  const operand = lower(node.operand, env);
  const tests = node.patterns.map((pattern) => matched(node, operand, pattern, env));
  const [first] = tests;
  if (node.quantifier === undefined && first !== undefined)
    return { expr: at(node.span, first), type: { kind: 'boolean' } };
  const by = node.quantifier === 'any' ? ' OR ' : ' AND ';
  return { expr: rawAt(node.span, joined(tests.length, by), ...tests), type: { kind: 'boolean' } };
}

function matched(node: Like, operand: Typed, pattern: Expr, env: Env): Expr {
  const value = lower(pattern, env);
  const not = node.negated ? 'NOT ' : '';
  switch (node.op) {
    case 'like':
    case 'ilike': {
      const word = `${not}${node.op.toUpperCase()}`;
      const suffix = escapeOf(node, value.expr, env);
      return rawAt(node.span, `({0} ${word} {1}${suffix})`, asText(operand), asText(value));
    }
    case 'rlike': {
      const test = regularExpression(node, operand, value, pattern);
      return node.negated ? rawAt(node.span, '(NOT {0})', test) : test;
    }
    case 'similar': {
      if (pattern.kind !== 'string') {
        throw new PlanError(SQLSTATE.featureNotSupported, 'the pattern of SIMILAR TO must be a string', pattern.span, {
          hint: 'Use RLIKE, which takes any expression.',
        });
      }
      const expression = quote(similarPattern(pattern, node, env));
      return rawAt(node.span, `(${not}regexp_full_match({0}, ${expression}, 's'))`, asText(operand));
    }
  }
}

/** The functions' room knows how Java's expressions differ from the engine's. */
function regularExpression(node: Like, operand: Typed, pattern: Typed, written: Expr): Expr {
  const resolution = resolveFunction('rlike', 2);
  if (!('definition' in resolution))
    return rawAt(node.span, 'regexp_matches({0}, {1})', asText(operand), asText(pattern));
  const { definition } = resolution;
  const base: Call = {
    kind: 'call',
    span: node.span,
    name: qname(['rlike'], node.span),
    args: [operand.expr, pattern.expr],
    distinct: false,
    orderBy: [],
    withinGroup: [],
  };
  const source: Call = { ...base, args: [node.operand, written] };
  return placed(
    node.span,
    () => lowerCall(definition, { call: base, types: [operand.type, pattern.type], source }).expr,
  );
}

/** Backslash escapes unless another character is named; DuckDB has no escape by itself. */
function escapeOf(node: Like, pattern: Expr, env: Env): string {
  const escaping = escapeCharacter(node, env);
  if (escaping === '') return '';
  if (node.escape === undefined && pattern.kind === 'string' && !pattern.value.includes(escaping)) return '';
  return ` ESCAPE ${quote(escaping)}`;
}

function escapeCharacter(node: Like, env: Env): string {
  if (node.escape === undefined) return '\\';
  const { expr } = lower(node.escape, env);
  if (expr.kind === 'string' && [...expr.value].length <= 1) return expr.value;
  throw new PlanError(SQLSTATE.invalidParameterValue, 'invalid escape string', node.escape.span, {
    hint: 'The escape is a string of one character.',
  });
}

/** A pattern of SIMILAR TO as a regular expression. Source: PostgreSQL manual, 9.7.2. */
function similarPattern(pattern: StringLiteral, node: Like, env: Env): string {
  const escaping = escapeCharacter(node, env);
  let result = '';
  let inClass = false;
  for (let i = 0; i < pattern.value.length; i++) {
    const character = pattern.value.charAt(i);
    if (character === escaping && i + 1 < pattern.value.length) {
      i++;
      result += pattern.value.charAt(i).replace(/[^\w\s]/, '\\$&');
    } else if (inClass) {
      result += character;
      if (character === ']') inClass = false;
    } else if (character === '[') {
      result += character;
      inClass = true;
    } else if (character === '%') result += '.*';
    else if (character === '_') result += '.';
    else if (character === '.' || character === '^' || character === '$' || character === '\\')
      result += `\\${character}`;
    else result += character;
  }
  return result;
}
