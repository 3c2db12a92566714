import { seeded } from './random.ts';

/**
 * The made-up shop of the demo: outdoor gear, customers of three tiers, their orders and refunds over 22 months. The same
 * rows at every run. All of it is invented; no address can receive mail (example.org, RFC 2606).
 */
export const CUSTOMERS = 5_000;
export const ORDERS = 100_000;
/** Orders that are sent twice. */
export const REPEATED = 100;
/** The days from which the two rounds look back; the first file of orders ends where the first round does. */
export const ROUNDS = ['2026-04-01', '2026-05-01'] as const;

const SEED = 1_866;
const FIRST_DAY_MS = Date.UTC(2024, 6, 1);
const LAST_DAY_MS = Date.UTC(2026, 4, 3);
const REFUND_SHARE = 0.04;

const FIRST_NAMES =
  'Ada Bo Cleo Dário Elif Finn Grete Hugo Iris Jonas Kaja Léa Mats Nora Otis Pia Quinn Rosa Sven Tuva'.split(' ');
const LAST_NAMES =
  'Ambler Brook Cairn Dale Esker Fell Glenn Hollow Isley Kettle Lund Moss Ness Oakes Pike Reed Stone Thorn Vale Wold'.split(
    ' ',
  );
const COUNTRIES = ['NO', 'SE', 'DK', 'DE', 'NL', 'GB', 'FR', 'PT'];
/** In cents. */
const PRICES = [495, 995, 1450, 1999, 2490, 3495, 4950, 7900, 11900, 18900, 24900, 39900];

export const CUSTOMER_HEADER =
  'customer_id,email,first_name,last_name,tier,postal_code,country,joined_on,email_consent';
export const ORDER_HEADER = '_id,ts,customer_id,email,kind,amount,quantity';

interface Customer {
  readonly id: string;
  readonly email: string;
  /** How much of all buying is this customer's. */
  readonly weight: number;
}

/** CSV lines with their header, without line ends. */
export function* customerLines(): Generator<string> {
  yield CUSTOMER_HEADER;
  const random = seeded(SEED);
  for (let n = 1; n <= CUSTOMERS; n++) {
    const { id, email } = customer(n, 0);
    const level = random();
    const tier = level < 0.62 ? 'basic' : level < 0.92 ? 'plus' : 'summit';
    const joined = day(FIRST_DAY_MS - random() * 5 * 365 * 86_400_000);
    const postal = String(1000 + Math.floor(random() * 9000));
    const name = [pick(FIRST_NAMES, random()), pick(LAST_NAMES, random())];
    yield [id, email, ...name, tier, postal, pick(COUNTRIES, random()), joined, random() < 0.7 ? 'y' : 'n'].join(',');
  }
}

/** The orders before the first round's day, with a header. */
export function* firstOrderLines(): Generator<string> {
  yield ORDER_HEADER;
  for (const line of orderLines()) if (timeOf(line) < ROUNDS[0]) yield line;
}

/**
 * The orders since, with a header. The last hundred of the first file are sent once more, as happens: each order is to
 * count once.
 */
export function* nextOrderLines(): Generator<string> {
  yield ORDER_HEADER;
  const repeated: string[] = [];
  for (const line of orderLines()) {
    if (timeOf(line) >= ROUNDS[0]) yield line;
    else if (repeated.push(line) > REPEATED) repeated.shift();
  }
  yield* repeated;
}

function timeOf(line: string): string {
  return line.split(',', 2)[1] ?? '';
}

/** In the order of time, as a shop would send them. A refund gives back part of what an order cost. */
function* orderLines(): Generator<string> {
  const random = seeded(SEED + 1);
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => customer(n + 1, Math.min(40, random() ** -0.5)));
  const chosen = cumulative(customers.map((each) => each.weight));
  const stepMs = (LAST_DAY_MS - FIRST_DAY_MS) / ORDERS;
  for (let n = 0; n < ORDERS; n++) {
    const { id, email } = pick(customers, chosen(random()));
    const ts = new Date(FIRST_DAY_MS + (n + random()) * stepMs).toISOString().replace('T', ' ').slice(0, 19);
    const refund = random() < REFUND_SHARE;
    const quantity = 1 + Math.floor(random() ** 3 * 4);
    const cents = pick(PRICES, random() ** 1.4) * quantity * (refund ? -1 : 1);
    const withEmail = random() < 0.85 ? email : '';
    yield [
      `O${String(n + 1).padStart(6, '0')}`,
      ts,
      id,
      withEmail,
      refund ? 'refund' : 'purchase',
      money(cents),
      quantity,
    ].join(',');
  }
}

function customer(n: number, weight: number): Customer {
  const id = `C${String(n).padStart(5, '0')}`;
  return { id, email: `${id.toLowerCase()}@example.org`, weight };
}

/** Maps a number from 0 to 1 to a fraction of the list, such that heavier places come up more often. */
function cumulative(weights: readonly number[]): (at: number) => number {
  let sum = 0;
  const ends = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return (at) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? sum) < at * sum) low = middle + 1;
      else high = middle;
    }
    return low / ends.length;
  };
}

/** `at` is from 0 (with) to 1 (without). */
function pick<T>(list: readonly T[], at: number): T {
  const found = list[Math.min(list.length - 1, Math.floor(at * list.length + 1e-9))];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function money(cents: number): string {
  return `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}
