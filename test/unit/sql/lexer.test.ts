import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { tokenize } from '../../../src/sql/lexer.ts';
import { anyText } from './support/any-text.ts';

/** `kind:value` of every token but the last. */
function kinds(text: string): string[] {
  return tokenize(text)
    .slice(0, -1)
    .map(({ kind, value, suffix }) => `${kind}:${value}${suffix === undefined ? '' : `/${suffix}`}`);
}

describe('words and quotes', () => {
  test.each([
    ['Select "Sel""ect" `a``b`', ['word:select', 'quoted:Sel"ect', 'quoted:a`b']],
    ["'it''s' E'a\\'b\\n\\x41\\101\\u00e9' N'x'", ["string:it's", "string:a'b\nAAé", 'string:x']],
    ["'back\\slash'", ['string:back\\slash']],
    ['U&\'d\\0061t\\+000061\' U&"\\0041"', ['string:data', 'quoted:A']],
    ["X'c0FF' b'101'", ['binary:c0FF', 'bits:101']],
    ['größe _x x$y', ['word:größe', 'word:_x', 'word:x$y']],
    ['$tag$a$$b$tag$ $$plain$$', ['string:a$$b', 'string:plain']],
    ['$1 @v @2', ['parameter:1', 'variable:v', 'variable:2']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

describe('numbers', () => {
  test.each([
    ['1 1.5 .5 1. 1e3 1.5E-3 1.e2', ['1', '1.5', '.5', '1.', '1e3', '1.5E-3', '1.e2']],
    ['1L 2s 3Y 1.5d 2F 3bd', ['1/L', '2/S', '3/Y', '1.5/D', '2/F', '3/BD']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected.map((number) => `number:${number}`));
  });

  test('a dot before a name is no part of the number', () => {
    expect(kinds('1.x')).toEqual(['number:1', 'operator:.', 'word:x']);
    expect(kinds('t.a')).toEqual(['word:t', 'operator:.', 'word:a']);
  });
});

describe('operators are as long as they can be', () => {
  test.each([
    ['a->b->>c=>d', ['->', '->>', '=>']],
    ['a<=>b <= < <> << >>> >>', ['<=>', '<=', '<', '<>', '<<', '>>>', '>>']],
    ['a!~~*b !~~ !~* !~ !=', ['!~~*', '!~~', '!~*', '!~', '!=']],
    ['a::b := || && @> #> #>>', ['::', ':=', '||', '&&', '@>', '#>', '#>>']],
    ['a=-1', ['=', '-']],
  ])('%s', (text, expected) => {
    expect(
      tokenize(text)
        .filter(({ kind }) => kind === 'operator')
        .map(({ value }) => value),
    ).toEqual(expected);
  });

  test('<@ before a name compares with a variable', () => {
    expect(kinds('x <@limit')).toEqual(['word:x', 'operator:<', 'variable:limit']);
    expect(kinds('x <@ y')).toEqual(['word:x', 'operator:<@', 'word:y']);
  });
});

describe('comments', () => {
  test.each([
    ['a -- b\nc', ['word:a', 'word:c']],
    ['a /* b /* c */ d */ e', ['word:a', 'word:e']],
    ['a--', ['word:a']],
    ['-- only', []],
    [' \t\u00a0\ufeff', []],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  test('# starts a comment line inside a block only', () => {
    expect(kinds("$$ BEGIN\n  # don't\n SELECT 1; END $$")).toEqual([
      'blockStart:$$',
      'word:begin',
      'word:select',
      'number:1',
      'operator:;',
      'word:end',
      'blockEnd:$$',
    ]);
    expect(() => tokenize('SELECT 1\n# x')).toThrow(SqlError);
    expect(kinds("$$ BEGIN\n#> 'a'; END $$")).toContain('operator:#>');
  });
});

describe('$$', () => {
  const marks = (text: string): string[] => kinds(text).filter((kind) => /^(block|string)/.test(kind));

  test.each([
    ['$$BEGIN SELECT 1; END$$;', ['blockStart:$$', 'blockEnd:$$']],
    ['$$\nBEGIN SELECT 1;\n$$END;', ['blockStart:$$', 'blockEnd:$$']],
    ['SELECT 1; $$ /* c */ BEGIN SELECT $$x$$; END $$', ['blockStart:$$', 'string:x', 'blockEnd:$$']],
    ['$$ BEGIN $$ BEGIN SELECT 1; END $$; END $$', ['blockStart:$$', 'blockStart:$$', 'blockEnd:$$', 'blockEnd:$$']],
    ['CREATE TEMPLATE t AS $$ BEGIN SELECT 1; END $$', ['string: BEGIN SELECT 1; END ']],
    ['SELECT $$BEGINNING$$', ['string:BEGINNING']],
  ])('%s', (text, expected) => {
    expect(marks(text)).toEqual(expected);
  });
});

test('tokens cover the text without overlap', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`aE'"\`$1.@#-/*;: \n_x<>=!|~&()[]{}`) }), (text) => {
      let end = 0;
      for (const token of attempt(text)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThanOrEqual(token.start);
        end = token.end;
      }
    }),
    { numRuns: 500 },
  );
});

test('any text gives tokens or a SqlError with a position', () => {
  fc.assert(fc.property(anyText, (text) => attempt(text).length >= 0));
});

function attempt(text: string): ReturnType<typeof tokenize> {
  try {
    return tokenize(text);
  } catch (error) {
    if (error instanceof SqlError && error.position !== undefined) return [];
    throw error;
  }
}
