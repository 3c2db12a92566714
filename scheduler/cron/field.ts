import { CronError } from './cron-error.ts';

/** What one field of a cron text may hold. */
export interface FieldRule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names in upper case, the first standing for `least` (or for `firstNamed`). */
  readonly names?: readonly string[];
  readonly firstNamed?: number;
}

export interface Field {
  /** Ascending, each once. */
  readonly values: readonly number[];
  /** False for a field that begins with `*` or is `?`: cron's either-day rule asks for this. */
  readonly restricted: boolean;
}

/**
 * Reads lists of `*`, `n`, `n-m` and names, each with `/step` if wanted. `n/step` runs from n to the end, as Quartz and most
 * crons have it. Throws CronError with the place of the fault; `offset` is where the field starts in the whole text.
 */
export function parseField(text: string, offset: number, rule: FieldRule): Field {
  const values = new Set<number>();
  let at = 0;
  for (const item of text.split(',')) {
    for (const value of parseItem(item, offset + at, rule)) values.add(value);
    at += item.length + 1;
  }
  return {
    values: [...values].sort((a, b) => a - b),
    restricted: !(text.startsWith('*') || text === '?'),
  };
}

function parseItem(item: string, offset: number, rule: FieldRule): readonly number[] {
  if (item === '') throw new CronError(`the ${rule.name} field has an empty item`, offset + 1);
  const special = /[LW#]/i.exec(item);
  if (special !== null && parseNames(item, rule) === undefined && /^[0-9]*(L|W|LW|#[0-9]*)$/i.test(item)) {
    throw new CronError(`"${special[0]}" in the ${rule.name} field is not supported`, offset + special.index + 1);
  }
  const [range = '', stepText, ...rest] = item.split('/');
  if (rest.length > 0) throw new CronError(`"${item}" in the ${rule.name} field has two steps`, offset + 1);
  const step = stepText === undefined ? 1 : parseStep(stepText, offset + range.length + 1, rule);
  const [from, to] = parseRange(range, stepText !== undefined, offset, rule);
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function parseRange(
  range: string,
  stepped: boolean,
  offset: number,
  rule: FieldRule,
): readonly [from: number, to: number] {
  if (range === '*') return [rule.least, rule.most];
  const [first = '', last, ...rest] = range.split('-');
  if (rest.length > 0) throw new CronError(`"${range}" is not a range of the ${rule.name} field`, offset + 1);
  const from = parseValue(first, offset, rule);
  if (last === undefined) return [from, stepped ? rule.most : from];
  const to = parseValue(last, offset + first.length + 1, rule);
  if (to < from) {
    throw new CronError(`the range "${range}" of the ${rule.name} field ends before it begins`, offset + 1);
  }
  return [from, to];
}

function parseStep(text: string, offset: number, rule: FieldRule): number {
  const step = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (step < 1)
    throw new CronError(`the step "${text}" of the ${rule.name} field is not a positive number`, offset + 1);
  return step;
}

function parseValue(text: string, offset: number, rule: FieldRule): number {
  const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : parseNames(text, rule);
  if (value === undefined) throw new CronError(`"${text}" is no value of the ${rule.name} field`, offset + 1);
  if (value < rule.least || value > rule.most) {
    throw new CronError(`the ${rule.name} field goes from ${rule.least} to ${rule.most}, not ${text}`, offset + 1);
  }
  return value;
}

function parseNames(text: string, rule: FieldRule): number | undefined {
  const index = rule.names?.indexOf(text.toUpperCase()) ?? -1;
  return index < 0 ? undefined : (rule.firstNamed ?? rule.least) + index;
}
