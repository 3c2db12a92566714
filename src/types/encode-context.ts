/** The session's settings that values are written and read by. */
export interface EncodeContext {
  /** TimeZone: an IANA name, `UTC`, or a fixed offset in POSIX's sense, `<+02>-02`. */
  readonly timeZone: string;
  /** extra_float_digits, -15 to 3. Above 0: the shortest text that reads back the same. Else 15 (float4: 6) plus it digits. */
  readonly extraFloatDigits: number;
  readonly byteaOutput: 'hex' | 'escape';
  readonly intervalStyle: IntervalStyle;
  /** The order of day, month and year in ambiguous input, the second half of DateStyle. Output is always ISO. */
  readonly dateOrder: 'MDY' | 'DMY' | 'YMD';
  /** How STRUCT goes out: as json, or as PostgreSQL's record. */
  readonly complexAs: 'json' | 'composite';
  /** What `now`, `today`, `tomorrow` and `yesterday` mean in input, in milliseconds; without it they are refused. */
  readonly now?: number | undefined;
}

export type IntervalStyle = 'postgres' | 'postgres_verbose' | 'sql_standard' | 'iso_8601';

/** PostgreSQL's defaults, in UTC. */
export const DEFAULT_ENCODE_CONTEXT: EncodeContext = {
  timeZone: 'UTC',
  extraFloatDigits: 1,
  byteaOutput: 'hex',
  intervalStyle: 'postgres',
  dateOrder: 'MDY',
  complexAs: 'json',
};
