/** Why tests that pass on PostgreSQL 15 do not pass here, by the beginning of their names. */
const REASONS: readonly (readonly [prefix: string, reason: string])[] = [
  ['JSONTest::test_index_cross_casts', 'the operator #>> is not offered (0A000)'],
  ['ComponentReflectionTestExtra::test_string_length_reflection', 'char(n) is kept as varchar(n)'],
  ['TrueDivTest', 'integers divide into a double, as in Spark'],
  ['EnumTest', 'CREATE TYPE is not offered (0A000)'],
  ['IdentityAutoincrementTest', 'identity columns are not offered (0A000)'],
  ['ReturningGuardsTest', 'RETURNING is refused, where the suite expects the client to refuse it'],
  ['NumericTest::test_float_custom_scale', 'real numbers have fewer digits'],
];

export function reasonOf(test: string): string | undefined {
  return REASONS.find(([prefix]) => test.startsWith(prefix))?.[1];
}
