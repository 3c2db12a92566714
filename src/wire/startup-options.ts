import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/**
 * The settings in the start-up parameter `options`: `-c name=value`, `-cname=value` and `--name=value`, separated by white
 * space that a backslash takes literally. Dashes in a name stand for underscores. Anything else throws FATAL 42601.
 * Source: PostgreSQL `pg_split_opts`, `ParseLongOption` and `process_postgres_switches`.
 */
export function parseOptions(options: string): readonly (readonly [name: string, value: string])[] {
  const words = splitOptions(options);
  const settings: (readonly [string, string])[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-c') settings.push(nameAndValue(words[++i] ?? '', '-c '));
    else if (word.startsWith('--')) settings.push(nameAndValue(word.slice(2), '--'));
    else if (word.startsWith('-c')) settings.push(nameAndValue(word.slice(2), '-c '));
    else throw syntaxError(`invalid command-line argument for server process: ${word}`);
  }
  return settings;
}

function splitOptions(options: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < options.length; i++) {
    const char = options.charAt(i);
    if (char === ' ' || (char >= '\t' && char <= '\r')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\' && i + 1 < options.length) {
      word = (word ?? '') + options.charAt(++i);
    } else if (char !== '\\') {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

function nameAndValue(setting: string, prefix: string): readonly [string, string] {
  const equals = setting.indexOf('=');
  if (equals < 1) throw syntaxError(`${prefix}${setting} requires a value`);
  return [setting.slice(0, equals).replaceAll('-', '_'), setting.slice(equals + 1)];
}

function syntaxError(message: string): SqlError {
  return new SqlError(SQLSTATE.syntaxError, message, { fatal: true });
}
