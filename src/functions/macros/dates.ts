/** Dates, zones. The session's zone is UTC, so a TIMESTAMP and a TIMESTAMPTZ convert without a shift. */

const DAY_NAMES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const FULL_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const weekdays = DAY_NAMES.map((short, i) => {
  const full = FULL_DAYS[i] ?? '';
  return `WHEN d IN ('${short}', '${full.slice(0, 3)}', '${full}') THEN ${i + 1}`;
}).join(' ');

export const dateMacros: readonly string[] = [
  "now() AS timezone('UTC', get_current_timestamp())",
  `trunc_unit(u) AS CASE WHEN u IN ('year', 'yyyy', 'yy') THEN 'year' WHEN u IN ('month', 'mon', 'mm') THEN 'month'
    WHEN u IN ('day', 'dd') THEN 'day' WHEN u IN ('quarter', 'week', 'hour', 'minute', 'second', 'millisecond', 'microsecond') THEN u END`,
  'date_trunc(u, t) AS date_trunc(sh.trunc_unit(lower(trim(u))), CAST(t AS TIMESTAMP))',
  `trunc(d, u) AS CASE WHEN sh.trunc_unit(lower(trim(u))) IN ('year', 'quarter', 'month', 'week')
    THEN date_trunc(sh.trunc_unit(lower(trim(u))), d) END`,
  `weekday_number(d) AS CASE ${weekdays} END`,
  // The first later date on that weekday.
  `next_day(d, name) AS d + CAST((sh.weekday_number(lower(trim(name))) - isodow(d) + 6) % 7 + 1 AS INTEGER)`,
  'round_if(off, x) AS CASE WHEN off THEN round(x, 8) ELSE x END',
  `months_between(a, b, off) AS CASE WHEN day(a) = day(b) OR (CAST(a AS DATE) = last_day(a) AND CAST(b AS DATE) = last_day(b))
    THEN CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DOUBLE)
    ELSE sh.round_if(off, (year(a) - year(b)) * 12 + month(a) - month(b)
      + ((day(a) - day(b)) * 86400 + sh.second_of_day(a) - sh.second_of_day(b)) / 2678400.0::DOUBLE) END`,
  "second_of_day(t) AS (epoch_us(t) - epoch_us(date_trunc('day', t))) // 1000000",
  // Short names of zones that the zone database does not have stand for fixed offsets, as in Java.
  `zone_name(z) AS CASE upper(z) WHEN 'EDT' THEN 'Etc/GMT+4' WHEN 'CDT' THEN 'Etc/GMT+5' WHEN 'MDT' THEN 'Etc/GMT+6' WHEN 'PDT' THEN 'Etc/GMT+7'
    WHEN 'PST' THEN 'America/Los_Angeles' WHEN 'CST' THEN 'America/Chicago' WHEN 'EST' THEN 'Etc/GMT+5' WHEN 'MST' THEN 'Etc/GMT+7'
    WHEN 'Z' THEN 'UTC' ELSE z END`,
  // An offset such as +02:00 or GMT+1 in seconds, else NULL.
  `zone_offset(z) AS CASE WHEN regexp_matches(z, '^(GMT|UTC|UT)?[+-][0-9]{1,2}(:?[0-9]{2})?$')
    THEN (CASE WHEN contains(z, '-') THEN -1 ELSE 1 END) * (
      CAST(regexp_extract(z, '[+-]([0-9]{1,2})', 1) AS INTEGER) * 3600
      + coalesce(TRY_CAST(regexp_extract(z, '[+-][0-9]{1,2}:?([0-9]{2})$', 1) AS INTEGER), 0) * 60) END`,
  `from_utc_timestamp(t, z) AS CASE WHEN sh.zone_offset(z) IS NOT NULL THEN t + to_seconds(sh.zone_offset(z))
    ELSE timezone(sh.zone_name(z), timezone('UTC', t)) END`,
  `to_utc_timestamp(t, z) AS CASE WHEN sh.zone_offset(z) IS NOT NULL THEN t - to_seconds(sh.zone_offset(z))
    ELSE timezone('UTC', timezone(sh.zone_name(z), t)) END`,
  `make_date(y, m, d) AS CASE WHEN m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND y BETWEEN 1 AND 9999
    AND d <= day(last_day(make_date(y, m, 1))) THEN make_date(y, m, d) END`,
  `make_timestamp(y, m, d, h, mi, s) AS CASE WHEN h BETWEEN 0 AND 23 AND mi BETWEEN 0 AND 59 AND s >= 0 AND (s < 60 OR s = 60)
    THEN CAST(sh.make_date(y, m, d) AS TIMESTAMP) + to_hours(h) + to_minutes(mi) + to_microseconds(CAST(round(s * 1000000) AS BIGINT)) END`,
  'month_and_day(d) AS (year(d) * 12 + month(d)) * 32 + day(d)',
  // Java's LocalDateTime.until: the end goes a day towards the start where its time of day has not been reached.
  `whole_months(a, b) AS (sh.month_and_day(CAST(b AS DATE)
    + CASE WHEN CAST(b AS DATE) > CAST(a AS DATE) AND CAST(b AS TIME) < CAST(a AS TIME) THEN -1
      WHEN CAST(b AS DATE) < CAST(a AS DATE) AND CAST(b AS TIME) > CAST(a AS TIME) THEN 1 ELSE 0 END)
    - sh.month_and_day(CAST(a AS DATE))) // 32`,
];
