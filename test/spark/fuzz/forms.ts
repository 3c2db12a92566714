/**
 * What random expressions are made of: for each type the forms that give it, with the types of their parts in braces. `num` is
 * any number, `any` any plain value, `same` in a form's later holes the type that its first `any` took.
 */
export type FuzzType = keyof typeof FORMS;

export const FORMS = {
  int: forms(`
    {int} + {small} | {int} - {int} | {small} * {small} | -{int} | {int} % {int} | {int} & {int} | {int} ^ {int} | {int} \\| {int}
    ~{int} | abs({int}) | pmod({int}, {int}) | mod({int}, {int}) | length({text}) | ascii({text}) | instr({text}, {text})
    locate({text}, {text}) | locate({text}, {text}, {small}) | levenshtein({text}, {text}) | size({ints}) | size({texts})
    size({map}) | year({date}) | month({date}) | dayofmonth({date}) | dayofweek({date}) | dayofyear({date}) | weekofyear({date})
    quarter({date}) | weekday({date}) | hour({ts}) | minute({ts}) | second({ts}) | datediff({date}, {date}) | {ints}[{small}]
    element_at({ints}, {small}) | {map}[{key}] | element_at({map}, {key}) | find_in_set({text}, {text}) | bit_length({text})
    octet_length({text}) | array_max({ints}) | array_min({ints}) | if({bool}, {int}, {int}) | coalesce({int}, {int})
    nullif({int}, {int}) | greatest({int}, {int}, {int}) | least({int}, {int}) | CASE WHEN {bool} THEN {int} ELSE {int} END
    CASE {int} WHEN {int} THEN {int} WHEN {int} THEN {int} END | int({num}) | TRY_CAST({text} AS int) | TRY_CAST({num} AS int)
    TRY_CAST({bool} AS int) | nvl2({any}, {int}, {int}) | hash({any}, {any}) | json_array_length({json}) | bit_count({int})
    aggregate({ints}, 0, (a, x) -> coalesce(a, 0) + coalesce(x, 1)) | extract(YEAR FROM {date}) | extract(DOW FROM {date})
    extract(MONTH FROM {ts}) | date_part('week', {ts}) | date_part('doy', {date}) | shiftleft({int}, {small}) | shiftright({int}, {small})
    shiftrightunsigned({int}, {small}) | regexp_count({text}, {pattern}) | regexp_instr({text}, {pattern}) | sign({int})
    width_bucket({double}, 0.0, 10.0, 4) | unix_date({date}) | char_length({text}) | months_between({date}, {date}) | array_size({ints})
    strpos({text}, {text}) | bround({int}, -1) | round({int}, -1) | ceil({int}) | st.a | getbit({int}, 3) | charindex({text}, {text})
  `),
  small: forms(`0 | 1 | 2 | 3 | -1 | -2 | 5 | 12 | s | CAST(NULL AS int)`),
  bigint: forms(`
    {bigint} + {int} | {int} DIV {int} | {bigint} DIV {bigint} | {bigint} % {int} | array_position({ints}, {int}) | ceil({double})
    floor({double}) | ceil({dec}) | floor({dec}) | round({bigint}, -2) | unix_timestamp({ts}) | factorial({small}) | bigint({num})
    TRY_CAST({text} AS bigint) | TRY_CAST({num} AS bigint) | TRY_CAST({ts} AS bigint) | xxhash64({any}) | crc32({text})
    unix_micros({ts}) | unix_millis({ts}) | if({bool}, {bigint}, {int}) | coalesce({bigint}, {int}) | greatest({int}, {bigint})
    {dec} DIV {dec} | {double} DIV {int} | conv({text}, 16, 10) | unix_timestamp({text}) | to_unix_timestamp({date})
    shiftleft({bigint}, {small}) | shiftright({bigint}, {small}) | timestampdiff(HOUR, {ts}, {ts}) | datediff(MONTH, {ts}, {ts})
    timestampdiff(QUARTER, {ts}, {ts}) | {bigint} \\| {bigint} | {bigint} ^ {int}
  `),
  dec: forms(`
    {dec} + {dec} | {dec} - {dec2} | {dec} * {dec} | {dec} / {dec} | {dec} % {dec} | -{dec} | abs({dec}) | round({dec}, 1) | round({dec})
    {dec} + {int} | {int} * {dec} | {dec} / {int} | {dec2} / {small} | {dec2} * {dec2} | {dec2} % {dec} | {dec} + 0.125 | 1.5 * {dec}
    bround({dec}, 1) | round({dec2}, {places}) | greatest({dec}, {dec2}) | least({dec}, {int}) | coalesce({dec}, {int})
    if({bool}, {dec}, {dec2}) | CAST({int} AS decimal(12,3)) | TRY_CAST({text} AS decimal(8,2)) | TRY_CAST({double} AS decimal(10,3))
    CASE WHEN {bool} THEN {dec} WHEN {bool} THEN {int} END | nvl({dec}, 0) | TRY_CAST({dec2} AS decimal(6,1)) | pmod({dec}, 7)
    {bigint} * {dec} | {bigint} + {dec2} | {dec} - {bigint} | try_divide({dec}, {dec}) | try_add({dec}, {dec}) | ceil({dec}, 1) | floor({dec}, 1)
    sign({dec}) | nullif({dec}, {dec}) | positive({dec}) | negative({dec}) | mod({dec}, {int}) | floor({dec2}, -1) | ceil({dec2}, 3) | decimal({num})
  `),
  places: forms('-2 | -1 | 0 | 1 | 3 | 6'),
  dec2: forms(`{dec2} + {dec2} | round({dec2}, 2) | abs({dec2}) | CAST({dec} AS decimal(20,5)) | -{dec2} | {dec2} * 2`),
  double: forms(`
    {double} + {double} | {double} - {num} | {double} * {double} | {int} / {int} | {num} / {num} | {double} % {double} | -{double}
    sqrt({double}) | exp({small}) | ln({num}) | log10({num}) | log2({num}) | log({num}) | log({num}, {num}) | pow({num}, {small}) | sin({double})
    round({double}, {places}) | round({double}) | bround({double}, 1) | rint({double}) | abs({double}) | cbrt({double}) | double({text}) | double({num})
    double({ts}) | atan2({double}, {double}) | months_between({ts}, {ts}) | degrees({double}) | radians({double}) | signum({double}) | float({num})
    greatest({double}, {num}) | nanvl({double}, {double}) | if({bool}, {double}, {num}) | coalesce({double}, {num}) | pmod({double}, {num})
    TRY_CAST({text} AS double) | TRY_CAST({text} AS float) | TRY_CAST({double} AS float) | acos({double}) | asin({double}) | hypot({double}, {num})
    {text} + {int} | {text} * {num} | {int} - {text} | expm1({double}) | log1p({double}) | tanh({double}) | cot({double}) | {double} / {dec} | {double} * {dec}
    try_divide({num}, {num}) | f + {int} | f * {dec} | f / {double} | round(f, 1) | array_max(transform({ints}, x -> x / 2)) | sinh({small}) | positive({double})
  `),
  num: forms('{int} | {bigint} | {dec} | {double} | {small} | f | {dec2}'),
  text: forms(`
    concat({text}, {text}) | {text} \\|\\| {text} | {text} \\|\\| {any} | upper({text}) | lower({text}) | trim({text}) | ltrim({text}) | rtrim({text})
    substring({text}, {small}, {small}) | substring({text}, {small}) | substr({text}, {int}) | left({text}, {small}) | right({text}, {small})
    lpad({text}, {small}, {text}) | rpad({text}, {small}, '*') | lpad({text}, 7) | replace({text}, {text}, {text}) | reverse({text}) | repeat({text}, {small})
    substring_index({text}, {sep}, {small}) | translate({text}, {text}, {text}) | initcap({text}) | concat_ws({sep}, {text}, {text}, {texts})
    string({num}) | string({date}) | string({ts}) | string({bool}) | string({ints}) | string({texts}) | string({map}) | string(st)
    CAST({any} AS string) | coalesce({text}, {text}) | coalesce({text}, {int}) | if({bool}, {text}, {text}) | nullif({text}, {text})
    CASE WHEN {bool} THEN {text} ELSE {int} END | date_format({ts}, {format}) | date_format({date}, 'EEE, d MMM yyyy') | from_unixtime({bigint})
    regexp_replace({text}, {pattern}, {text}) | regexp_extract({text}, {pattern}, 0) | regexp_extract({text}, '([a-z]+)([0-9]*)', {group}) | split({text}, {sep})[{small}]
    split_part({text}, {sep}, {nonzero}) | element_at({texts}, {nonzero}) | {texts}[{small}] | array_join({texts}, {sep}) | array_join({texts}, ',', 'N') | md5({text})
    sha2({text}, 256) | hex({int}) | hex({text}) | bin({int}) | base64({binary}) | conv({int}, 10, 16) | conv({text}, 10, 36) | soundex({text}) | format_number({num}, 2)
    greatest({text}, {text}) | least({text}, {text}, {text}) | trim(BOTH {text} FROM {text}) | trim(LEADING 'a' FROM {text}) | btrim({text}, {text}) | chr({int})
    to_json(named_struct('a', {any}, 'b', {text})) | to_json({ints}) | to_json({map}) | get_json_object({json}, {path}) | decode({binary}, 'UTF-8') | elt({small}, {text}, {text})
    overlay({text}, {text}, {small}) | overlay({text} PLACING {text} FROM 2 FOR 3) | st.b | typeof({any}) | space({small}) | char({small}) | url_encode({text})
    to_char({dec}, '999.99') | regexp_substr({text}, {pattern}) | mask({text}) | nvl({text}, {text}) | ifnull({text}, {any}) | string({double}) | string({dec})
    date_format({ts}, 'yyyy-MM-dd HH:mm:ss.SSS') | hex({binary}) | concat({text}, {num}, {date}) | sha1({text}) | printf('%s/%5d/%-4s', {text}, {int}, {text})
    from_unixtime({int}, 'yyyy/MM/dd') | substring({text} FROM 2 FOR {small}) | string({binary}) | left({text}, {int}) | lpad({num}, 6, '0')
  `),
  key: forms(`'a' | 'b' | 'zz' | x`),
  sep: forms(`',' | ' ' | '-' | 'a' | ''`),
  group: forms('0 | 1 | 2'),
  nonzero: forms('1 | 2 | -1 | -2 | 9'),
  format: forms(
    `'yyyy-MM-dd' | 'yyyy/MM/dd HH:mm:ss' | 'dd.MM.yy' | 'HH:mm:ss.SSS' | 'E d MMM' | 'EEEE' | 'MMMM' | 'D' | 'hh:mm a' | 'Q' | 'yyyyMMdd' | 'H:m:s' | 'y' | 'yyyy-MM-dd''T''HH:mm'`,
  ),
  pattern: forms(
    `'[0-9]+' | 'a' | '^.' | '[^a-z]' | '(a\\|b)' | '\\\\d' | '\\\\s+' | '.$' | '[[:alpha:]]' | 'é' | '\\\\w+' | '' | 'A'`,
  ),
  path: forms(`'$.a' | '$.b' | '$' | '$.c[0]' | '$.c[*]' | '$.c' | '$.d.e' | '$.nosuch'`),
  json: forms(`j`),
  date: forms(`
    date_add({date}, {small}) | date_sub({date}, {small}) | add_months({date}, {small}) | last_day({date}) | next_day({date}, 'Mon') | trunc({date}, 'month')
    trunc({date}, 'week') | trunc({date}, 'quarter') | trunc({date}, 'year') | to_date({text}) | to_date({ts}) | date({ts}) | TRY_CAST({text} AS date) | {date} + {small}
    {date} - {small} | {date} + INTERVAL 1 MONTH | {date} - INTERVAL 3 DAY | {date} + INTERVAL '1-2' YEAR TO MONTH | greatest({date}, {date}) | coalesce({date}, {date}) | if({bool}, {date}, {date})
    make_date({int}, {small}, {small}) | make_date(2024, {small}, {small}) | nullif({date}, {date}) | to_date({text}, 'yyyy-MM-dd') | to_date({text}, 'dd/MM/yyyy') | date_from_unix_date({small})
  `),
  ts: forms(`
    date_trunc('month', {ts}) | date_trunc('week', {ts}) | date_trunc('hour', {ts}) | date_trunc('QUARTER', {date}) | date_trunc('minute', {ts}) | date_trunc('year', {ts})
    {ts} + INTERVAL 1 DAY | {ts} - INTERVAL '2' HOUR | {ts} + INTERVAL 1 MONTH | {ts} + INTERVAL '1 02:03:04' DAY TO SECOND | to_timestamp({text}) | timestamp({date}) | TRY_CAST({text} AS timestamp)
    timestamp({int}) | from_utc_timestamp({ts}, 'Asia/Seoul') | to_utc_timestamp({ts}, 'America/New_York') | from_utc_timestamp({ts}, '+05:30') | to_utc_timestamp({ts}, 'Europe/Berlin')
    coalesce({ts}, {ts}) | greatest({ts}, {ts}) | if({bool}, {ts}, {date}) | timestamp_seconds({int}) | timestamp_millis({int}) | make_timestamp(2024, {small}, {small}, 1, 2, 3.5) | date_add(HOUR, {small}, {ts})
    timestampadd(MONTH, {small}, {ts}) | to_timestamp({text}, 'yyyy-MM-dd HH:mm:ss') | nullif({ts}, {ts}) | CAST({date} AS timestamp) | {date} + INTERVAL 5 HOURS | {ts} - INTERVAL '10' SECOND
  `),
  bool: forms(`
    {any} = {same} | {any} < {same} | {any} <=> {same} | {any} <> {same} | {any} >= {same} | NOT {bool} | {bool} AND {bool} | {bool} OR {bool} | {any} IS NULL | {any} IS NOT NULL
    {int} IN ({int}, {int}, 3) | {text} IN ({text}, 'a') | {int} NOT IN ({int}, 7) | {int} BETWEEN {int} AND {int} | {text} LIKE {like} | {text} NOT LIKE {like} | {text} RLIKE {pattern}
    {text} = {int} | {num} = {num} | {num} < {num} | {date} = {ts} | {date} < {text} | {ts} >= {text} | {double} = {dec} | {text} < {dec} | startswith({text}, {text}) | endswith({text}, {text})
    contains({text}, {text}) | array_contains({ints}, {int}) | array_contains({texts}, {text}) | arrays_overlap({ints}, {ints}) | exists({ints}, x -> x > {small}) | forall({ints}, x -> x > 0)
    isnull({any}) | isnan({double}) | {ints} = {ints} | {ints} < {ints} | st = st | TRY_CAST({text} AS boolean) | boolean({num}) | {bool} = {bool} | coalesce({bool}, {bool}) | if({bool}, {bool}, {bool})
    {num} BETWEEN {num} AND {num} | {bool} <=> {bool} | {text} ILIKE {like} | {num} <=> {num} | {date} BETWEEN {date} AND {date} | equal_null({any}, {same}) | map_contains_key({map}, {key}) | {bool} IS TRUE
    {bool} IS NOT FALSE | {num} IN ({num}, {num}) | {any} IS DISTINCT FROM {same} | {binary} = {binary} | {date} IN ({date}, {date}) | luhn_check({text}) | {bool} = {int}
  `),
  like: forms(`'%a%' | 'a_%' | '_' | '%' | '' | '%é%' | 'A%' | '%1'`),
  ints: forms(`
    array({int}, {int}, {int}) | array_distinct({ints}) | array_union({ints}, {ints}) | array_intersect({ints}, {ints}) | array_except({ints}, {ints}) | sort_array({ints}) | sort_array({ints}, false)
    array_sort({ints}) | slice({ints}, {nonzero}, 2) | reverse({ints}) | array_remove({ints}, {int}) | array_repeat({int}, {small}) | filter({ints}, x -> x > 1) | filter({ints}, x -> x IS NOT NULL)
    transform({ints}, x -> x + 1) | transform({ints}, (x, i) -> x + i) | sequence({small}, 5) | flatten(array({ints}, {ints})) | concat({ints}, {ints}) | array_append({ints}, {int}) | array_compact({ints})
    array_prepend({ints}, {int}) | array_insert({ints}, {nonzero}, {int}) | zip_with({ints}, {ints}, (x, y) -> coalesce(x, 0) + y) | map_values({map}) | shuffle(array(1)) | coalesce({ints}, array(1))
    if({bool}, {ints}, {ints}) | {ints} \\|\\| {ints} | array_sort({ints}, (x, y) -> y - x) | transform({ints}, x -> if(x > 1, x, NULL))
  `),
  texts: forms(`
    array({text}, {text}) | split({text}, {sep}) | split({text}, {pattern}) | split({text}, ',', 2) | map_keys({map}) | transform({texts}, x -> upper(x)) | filter({texts}, x -> length(x) > 1) | array_distinct({texts})
    sort_array({texts}) | array_sort({texts}) | array_union({texts}, {texts}) | transform({ints}, x -> string(x)) | regexp_extract_all({text}, {pattern}, 0) | array_remove({texts}, {text}) | reverse({texts})
    concat({texts}, {texts}) | array({text}, {int}) | json_object_keys({json}) | slice({texts}, 1, {small})
  `),
  map: forms(
    `map('a', {int}, 'b', {int}) | map_from_arrays(array('a', 'c'), array({int}, {int})) | map_filter({map}, (k, v) -> v > 1) | transform_values({map}, (k, v) -> v + 1) | map_concat({map}, map('q', {int})) | transform_keys({map}, (k, v) -> upper(k))`,
  ),
  binary: forms(
    `encode({text}, 'UTF-8') | unhex({text}) | unbase64({text}) | binary({text}) | to_binary('6162', 'hex') | substring({binary}, 1, 2)`,
  ),
  any: forms('{int} | {text} | {bigint} | {double} | {dec} | {date} | {ts} | {bool} | {dec2}'),
} as const;

