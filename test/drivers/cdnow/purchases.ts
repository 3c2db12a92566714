import { readFileSync } from 'node:fs';

/** The purchases of one month, as COPY takes them: CSV without a header. */
export interface Month {
  /** `1997-01`. */
  readonly name: string;
  readonly csv: string;
  readonly rows: number;
}

/** The file by month, in order of time. Its columns: customer_id, purchase_date, quantity, amount. */
export function months(file: string): readonly Month[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const name = line.split(',')[1]?.slice(0, 7) ?? '';
    const known = found.get(name);
    if (known === undefined) found.set(name, [line]);
    else known.push(line);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rows]) => ({ name, csv: `${rows.join('\n')}\n`, rows: rows.length }));
}

/**
 * `customer|spend|orders|decile` of all customers of `loaded`, by customer: worked out without any database. Money is
 * counted in cents; decile 1 spends most; equal totals are parted by customer number.
 */
export function customerValues(loaded: readonly Month[]): readonly string[] {
  const totals = new Map<number, { cents: number; orders: number }>();
  for (const { csv } of loaded) {
    for (const line of csv.trimEnd().split('\n')) {
      const [customer, , , amount] = line.split(',');
      const total = totals.get(Number(customer)) ?? { cents: 0, orders: 0 };
      total.cents += Math.round(Number(amount) * 100);
      total.orders += 1;
      totals.set(Number(customer), total);
    }
  }
  const ranked = [...totals].sort(([a, x], [b, y]) => y.cents - x.cents || a - b);
  const larger = ranked.length % 10;
  const size = Math.floor(ranked.length / 10);
  const border = larger * (size + 1);
  return ranked
    .map(([customer, { cents, orders }], place) => {
      const decile =
        place < border ? Math.floor(place / (size + 1)) + 1 : larger + Math.floor((place - border) / size) + 1;
      return { customer, text: `${customer}|${(cents / 100).toFixed(2)}|${orders}|${decile}` };
    })
    .sort((a, b) => a.customer - b.customer)
    .map(({ text }) => text);
}
