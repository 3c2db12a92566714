/** Functions that this server has by the same name. Each: oid, name, result, arguments, then kind, volatility, strict or called on null,
 * many or 1 rows, leakproof; and the C symbol where it is not the name. Source: PostgreSQL 15.20, `pg_proc`. */
export const COMMON_FUNCTIONS = `
89 version 25 . fss1- pgsql_version; 315 pg_jit_available 16 . fvs1-; 320 width_bucket 23 701,701,701,23 fis1-
width_bucket_float8; 376 string_to_array 1009 25,25,25 fic1- text_to_array_null; 378 array_append 5078 5078,5077
fic1-; 379 array_prepend 5078 5077,5078 fic1-; 383 array_cat 5078 5078,5078 fic1-; 384 array_to_string 25 2277,25,25
fsc1- array_to_text_null; 394 string_to_array 1009 25,25 fic1- text_to_array; 395 array_to_string 25 2277,25 fss1-
array_to_text; 438 num_nulls 23 2276 fic1- pg_num_nulls; 440 num_nonnulls 23 2276 fic1- pg_num_nonnulls; 710
getpgusername 19 . fss1- current_user; 720 octet_length 23 17 fis1- byteaoctetlen; 745 current_user 19 . fss1-; 746
session_user 19 . fss1-; 748 array_ndims 23 2277 fis1-; 749 overlay 17 17,17,23,23 fis1- byteaoverlay; 752 overlay 17
17,17,23 fis1- byteaoverlay_no_len; 810 pg_client_encoding 19 . fss1-; 849 position 23 25,25 fis1- textpos; 861
current_database 19 . fss1-; 868 strpos 23 25,25 fis1- textpos; 870 lower 25 25 fis1-; 871 upper 25 25 fis1-; 872
initcap 25 25 fis1-; 873 lpad 25 25,23,25 fis1-; 874 rpad 25 25,23,25 fis1-; 875 ltrim 25 25,25 fis1-; 876 rtrim 25
25,25 fis1-; 877 substr 25 25,23,23 fis1- text_substr; 878 translate 25 25,25,25 fis1-; 879 lpad 25 25,23 fis1- -; 880
rpad 25 25,23 fis1- -; 881 ltrim 25 25 fis1- ltrim1; 882 rtrim 25 25 fis1- rtrim1; 883 substr 25 25,23 fis1-
text_substr_no_len; 884 btrim 25 25,25 fis1-; 885 btrim 25 25 fis1- btrim1; 936 substring 25 25,23,23 fis1-
text_substr; 937 substring 25 25,23 fis1- text_substr_no_len; 938 generate_series 1114 1114,1114,1186 fism-
generate_series_timestamp; 939 generate_series 1184 1184,1184,1186 fssm- generate_series_timestamptz; 940 mod 21 21,21
fis1- int2mod; 941 mod 23 23,23 fis1- int4mod; 947 mod 20 20,20 fis1- int8mod; 1026 timezone 1114 1186,1184 fis1-
timestamptz_izone; 1039 getdatabaseencoding 19 . fss1-; 1066 generate_series 23 23,23,23 fism-
generate_series_step_int4; 1067 generate_series 23 23,23 fism- generate_series_int4; 1068 generate_series 20 20,20,20
fism- generate_series_step_int8; 1069 generate_series 20 20,20 fism- generate_series_int8; 1081 format_type 25 26,23
fsc1-; 1158 to_timestamp 1184 701 fis1- float8_timestamptz; 1159 timezone 1114 25,1184 fis1- timestamptz_zone; 1171
date_part 701 25,1184 fss1- timestamptz_part; 1172 date_part 701 25,1186 fis1- interval_part; 1181 age 23 28 fss1-
xid_age; 1191 generate_subscripts 23 2277,23,16 fism-; 1192 generate_subscripts 23 2277,23 fism-
generate_subscripts_nodir; 1194 log10 701 701 fis1- dlog10; 1199 age 1186 1184,1184 fis1- timestamptz_age; 1215
obj_description 25 26,19 fss1- -; 1216 col_description 25 26,23 fss1- -; 1217 date_trunc 1184 25,1184 fss1-
timestamptz_trunc; 1218 date_trunc 1186 25,1186 fis1- interval_trunc; 1264 pg_char_to_encoding 23 19 fss1-
PG_char_to_encoding; 1268 parse_ident 1009 25,16 fis1-; 1273 date_part 701 25,1266 fis1- timetz_part; 1282 quote_ident
25 25 fis1-; 1283 quote_literal 25 25 fis1-; 1284 date_trunc 1184 25,1184,25 fss1- timestamptz_trunc_zone; 1285
quote_literal 25 2283 fss1- -; 1289 quote_nullable 25 25 fic1-; 1290 quote_nullable 25 2283 fsc1- -; 1299 now 1184 .
fss1-; 1317 length 23 25 fis1- textlen; 1318 length 23 1042 fis1- bpcharlen; 1340 log 701 701 fis1- dlog10; 1341 ln
701 701 fis1- dlog1; 1342 round 701 701 fis1- dround; 1343 trunc 701 701 fis1- dtrunc; 1344 sqrt 701 701 fis1- dsqrt;
1345 cbrt 701 701 fis1- dcbrt; 1346 pow 701 701,701 fis1- dpow; 1347 exp 701 701 fis1- dexp; 1348 obj_description 25
26 fss1- -; 1349 oidvectortypes 25 30 fss1-; 1367 character_length 23 1042 fis1- bpcharlen; 1368 power 701 701,701 fis1- dpow; 1369 character_length 23
25 fis1- textlen; 1372 char_length 23 1042 fis1- bpcharlen; 1373 isfinite 16 1082 fis1- date_finite; 1374 octet_length
23 25 fis1- textoctetlen; 1375 octet_length 23 1042 fis1- bpcharoctetlen; 1376 factorial 1700 20 fis1- numeric_fac;
1381 char_length 23 25 fis1- textlen; 1384 date_part 701 25,1082 fis1- -; 1385 date_part 701 25,1083 fis1- time_part;
1386 age 1186 1184 fss1- -; 1387 pg_get_constraintdef 25 26 fss1-; 1389 isfinite 16 1184 fis1- timestamp_finite; 1390
isfinite 16 1186 fis1- interval_finite; 1394 abs 700 700 fis1- float4abs; 1395 abs 701 701 fis1- float8abs; 1396 abs
20 20 fis1- int8abs; 1397 abs 23 23 fis1- int4abs; 1398 abs 21 21 fis1- int2abs; 1402 current_schema 19 . fss1-; 1403
current_schemas 1003 16 fss1-; 1404 overlay 25 25,25,23,23 fis1- textoverlay; 1405 overlay 25 25,25,23 fis1-
textoverlay_no_len; 1481 log10 1700 1700 fis1- -; 1569 like 16 25,25 fis1- textlike; 1571 like 16 19,25 fis1-
namelike; 1573 pg_get_ruledef 25 26 fss1-; 1597 pg_encoding_to_char 19 23 fss1- PG_encoding_to_char; 1598 random 701 .
fvs1- drandom; 1600 asin 701 701 fis1- dasin; 1601 acos 701 701 fis1- dacos; 1602 atan 701 701 fis1- datan; 1603 atan2
701 701,701 fis1- datan2; 1604 sin 701 701 fis1- dsin; 1605 cos 701 701 fis1- dcos; 1606 tan 701 701 fis1- dtan; 1607
cot 701 701 fis1- dcot; 1608 degrees 701 701 fis1-; 1609 radians 701 701 fis1-; 1610 pi 701 . fis1- dpi; 1619
pg_typeof 2206 2276 fsc1-; 1620 ascii 23 25 fis1-; 1621 chr 25 23 fis1-; 1622 repeat 25 25,23 fis1-; 1640
pg_get_viewdef 25 25 fss1- pg_get_viewdef_name; 1641 pg_get_viewdef 25 26 fss1-; 1642 pg_get_userbyid 19 26 fss1-;
1643 pg_get_indexdef 25 26 fss1-; 1662 pg_get_triggerdef 25 26 fss1-; 1665 pg_get_serial_sequence 25 25,25 fss1-; 1680
substring 1560 1560,23,23 fis1- bitsubstr; 1681 length 23 1560 fis1- bitlength; 1682 octet_length 23 1560 fis1-
bitoctetlength; 1689 aclexplode 2249 1034 fssm-; 1698 position 23 1560,1560 fis1- bitposition; 1699 substring 1560
1560,23 fis1- bitsubstr_no_len; 1705 abs 1700 1700 fis1- numeric_abs; 1706 sign 1700 1700 fis1- numeric_sign; 1707
round 1700 1700,23 fis1- numeric_round; 1708 round 1700 1700 fis1- -; 1709 trunc 1700 1700,23 fis1- numeric_trunc;
1710 trunc 1700 1700 fis1- -; 1711 ceil 1700 1700 fis1- numeric_ceil; 1712 floor 1700 1700 fis1- numeric_floor; 1713
length 23 17,19 fss1- length_in_encoding; 1714 convert_from 25 17,19 fss1- pg_convert_from; 1716 pg_get_expr 25 194,26
fss1-; 1728 mod 1700 1700,1700 fis1- numeric_mod; 1730 sqrt 1700 1700 fis1- numeric_sqrt; 1732 exp 1700 1700 fis1-
numeric_exp; 1734 ln 1700 1700 fis1- numeric_ln; 1736 log 1700 1700,1700 fis1- numeric_log; 1738 pow 1700 1700,1700
fis1- numeric_power; 1741 log 1700 1700 fis1- -; 1768 to_char 25 1186,25 fss1- interval_to_char; 1770 to_char 25
1184,25 fss1- timestamptz_to_char; 1772 to_char 25 1700,25 fss1- numeric_to_char; 1773 to_char 25 23,25 fss1-
int4_to_char; 1774 to_char 25 20,25 fss1- int8_to_char; 1775 to_char 25 700,25 fss1- float4_to_char; 1776 to_char 25
701,25 fss1- float8_to_char; 1777 to_number 1700 25,25 fss1- numeric_to_number; 1778 to_timestamp 1184 25,25 fss1-;
1780 to_date 1082 25,25 fss1-; 1810 bit_length 23 17 fis1- -; 1811 bit_length 23 25 fis1- -; 1812 bit_length 23 1560
fis1- -; 1922 has_table_privilege 16 19,25,25 fss1- has_table_privilege_name_name; 1923 has_table_privilege 16
19,26,25 fss1- has_table_privilege_name_id; 1924 has_table_privilege 16 26,25,25 fss1- has_table_privilege_id_name;
1925 has_table_privilege 16 26,26,25 fss1- has_table_privilege_id_id; 1926 has_table_privilege 16 25,25 fss1-
has_table_privilege_name; 1927 has_table_privilege 16 26,25 fss1- has_table_privilege_id; 1928 pg_stat_get_numscans 20
26 fss1-; 1929 pg_stat_get_tuples_returned 20 26 fss1-; 1930 pg_stat_get_tuples_fetched 20 26 fss1-; 1931
pg_stat_get_tuples_inserted 20 26 fss1-; 1946 encode 25 17,25 fis1- binary_encode; 1947 decode 17 25,25 fis1-
binary_decode; 1993 shobj_description 25 26,19 fss1- -; 2007 like 16 17,17 fis1- bytealike; 2010 length 23 17 fis1-
byteaoctetlen; 2012 substring 17 17,23,23 fis1- bytea_substr; 2013 substring 17 17,23 fis1- bytea_substr_no_len; 2014
position 23 17,17 fis1- byteapos; 2015 btrim 17 17,17 fis1- byteatrim; 2020 date_trunc 1114 25,1114 fis1-
timestamp_trunc; 2021 date_part 701 25,1114 fis1- timestamp_part; 2025 timestamp 1114 1082,1083 fis1-
datetime_timestamp; 2026 pg_backend_pid 23 . fss1-; 2034 pg_conf_load_time 1184 . fss1-; 2037 timezone 1266 25,1266
fss1- timetz_zone; 2038 timezone 1266 1186,1266 fis1- timetz_izone; 2048 isfinite 16 1114 fis1- timestamp_finite; 2049
to_char 25 1114,25 fss1- timestamp_to_char; 2050 max 2277 2277 aic1- aggregate_dummy; 2051 min 2277 2277 aic1-
aggregate_dummy; 2058 age 1186 1114,1114 fis1- timestamp_age; 2059 age 1186 1114 fss1- -; 2069 timezone 1184 25,1114
fis1- timestamp_zone; 2070 timezone 1184 1186,1114 fis1- timestamp_izone; 2073 substring 25 25,25 fis1-
textregexsubstr; 2074 substring 25 25,25,25 fis1- -; 2077 current_setting 25 25 fss1- show_config_by_name; 2078
set_config 25 25,25,16 fvc1- set_config_by_name; 2079 pg_table_is_visible 16 26 fss1-; 2080 pg_type_is_visible 16 26
fss1-; 2081 pg_function_is_visible 16 26 fss1-; 2082 pg_operator_is_visible 16 26 fss1-; 2083 pg_opclass_is_visible 16
26 fss1-; 2085 substr 17 17,23,23 fis1- bytea_substr; 2086 substr 17 17,23 fis1- bytea_substr_no_len; 2087 replace 25
25,25,25 fis1- replace_text; 2088 split_part 25 25,25,23 fis1-; 2089 to_hex 25 23 fis1- to_hex32; 2090 to_hex 25 20
fis1- to_hex64; 2091 array_lower 23 2277,23 fis1-; 2092 array_upper 23 2277,23 fis1-; 2093 pg_conversion_is_visible 16
26 fss1-; 2096 pg_terminate_backend 16 23,20 fvs1-; 2098 pg_get_functiondef 25 26 fss1-; 2100 avg 1700 20 aic1-
aggregate_dummy; 2101 avg 1700 23 aic1- aggregate_dummy; 2102 avg 1700 21 aic1- aggregate_dummy; 2103 avg 1700 1700
aic1- aggregate_dummy; 2104 avg 701 700 aic1- aggregate_dummy; 2105 avg 701 701 aic1- aggregate_dummy; 2106 avg 1186
1186 aic1- aggregate_dummy; 2107 sum 1700 20 aic1- aggregate_dummy; 2108 sum 20 23 aic1- aggregate_dummy; 2109 sum 20
21 aic1- aggregate_dummy; 2110 sum 700 700 aic1- aggregate_dummy; 2111 sum 701 701 aic1- aggregate_dummy; 2113 sum
1186 1186 aic1- aggregate_dummy; 2114 sum 1700 1700 aic1- aggregate_dummy; 2115 max 20 20 aic1- aggregate_dummy; 2116
max 23 23 aic1- aggregate_dummy; 2117 max 21 21 aic1- aggregate_dummy; 2118 max 26 26 aic1- aggregate_dummy; 2119 max
700 700 aic1- aggregate_dummy; 2120 max 701 701 aic1- aggregate_dummy; 2122 max 1082 1082 aic1- aggregate_dummy; 2123
max 1083 1083 aic1- aggregate_dummy; 2124 max 1266 1266 aic1- aggregate_dummy; 2126 max 1114 1114 aic1-
aggregate_dummy; 2127 max 1184 1184 aic1- aggregate_dummy; 2128 max 1186 1186 aic1- aggregate_dummy; 2129 max 25 25
aic1- aggregate_dummy; 2130 max 1700 1700 aic1- aggregate_dummy; 2131 min 20 20 aic1- aggregate_dummy; 2132 min 23 23
aic1- aggregate_dummy; 2133 min 21 21 aic1- aggregate_dummy; 2134 min 26 26 aic1- aggregate_dummy; 2135 min 700 700
aic1- aggregate_dummy; 2136 min 701 701 aic1- aggregate_dummy; 2138 min 1082 1082 aic1- aggregate_dummy; 2139 min 1083
1083 aic1- aggregate_dummy; 2140 min 1266 1266 aic1- aggregate_dummy; 2142 min 1114 1114 aic1- aggregate_dummy; 2143
min 1184 1184 aic1- aggregate_dummy; 2144 min 1186 1186 aic1- aggregate_dummy; 2145 min 25 25 aic1- aggregate_dummy;
2146 min 1700 1700 aic1- aggregate_dummy; 2147 count 20 2276 aic1- aggregate_dummy; 2148 variance 1700 20 aic1-
aggregate_dummy; 2149 variance 1700 23 aic1- aggregate_dummy; 2150 variance 1700 21 aic1- aggregate_dummy; 2151
variance 701 700 aic1- aggregate_dummy; 2152 variance 701 701 aic1- aggregate_dummy; 2153 variance 1700 1700 aic1-
aggregate_dummy; 2154 stddev 1700 20 aic1- aggregate_dummy; 2155 stddev 1700 23 aic1- aggregate_dummy; 2156 stddev
1700 21 aic1- aggregate_dummy; 2157 stddev 701 700 aic1- aggregate_dummy; 2158 stddev 701 701 aic1- aggregate_dummy;
2159 stddev 1700 1700 aic1- aggregate_dummy; 2162 pg_get_function_arguments 25 26 fss1-; 2165 pg_get_function_result
25 26 fss1-; 2167 ceiling 1700 1700 fis1- numeric_ceil; 2168 pg_database_size 20 19 fvs1- pg_database_size_name; 2169
power 1700 1700,1700 fis1- numeric_power; 2170 width_bucket 23 1700,1700,1700,23 fis1- width_bucket_numeric; 2171
pg_cancel_backend 16 23 fvs1-; 2176 array_length 23 2277,23 fis1-; 2181 has_sequence_privilege 16 19,25,25 fss1-
has_sequence_privilege_name_name; 2182 has_sequence_privilege 16 19,26,25 fss1- has_sequence_privilege_name_id; 2183
has_sequence_privilege 16 26,25,25 fss1- has_sequence_privilege_id_name; 2184 has_sequence_privilege 16 26,26,25 fss1-
has_sequence_privilege_id_id; 2185 has_sequence_privilege 16 25,25 fss1- has_sequence_privilege_name; 2186
has_sequence_privilege 16 26,25 fss1- has_sequence_privilege_id; 2197 inet_client_port 23 . fsc1-; 2199
inet_server_port 23 . fsc1-; 2232 pg_get_function_identity_arguments 25 26 fss1-; 2236 bit_and 21 21 aic1-
aggregate_dummy; 2237 bit_or 21 21 aic1- aggregate_dummy; 2238 bit_and 23 23 aic1- aggregate_dummy; 2239 bit_or 23 23
aic1- aggregate_dummy; 2240 bit_and 20 20 aic1- aggregate_dummy; 2241 bit_or 20 20 aic1- aggregate_dummy; 2242 bit_and
1560 1560 aic1- aggregate_dummy; 2243 bit_or 1560 1560 aic1- aggregate_dummy; 2244 max 1042 1042 aic1-
aggregate_dummy; 2245 min 1042 1042 aic1- aggregate_dummy; 2250 has_database_privilege 16 19,25,25 fss1-
has_database_privilege_name_name; 2251 has_database_privilege 16 19,26,25 fss1- has_database_privilege_name_id; 2252
has_database_privilege 16 26,25,25 fss1- has_database_privilege_id_name; 2253 has_database_privilege 16 26,26,25 fss1-
has_database_privilege_id_id; 2254 has_database_privilege 16 25,25 fss1- has_database_privilege_name; 2255
has_database_privilege 16 26,25 fss1- has_database_privilege_id; 2256 has_function_privilege 16 19,25,25 fss1-
has_function_privilege_name_name; 2257 has_function_privilege 16 19,26,25 fss1- has_function_privilege_name_id; 2258
has_function_privilege 16 26,25,25 fss1- has_function_privilege_id_name; 2259 has_function_privilege 16 26,26,25 fss1-
has_function_privilege_id_id; 2260 has_function_privilege 16 25,25 fss1- has_function_privilege_name; 2261
has_function_privilege 16 26,25 fss1- has_function_privilege_id; 2262 has_language_privilege 16 19,25,25 fss1-
has_language_privilege_name_name; 2263 has_language_privilege 16 19,26,25 fss1- has_language_privilege_name_id; 2264
has_language_privilege 16 26,25,25 fss1- has_language_privilege_id_name; 2265 has_language_privilege 16 26,26,25 fss1-
has_language_privilege_id_id; 2266 has_language_privilege 16 25,25 fss1- has_language_privilege_name; 2267
has_language_privilege 16 26,25 fss1- has_language_privilege_id; 2268 has_schema_privilege 16 19,25,25 fss1-
has_schema_privilege_name_name; 2269 has_schema_privilege 16 19,26,25 fss1- has_schema_privilege_name_id; 2270
has_schema_privilege 16 26,25,25 fss1- has_schema_privilege_id_name; 2271 has_schema_privilege 16 26,26,25 fss1-
has_schema_privilege_id_id; 2272 has_schema_privilege 16 25,25 fss1- has_schema_privilege_name; 2273
has_schema_privilege 16 26,25 fss1- has_schema_privilege_id; 2284 regexp_replace 25 25,25,25 fis1-
textregexreplace_noopt; 2285 regexp_replace 25 25,25,25,25 fis1- textregexreplace; 2286 pg_total_relation_size 20 2205
fvs1-; 2288 pg_size_pretty 25 20 fis1-; 2308 ceil 701 701 fis1- dceil; 2309 floor 701 701 fis1- dfloor; 2310 sign 701
701 fis1- dsign; 2311 md5 25 25 fis1l md5_text; 2320 ceiling 701 701 fis1- dceil; 2321 md5 25 17 fis1l md5_bytea; 2322
pg_tablespace_size 20 26 fvs1- pg_tablespace_size_oid; 2323 pg_tablespace_size 20 19 fvs1- pg_tablespace_size_name;
2324 pg_database_size 20 26 fvs1- pg_database_size_oid; 2325 pg_relation_size 20 2205 fvs1- -; 2331 unnest 2283 2277
fism- array_unnest; 2332 pg_relation_size 20 2205,25 fvs1-; 2335 array_agg 2277 2776 aic1- aggregate_dummy; 2390
has_tablespace_privilege 16 19,25,25 fss1- has_tablespace_privilege_name_name; 2391 has_tablespace_privilege 16
19,26,25 fss1- has_tablespace_privilege_name_id; 2392 has_tablespace_privilege 16 26,25,25 fss1-
has_tablespace_privilege_id_name; 2393 has_tablespace_privilege 16 26,26,25 fss1- has_tablespace_privilege_id_id; 2394
has_tablespace_privilege 16 25,25 fss1- has_tablespace_privilege_name; 2395 has_tablespace_privilege 16 26,25 fss1-
has_tablespace_privilege_id; 2462 sinh 701 701 fis1- dsinh; 2463 cosh 701 701 fis1- dcosh; 2464 tanh 701 701 fis1-
dtanh; 2465 asinh 701 701 fis1- dasinh; 2466 acosh 701 701 fis1- dacosh; 2467 atanh 701 701 fis1- datanh; 2504
pg_get_ruledef 25 26,16 fss1- pg_get_ruledef_ext; 2505 pg_get_viewdef 25 25,16 fss1- pg_get_viewdef_name_ext; 2506
pg_get_viewdef 25 26,16 fss1- pg_get_viewdef_ext; 2507 pg_get_indexdef 25 26,23,16 fss1- pg_get_indexdef_ext; 2508
pg_get_constraintdef 25 26,16 fss1- pg_get_constraintdef_ext; 2509 pg_get_expr 25 194,26,16 fss1- pg_get_expr_ext;
2517 bool_and 16 16 aic1- aggregate_dummy; 2518 bool_or 16 16 aic1- aggregate_dummy; 2519 every 16 16 aic1-
aggregate_dummy; 2560 pg_postmaster_start_time 1184 . fss1-; 2561 pg_blocking_pids 1007 23 fvs1-; 2626 pg_sleep 2278
701 fvs1-; 2641 var_samp 1700 20 aic1- aggregate_dummy; 2642 var_samp 1700 23 aic1- aggregate_dummy; 2643 var_samp
1700 21 aic1- aggregate_dummy; 2644 var_samp 701 700 aic1- aggregate_dummy; 2645 var_samp 701 701 aic1-
aggregate_dummy; 2646 var_samp 1700 1700 aic1- aggregate_dummy; 2647 transaction_timestamp 1184 . fss1- now; 2648
statement_timestamp 1184 . fss1-; 2649 clock_timestamp 1184 . fvs1-; 2705 pg_has_role 16 19,19,25 fss1-
pg_has_role_name_name; 2706 pg_has_role 16 19,26,25 fss1- pg_has_role_name_id; 2707 pg_has_role 16 26,19,25 fss1-
pg_has_role_id_name; 2708 pg_has_role 16 26,26,25 fss1- pg_has_role_id_id; 2709 pg_has_role 16 19,25 fss1-
pg_has_role_name; 2710 pg_has_role 16 26,25 fss1- pg_has_role_id; 2712 stddev_samp 1700 20 aic1- aggregate_dummy; 2713
stddev_samp 1700 23 aic1- aggregate_dummy; 2714 stddev_samp 1700 21 aic1- aggregate_dummy; 2715 stddev_samp 701 700
aic1- aggregate_dummy; 2716 stddev_samp 701 701 aic1- aggregate_dummy; 2717 stddev_samp 1700 1700 aic1-
aggregate_dummy; 2718 var_pop 1700 20 aic1- aggregate_dummy; 2719 var_pop 1700 23 aic1- aggregate_dummy; 2720 var_pop
1700 21 aic1- aggregate_dummy; 2721 var_pop 701 700 aic1- aggregate_dummy; 2722 var_pop 701 701 aic1- aggregate_dummy;
2723 var_pop 1700 1700 aic1- aggregate_dummy; 2724 stddev_pop 1700 20 aic1- aggregate_dummy; 2725 stddev_pop 1700 23
aic1- aggregate_dummy; 2726 stddev_pop 1700 21 aic1- aggregate_dummy; 2727 stddev_pop 701 700 aic1- aggregate_dummy;
2728 stddev_pop 701 701 aic1- aggregate_dummy; 2729 stddev_pop 1700 1700 aic1- aggregate_dummy; 2730 pg_get_triggerdef
25 26,16 fss1- pg_get_triggerdef_ext; 2763 regexp_matches 1009 25,25 fism- regexp_matches_no_flags; 2764
regexp_matches 1009 25,25,25 fism-; 2765 regexp_split_to_table 25 25,25 fism- regexp_split_to_table_no_flags; 2766
regexp_split_to_table 25 25,25,25 fism-; 2767 regexp_split_to_array 1009 25,25 fis1- regexp_split_to_array_no_flags;
2768 regexp_split_to_array 1009 25,25,25 fis1-; 2797 max 27 27 aic1- aggregate_dummy; 2798 min 27 27 aic1-
aggregate_dummy; 2803 count 20 . aic1- aggregate_dummy; 2818 regr_count 20 701,701 aic1- aggregate_dummy; 2819
regr_sxx 701 701,701 aic1- aggregate_dummy; 2820 regr_syy 701 701,701 aic1- aggregate_dummy; 2821 regr_sxy 701 701,701
aic1- aggregate_dummy; 2822 regr_avgx 701 701,701 aic1- aggregate_dummy; 2823 regr_avgy 701 701,701 aic1-
aggregate_dummy; 2824 regr_r2 701 701,701 aic1- aggregate_dummy; 2825 regr_slope 701 701,701 aic1- aggregate_dummy;
2826 regr_intercept 701 701,701 aic1- aggregate_dummy; 2827 covar_pop 701 701,701 aic1- aggregate_dummy; 2828
covar_samp 701 701,701 aic1- aggregate_dummy; 2829 corr 701 701,701 aic1- aggregate_dummy; 2854 pg_my_temp_schema 26 .
fss1-; 2855 pg_is_other_temp_schema 16 26 fss1-; 2878 pg_stat_get_live_tuples 20 26 fss1-; 2879
pg_stat_get_dead_tuples 20 26 fss1-; 2892 pg_advisory_unlock_all 2278 . fvs1-; 2997 pg_table_size 20 2205 fvs1-; 2998
pg_indexes_size 20 2205 fvs1-; 2999 pg_relation_filenode 26 2205 fss1-; 3000 has_foreign_data_wrapper_privilege 16
19,25,25 fss1- has_foreign_data_wrapper_privilege_name_name; 3001 has_foreign_data_wrapper_privilege 16 19,26,25 fss1-
has_foreign_data_wrapper_privilege_name_id; 3002 has_foreign_data_wrapper_privilege 16 26,25,25 fss1-
has_foreign_data_wrapper_privilege_id_name; 3003 has_foreign_data_wrapper_privilege 16 26,26,25 fss1-
has_foreign_data_wrapper_privilege_id_id; 3004 has_foreign_data_wrapper_privilege 16 25,25 fss1-
has_foreign_data_wrapper_privilege_name; 3005 has_foreign_data_wrapper_privilege 16 26,25 fss1-
has_foreign_data_wrapper_privilege_id; 3006 has_server_privilege 16 19,25,25 fss1- has_server_privilege_name_name;
3007 has_server_privilege 16 19,26,25 fss1- has_server_privilege_name_id; 3008 has_server_privilege 16 26,25,25 fss1-
has_server_privilege_id_name; 3009 has_server_privilege 16 26,26,25 fss1- has_server_privilege_id_id; 3010
has_server_privilege 16 25,25 fss1- has_server_privilege_name; 3011 has_server_privilege 16 26,25 fss1-
has_server_privilege_id; 3012 has_column_privilege 16 19,25,25,25 fss1- has_column_privilege_name_name_name; 3013
has_column_privilege 16 19,25,21,25 fss1- has_column_privilege_name_name_attnum; 3014 has_column_privilege 16
19,26,25,25 fss1- has_column_privilege_name_id_name; 3015 has_column_privilege 16 19,26,21,25 fss1-
has_column_privilege_name_id_attnum; 3016 has_column_privilege 16 26,25,25,25 fss1- has_column_privilege_id_name_name;
3017 has_column_privilege 16 26,25,21,25 fss1- has_column_privilege_id_name_attnum; 3018 has_column_privilege 16
26,26,25,25 fss1- has_column_privilege_id_id_name; 3019 has_column_privilege 16 26,26,21,25 fss1-
has_column_privilege_id_id_attnum; 3020 has_column_privilege 16 25,25,25 fss1- has_column_privilege_name_name; 3021
has_column_privilege 16 25,21,25 fss1- has_column_privilege_name_attnum; 3022 has_column_privilege 16 26,25,25 fss1-
has_column_privilege_id_name; 3023 has_column_privilege 16 26,21,25 fss1- has_column_privilege_id_attnum; 3024
has_any_column_privilege 16 19,25,25 fss1- has_any_column_privilege_name_name; 3025 has_any_column_privilege 16
19,26,25 fss1- has_any_column_privilege_name_id; 3026 has_any_column_privilege 16 26,25,25 fss1-
has_any_column_privilege_id_name; 3027 has_any_column_privilege 16 26,26,25 fss1- has_any_column_privilege_id_id; 3028
has_any_column_privilege 16 25,25 fss1- has_any_column_privilege_name; 3029 has_any_column_privilege 16 26,25 fss1-
has_any_column_privilege_id; 3030 overlay 1560 1560,1560,23,23 fis1- bitoverlay; 3031 overlay 1560 1560,1560,23 fis1-
bitoverlay_no_len; 3036 pg_notify 2278 25,25 fvc1-; 3058 concat 25 2276 fsc1- text_concat; 3059 concat_ws 25 25,2276
fsc1- text_concat_ws; 3060 left 25 25,23 fis1- text_left; 3061 right 25 25,23 fis1- text_right; 3062 reverse 25 25
fis1- text_reverse; 3073 pg_is_wal_replay_paused 16 . fvs1-; 3100 row_number 20 . wic1- window_row_number; 3101 rank
20 . wic1- window_rank; 3102 dense_rank 20 . wic1- window_dense_rank; 3103 percent_rank 701 . wic1-
window_percent_rank; 3104 cume_dist 701 . wic1- window_cume_dist; 3105 ntile 23 23 wis1- window_ntile; 3106 lag 2283
2283 wis1- window_lag; 3107 lag 2283 2283,23 wis1- window_lag_with_offset; 3108 lag 5077 5077,23,5077 wis1-
window_lag_with_offset_and_default; 3109 lead 2283 2283 wis1- window_lead; 3110 lead 2283 2283,23 wis1-
window_lead_with_offset; 3111 lead 5077 5077,23,5077 wis1- window_lead_with_offset_and_default; 3112 first_value 2283
2283 wis1- window_first_value; 3113 last_value 2283 2283 wis1- window_last_value; 3114 nth_value 2283 2283,23 wis1-
window_nth_value; 3138 has_type_privilege 16 19,25,25 fss1- has_type_privilege_name_name; 3139 has_type_privilege 16
19,26,25 fss1- has_type_privilege_name_id; 3140 has_type_privilege 16 26,25,25 fss1- has_type_privilege_id_name; 3141
has_type_privilege 16 26,26,25 fss1- has_type_privilege_id_id; 3142 has_type_privilege 16 25,25 fss1-
has_type_privilege_name; 3143 has_type_privilege 16 26,25 fss1- has_type_privilege_id; 3153 array_to_json 114 2277
fss1-; 3154 array_to_json 114 2277,16 fss1- array_to_json_pretty; 3155 row_to_json 114 2249 fss1-; 3156 row_to_json
114 2249,16 fss1- row_to_json_pretty; 3159 pg_get_viewdef 25 26,23 fss1- pg_get_viewdef_wrap; 3166 pg_size_pretty 25
1700 fis1- pg_size_pretty_numeric; 3167 array_remove 5078 5078,5077 fic1-; 3175 json_agg 114 2283 asc1-
aggregate_dummy; 3176 to_json 114 2283 fss1-; 3179 cardinality 23 2277 fis1- array_cardinality; 3198 json_build_array
114 2276 fsc1-; 3199 json_build_array 114 . fsc1- json_build_array_noargs; 3200 json_build_object 114 2276 fsc1-; 3201
json_build_object 114 . fsc1- json_build_object_noargs; 3218 width_bucket 23 5077,5078 fis1- width_bucket_array; 3259
generate_series 1700 1700,1700,1700 fism- generate_series_step_numeric; 3260 generate_series 1700 1700,1700 fism-
generate_series_numeric; 3267 jsonb_agg 3802 2283 asc1- aggregate_dummy; 3271 jsonb_build_array 3802 2276 fsc1-; 3272
jsonb_build_array 3802 . fsc1- jsonb_build_array_noargs; 3273 jsonb_build_object 3802 2276 fsc1-; 3274
jsonb_build_object 3802 . fsc1- jsonb_build_object_noargs; 3277 array_position 23 5078,5077 fic1-; 3278 array_position
23 5078,5077,23 fic1- array_position_start; 3294 current_setting 25 25,16 fss1- show_config_by_name_missing_ok; 3298
row_security_active 16 26 fss1-; 3299 row_security_active 16 25 fss1- row_security_active_name; 3348
txid_current_if_assigned 20 . fss1- pg_current_xact_id_if_assigned; 3352 pg_get_partkeydef 25 26 fss1-; 3396
regexp_match 1009 25,25 fis1- regexp_match_no_flags; 3397 regexp_match 1009 25,25,25 fis1-; 3403
pg_statistics_obj_is_visible 16 26 fss1-; 3408 pg_get_partition_constraintdef 25 26 fss1-; 3415
pg_get_statisticsobjdef 25 26 fss1-; 3425 pg_partition_ancestors 2205 2205 fvsm-; 3432 gen_random_uuid 2950 . fvs1l;
3461 make_timestamp 1114 23,23,23,23,23,701 fis1-; 3464 make_interval 1186 23,23,23,23,23,23,701 fis1-; 3493
to_regtype 2206 25 fss1-; 3494 to_regproc 24 25 fss1-; 3495 to_regclass 2205 25 fss1-; 3526 max 3500 3500 aic1-
aggregate_dummy; 3527 min 3500 3500 aic1- aggregate_dummy; 3538 string_agg 25 25,25 aic1- aggregate_dummy; 3539 format
25 25,2276 fsc1- text_format; 3540 format 25 25 fsc1- text_format_nv; 3545 string_agg 17 17,17 aic1- aggregate_dummy;
3696 starts_with 16 25,25 fis1l text_starts_with; 3756 pg_ts_parser_is_visible 16 26 fss1-; 3757 pg_ts_dict_is_visible
16 26 fss1-; 3758 pg_ts_config_is_visible 16 26 fss1-; 3768 pg_ts_template_is_visible 16 26 fss1-; 3778
pg_tablespace_location 25 26 fss1-; 3787 to_jsonb 3802 2283 fss1-; 3809 pg_export_snapshot 25 . fvs1-; 3810
pg_is_in_recovery 16 . fvs1-; 3815 pg_collation_is_visible 16 26 fss1-; 3829 pg_opfamily_is_visible 16 26 fss1-; 3842
pg_relation_is_updatable 23 2205,16 fss1-; 3843 pg_column_is_updatable 16 2205,21,16 fss1-; 3846 make_date 1082
23,23,23 fis1-; 3939 mxid_age 23 28 fss1-; 3943 acldefault 1034 18,26 fis1- acldefault_sql; 3956 json_array_length 23
114 fis1-; 3957 json_object_keys 25 114 fism-; 3972 percentile_disc 2283 701,2283 aic1- aggregate_dummy; 3974
percentile_cont 701 701,701 aic1- aggregate_dummy; 3976 percentile_cont 1186 701,1186 aic1- aggregate_dummy; 3978
percentile_disc 2277 1022,2283 aic1- aggregate_dummy; 3980 percentile_cont 1022 1022,701 aic1- aggregate_dummy; 3982
percentile_cont 1187 1022,1186 aic1- aggregate_dummy; 3984 mode 2283 2283 aic1- aggregate_dummy; 3986 rank 20 2276
aic1- aggregate_dummy; 3988 percent_rank 701 2276 aic1- aggregate_dummy; 3990 cume_dist 701 2276 aic1-
aggregate_dummy; 3992 dense_rank 20 2276 aic1- aggregate_dummy; 4053 array_agg 2277 2277 aic1- aggregate_dummy; 4086
to_regnamespace 4089 25 fss1-; 4093 to_regrole 4096 25 fss1-; 5044 gcd 23 23,23 fis1- int4gcd; 5045 gcd 20 20,20 fis1-
int8gcd; 5046 lcm 23 23,23 fis1- int4lcm; 5047 lcm 20 20,20 fis1- int8lcm; 5048 gcd 1700 1700,1700 fis1- numeric_gcd;
5049 lcm 1700 1700,1700 fis1- numeric_lcm; 5060 pg_current_xact_id_if_assigned 5069 . fss1-; 5099 max 5069 5069 aic1-
aggregate_dummy; 5100 min 5069 5069 aic1- aggregate_dummy; 6121 pg_relation_is_publishable 16 2205 fss1-; 6160
string_to_table 25 25,25 ficm- text_to_table; 6161 string_to_table 25 25,25,25 ficm- text_to_table_null; 6162
bit_count 20 1560 fis1- bit_bit_count; 6163 bit_count 20 17 fis1- bytea_bit_count; 6164 bit_xor 21 21 aic1-
aggregate_dummy; 6165 bit_xor 23 23 aic1- aggregate_dummy; 6166 bit_xor 20 20 aic1- aggregate_dummy; 6167 bit_xor 1560
1560 aic1- aggregate_dummy; 6174 pg_get_statisticsobjdef_columns 25 26 fss1-; 6195 ltrim 17 17,17 fis1- bytealtrim;
6196 rtrim 17 17,17 fis1- byteartrim; 6197 pg_get_function_sqlbody 25 26 fss1-; 6199 extract 1700 25,1082 fis1-
extract_date; 6200 extract 1700 25,1083 fis1- extract_time; 6201 extract 1700 25,1266 fis1- extract_timetz; 6202
extract 1700 25,1114 fis1- extract_timestamp; 6203 extract 1700 25,1184 fss1- extract_timestamptz; 6204 extract 1700
25,1186 fis1- extract_interval; 6251 regexp_replace 25 25,25,25,23,23,25 fis1- textregexreplace_extended; 6252
regexp_replace 25 25,25,25,23,23 fis1- textregexreplace_extended_no_flags; 6253 regexp_replace 25 25,25,25,23 fis1-
textregexreplace_extended_no_n; 6254 regexp_count 23 25,25 fis1- regexp_count_no_start; 6255 regexp_count 23 25,25,23
fis1- regexp_count_no_flags; 6256 regexp_count 23 25,25,23,25 fis1-; 6257 regexp_instr 23 25,25 fis1-
regexp_instr_no_start; 6258 regexp_instr 23 25,25,23 fis1- regexp_instr_no_n; 6259 regexp_instr 23 25,25,23,23 fis1-
regexp_instr_no_endoption; 6260 regexp_instr 23 25,25,23,23,23 fis1- regexp_instr_no_flags; 6261 regexp_instr 23
25,25,23,23,23,25 fis1- regexp_instr_no_subexpr; 6262 regexp_instr 23 25,25,23,23,23,25,23 fis1-; 6263 regexp_like 16
25,25 fis1- regexp_like_no_flags; 6264 regexp_like 16 25,25,25 fis1-; 6265 regexp_substr 25 25,25 fis1-
regexp_substr_no_start; 6266 regexp_substr 25 25,25,23 fis1- regexp_substr_no_n; 6267 regexp_substr 25 25,25,23,23
fis1- regexp_substr_no_flags; 6268 regexp_substr 25 25,25,23,23,25 fis1- regexp_substr_no_subexpr; 6269 regexp_substr
25 25,25,23,23,25,23 fis1-
`;
