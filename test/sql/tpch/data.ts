/**
 * A small TPC-H: the tables and the shape of their data after the benchmark's specification (sections 1.4 and 4.2.3), with
 * numbers of our own. The same seed gives the same rows.
 */
export interface TpchTable {
  readonly name: string;
  readonly columns: string;
  /** Rows as SQL tuples. */
  readonly rows: readonly string[];
}

const CUSTOMERS = 150;
const ORDERS = 1500;
const PARTS = 200;
const SUPPLIERS = 20;

const REGIONS = ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'];
const NATIONS: readonly (readonly [string, number])[] = [
  ['ALGERIA', 0],
  ['ARGENTINA', 1],
  ['BRAZIL', 1],
  ['CANADA', 1],
  ['EGYPT', 4],
  ['ETHIOPIA', 0],
  ['FRANCE', 3],
  ['GERMANY', 3],
  ['INDIA', 2],
  ['INDONESIA', 2],
  ['IRAN', 4],
  ['IRAQ', 4],
  ['JAPAN', 2],
  ['JORDAN', 4],
  ['KENYA', 0],
  ['MOROCCO', 0],
  ['MOZAMBIQUE', 0],
  ['PERU', 1],
  ['CHINA', 2],
  ['ROMANIA', 3],
  ['SAUDI ARABIA', 4],
  ['VIETNAM', 2],
  ['RUSSIA', 3],
  ['UNITED KINGDOM', 3],
  ['UNITED STATES', 1],
];
const SEGMENTS = ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'MACHINERY', 'HOUSEHOLD'];
const PRIORITIES = ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW'];
const INSTRUCTIONS = ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'];
const MODES = ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'];
const COLORS = ['almond', 'forest', 'green', 'lace', 'orange', 'plum', 'red', 'sienna'];
const TYPES: readonly (readonly string[])[] = [
  ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO'],
  ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED'],
  ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'],
];
const CONTAINERS: readonly (readonly string[])[] = [
  ['SM', 'LG', 'MED', 'JUMBO', 'WRAP'],
  ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM'],
];

