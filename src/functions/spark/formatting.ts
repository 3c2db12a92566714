import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { castTo, textOf } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { literalText, quote, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Numbers and other values as text by a pattern, and back. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** `format_number(x, digits)` or with a pattern of Java's DecimalFormat; a half goes to the even digit. */
function lowerFormatNumber(call: LoweringCall): Expr {
  const [value, format] = typedArguments(call);
  if (value === undefined || format === undefined) return raw('NULL');
  const text = raw('CAST({0} AS VARCHAR)', value.expr);
  if (types.isText(format.type)) return raw('sh_format_pattern({0}, {1})', text, format.expr);
  return raw('sh_format_number({0}, {1})', text, castTo(format, types.INTEGER, 'null'));
}

/** Pieces of a constant pattern of java.util.Formatter, each written on its own. */
function lowerFormatString(call: LoweringCall): Expr {
  const pattern = literalText(call.source.args[0]);
  if (pattern === undefined) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'the pattern of format_string must be a constant text');
  }
  const args = typedArguments(call).slice(1);
  const pieces: Expr[] = [];
  let next = 0;
  let end = 0;
  for (const match of pattern.matchAll(/%(?:(\d{1,9})\$)?([-+ 0,#(]{0,7})(\d{1,9})?(?:\.(\d{1,9}))?([a-zA-Z%])/g)) {
    if (match.index > end) pieces.push(raw(quote(pattern.slice(end, match.index))));
    end = match.index + match[0].length;
    const [, position, flags = '', width, precision, conversion = ''] = match;
    if (conversion === '%' || conversion === 'n') pieces.push(raw(conversion === '%' ? quote('%') : 'chr(10)'));
    else {
      const arg = args[position === undefined ? next++ : Number(position) - 1];
      if (arg === undefined)
        throw new SqlError(SQLSTATE.invalidParameterValue, `the pattern "${pattern}" has no argument for ${match[0]}`);
      pieces.push(formatPiece(arg, flags, width, precision, conversion, pattern));
    }
  }
  if (end < pattern.length) pieces.push(raw(quote(pattern.slice(end))));
  return pieces.length === 0 ? raw("''") : raw(`(${pieces.map((_, i) => `{${i}}`).join(' || ')})`, ...pieces);
}

function formatPiece(
  arg: Typed,
  flags: string,
  width: string | undefined,
  precision: string | undefined,
  conversion: string,
  pattern: string,
): Expr {
  const fill = `${flags.includes('-') ? '<' : '>'}${flags.includes('0') && !flags.includes('-') ? '0' : ''}`;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const comma = flags.includes(',') ? ',' : '';
  switch (conversion) {
    case 's':
    case 'S':
    case 'b': {
      const text = raw("coalesce({0}, 'null')", textOf(arg));
      const cut = precision === undefined ? text : raw(`left({0}, ${precision})`, text);
      const cased = conversion === 'S' ? raw('upper({0})', cut) : cut;
      if (width === undefined) return cased;
      return raw(
        flags.includes('-')
          ? `CASE WHEN length({0}) < ${width} THEN rpad({0}, ${width}, ' ') ELSE {0} END`
          : `CASE WHEN length({0}) < ${width} THEN lpad({0}, ${width}, ' ') ELSE {0} END`,
        cased,
      );
    }
    case 'd': {
      const number = castTo(arg, types.isInteger(arg.type) ? arg.type : types.BIGINT, 'null');
      return raw(
        `coalesce(format('{{:${paddedFill(fill, width, sign)}${comma}d}', {0}), ${absent(flags, width)})`,
        number,
      );
    }
    case 'f':
    case 'e':
    case 'E':
    case 'g': {
      const number = castTo(arg, types.DOUBLE, 'null');
      return raw(
        `coalesce(format('{{:${paddedFill(fill, width, sign)}${comma}.${precision ?? 6}${conversion}}', {0}), ${absent(flags, width, precision)})`,
        number,
      );
    }
    case 'x':
    case 'X':
    case 'o': {
      const number = castTo(arg, types.isInteger(arg.type) ? arg.type : types.BIGINT, 'null');
      return raw(
        `coalesce(format('{{:${paddedFill(fill, width, '')}${conversion}}', {0}), ${absent(flags, width)})`,
        number,
      );
    }
    case 'c':
      return raw('chr(CAST({0} AS INTEGER))', arg.expr);
  }
  throw new SqlError(
    SQLSTATE.invalidParameterValue,
    `the pattern "${pattern}" has the conversion %${conversion}, which has no meaning here`,
  );
}

/** NULL is written as text is. */
function absent(flags: string, width: string | undefined, precision?: string): string {
  const text = 'null'.slice(0, precision === undefined ? undefined : Number(precision));
  const count = Number(width ?? 0);
  return quote(flags.includes('-') ? text.padEnd(count) : text.padStart(count));
}

function paddedFill(fill: string, width: string | undefined, sign: string): string {
  if (width === undefined) return sign;
  return fill.endsWith('0') ? `${sign}0${width}` : `${fill}${sign}${width}`;
}

export const formatting: readonly FunctionDefinition[] = [
  define('format_number(number, any) -> text', lowerFormatNumber, 'A number with thousands separators.', [
    ['format_number(12332.123456, 4)', '12,332.1235'],
    ["format_number(12332.123456, '##################.###')", '12332.123'],
  ]),
  beside('format_string|printf(text, any*) -> text', lowerFormatString, 'The arguments in the places of a pattern.', [
    ["format_string('%s is %d, %05.2f', 'a', 3, 1.5)", 'a is 3, 01.50'],
  ]),
];
