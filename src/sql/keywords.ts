import { isNameStart, nameEnd } from './lex/characters.ts';

/**
 * Words that cannot be a column, table or alias without quotes. The list is short on purpose: every other word of the
 * grammar (`date`, `value`, `name`, `snapshot`, `head`, `schedule` …) stays free, because customers have such columns.
 * After a dot and after AS every word is a name. Sources: reference, section 4.5; PostgreSQL manual, appendix C.
 */
export const RESERVED: ReadonlySet<string> = new Set([
  'all',
  'and',
  'array',
  'as',
  'asc',
  'between',
  'by',
  'case',
  'create',
  'cross',
  'desc',
  'distinct',
  'else',
  'end',
  'except',
  'false',
  'from',
  'full',
  'group',
  'having',
  'ilike',
  'in',
  'inner',
  'intersect',
  'into',
  'is',
  'join',
  'lateral',
  'left',
  'like',
  'limit',
  'natural',
  'not',
  'null',
  'offset',
  'on',
  'or',
  'order',
  'outer',
  'qualify',
  'references',
  'returning',
  'right',
  'rlike',
  'select',
  'then',
  'to',
  'true',
  'union',
  'using',
  'when',
  'where',
  'window',
  'with',
]);

/** Reserved words that are functions all the same when a parenthesis follows: `left(s, 2)`, `like(s, 'a%')`. */
export const RESERVED_FUNCTIONS: ReadonlySet<string> = new Set([
  'left',
  'right',
  'like',
  'ilike',
  'rlike',
  'all',
  'array',
  'window',
]);

/**
 * Words that go on with the clause where an alias could stand; as an alias they need AS or quotes. Some have this
 * meaning only before certain words; those are looked at where they are read (parse/names.ts).
 */
export const NO_BARE_ALIAS: ReadonlySet<string> = new Set([
  'collate',
  'div',
  'elseif',
  'elsif',
  'escape',
  'fetch',
  'for',
  'isnull',
  'minus',
  'notnull',
  'over',
  'regexp',
  'similar',
  'tablesample',
  'transform',
  'values',
  'withapproximate',
  'within',
]);

/** Functions of the SQL standard that are called without parentheses. Source: PostgreSQL manual, 9.9 and 9.26. */
export const BARE_FUNCTIONS: ReadonlySet<string> = new Set([
  'current_catalog',
  'current_date',
  'current_role',
  'current_schema',
  'current_time',
  'current_timestamp',
  'current_user',
  'localtime',
  'localtimestamp',
  'session_user',
  'user',
]);

/** Functions whose arguments may be lambdas. Only consulted where `x -> 'text'` could also be PostgreSQL's JSON operator. */
export const HIGHER_ORDER_FUNCTIONS: ReadonlySet<string> = new Set([
  'aggregate',
  'array_sort',
  'exists',
  'filter',
  'forall',
  'map_filter',
  'map_zip_with',
  'reduce',
  'transform',
  'transform_keys',
  'transform_values',
  'zip_with',
]);

/** Whether a name may be written without quotes and comes back the same. */
export function isPlainName(name: string): boolean {
  return isNameStart(name.charCodeAt(0)) && nameEnd(name, 0) === name.length;
}

const WORD = /^[a-z_][a-z0-9_]*$/i;

/** Whether a name is a word for every SQL lexer. */
export function isWord(name: string): boolean {
  return WORD.test(name);
}
