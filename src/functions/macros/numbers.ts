/** Arithmetic that DuckDB does otherwise. */
export const numberMacros: readonly string[] = [
  'pmod(a, b) AS CASE WHEN a % nullif(b, 0) < 0 THEN ((a % nullif(b, 0)) + b) % nullif(b, 0) ELSE a % nullif(b, 0) END',
  // The quotient of two whole numbers, half away from zero, NULL for a zero divisor.
  `rounded_quotient(n, d) AS n // nullif(d, 0)
    + CASE WHEN abs(n % nullif(d, 0)) >= abs(d) - abs(n % nullif(d, 0)) THEN sign(n) * sign(d) ELSE 0 END`,
  // Java rounds a double by its decimal text: 1.005 to two digits is 1.01. Only near a tie does that differ from rounding
  // the double, and only there is the text made, which costs a hundred times as much.
  'near_tie(t) AS abs(abs(t - trunc(t)) - 0.5) <= abs(t) * 2e-15',
  `text_round(x, d) AS coalesce(CAST(round(TRY_CAST(CAST(x AS VARCHAR) AS DECIMAL(38, 20)), d) AS DOUBLE), round(x, d))`,
  `text_round_even(x, d) AS coalesce(CAST(round_even(TRY_CAST(CAST(x AS VARCHAR) AS DECIMAL(38, 20)), d) AS DOUBLE), round_even(x, d))`,
  `round_double(x, d) AS CASE WHEN NOT isfinite(x) OR abs(x) >= 1e17 OR d NOT BETWEEN -17 AND 15 THEN x
    WHEN sh.near_tie(x * pow(10, d)) THEN sh.text_round(x, d) ELSE round(x, d) END`,
  `round_even_double(x, d) AS CASE WHEN NOT isfinite(x) OR abs(x) >= 1e17 OR d NOT BETWEEN -17 AND 15 THEN x
    WHEN sh.near_tie(x * pow(10, d)) THEN sh.text_round_even(x, d) ELSE round_even(x, d) END`,
  'half_even(x) AS round(x) - CASE WHEN abs(x - trunc(x)) = 0.5 AND CAST(round(x) AS HUGEINT) % 2 <> 0 THEN sign(x) ELSE 0 END',
  'expm1(x) AS CASE WHEN abs(x) < 1e-5 THEN x + x * x / 2 + x * x * x / 6 ELSE exp(x) - 1 END',
  'log1p(x) AS CASE WHEN abs(x) < 1e-5 THEN x - x * x / 2 + x * x * x / 3 WHEN x > -1 THEN ln(1 + x) END',
  `hypot(a, b) AS CASE WHEN a = 0 AND b = 0 THEN 0 WHEN isinf(a) OR isinf(b) THEN 'Infinity'::DOUBLE ELSE greatest(abs(a), abs(b))
    * sqrt(pow(a / greatest(abs(a), abs(b)), 2) + pow(b / greatest(abs(a), abs(b)), 2)) END`,
  // Down to a multiple of a power of ten.
  'floor_to_power(x, p) AS CAST(floor(x) AS HUGEINT) - sh.pmod(CAST(floor(x) AS HUGEINT), p)',
  `width_bucket(v, low, high, n) AS CASE WHEN v IS NULL OR low IS NULL OR high IS NULL OR n <= 0 OR low = high OR NOT isfinite(low) OR NOT isfinite(high) THEN NULL
    WHEN low < high THEN CASE WHEN v < low THEN 0 WHEN v >= high THEN n + 1 ELSE CAST(floor((v - low) * n / (high - low)) AS BIGINT) + 1 END
    ELSE CASE WHEN v > low THEN 0 WHEN v <= high THEN n + 1 ELSE CAST(floor((low - v) * n / (low - high)) AS BIGINT) + 1 END END`,
  // Java's shifts keep the low 32 or 64 bits.
  `wrap_int(x) AS CAST(CASE WHEN (x & 4294967295) >= 2147483648 THEN (x & 4294967295) - 4294967296 ELSE x & 4294967295 END AS INTEGER)`,
  `wrap_long(x) AS CAST(CASE WHEN (x & 18446744073709551615::HUGEINT) >= 9223372036854775808::HUGEINT
    THEN (x & 18446744073709551615::HUGEINT) - 18446744073709551616::HUGEINT ELSE x & 18446744073709551615::HUGEINT END AS BIGINT)`,
  'shift_left_int(x, n) AS sh.wrap_int((CAST(x AS BIGINT) & 4294967295) * (1::BIGINT << (n & 31)) % 4294967296)',
  'shift_left_long(x, n) AS sh.wrap_long((CAST(x AS HUGEINT) & ((1::HUGEINT << (64 - (n & 63))) - 1)) * (1::HUGEINT << (n & 63)))',
  'shift_right_int(x, n) AS CAST(floor(x / (1::BIGINT << (n & 31))) AS INTEGER)',
  'shift_right_long(x, n) AS CAST((CAST(x AS HUGEINT) - sh.pmod(CAST(x AS HUGEINT), 1::HUGEINT << (n & 63))) // (1::HUGEINT << (n & 63)) AS BIGINT)',
  'shift_right_unsigned_int(x, n) AS sh.wrap_int((CAST(x AS BIGINT) & 4294967295) >> (n & 31))',
  `shift_right_unsigned_long(x, n) AS sh.wrap_long((CAST(x AS HUGEINT) & 18446744073709551615::HUGEINT) >> (n & 63))`,
  'hex_long(x) AS CASE WHEN x >= 0 THEN to_hex(x) ELSE to_hex(CAST(x AS HUGEINT) + 18446744073709551616::HUGEINT) END',
  'bin_long(x) AS CASE WHEN x >= 0 THEN bin(x) ELSE bin(CAST(x AS HUGEINT) + 18446744073709551616::HUGEINT) END',
  `number_sequence(a, b, s) AS CASE WHEN (s > 0 AND a <= b) OR (s < 0 AND a >= b) OR a = b THEN generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT), CASE WHEN s = 0 THEN 1 ELSE CAST(s AS BIGINT) END)
    WHEN a IS NOT NULL AND b IS NOT NULL AND s IS NOT NULL THEN error('the step of sequence leads away from its end') END`,
  // Bucket and rank of a value in a sketch of 2^k buckets, as one number: the rank is the place of the first 1 bit behind.
  `hll_code(t, k) AS CAST((md5_number_lower(t) >> (64 - k)) * 64
    + CASE WHEN md5_number_lower(t) & ((1::UBIGINT << (64 - k)) - 1) = 0 THEN 65 - k
      ELSE 64 - k - CAST(floor(log2(md5_number_lower(t) & ((1::UBIGINT << (64 - k)) - 1))) AS INTEGER) END AS VARCHAR)`,
];
