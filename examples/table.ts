/** OIDs whose values psql sets to the right: int8, int2, int4, oid, float4, float8, numeric. */
const RIGHT = new Set([20, 21, 23, 26, 700, 701, 1700]);

export interface TableField {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Rows as psql prints them; after `maxRows` it says how many more there are. */
export function formatTable(
  fields: readonly TableField[],
  rows: readonly (readonly (string | null)[])[],
  maxRows = 12,
): string {
  const shown = rows.slice(0, maxRows).map((row) => row.map((value) => value ?? ''));
  const widths = fields.map((field, i) => Math.max(width(field.name), ...shown.map((row) => width(row[i] ?? ''))));
  const cell = (value: string, i: number) => {
    const space = ' '.repeat((widths[i] ?? 0) - width(value));
    return RIGHT.has(fields[i]?.dataTypeID ?? 0) ? space + value : value + space;
  };
  const head = fields.map((field, i) => {
    const space = (widths[i] ?? 0) - width(field.name);
    return ' '.repeat(space >> 1) + field.name + ' '.repeat(space - (space >> 1));
  });
  const more = rows.length - shown.length;
  return [
    ` ${head.join(' | ')}`,
    widths.map((each) => '-'.repeat(each + 2)).join('+'),
    ...shown.map((row) => ` ${row.map(cell).join(' | ')}`),
    ...(more > 0 ? [` … ${more} more`] : []),
    `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`,
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** In code points: enough for the demo's own data. */
function width(text: string): number {
  return [...text].length;
}
