import { mulberry32, type TpchTable, text, tuple } from '../tpch/data.ts';

/**
 * A small retailer as a star: sales in shops and on the web, refunds and stock around days, shops, items, people and promotions.
 * The same seed gives the same rows; some keys are NULL, and some people never buy.
 */
const DAYS = 730;
const SHOPS = 6;
const ITEMS = 60;
const PEOPLE = 120;
const PROMOTIONS = 8;
const SALES = 4000;
const WEB_SALES = 1500;

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2023, 0, 1);
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  Books: ['fiction', 'travel'],
  Music: ['jazz', 'folk'],
  Home: ['kitchen', 'garden', 'bath'],
};
const CITIES = ['Bergen', 'Köln', 'Łódź', 'Oslo', 'Wien'];

export function starTables(seed: number): readonly TpchTable[] {
  const random = mulberry32(seed);
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = (list: readonly string[]): string => list[whole(0, list.length - 1)] ?? '';
  const maybe = (value: number, percent: number): number | string => (random() * 100 < percent ? 'NULL' : value);
  const money = (low: number, high: number): string => (whole(low * 100, high * 100) / 100).toFixed(2);

  const day = numbers(DAYS).map((id) => {
    const date = new Date(FIRST_DAY + (id - 1) * DAY_MS);
    const month = date.getUTCMonth() + 1;
    return tuple(
      id,
      text(date.toISOString().slice(0, 10)),
      date.getUTCFullYear(),
      Math.ceil(month / 3),
      month,
      text(WEEKDAYS[date.getUTCDay()] ?? ''),
      month === 12 && date.getUTCDate() > 20 ? 'true' : 'false',
    );
  });
  const shop = numbers(SHOPS).map((id) =>
    tuple(
      id,
      text(`Shop ${id}`),
      text(CITIES[id % CITIES.length] ?? ''),
      text(id % 2 ? 'north' : 'south'),
      whole(80, 400),
    ),
  );
  const item = numbers(ITEMS).map((id) => {
    const category = pick(Object.keys(CATEGORIES));
    return tuple(
      id,
      text(`I-${String(id).padStart(4, '0')}`),
      text(category),
      text(pick(CATEGORIES[category] ?? [])),
      text(`brand ${whole(1, 9)}`),
      money(2, 90),
    );
  });
  const person = numbers(PEOPLE).map((id) =>
    tuple(
      id,
      text(`First${whole(1, 30)}`),
      text(`Last${id}`),
      maybe(whole(1940, 2005), 8),
      text(pick(CITIES)),
      text(pick(['gold', 'plain', 'new'])),
    ),
  );
  const promotion = numbers(PROMOTIONS).map((id) => tuple(id, text(pick(['mail', 'radio', 'web'])), money(100, 900)));
  const sale = (count: number, people: number) =>
    numbers(count).map((id) => {
      const quantity = whole(1, 9);
      const price = whole(200, 9000);
      const discount = whole(0, 3) === 0 ? whole(1, Math.floor(price / 4)) : 0;
      const net = (price - discount) * quantity;
      return [
        id,
        maybe(whole(1, DAYS), 2),
        whole(1, ITEMS),
        maybe(whole(1, people), 3),
        maybe(whole(1, PROMOTIONS), 60),
        quantity,
        (price / 100).toFixed(2),
        (discount / 100).toFixed(2),
        (net / 100).toFixed(2),
      ] as const;
    });
  const shopSales = sale(SALES, PEOPLE - 20);
  const webSales = sale(WEB_SALES, PEOPLE - 40);
  const refund = shopSales
    .filter(([id]) => Number(id) % 11 === 0)
    .map(([id, soldOn, itemId, , , , price]) => {
      const on = typeof soldOn === 'number' ? Math.min(soldOn + whole(1, 60), DAYS) : 'NULL';
      return tuple(id, on, itemId, price, text(pick(['broken', 'late', 'regret'])));
    });
  const stock = numbers(ITEMS).flatMap((itemId) =>
    numbers(24).map((month) => tuple(itemId, month, whole(0, 1) === 0 ? whole(0, 40) : whole(20, 60))),
  );

  return [
    {
      name: 'day_dim',
      columns: 'day_id int, day date, year int, quarter int, month int, weekday varchar, holiday boolean',
      rows: day,
    },
    { name: 'shop', columns: 'shop_id int, name varchar, city varchar, region varchar, area int', rows: shop },
    {
      name: 'item',
      columns: 'item_id int, code varchar, category varchar, class varchar, brand varchar, price decimal(7,2)',
      rows: item,
    },
    {
      name: 'person',
      columns: 'person_id int, first_name varchar, last_name varchar, born int, city varchar, segment varchar',
      rows: person,
    },
    { name: 'promotion', columns: 'promo_id int, channel varchar, cost decimal(7,2)', rows: promotion },
    {
      name: 'shop_sale',
      columns: `sale_id bigint, day_id int, shop_id int, ${SALE_COLUMNS}`,
      rows: shopSales.map(([id, soldOn, ...more]) => tuple(id, soldOn, whole(1, SHOPS), ...more)),
    },
    {
      name: 'web_sale',
      columns: `sale_id bigint, day_id int, ${SALE_COLUMNS}`,
      rows: webSales.map((row) => tuple(...row)),
    },
    {
      name: 'refund',
      columns: 'sale_id bigint, day_id int, item_id int, amount decimal(7,2), reason varchar',
      rows: refund,
    },
    { name: 'stock', columns: 'item_id int, month int, on_hand int', rows: stock },
  ];
}

const SALE_COLUMNS =
  'item_id int, person_id int, promo_id int, quantity int, price decimal(7,2), discount decimal(7,2), net decimal(12,2)';

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
