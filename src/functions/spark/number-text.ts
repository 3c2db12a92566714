import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { formatSql } from '../date-pattern.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { numberPattern, parseNumberFormat } from '../js/number-format.ts';
import { argument, literalText, quote, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Numbers read and written by a format of places: `99,999.00`. */

const beside = defining({ section: 'spark', kind: 'scalar' });

function formatOf(call: LoweringCall) {
  const text = literalText(call.source.args[1]);
  const format = text === undefined ? undefined : parseNumberFormat(text);
  if (format !== undefined) return numberPattern(format);
  throw new SqlError(
    SQLSTATE.invalidParameterValue,
    text === undefined ? 'the format must be a constant text' : `"${text}" is not a number format`,
    {
      hint: 'For instance: 99,999.00 or $9.99 or S999.',
    },
  );
}

/** The digits of a text that fits the format; `otherwise` for one that does not. */
function reading(otherwise: string) {
  return (call: LoweringCall): Expr => {
    const { pattern, precision, scale } = formatOf(call);
    const digits = `CASE WHEN contains({0}, '-') OR contains({0}, '<') THEN '-' ELSE '' END || regexp_replace({0}, '[^0-9.]', '', 'g')`;
    const text = `CASE WHEN {0} IS NULL THEN NULL WHEN regexp_full_match({0}, ${quote(pattern)}) THEN CAST(${digits} AS DECIMAL(${precision},${scale})) ELSE ${otherwise} END`;
    return raw(text, argument(call.call, 0));
  };
}

const numberType = (_: readonly DataType[], call: LoweringCall): DataType => {
  const { precision, scale } = formatOf(call);
  return types.decimal(precision, scale);
};

/** `to_char(number, format)`, `to_char(time, pattern)`, `to_char(bytes, 'hex' | 'base64' | 'utf-8')`. */
function lowerToChar(call: LoweringCall): Expr {
  const [value] = typedArguments(call);
  const format = literalText(call.source.args[1]);
  if (value === undefined || format === undefined) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the format of to_char must be a constant text');
  }
  if (types.isDatetime(value.type)) return raw(formatSql(format), raw('CAST({0} AS TIMESTAMP)', value.expr));
  if (value.type.kind === 'blob')
    return raw(byteFormat(format, { hex: 'hex({0})', base64: 'base64({0})', text: 'decode({0})' }), value.expr);
  if (parseNumberFormat(format) === undefined)
    throw new SqlError(SQLSTATE.invalidParameterValue, `"${format}" is not a number format`);
  return raw(`sh_to_char(CAST({0} AS VARCHAR), ${quote(format)})`, value.expr);
}

function byteFormat(
  format: string,
  texts: { readonly hex: string; readonly base64: string; readonly text: string },
): string {
  switch (format.toLowerCase()) {
    case 'hex':
      return texts.hex;
    case 'base64':
      return texts.base64;
    case 'utf-8':
    case 'utf8':
      return texts.text;
  }
  throw new SqlError(SQLSTATE.invalidParameterValue, `"${format}" is not a format of bytes`, {
    hint: 'Use hex, base64 or utf-8.',
  });
}

/** `to_binary(text[, 'hex' | 'base64' | 'utf-8'])`. */
function toBinary(tolerant: boolean) {
  return (call: LoweringCall): Expr => {
    const format = call.source.args[1] === undefined ? 'hex' : literalText(call.source.args[1]);
    if (format === undefined)
      throw new SqlError(SQLSTATE.invalidParameterValue, 'the format of to_binary must be a constant text');
    const base64 =
      "CASE WHEN regexp_full_match({0}, '(?:[A-Za-z0-9+/]{{4})*(?:[A-Za-z0-9+/]{{2}==|[A-Za-z0-9+/]{{3}=)?') THEN from_base64({0}) END";
    const text = byteFormat(format, { hex: 'sh.unhex({0})', base64, text: 'encode({0})' });
    const failed = "error('the text is not in the format of to_binary')";
    return raw(
      tolerant ? text : `CASE WHEN {0} IS NULL THEN NULL ELSE coalesce(${text}, ${failed}) END`,
      argument(call.call, 0),
    );
  };
}

/** Letters and digits replaced; NULL for a kind leaves it. */
function lowerMask({ call }: LoweringCall): Expr {
  const defaults = ["'X'", "'x'", "'n'", 'NULL'];
  const args = defaults.map((text, i) => call.args[i + 1] ?? raw(text));
  return raw('sh.mask({0}, {1}, {2}, {3}, {4})', argument(call, 0), ...args);
}

export const numberText: readonly FunctionDefinition[] = [
  beside(
    'to_number(text, literal) -> unknown',
    reading("error('the text does not fit the number format')"),
    'A number read by a format.',
    [["to_number('$1,234.50', '$9,999.99')", '1234.50']],
    { result: numberType },
  ),
  beside(
    'try_to_number(text, literal) -> unknown',
    reading('NULL'),
    'A number read by a format; NULL for text that does not fit.',
    [["try_to_number('x', '999')", 'NULL']],
    { result: numberType },
  ),
  beside('to_char|to_varchar(any, literal) -> text', lowerToChar, 'A number, time or bytes written by a format.', [
    ["to_char(12454.5, '99,999.00')", '12,454.50'],
    ["to_char(date '2024-03-05', 'MM/yyyy')", '03/2024'],
  ]),
  beside('to_binary(text, literal?) -> binary', toBinary(false), 'Bytes of a text in hex, base64 or utf-8.', [
    ["hex(to_binary('abc', 'utf-8'))", '616263'],
  ]),
  beside(
    'try_to_binary(text, literal?) -> binary',
    toBinary(true),
    'As to_binary; NULL for text that is not in the format.',
    [["try_to_binary('xyz', 'hex')", 'NULL']],
  ),
  beside(
    'mask(text, text?, text?, text?, text?) -> text',
    lowerMask,
    'Upper-case letters, lower-case letters and digits replaced.',
    [["mask('Ab-12')", 'Xx-nn']],
  ),
];
