import { tokenize } from '../../src/sql/lexer.ts';

/** A text of the dialect with the same tokens as Spark writes them: names in backquotes, quotes in strings without doubling. */
export function sparkText(sql: string): string {
  let text = '';
  let at = 0;
  for (const { kind, start, end, value } of tokenize(sql)) {
    const written = sql.slice(start, end);
    text += sql.slice(at, start);
    if (kind === 'quoted' && written.startsWith('"')) text += `\`${value.replaceAll('`', '``')}\``;
    else if (kind === 'string' && written.startsWith("'")) text += sparkString(value);
    else text += written;
    at = end;
  }
  return text + sql.slice(at);
}

/** Spark reads `'it''s'` as two texts side by side, and takes double quotes around a text as well. */
export function sparkString(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text}'`;
}
