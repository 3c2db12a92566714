/** Elements from which on a list is sorted to find what it has twice. */
const LONG = 64;

/** Lists, where Spark keeps the order, counts NULL once, or answers NULL for "perhaps". */
export const arrayMacros: readonly string[] = [
  `array_contains(l, x) AS CASE WHEN x IS NULL THEN NULL WHEN list_contains(l, x) THEN true
    WHEN len(list_filter(l, lambda v: v IS NULL)) > 0 THEN NULL WHEN l IS NOT NULL THEN false END`,
  // Long lists are sorted, with each value beside the one before it: looking for each in the whole list takes the square of
  // its length. Short ones are quicker that way. A lambda must not use a list from around it, which would be copied for each value.
  `list_sorted(l, s) AS list_transform(l, lambda v, i: {'v': v, 's': s, 'i': i})`,
  'list_neighbours(l) AS list_zip(list_sort(l), list_prepend(NULL, list_sort(l)), true)',
  `list_in_place(l) AS list_transform(list_sort(list_transform(l, lambda z: {'i': z[1].i, 'v': z[1].v})), lambda x: x.v)`,
  `array_distinct(l) AS CASE WHEN len(l) >= ${LONG} THEN sh.list_in_place(list_filter(sh.list_neighbours(sh.list_sorted(l, 1)),
      lambda z, j: j = 1 OR z[1].v IS DISTINCT FROM z[2].v))
    ELSE list_filter(l, lambda v, i: list_position(l, v) = i) END`,
  `array_intersect(a, b) AS CASE WHEN len(a) + len(b) >= ${LONG}
      THEN sh.list_in_place(list_filter(sh.list_neighbours(list_concat(sh.list_sorted(b, 0), sh.list_sorted(a, 1))),
        lambda z, j: z[1].s = 1 AND j > 1 AND z[2].s = 0 AND z[1].v IS NOT DISTINCT FROM z[2].v))
    WHEN b IS NOT NULL THEN list_filter(sh.array_distinct(a), lambda v: list_position(b, v) IS NOT NULL) END`,
  `array_except(a, b) AS CASE WHEN len(a) + len(b) >= ${LONG}
      THEN sh.list_in_place(list_filter(sh.list_neighbours(list_concat(sh.list_sorted(b, 0), sh.list_sorted(a, 1))),
        lambda z, j: z[1].s = 1 AND (j = 1 OR z[1].v IS DISTINCT FROM z[2].v)))
    WHEN b IS NOT NULL THEN list_filter(sh.array_distinct(a), lambda v: list_position(b, v) IS NULL) END`,
  `arrays_overlap(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL
    WHEN list_has_any(list_filter(a, lambda v: v IS NOT NULL), list_filter(b, lambda v: v IS NOT NULL)) THEN true
    WHEN len(a) > 0 AND len(b) > 0 AND (list_position(a, NULL) IS NOT NULL OR list_position(b, NULL) IS NOT NULL) THEN NULL
    ELSE false END`,
  `array_join(l, d) AS CASE WHEN d IS NOT NULL THEN CASE WHEN l IS NOT NULL THEN coalesce(array_to_string(l, d), '') END END,
    (l, d, n) AS CASE WHEN d IS NOT NULL AND n IS NOT NULL THEN CASE WHEN l IS NOT NULL THEN
      coalesce(array_to_string(list_transform(l, lambda v: coalesce(CAST(v AS VARCHAR), n)), d), '') END END`,
  'flatten(l) AS CASE WHEN list_position(l, NULL) IS NULL THEN flatten(l) END',
  `slice(l, p, n) AS CASE WHEN p = 0 THEN error('the position of slice must not be 0') WHEN n < 0 THEN error('the length of slice must not be negative')
    WHEN p > 0 THEN l[p:CAST(p AS BIGINT) + n - 1] WHEN p < -len(l) THEN l[1:0] WHEN n = 0 THEN l[1:0] ELSE l[len(l) + p + 1:len(l) + p + n] END`,
  `array_insert_end(l, p, x) AS CASE WHEN p > 0 THEN list_concat(l[1:p - 1], list_append(l[1:0], x), l[p:])
    ELSE list_concat(list_append(l[1:0], x), list_resize(l[1:0], 1 - p), l) END`,
  `array_insert(l, p, x) AS CASE WHEN l IS NULL OR p IS NULL THEN NULL WHEN p = 0 THEN error('the position of array_insert must not be 0')
    WHEN p > 0 THEN list_concat(list_resize(l, greatest(len(l), p - 1))[1:p - 1], list_append(l[1:0], x), l[p:])
    ELSE sh.array_insert_end(l, len(l) + p + 2, x) END`,
  'map_from_arrays(k, v) AS CASE WHEN k IS NOT NULL AND v IS NOT NULL THEN MAP(k, v) END',
  'list_exists(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, true) THEN true WHEN list_position(l, NULL) IS NULL THEN false END',
  'list_forall(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, false) THEN false WHEN list_position(l, NULL) IS NULL THEN true END',
  `element_at(l, i) AS CASE WHEN i = 0 THEN error('element_at counts from 1, so there is no element 0') ELSE l[i] END`,
];