export function tpchTables(seed: number): readonly TpchTable[] {
  const random = mulberry32(seed);
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = (list: readonly string[]): string => list[whole(0, list.length - 1)] ?? '';
  const phone = (nation: number): string => `${10 + nation}-${whole(100, 999)}-${whole(100, 999)}-${whole(1000, 9999)}`;
  const comment = (): string =>
    pick(['quick deposits', 'special packages requests', 'Customer slow Complaints', 'pending']);

  const retail = (part: number): number => (90000 + ((part / 10) % 20001) + 100 * (part % 1000)) / 100;
  const part = numbers(PARTS).map((key) => {
    const type = TYPES.map(pick).join(' ');
    return tuple(
      key,
      text(`${pick(COLORS)} ${pick(COLORS)}`),
      text(`Manufacturer#${whole(1, 5)}`),
      text(`Brand#${whole(1, 5)}${whole(1, 5)}`),
      text(type),
      whole(1, 50),
      text(CONTAINERS.map(pick).join(' ')),
      retail(key).toFixed(2),
      text('part'),
    );
  });
  const supplier = numbers(SUPPLIERS).map((key) => {
    const nation = whole(0, 24);
    const money = (whole(-99999, 999999) / 100).toFixed(2);
    return tuple(key, text(`Supplier#${key}`), text('street'), nation, text(phone(nation)), money, text(comment()));
  });
  const suppliersOf = (key: number): readonly number[] =>
    [0, 1, 2, 3].map((i) => ((key + i * (SUPPLIERS / 4)) % SUPPLIERS) + 1);
  const partsupp = numbers(PARTS).flatMap((key) =>
    suppliersOf(key).map((from) => tuple(key, from, whole(1, 9999), (whole(100, 100000) / 100).toFixed(2), text('ps'))),
  );
  const customer = numbers(CUSTOMERS).map((key) => {
    const nation = whole(0, 24);
    const money = (whole(-99999, 999999) / 100).toFixed(2);
    return tuple(
      key,
      text(`Customer#${key}`),
      text('way'),
      nation,
      text(phone(nation)),
      money,
      text(pick(SEGMENTS)),
      text('c'),
    );
  });
  const orders: string[] = [];
  const lineitem: string[] = [];
  for (const key of numbers(ORDERS)) {
    const placed = whole(0, 2405);
    let total = 0;
    const lines = whole(1, 7);
    const ended = new Set<string>();
    for (let line = 1; line <= lines; line++) {
      const partKey = whole(1, PARTS);
      const from = suppliersOf(partKey)[whole(0, 3)] ?? 1;
      const quantity = whole(1, 50);
      const price = quantity * retail(partKey);
      total += price;
      const shipped = placed + whole(1, 121);
      const received = shipped + whole(1, 30);
      const open = shipped > 1263;
      ended.add(open ? 'O' : 'F');
      lineitem.push(
        tuple(
          key,
          partKey,
          from,
          line,
          quantity.toFixed(2),
          price.toFixed(2),
          (whole(0, 10) / 100).toFixed(2),
          (whole(0, 8) / 100).toFixed(2),
          text(received <= 1263 ? pick(['R', 'A']) : 'N'),
          text(open ? 'O' : 'F'),
          date(shipped),
          date(placed + whole(30, 90)),
          date(received),
          text(pick(INSTRUCTIONS)),
          text(pick(MODES)),
          text(comment()),
        ),
      );
    }
    const status = ended.size > 1 ? 'P' : ended.has('O') ? 'O' : 'F';
    // A third of the customers orders nothing.
    const buyer = whole(0, CUSTOMERS / 3 - 1) * 3 + whole(1, 2);
    orders.push(
      tuple(
        key,
        buyer,
        text(status),
        total.toFixed(2),
        date(placed),
        text(pick(PRIORITIES)),
        text(`Clerk#${whole(1, 9)}`),
        0,
        text(comment()),
      ),
    );
  }
  const region = REGIONS.map((name, key) => tuple(key, text(name), text('r')));
  const nation = NATIONS.map(([name, of], key) => tuple(key, text(name), of, text('n')));
  return [
    { name: 'region', columns: 'r_regionkey int, r_name varchar(25), r_comment varchar(152)', rows: region },
    {
      name: 'nation',
      columns: 'n_nationkey int, n_name varchar(25), n_regionkey int, n_comment varchar(152)',
      rows: nation,
    },
    {
      name: 'part',
      columns:
        'p_partkey int, p_name varchar(55), p_mfgr varchar(25), p_brand varchar(10), p_type varchar(25), p_size int, p_container varchar(10), p_retailprice decimal(15,2), p_comment varchar(23)',
      rows: part,
    },
    {
      name: 'supplier',
      columns:
        's_suppkey int, s_name varchar(25), s_address varchar(40), s_nationkey int, s_phone varchar(15), s_acctbal decimal(15,2), s_comment varchar(101)',
      rows: supplier,
    },
    {
      name: 'partsupp',
      columns: 'ps_partkey int, ps_suppkey int, ps_availqty int, ps_supplycost decimal(15,2), ps_comment varchar(199)',
      rows: partsupp,
    },
    {
      name: 'customer',
      columns:
        'c_custkey int, c_name varchar(25), c_address varchar(40), c_nationkey int, c_phone varchar(15), c_acctbal decimal(15,2), c_mktsegment varchar(10), c_comment varchar(117)',
      rows: customer,
    },
    {
      name: 'orders',
      columns:
        'o_orderkey int, o_custkey int, o_orderstatus varchar(1), o_totalprice decimal(15,2), o_orderdate date, o_orderpriority varchar(15), o_clerk varchar(15), o_shippriority int, o_comment varchar(79)',
      rows: orders,
    },
    {
      name: 'lineitem',
      columns:
        'l_orderkey int, l_partkey int, l_suppkey int, l_linenumber int, l_quantity decimal(15,2), l_extendedprice decimal(15,2), l_discount decimal(15,2), l_tax decimal(15,2), l_returnflag varchar(1), l_linestatus varchar(1), l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct varchar(25), l_shipmode varchar(10), l_comment varchar(44)',
      rows: lineitem,
    },
  ];
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

export function tuple(...cells: readonly (string | number)[]): string {
  return `(${cells.join(', ')})`;
}

export function text(value: string): string {
  return `'${value}'`;
}

/** Days since 1992-01-01. */
function date(day: number): string {
  return `DATE '${new Date(Date.UTC(1992, 0, 1 + day)).toISOString().slice(0, 10)}'`;
}

/** A small generator of numbers in [0, 1) that a seed decides. Source: Tommy Ettinger's mulberry32, public domain. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