/** Columns and constants of each type, where an expression ends. */
export const LEAVES: Readonly<Partial<Record<string, readonly string[]>>> = {
  int: ['i', 'i', 'k', '0', '7', 'NULL'],
  bigint: ['b', 'b', '10000000000'],
  dec: ['m', 'm', '1.50', '-0.05', '2.5'],
  dec2: ['n', 'n', '0.12345'],
  double: ['d', 'd', '2.5e0', '-0.5e0', '1e10'],
  text: ['x', 'x', 'y', 'v', "'a'", "''", "'Zoë 1'", 'NULL'],
  date: ['dt', 'dt', "DATE '2024-02-29'", "DATE '1500-03-01'"],
  ts: ['ts', 'ts', "TIMESTAMP '2024-03-31 02:30:00'"],
  bool: ['o', 'o', 'true', 'NULL'],
  ints: ['ai', 'ai', 'array(3, 1, 2)'],
  texts: ['ax', 'ax', "array('b', NULL, 'a')"],
  map: ['mp', "map('a', 1)"],
  binary: ['bin', "X'C3A9'"],
  num: ['i', 'm', 'd', 'b'],
  any: ['i', 'x', 'dt', 'm'],
};

/** Rows with the values at which meanings part: zeros, borders, NULLs, letters of many bytes, dates before 1582. */
export const TABLE = {
  create: `CREATE TEMP TABLE t (id int, i int, k int, s int, b bigint, f float, d double, m decimal(10,2), n decimal(20,5), x text, y text,
    v text, j text, o boolean, dt date, ts timestamp, ai array<int>, ax array<text>, mp map<text, int>, st struct<a int, b text>, bin binary)`,
  rows: [
    `1, 1, 2, 1, 10, 1.5, 2.5, 1.25, 3.14159, 'abc', 'b', '12', '{"a":1,"b":"x","c":[1,2]}', true, DATE '2024-02-29', TIMESTAMP '2024-02-29 13:45:59.123456', array(1, 2, 3), array('a', 'b'), map('a', 1), named_struct('a', 1, 'b', 'p'), X'616263'`,
    `2, -7, 3, -1, -10000000000, -0.5, -2.5, -1.25, -0.00005, 'Größe 12', 'ö', ' 3.7 ', '{"a":null,"b":true}', false, DATE '1582-10-04', TIMESTAMP '1969-12-31 23:59:59.5', array(3, NULL, 1, 3), array('b', NULL), map('a', NULL, 'b', 2), named_struct('a', NULL, 'b', 'q'), X'FF00'`,
    `3, 0, 0, 0, 0, 0, 0, 0, 0, '', ' ', '', '[1,2,3]', NULL, DATE '1970-01-01', TIMESTAMP '1970-01-01 00:00:00', array(), array(), map(), named_struct('a', 0, 'b', ''), X''`,
    `4, 2147483647, 1, 2, 9223372036854775807, 3.4e10, 1e300, 99999999.99, 999999999999999.99999, 'a,b,,c', ',', '1e3', '{"c":"s","d":{"e":2}}', true, DATE '9999-12-31', TIMESTAMP '2038-01-19 03:14:07', array(2147483647), array('x,y', ''), map('zz', 9), named_struct('a', 9, 'b', NULL), X'00'`,
    `5, -2147483648, -1, 5, -9223372036854775808, -1.25, -1e-7, -99999999.99, -999999999999999.99999, '日本語 テキスト', '語', '2024-02-30', 'no json', false, DATE '0001-01-01', TIMESTAMP '1900-01-01 12:00:00', array(0, -1), array('é', 'e'), map('b', -1, 'a', 0), NULL, X'E697A5'`,
    `6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
    `7, 12, 5, 3, 1234567890123, 0.1, 0.1, 10.05, 2.50000, '  The Quick-brown fox ', 'Quick', '2024-03-05 10:20:30', '{"a":1.50,"b":"é"}', true, DATE '2000-12-31', TIMESTAMP '2000-12-31 23:59:59.999999', array(5, 5, 5), array('fox', 'The', 'fox'), map('x', 5), named_struct('a', 3, 'b', 'z'), X'C3A9'`,
    `8, 100, -3, 4, 3, 2.5, 1.005, 0.15, -2.50000, 'A1b22', 'a', '0x1F', '{"b":[1,{"e":1}]}', false, DATE '2023-01-01', TIMESTAMP '2023-01-01 00:30:00', array(NULL), array(NULL), map('k', 7), named_struct('a', 4, 'b', 'w'), X'31'`,
    `9, 3, 10, 1, 255, 12.5, 1e7, -0.05, 100.00000, '😀x', '😀', 'true', '""', true, DATE '2024-12-30', TIMESTAMP '2024-11-03 05:30:00', array(1, NULL), array('😀', 'x'), map('a', 3, 'c', 4), named_struct('a', 5, 'b', '😀'), X'F09F9880'`,
  ],
};

function forms(text: string): readonly string[] {
  return text
    .split(/(?<!\\)\||\n/)
    .map((form) => form.trim().replaceAll('\\|', '|').replaceAll('\\\\', '\\'))
    .filter((form) => form !== '');
}
