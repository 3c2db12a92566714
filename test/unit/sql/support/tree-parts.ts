import fc, { type Arbitrary } from 'fast-check';
import type { Ident, SnapshotBound, SnapshotClause, TypeName } from '../../../../src/sql/ast.ts';
import { RESERVED } from '../../../../src/sql/keywords.ts';

/** The small parts that trees of every kind are made of. */
export const span = { start: 0, end: 0 };

/** Names that are words of the grammar elsewhere, and names that need quotes. */
const NAMES = ['a', 'b1', 'Größe', 'date', 'value', 'snapshot', 'head', 'filter', 'interval', 'exists', 'map', 'semi'];
const ODD_NAMES = ['select', 'two words', 'q"uote', 'back`tick', '1st', '$x', ' '];

export const ident: Arbitrary<Ident> = fc
  .oneof(
    fc.record({ name: fc.constantFrom(...NAMES), quoted: fc.boolean() }),
    fc.record({ name: fc.constantFrom(...ODD_NAMES), quoted: fc.constant(true) }),
  )
  .map((one) => ({ kind: 'ident', span, ...one }));
/** Behind a dot or AS also reserved words. */
export const label: Arbitrary<Ident> = fc.oneof(
  ident,
  fc.constantFrom(...RESERVED).map((name): Ident => ({ kind: 'ident', span, name, quoted: false })),
);
export const few = <T>(item: Arbitrary<T>, minLength = 0): Arbitrary<T[]> =>
  fc.array(item, { minLength, maxLength: 3 });
export const maybe = <T>(item: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(item, { nil: undefined, freq: 2 });
export const path = fc.tuple(ident, few(label)).map(([first, rest]) => [first, ...rest]);
export const plainName = fc
  .constantFrom('f', 'coalesce', 'transform')
  .map((name): Ident => ({ kind: 'ident', span, name, quoted: false }));

export const typeName: Arbitrary<TypeName> = fc.letrec<{ type: TypeName }>((tie) => {
  const made = (fields: Partial<TypeName>): Arbitrary<TypeName> =>
    fc.nat(2).map((arrayDepth) => ({
      kind: 'typeName',
      span,
      name: '',
      modifiers: [],
      args: [],
      fields: [],
      ...fields,
      arrayDepth,
    }));
  return {
    type: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('int', 'double precision', 'timestamp with time zone', '"char"').chain((name) => made({ name })),
      made({ name: 'decimal', modifiers: [18, 2] }),
      made({ name: 'timestamp without time zone', modifiers: [3] }),
      made({ name: 'text', schema: 'pg_catalog' }),
      tie('type').chain((type) => made({ name: 'array', args: [type] })),
      fc.tuple(tie('type'), tie('type')).chain((args) => made({ name: 'map', args })),
      fc.tuple(label, tie('type')).chain(([name, type]) => made({ name: 'struct', fields: [{ span, name, type }] })),
    ),
  };
}).type;

export const alias = fc.record({ span: fc.constant(span), name: label, columns: few(ident) });
/** A node with these fields; its span counts for nothing. */
export const of = <T extends object>(
  model: { [K in keyof T]: Arbitrary<T[K]> },
): Arbitrary<T & { span: typeof span }> =>
  fc.record(model).map((fields) => ({ span, ...fields }) as T & { span: typeof span });
export const kind = <K extends string>(name: K): Arbitrary<K> => fc.constant(name);

const bound = fc.oneof(
  of({ kind: kind('id'), id: fc.constant(7n) }),
  of({ kind: fc.constantFrom('head', 'tail', 'null') }),
  of({ kind: kind('variable'), name: kind('v') }),
) as Arbitrary<SnapshotBound>;
export const snapshot: Arbitrary<SnapshotClause> = of({
  kind: kind('snapshot'),
  range: fc.oneof(
    fc.record({ kind: fc.constantFrom('since' as const, 'asOf' as const), bound }),
    fc.record({ kind: kind('between'), low: bound, high: bound }),
    fc.record({ kind: kind('sinceCheckpoint'), name: fc.constantFrom('nightly', "o'clock") }),
  ),
});
