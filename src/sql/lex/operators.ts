/**
 * Every operator and punctuation mark, longest match first. Unlike PostgreSQL's lexer there are no user-made operators, so
 * `a=-1` and `a<-1` need no rule of their own.
 */
const OPERATORS: readonly string[] = [
  '!~~*',
  '<=>',
  '>>>',
  '->>',
  '#>>',
  '!~~',
  '!~*',
  '~~*',
  '~~',
  '~*',
  '!~',
  '=>',
  '->',
  '::',
  ':=',
  '<>',
  '!=',
  '==',
  '<=',
  '>=',
  '<<',
  '>>',
  '||',
  '&&',
  '@>',
  '<@',
  '#>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '&',
  '|',
  '~',
  '<',
  '>',
  '=',
  '!',
  '?',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '.',
  ':',
];

const BY_FIRST_UNIT = byFirstUnit();

function byFirstUnit(): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const operator of OPERATORS) {
    const first = operator.charCodeAt(0);
    groups.set(first, [...(groups.get(first) ?? []), operator]);
  }
  return groups;
}

/** The longest operator at `offset`, or undefined. */
export function operatorAt(text: string, offset: number): string | undefined {
  for (const operator of BY_FIRST_UNIT.get(text.charCodeAt(offset)) ?? []) {
    if (operator.length === 1 || text.startsWith(operator, offset)) return operator;
  }
  return undefined;
}
