/** Above it the engine would compare for seconds, in which nothing can stop it. */
const MOST_COMPARISONS = 100_000_000;

/** Text that DuckDB cuts, pads or searches otherwise. */
export const stringMacros: readonly string[] = [
  // Position 0 is position 1; one before the start eats part of the length.
  `substring(s, p, n) AS CASE WHEN n <= 0 THEN CASE WHEN s IS NOT NULL AND p IS NOT NULL THEN '' END
    WHEN p > 0 THEN substring(s, p, n) WHEN p = 0 THEN substring(s, 1, n)
    WHEN -p <= length(s) THEN substring(s, length(s) + p + 1, n) WHEN p IS NULL OR n IS NULL THEN NULL
    ELSE substring(s, 1, greatest(n + (length(s) + p), 0)) END, (s, p) AS CASE WHEN p > 0 THEN substring(s, p)
    WHEN p = 0 OR -p > length(s) THEN CASE WHEN p IS NOT NULL THEN s END ELSE substring(s, length(s) + p + 1) END`,
  `blob_substring(b, p, n) AS unhex(sh.substring(hex(b), CASE WHEN p > 0 THEN 2 * p - 1 ELSE 2 * p END, 2 * n)),
    (b, p) AS unhex(sh.substring(hex(b), CASE WHEN p > 0 THEN 2 * p - 1 ELSE 2 * p END))`,
  `lpad(s, n, p) AS CASE WHEN n <= 0 THEN CASE WHEN s IS NOT NULL AND p IS NOT NULL THEN '' END
    WHEN p IS NULL THEN NULL WHEN p = '' OR length(s) >= n THEN left(s, n) ELSE lpad(s, n, p) END`,
  `rpad(s, n, p) AS CASE WHEN n <= 0 THEN CASE WHEN s IS NOT NULL AND p IS NOT NULL THEN '' END
    WHEN p IS NULL THEN NULL WHEN p = '' OR length(s) >= n THEN left(s, n) ELSE rpad(s, n, p) END`,
  "replace(s, x, y) AS CASE WHEN x = '' THEN CASE WHEN y IS NOT NULL THEN s END ELSE replace(s, x, y) END",
  `locate(x, s, p) AS CASE WHEN p IS NULL THEN 0 WHEN x IS NULL OR s IS NULL THEN NULL WHEN p <= 0 THEN 0 WHEN x = '' THEN 1
    WHEN instr(substring(s, p), x) = 0 OR p > length(s) + 1 THEN 0 ELSE CAST(instr(substring(s, p), x) + p - 1 AS INTEGER) END`,
  // Words are divided by blanks only.
  `initcap(s) AS array_to_string(list_transform(string_split(lower(s), ' '), lambda w: upper(left(w, 1)) || substring(w, 2)), ' ')`,
  `substring_index(s, d, n) AS CASE WHEN n = 0 OR d = '' THEN CASE WHEN s IS NOT NULL AND d IS NOT NULL AND n IS NOT NULL THEN '' END
    WHEN d IS NULL THEN NULL WHEN n > 0 THEN array_to_string(string_split(s, d)[1:n], d) WHEN n < 0 THEN array_to_string(string_split(s, d)[greatest(len(string_split(s, d)) + n + 1, 1):], d) END`,
  // DuckDB's counts bytes: characters that both texts have become a byte each, and what only one of them has is one byte of its own.
  `letters(s, shared, other) AS array_to_string(list_transform(string_split(s, ''),
    lambda c: chr(CASE WHEN c = '' OR instr(shared, c) = 0 THEN other ELSE CAST(instr(shared, c) AS INTEGER) END)), '')`,
  `edits(a, b) AS CASE WHEN length(a) * length(b) > ${MOST_COMPARISONS}
      THEN error('the work of levenshtein exceeds the limit of ${MOST_COMPARISONS} comparisons\nShorten the texts: the product of their lengths counts.')
    WHEN length(a) = strlen(a) AND length(b) = strlen(b) THEN CAST(levenshtein(a, b) AS INTEGER)
    WHEN a = '' OR b = '' THEN CAST(length(a) + length(b) AS INTEGER)
    ELSE list_transform([array_to_string(list_intersect(string_split(a, ''), string_split(b, '')), '')], lambda k:
      CASE WHEN length(k) > 125 THEN error('the alphabet of levenshtein exceeds the limit of 125 characters that both texts have\nShorten the texts.')
        ELSE CAST(levenshtein(sh.letters(a, k, 126), sh.letters(b, k, 127)) AS INTEGER) END)[1] END`,
  `levenshtein_up_to(a, b, n) AS CASE WHEN n < 0 THEN CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN -1 END
    WHEN sh.edits(a, b) <= n THEN sh.edits(a, b) WHEN a IS NOT NULL AND b IS NOT NULL AND n IS NOT NULL THEN -1 END`,
  `overlay(s, r, p, n) AS sh.substring(s, 1, CAST(p - 1 AS INTEGER)) || r
    || sh.substring(s, CAST(p + CASE WHEN n >= 0 THEN n ELSE length(r) END AS INTEGER))`,
  `split_part(s, d, n) AS CASE WHEN n = 0 THEN error('the index of split_part must not be 0')
    WHEN d = '' THEN CASE WHEN n IN (1, -1) THEN s WHEN s IS NOT NULL THEN '' END
    ELSE coalesce(string_split(s, d)[n], CASE WHEN s IS NOT NULL AND d IS NOT NULL AND n IS NOT NULL THEN '' END) END`,
  `unhex(s) AS CASE WHEN regexp_full_match(s, '[0-9A-Fa-f]*') THEN unhex(CASE WHEN length(s) % 2 = 1 THEN '0' || s ELSE s END) END`,
  `luhn_check(s) AS CASE WHEN s IS NOT NULL THEN regexp_full_match(s, '[0-9]+') AND
    list_sum(list_transform(string_split(reverse(s), ''), lambda d, i: CASE WHEN i % 2 = 1 THEN coalesce(TRY_CAST(d AS INTEGER), 0)
      ELSE (coalesce(TRY_CAST(d AS INTEGER), 0) * 2) // 10 + (coalesce(TRY_CAST(d AS INTEGER), 0) * 2) % 10 END)) % 10 = 0 END`,
  `encode_text(s, c) AS CASE WHEN upper(c) IN ('UTF-8', 'UTF8') OR (upper(c) IN ('US-ASCII', 'ISO-8859-1') AND regexp_full_match(s, '[\\x00-\\x7f]*'))
    THEN encode(s) ELSE sh_encode(s, c) END`,
  `decode_bytes(b, c) AS CASE WHEN upper(c) IN ('UTF-8', 'UTF8') THEN sh.blob_text(b) ELSE sh_decode(b, c) END`,
  "re2_replacement(s) AS regexp_replace(replace(s, '\\', '\\\\'), '\\$([0-9])', '\\\\\\1', 'g')",
  `split(s, p) AS CASE WHEN p = '' THEN string_split(s, '') ELSE string_split_regex(s, p) END`,
  // Each match with what is before it, as sh_split takes them; the whole text is in sight of ^ and \b all the while.
  `matches(s, p) AS array_to_string(list_transform(list_zip(regexp_extract_all(s, '(?s:(.*?))(?:' || p || ')', 1),
    regexp_extract_all(s, '(?s:(.*?))(?:' || p || ')', 0)), lambda m: length(m[1]) || ':' || length(m[2])), ' ')`,
  // The engine's own split matches anew behind each part, so that ^ and \b would fit there, and sees no empty match at the end.
  `split_any(s, p) AS CASE WHEN p = '' THEN string_split(s, '')
    WHEN regexp_full_match('', p) OR regexp_matches(p, '[\\^]|\\\\[AbB]') THEN sh_split(s, sh.matches(s, p), -1)
    WHEN p IS NOT NULL THEN string_split_regex(s, p) END`,
  // The first condition also refuses what is no pattern before it is made part of one.
  `split_limited(s, p, n) AS CASE WHEN p IS NULL THEN NULL WHEN regexp_full_match('', p) AND p = '' THEN string_split(s, '')[1:CASE WHEN n > 0 THEN n END]
    WHEN n > 0 THEN sh_split(s, sh.matches(s, p), n) WHEN n <= 0 THEN sh.split_any(s, p) END`,
  `str_to_map(s, p, k) AS CASE WHEN s IS NOT NULL THEN MAP(
    list_transform(string_split_regex(s, p), lambda e: string_split_regex(e, k)[1]),
    list_transform(string_split_regex(s, p), lambda e: CASE WHEN len(string_split_regex(e, k)) > 1 THEN substring(e, length(string_split_regex(e, k)[1]) + 2) END)) END`,
  `mask_character(c, u, l, d, o) AS CASE WHEN lower(c) <> upper(c) THEN CASE WHEN c = upper(c) THEN coalesce(u, c) ELSE coalesce(l, c) END
    WHEN regexp_full_match(c, '[0-9]') THEN coalesce(d, c) ELSE coalesce(o, c) END`,
  `mask(s, u, l, d, o) AS array_to_string(list_transform(string_split(s, ''), lambda c: sh.mask_character(c, u, l, d, o)), '')`,
];
