import fc, { type Arbitrary } from 'fast-check';

/** Any UTF-16 units, lone surrogates too, with the characters that mean something to the lexer made frequent. */
export const anyText: Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...`'"\`$@#-/*;()[]{}<>=.,: \nEUXB0aS`), fc.integer({ min: 0, max: 0xffff })), {
    maxLength: 60,
  })
  .map((units) => units.map((unit) => (typeof unit === 'string' ? unit : String.fromCharCode(unit))).join(''));
