import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/**
 * Java's regular expressions for RE2. Possessive quantifiers become greedy, `\h` becomes a class, `(?<n>…)` is `(?P<n>…)`.
 * Throws 2201B for look-around, atomic groups and back-references, which RE2 leaves out so that no pattern takes more
 * than linear time.
 */
export function re2Pattern(pattern: string): string {
  let result = '';
  for (let i = 0; i < pattern.length; i++) {
    const letter = pattern.charAt(i);
    if (letter === '\\') {
      const next = pattern.charAt(i + 1);
      if (/[1-9k]/.test(next)) throw unsupported(pattern, 'back-references');
      i++;
      if (next === 'Q') {
        const end = pattern.indexOf('\\E', i + 1);
        const literal = pattern.slice(i + 1, end < 0 ? undefined : end);
        result += literal.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
        i = end < 0 ? pattern.length : end + 1;
      } else if (next === 'h') result += '[ \\t\\x{a0}]';
      else if (next === 'R') result += '(?:\\r\\n|[\\n\\r])';
      else if (next === 'Z') result += '\\n?\\z';
      else if (next === 'e') result += '\\x1b';
      else if (next === 'u') {
        result += `\\x{${pattern.slice(i + 1, i + 5)}}`;
        i += 4;
      } else result += `\\${next}`;
    } else if (letter === '[' && pattern.startsWith('[[:', i)) {
      throw unsupported(pattern, 'a class of POSIX', 'Java has none: write \\p{Alpha} for [[:alpha:]].');
    } else if (letter === '(' && /^\(\?(?:[=!>]|<[=!])/.test(pattern.slice(i, i + 4))) {
      throw unsupported(pattern, 'look-around and atomic groups', 'Write it without (?=, (?!, (?<=, (?<! and (?>.');
    } else if (letter === '(' && pattern.startsWith('(?<', i)) {
      result += '(?P<';
      i += 2;
    } else if (letter === '+' && /[+*?}]/.test(pattern.charAt(i - 1)) && pattern.charAt(i - 2) !== '\\') {
      // A possessive quantifier matches as the greedy one, except where it would have had to give back.
    } else result += letter;
  }
  return result;
}

/** `$1` and `\$` of Java's replacement text as RE2's `\1` and `$`. */
export function re2Replacement(text: string): string {
  return text.replaceAll(
    /\\(.)|\$(\d)|\$\{(\w+)\}|\\/gs,
    (_, escaped: string | undefined, group: string | undefined) => {
      if (group !== undefined) return `\\${group}`;
      if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
      return '';
    },
  );
}

function unsupported(pattern: string, what: string, hint?: string): SqlError {
  const message = `regular expression "${pattern}" uses ${what}, which is not supported`;
  return new SqlError(SQLSTATE.invalidRegularExpression, message, { hint });
}
