/** SQL literals for the scheduler's own tables. */
export function text(value: string | undefined): string {
  return value === undefined ? 'NULL' : `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;
}

/** From UTC milliseconds. */
export function time(value: number | undefined): string {
  return value === undefined ? 'NULL' : `make_timestamp(${Math.trunc(value)}000)`;
}

export function number(value: number | undefined): string {
  return value === undefined ? 'NULL' : String(value);
}
