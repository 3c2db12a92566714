/** Conversions of text. Names with `try_` give NULL, the others raise DuckDB's conversion error. */

const WHOLE = "'^[+-]?[0-9]+(\\.[0-9]*)?$'";

const integers = ['tinyint', 'smallint', 'integer', 'bigint'].flatMap((type) => [
  // The fraction is cut off; DuckDB would round it, and would read exponents, underscores and hexadecimal digits. A
  // number that is written back as it was read needs no second look.
  `slow_text_${type}(s) AS CASE WHEN regexp_matches(trim(s), ${WHOLE}) THEN TRY_CAST(split_part(trim(s), '.', 1) AS ${type}) END`,
  `try_text_${type}(s) AS CASE WHEN CAST(TRY_CAST(s AS ${type}) AS VARCHAR) = s THEN TRY_CAST(s AS ${type}) ELSE sh.slow_text_${type}(s) END`,
  `text_${type}(s) AS CASE WHEN CAST(TRY_CAST(s AS ${type}) AS VARCHAR) = s THEN TRY_CAST(s AS ${type})
    WHEN regexp_matches(trim(s), ${WHOLE}) THEN CAST(split_part(trim(s), '.', 1) AS ${type})
    ELSE CAST(CASE WHEN TRY_CAST(s AS ${type}) IS NULL THEN s ELSE s || '?' END AS ${type}) END`,
]);

const PARTIAL_DATE = "'^[0-9]{4}(-[0-9]{1,2})?$'";

export const castMacros: readonly string[] = [
  ...integers,
  `try_text_boolean(s) AS CASE WHEN lower(trim(s)) IN ('t', 'true', 'y', 'yes', '1') THEN true
    WHEN lower(trim(s)) IN ('f', 'false', 'n', 'no', '0') THEN false END`,
  `text_boolean(s) AS CASE WHEN lower(trim(s)) IN ('t', 'true', 'y', 'yes', '1') THEN true
    WHEN lower(trim(s)) IN ('f', 'false', 'n', 'no', '0') THEN false ELSE CAST('"' || s || '"' AS BOOLEAN) END`,
  `full_date_text(s) AS CASE WHEN regexp_matches(s, ${PARTIAL_DATE}) THEN s || CASE WHEN length(s) = 4 THEN '-01-01' ELSE '-01' END
    ELSE s END`,
  // A date may be followed by a time, which is left out. DuckDB would take slashes as well.
  "date_part_of(s) AS regexp_replace(sh.full_date_text(trim(s)), '[T ].*$', '')",
  "is_date_text(s) AS length(s) = 10 AND s[5] = '-' AND s[8] = '-'",
  `slow_text_date(s) AS CASE WHEN NOT contains(s, '/') THEN TRY_CAST(sh.date_part_of(s) AS DATE) END`,
  `try_text_date(s) AS CASE WHEN sh.is_date_text(s) THEN TRY_CAST(s AS DATE)
    WHEN sh.is_date_text(s[1:10]) AND s[11] IN (' ', 'T') THEN TRY_CAST(s[1:10] AS DATE) ELSE sh.slow_text_date(s) END`,
  `text_date(s) AS CASE WHEN sh.is_date_text(s) THEN CAST(s AS DATE) ELSE CAST(replace(sh.date_part_of(s), '/', '?') AS DATE) END`,
  // Read as a time with a zone, so that an offset in the text counts; without one the session's zone, UTC, holds.
  `try_text_timestamp(s) AS CASE WHEN NOT contains(s[1:10], '/') THEN timezone('UTC', TRY_CAST(sh.full_date_text(trim(s)) AS TIMESTAMPTZ)) END`,
  "text_timestamp(s) AS timezone('UTC', CAST(sh.full_date_text(trim(s)) AS TIMESTAMPTZ))",
  `scientific_digits(digits, exponent) AS left(digits, 1) || '.'
    || CASE WHEN rtrim(substring(digits, 2), '0') = '' THEN '0' ELSE rtrim(substring(digits, 2), '0') END
    || 'E' || CAST(exponent AS VARCHAR)`,
  `scientific_parts(sign, mantissa, exponent) AS sign || sh.scientific_digits(
    ltrim(replace(mantissa, '.', ''), '0'),
    exponent + length(split_part(mantissa, '.', 1)) - 1
      - (length(replace(mantissa, '.', '')) - length(ltrim(replace(mantissa, '.', ''), '0'))))`,
  `scientific_text(s) AS sh.scientific_parts(if(starts_with(s, '-'), '-', ''),
    split_part(ltrim(s, '-'), 'e', 1), coalesce(TRY_CAST(split_part(s, 'e', 2) AS INTEGER), 0))`,
  // Java's notation: a plain fraction between 0.001 and 10 million, else one digit before the point and an exponent.
  `double_text(x) AS CASE WHEN isnan(x) THEN 'NaN' WHEN x = 'Infinity'::DOUBLE THEN 'Infinity'
    WHEN x = '-Infinity'::DOUBLE THEN '-Infinity'
    WHEN abs(x) >= 0.001 AND abs(x) < 10000000 OR x = 0 THEN CAST(x AS VARCHAR)
    ELSE sh.scientific_text(CAST(x AS VARCHAR)) END`,
  'blob_text(b) AS decode(b)',
  // Java counts a year 0 and writes a sign before years that have not four digits.
  `java_year(y) AS CASE WHEN y < 0 THEN '-' || lpad(CAST(-y AS VARCHAR), 4, '0') WHEN y > 9999 THEN '+' || y ELSE lpad(CAST(y AS VARCHAR), 4, '0') END`,
  `date_text(d) AS CASE WHEN d BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' OR NOT isfinite(d) THEN CAST(d AS VARCHAR)
    ELSE sh.java_year(year(d)) || strftime(d, '-%m-%d') END`,
  `timestamp_text(t) AS CASE WHEN t >= TIMESTAMP '0001-01-01' AND t < TIMESTAMP '9999-12-31' + INTERVAL 1 DAY OR NOT isfinite(t) THEN CAST(t AS VARCHAR)
    ELSE sh.java_year(year(t)) || strftime(t, '-%m-%d ') || CAST(CAST(t AS TIME) AS VARCHAR) END`,
  // What is too large for a float is infinite, as in Java.
  `double_float(x) AS CASE WHEN abs(x) >= 3.4028235677973366e38 AND NOT isnan(x) THEN CAST(sign(x) AS FLOAT) * 'Infinity'::FLOAT ELSE CAST(x AS FLOAT) END`,
];
