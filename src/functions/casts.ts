import type { Expr } from '../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import type { Typed } from './definition.ts';
import { quote, raw } from './sql-text.ts';
import { isFloating, isInteger, isList, isNumeric, isText, isTimestamp, isUnknown, sameType } from './type-rules.ts';

/** What a value without meaning in the target type becomes: NULL (TRY_CAST, implicit conversion), or an error (CAST). */
export type CastMode = 'null' | 'error';

const BYTES: ReadonlyMap<string, number> = new Map([
  ['tinyint', 1],
  ['smallint', 2],
  ['integer', 4],
  ['bigint', 8],
]);

/**
 * A conversion with Spark's meaning, where DuckDB's differs: fractions are cut, not rounded; `'1.9'` is the integer 1; a
 * number is seconds when it becomes a timestamp; doubles are written as Java writes them. In mode `error` DuckDB raises
 * its conversion error, which the engine translates (22P02, 22003, 22007, 22008).
 */
export function castTo(arg: Typed, to: DataType, mode: CastMode): Expr {
  const { expr, type: from } = arg;
  if (sameType(from, to)) return expr;
  const plain = (operand: Expr = expr): Expr =>
    raw(`${mode === 'null' && !isUnknown(from) ? 'TRY_CAST' : 'CAST'}({0} AS ${duckdbTypeName(to)})`, operand);
  if (isUnknown(from))
    return expr.kind === 'parameter' || expr.kind === 'null'
      ? plain()
      : raw(`TRY_CAST({0} AS ${duckdbTypeName(to)})`, expr);
  if (to.kind === 'varchar') return textOf(arg);
  if (isInteger(to)) {
    if (isText(from)) return raw(`sh.${mode === 'null' ? 'try_' : ''}text_${macroSuffix(to)}({0})`, expr);
    if (isFloating(from) || from.kind === 'decimal') return plain(raw('trunc({0})', expr));
    if (isTimestamp(from)) return plain(raw('floor(epoch({0}))', expr));
    if (from.kind === 'date') return raw(`CAST(NULL AS ${duckdbTypeName(to)})`);
    return plain();
  }
  if (to.kind === 'boolean' && isText(from)) return raw(`sh.${mode === 'null' ? 'try_' : ''}text_boolean({0})`, expr);
  if (to.kind === 'boolean' && isNumeric(from)) return raw('({0} <> 0)', expr);
  if ((isFloating(to) || to.kind === 'decimal') && isText(from)) return plain(raw('trim({0})', expr));
  if ((isFloating(to) || to.kind === 'decimal') && isTimestamp(from)) return plain(raw('epoch({0})', expr));
  if (to.kind === 'float' && from.kind === 'double') return raw('sh.double_float({0})', expr);
  if (isPlainMoment(expr, to)) return plain();
  if (to.kind === 'date' && isText(from)) return raw(`sh.${mode === 'null' ? 'try_' : ''}text_date({0})`, expr);
  if (to.kind === 'timestamp' && isText(from))
    return raw(`sh.${mode === 'null' ? 'try_' : ''}text_timestamp({0})`, expr);
  if (to.kind === 'timestamp' && isInteger(from)) return raw('make_timestamp(CAST({0} AS BIGINT) * 1000000)', expr);
  if (to.kind === 'timestamp' && isNumeric(from))
    return raw('make_timestamp(CAST(floor(CAST({0} AS DECIMAL(30,6)) * 1000000) AS BIGINT))', expr);
  if (to.kind === 'timestamp' && from.kind === 'timestamptz') return raw("timezone('UTC', {0})", expr);
  if (to.kind === 'blob' && isText(from)) return raw('encode({0})', expr);
  const bytes = to.kind === 'blob' ? BYTES.get(from.kind) : undefined;
  if (bytes !== undefined) {
    return raw(`unhex(right(lpad(sh.hex_long(CAST({0} AS BIGINT)), 16, '0'), ${2 * bytes}))`, expr);
  }
  return plain();
}

/**
 * `DATE '2026-03-13'`, `TIMESTAMP '2026-03-13 10:00:00'`: literals in the one form that the engine reads as Spark does. A macro
 * would cost it near a millisecond each, which counts in a VALUES of thousands of rows.
 */
function isPlainMoment(expr: Expr, to: DataType): boolean {
  if (expr.kind !== 'string') return false;
  if (to.kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(expr.value);
  return to.kind === 'timestamp' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/.test(expr.value);
}

/** The text of a value as Spark writes it: `1.0E10`, `[1, 2]`, `{1, a}`, `{k -> v}`; NULL for NULL. */
export function textOf(arg: Typed): Expr {
  const { expr, type } = arg;
  if (type.kind === 'varchar') return expr;
  if (isFloating(type)) return raw('sh.double_text({0})', expr);
  if (type.kind === 'blob') return raw('sh.blob_text({0})', expr);
  if (type.kind === 'date' || type.kind === 'timestamp') return raw(`sh.${type.kind}_text({0})`, expr);
  if (isList(type) && 'element' in type) {
    const item = raw(`coalesce({0}, 'null')`, textOf({ expr: raw('sh_x'), type: type.element }));
    return raw(`('[' || array_to_string(list_transform({0}, lambda sh_x: {1}), ', ') || ']')`, expr, item);
  }
  if (type.kind === 'map') {
    const key = textOf({ expr: raw('sh_x.key'), type: type.key });
    const value = textOf({ expr: raw('sh_x.value'), type: type.value });
    const text = `list_transform(map_entries({0}), lambda sh_x: {1} || ' -> ' || coalesce({2}, 'null'))`;
    return raw(`('{{' || array_to_string(${text}, ', ') || '}')`, expr, key, value);
  }
  if (type.kind === 'struct') {
    const parts = type.fields.map((field) =>
      raw(
        `coalesce({0}, 'null')`,
        textOf({ expr: raw(`struct_extract({0}, ${quote(field.name)})`, expr), type: field.type }),
      ),
    );
    const text = parts.map((_, i) => `{${i + 1}}`).join(` || ', ' || `);
    return raw(`CASE WHEN {0} IS NOT NULL THEN '{{' || ${text || "''"} || '}' END`, expr, ...parts);
  }
  // DuckDB writes no zero before the point of a decimal that has room for none.
  if (type.kind === 'decimal' && type.precision === type.scale) {
    return type.precision < 38
      ? raw(`CAST(CAST({0} AS DECIMAL(${type.precision + 1},${type.scale})) AS VARCHAR)`, expr)
      : raw("regexp_replace(CAST({0} AS VARCHAR), '^(-?)\\.', '\\10.')", expr);
  }
  return raw('CAST({0} AS VARCHAR)', expr);
}

/** A list with its elements as text; NULLs stay. */
export function textsOf({ expr, type }: Typed): Expr {
  if (!isList(type) || !('element' in type) || isUnknown(type.element)) return raw('CAST({0} AS VARCHAR[])', expr);
  if (isText(type.element)) return expr;
  return raw('list_transform({0}, lambda sh_x: {1})', expr, textOf({ expr: raw('sh_x'), type: type.element }));
}

function macroSuffix(type: DataType): string {
  return type.kind === 'tinyint' || type.kind === 'smallint' || type.kind === 'integer' ? type.kind : 'bigint';
}
