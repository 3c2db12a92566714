import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import type { Expr, IntervalLiteral, Span } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { rawAt } from './nodes.ts';

/** What an amount of a unit is in DuckDB; `{0}` is the amount. */
const AMOUNTS: Readonly<Record<string, string>> = {
  millennium: 'to_millennia({0})',
  century: 'to_centuries({0})',
  decade: 'to_decades({0})',
  year: 'to_years({0})',
  quarter: 'to_quarters({0})',
  month: 'to_months({0})',
  week: 'to_weeks({0})',
  day: 'to_days({0})',
  hour: 'to_hours({0})',
  minute: 'to_minutes({0})',
  second: 'to_seconds({0})',
  millisecond: 'to_milliseconds({0})',
  microsecond: 'to_microseconds({0})',
  nanosecond: 'to_microseconds({0} / 1000)',
};
/** Units that take a fraction. */
const FRACTIONS: ReadonlySet<string> = new Set(['second', 'millisecond', 'microsecond', 'nanosecond']);
const TWO_PARTS = /^\s*([+-]?)(\d+)-(\d+)\s*$/;
const CLOCK = /^\s*([+-]?)(?:(\d+)\s+)?(\d+)(?::(\d+))?(?::(\d+(?:\.\d+)?))?\s*$/;
/** Largest to smallest, as `'1 02:03:04' DAY TO SECOND` lists them. */
const CLOCK_UNITS = ['day', 'hour', 'minute', 'second'];

/** The words of an interval's text, with the letters of ISO 8601. */
const UNIT =
  /^(?:(?:micro|milli)?seconds?|[um]?secs?|[um]?s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|mon(?:th)?s?|quarters?|q|years?|yrs?|y|decades?|centur(?:y|ies)|cent|c|mill?enni(?:um|ums|a)|mil|dec|ago|p|t)$/i;

/** An interval in Spark's and PostgreSQL's forms. Throws 22007 for text that is none. */
export function intervalLiteral(node: IntervalLiteral, env: Env): Typed {
  const parts = node.parts.map((part) => {
    if (part.unit === undefined) return wholeText(part.value, node.span, env);
    if (part.toUnit !== undefined) return ranged(part.value, part.unit, part.toUnit);
    return amount(part.value, part.unit, env);
  });
  const [first] = parts;
  const sum = rawAt(node.span, `(${parts.map((_, i) => `{${i}}`).join(' + ')})`, ...parts);
  return { expr: parts.length === 1 && first ? { ...first, span: node.span } : sum, type: { kind: 'interval' } };
}

/** `INTERVAL '4 day'`. */
function wholeText(value: Expr, span: Span, env: Env): Expr {
  if (value.kind !== 'string') return rawAt(span, 'CAST({0} AS INTERVAL)', lower(value, env).expr);
  const text = value.value.trim().replace(/^interval\s+/i, '');
  const words = text.match(/[a-z]+/gi) ?? [];
  if (!/\d/.test(text) || !words.every((word) => UNIT.test(word))) throw badInterval(value.value, value.span);
  return rawAt(span, `CAST(${quote(text)} AS INTERVAL)`);
}

function amount(value: Expr, unit: string, env: Env): Expr {
  const text = AMOUNTS[unit];
  if (text === undefined) {
    throw new PlanError(SQLSTATE.invalidParameterValue, `"${unit}" is not a unit of intervals`, value.span);
  }
  const fraction = FRACTIONS.has(unit);
  if (value.kind === 'string') {
    const trimmed = value.value.trim();
    if (!/^[+-]?\d+(\.\d*)?$/.test(trimmed)) throw badInterval(value.value, value.span);
    if (trimmed.includes('.') && !fraction) throw badInterval(value.value, value.span);
    return rawAt(value.span, text.replace('{0}', trimmed.replace(/^\+/, '')));
  }
  const lowered = lower(value, env);
  const plain = lowered.type.kind === 'integer' || (fraction && lowered.type.kind !== 'varchar');
  const operand = plain
    ? lowered.expr
    : rawAt(value.span, `CAST({0} AS ${fraction ? 'DOUBLE' : 'INTEGER'})`, lowered.expr);
  return rawAt(value.span, text, operand);
}

/** `'1-2' YEAR TO MONTH`, `'1 02:03:04' DAY TO SECOND`. */
function ranged(value: Expr, unit: string, toUnit: string): Expr {
  if (value.kind !== 'string') throw badInterval('…', value.span);
  if (unit === 'year' && toUnit === 'month') return yearsToMonths(value.value, value.span);
  const from = CLOCK_UNITS.indexOf(unit);
  const to = CLOCK_UNITS.indexOf(toUnit);
  const match = CLOCK.exec(value.value);
  if (from < 0 || to <= from || match === null) throw badInterval(value.value, value.span);
  const [, sign = '', ...numbers] = match;
  const given = numbers.filter((each) => each !== undefined);
  if (given.length !== to - from + 1) throw badInterval(value.value, value.span);
  const factor = sign === '-' ? '-' : '';
  const terms = given.map((each, i) => `to_${CLOCK_UNITS[from + i] ?? 'day'}s(${factor}${each})`);
  return rawAt(value.span, `(${terms.join(' + ')})`);
}

function yearsToMonths(text: string, span: Span): Expr {
  const match = TWO_PARTS.exec(text);
  if (match === null) throw badInterval(text, span);
  const [, sign = '', years = '0', months = '0'] = match;
  const total = Number(years) * 12 + Number(months);
  return rawAt(span, `to_months(${sign === '-' ? '-' : ''}${total})`);
}

function badInterval(text: string, span: Span): PlanError {
  return new PlanError(SQLSTATE.invalidDatetimeFormat, `invalid input syntax for type interval: "${text}"`, span, {
    hint: "Intervals are written INTERVAL '4 day' or INTERVAL 4 DAY.",
  });
}
