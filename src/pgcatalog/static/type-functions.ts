/** Functions that types, casts and access methods name. Each: oid, name, result, arguments, then kind, volatility, strict or called on null,
 * many or 1 rows, leakproof; and the C symbol where it is not the name. Source: PostgreSQL 15.20, `pg_proc`. */
export const TYPE_FUNCTIONS = `
3 heap_tableam_handler 269 2281 fvs1-; 31 byteaout 2275 17 fis1-; 33 charout 2275 18 fis1-; 34 namein 19 2275 fis1-;
35 nameout 2275 19 fis1-; 38 int2in 21 2275 fis1-; 39 int2out 2275 21 fis1-; 40 int2vectorin 22 2275 fis1-; 41
int2vectorout 2275 22 fis1-; 42 int4in 23 2275 fis1-; 43 int4out 2275 23 fis1-; 44 regprocin 24 2275 fss1-; 45
regprocout 2275 24 fss1-; 46 textin 25 2275 fis1-; 47 textout 2275 25 fis1-; 48 tidin 27 2275 fis1-; 49 tidout 2275 27
fis1-; 50 xidin 28 2275 fis1-; 51 xidout 2275 28 fis1-; 52 cidin 29 2275 fis1-; 53 cidout 2275 29 fis1-; 54
oidvectorin 30 2275 fis1-; 55 oidvectorout 2275 30 fis1-; 77 int4 23 18 fis1- chartoi4; 78 char 18 23 fis1- i4tochar;
86 pg_ddl_command_in 32 2275 fis1-; 87 pg_ddl_command_out 2275 32 fis1-; 88 pg_ddl_command_recv 32 2281 fis1-; 90
pg_ddl_command_send 17 32 fis1-; 109 unknownin 705 2275 fis1-; 110 unknownout 2275 705 fis1-; 117 point_in 600 2275
fis1-; 118 point_out 2275 600 fis1-; 119 lseg_in 601 2275 fis1-; 120 lseg_out 2275 601 fis1-; 121 path_in 602 2275
fis1-; 122 path_out 2275 602 fis1-; 123 box_in 603 2275 fis1-; 124 box_out 2275 603 fis1-; 195 pg_node_tree_in 194
2275 fis1-; 196 pg_node_tree_out 2275 194 fis1-; 197 pg_node_tree_recv 194 2281 fss1-; 198 pg_node_tree_send 17 194
fss1-; 200 float4in 700 2275 fis1-; 201 float4out 2275 700 fis1-; 214 float8in 701 2275 fis1-; 215 float8out 2275 701
fis1-; 235 float8 701 21 fis1l i2tod; 236 float4 700 21 fis1l i2tof; 237 int2 21 701 fis1- dtoi2; 238 int2 21 700
fis1- ftoi2; 267 table_am_handler_in 269 2275 fic1-; 268 table_am_handler_out 2275 269 fis1-; 311 float8 701 700 fis1l
ftod; 312 float4 700 701 fis1- dtof; 313 int4 23 21 fis1l i2toi4; 314 int2 21 23 fis1- i4toi2; 316 float8 701 23 fis1l
i4tod; 317 int4 23 701 fis1- dtoi4; 318 float4 700 23 fis1l i4tof; 319 int4 23 700 fis1- ftoi4; 321 json_in 114 2275
fis1-; 322 json_out 2275 114 fis1-; 323 json_recv 114 2281 fis1-; 324 json_send 17 114 fis1-; 326 index_am_handler_in
325 2275 fic1-; 327 index_am_handler_out 2275 325 fis1-; 330 bthandler 325 2281 fvs1-; 331 hashhandler 325 2281 fvs1-;
332 gisthandler 325 2281 fvs1-; 333 ginhandler 325 2281 fvs1-; 334 spghandler 325 2281 fvs1-; 335 brinhandler 325 2281
fvs1-; 347 poly_in 604 2275 fis1-; 348 poly_out 2275 604 fis1-; 401 text 25 1042 fis1- rtrim1; 406 text 25 19 fis1l
name_text; 407 name 19 25 fis1l text_name; 408 bpchar 1042 19 fis1- name_bpchar; 409 name 19 1042 fis1l bpchar_name;
436 macaddr_in 829 2275 fis1-; 437 macaddr_out 2275 829 fis1-; 460 int8in 20 2275 fis1-; 461 int8out 2275 20 fis1-;
480 int4 23 20 fis1- int84; 481 int8 20 23 fis1l int48; 482 float8 701 20 fis1l i8tod; 483 int8 20 701 fis1- dtoi8;
652 float4 700 20 fis1l i8tof; 653 int8 20 700 fis1- ftoi8; 668 bpchar 1042 1042,23,16 fis1-; 669 varchar 1043
1043,23,16 fis1-; 714 int2 21 20 fis1- int82; 730 text 25 869 fis1- network_show; 750 array_in 2277 2275,26,23 fss1-;
751 array_out 2275 2277 fss1-; 754 int8 20 21 fis1l int28; 860 bpchar 1042 18 fis1- char_bpchar; 886 cash_in 790 2275
fss1-; 887 cash_out 2275 790 fss1-; 910 inet_in 869 2275 fis1-; 911 inet_out 2275 869 fis1-; 944 char 18 25 fis1-
text_char; 946 text 25 18 fis1- char_text; 1031 aclitemin 1033 2275 fss1-; 1032 aclitemout 2275 1033 fss1-; 1044
bpcharin 1042 2275,26,23 fis1-; 1045 bpcharout 2275 1042 fis1-; 1046 varcharin 1043 2275,26,23 fis1-; 1047 varcharout
2275 1043 fis1-; 1079 regclass 2205 25 fss1- text_regclass; 1084 date_in 1082 2275 fss1-; 1085 date_out 2275 1082
fss1-; 1143 time_in 1083 2275,26,23 fss1-; 1144 time_out 2275 1083 fis1-; 1150 timestamptz_in 1184 2275,26,23 fss1-;
1151 timestamptz_out 2275 1184 fss1-; 1160 interval_in 1186 2275,26,23 fss1-; 1161 interval_out 2275 1186 fss1-; 1174
timestamptz 1184 1082 fss1- date_timestamptz; 1178 date 1082 1184 fss1- timestamptz_date; 1200 interval 1186 1186,23
fis1- interval_scale; 1242 boolin 16 2275 fis1-; 1243 boolout 2275 16 fis1-; 1244 byteain 17 2275 fis1-; 1245 charin
18 2275 fis1-; 1254 textregexeq 16 25,25 fis1-; 1267 cidr_in 650 2275 fis1-; 1287 oid 26 20 fis1- i8tooid; 1288 int8
20 26 fis1l oidtoi8; 1312 timestamp_in 1114 2275,26,23 fss1-; 1313 timestamp_out 2275 1114 fss1-; 1316 time 1083 1114
fis1- timestamp_time; 1350 timetz_in 1266 2275,26,23 fss1-; 1351 timetz_out 2275 1266 fis1-; 1370 interval 1186 1083
fis1l time_interval; 1388 timetz 1266 1184 fss1- timestamptz_timetz; 1400 name 19 1043 fis1l text_name; 1401 varchar
1043 19 fis1l name_text; 1416 point 600 718 fis1- circle_center; 1419 time 1083 1186 fis1- interval_time; 1427
cidr_out 2275 650 fis1-; 1446 box 603 604 fis1- poly_box; 1447 path 602 604 fis1- poly_path; 1448 polygon 604 603
fis1- box_poly; 1449 polygon 604 602 fis1- path_poly; 1450 circle_in 718 2275 fis1-; 1451 circle_out 2275 718 fis1-;
1474 circle 718 604 fis1- poly_circle; 1479 circle 718 603 fis1- box_circle; 1480 box 603 718 fis1- circle_box; 1490
line_in 628 2275 fis1-; 1491 line_out 2275 628 fis1-; 1532 point 600 601 fis1- lseg_center; 1534 point 600 603 fis1-
box_center; 1540 point 600 604 fis1- poly_center; 1541 lseg 601 603 fis1- box_diagonal; 1544 polygon 604 718 fis1- -;
1564 bit_in 1560 2275,26,23 fis1-; 1565 bit_out 2275 1560 fis1-; 1579 varbit_in 1562 2275,26,23 fis1-; 1580 varbit_out
2275 1562 fis1-; 1683 bit 1560 23,23 fis1- bitfromint4; 1684 int4 23 1560 fis1- bittoint4; 1685 bit 1560 1560,23,16
fis1-; 1687 varbit 1562 1562,23,16 fis1-; 1701 numeric_in 1700 2275,26,23 fis1-; 1702 numeric_out 2275 1700 fis1-;
1703 numeric 1700 1700,23 fis1-; 1715 cidr 650 869 fis1- inet_to_cidr; 1740 numeric 1700 23 fis1l int4_numeric; 1742
numeric 1700 700 fis1l float4_numeric; 1743 numeric 1700 701 fis1l float8_numeric; 1744 int4 23 1700 fis1-
numeric_int4; 1745 float4 700 1700 fis1- numeric_float4; 1746 float8 701 1700 fis1- numeric_float8; 1779 int8 20 1700
fis1- numeric_int8; 1781 numeric 1700 20 fis1l int8_numeric; 1782 numeric 1700 21 fis1l int2_numeric; 1783 int2 21
1700 fis1- numeric_int2; 1798 oidin 26 2275 fis1-; 1799 oidout 2275 26 fis1-; 1961 timestamp 1114 1114,23 fis1-
timestamp_scale; 1967 timestamptz 1184 1184,23 fis1- timestamptz_scale; 1968 time 1083 1083,23 fis1- time_scale; 1969
timetz 1266 1266,23 fis1- timetz_scale; 2019 time 1083 1184 fss1- timestamptz_time; 2024 timestamp 1114 1082 fis1-
date_timestamp; 2027 timestamp 1114 1184 fss1- timestamptz_timestamp; 2028 timestamptz 1184 1114 fss1-
timestamp_timestamptz; 2029 date 1082 1114 fis1- timestamp_date; 2046 time 1083 1266 fis1- timetz_time; 2047 timetz
1266 1083 fss1- time_timetz; 2075 bit 1560 20,23 fis1- bitfromint8; 2076 int8 20 1560 fis1- bittoint8; 2212
regprocedurein 2202 2275 fss1-; 2213 regprocedureout 2275 2202 fss1-; 2214 regoperin 2203 2275 fss1-; 2215 regoperout
2275 2203 fss1-; 2216 regoperatorin 2204 2275 fss1-; 2217 regoperatorout 2275 2204 fss1-; 2218 regclassin 2205 2275
fss1-; 2219 regclassout 2275 2205 fss1-; 2220 regtypein 2206 2275 fss1-; 2221 regtypeout 2275 2206 fss1-; 2246
fmgr_internal_validator 2278 26 fss1-; 2247 fmgr_c_validator 2278 26 fss1-; 2248 fmgr_sql_validator 2278 26 fss1-;
2290 record_in 2249 2275,26,23 fss1-; 2291 record_out 2275 2249 fss1-; 2292 cstring_in 2275 2275 fis1-; 2293
cstring_out 2275 2275 fis1-; 2294 any_in 2276 2275 fis1-; 2295 any_out 2275 2276 fis1-; 2296 anyarray_in 2277 2275
fis1-; 2297 anyarray_out 2275 2277 fss1-; 2298 void_in 2278 2275 fis1-; 2299 void_out 2275 2278 fis1-; 2300 trigger_in
2279 2275 fic1-; 2301 trigger_out 2275 2279 fis1-; 2302 language_handler_in 2280 2275 fic1-; 2303 language_handler_out
2275 2280 fis1-; 2304 internal_in 2281 2275 fic1-; 2305 internal_out 2275 2281 fis1-; 2312 anyelement_in 2283 2275
fis1-; 2313 anyelement_out 2275 2283 fis1-; 2400 array_recv 2277 2281,26,23 fss1-; 2401 array_send 17 2277 fss1-; 2402
record_recv 2249 2281,26,23 fss1-; 2403 record_send 17 2249 fss1-; 2404 int2recv 21 2281 fis1-; 2405 int2send 17 21
fis1-; 2406 int4recv 23 2281 fis1-; 2407 int4send 17 23 fis1-; 2408 int8recv 20 2281 fis1-; 2409 int8send 17 20 fis1-;
2410 int2vectorrecv 22 2281 fis1-; 2411 int2vectorsend 17 22 fis1-; 2412 bytearecv 17 2281 fis1-; 2413 byteasend 17 17
fis1-; 2414 textrecv 25 2281 fss1-; 2415 textsend 17 25 fss1-; 2416 unknownrecv 705 2281 fis1-; 2417 unknownsend 17
705 fis1-; 2418 oidrecv 26 2281 fis1-; 2419 oidsend 17 26 fis1-; 2420 oidvectorrecv 30 2281 fis1-; 2421 oidvectorsend
17 30 fis1-; 2422 namerecv 19 2281 fss1-; 2423 namesend 17 19 fss1-; 2424 float4recv 700 2281 fis1-; 2425 float4send
17 700 fis1-; 2426 float8recv 701 2281 fis1-; 2427 float8send 17 701 fis1-; 2428 point_recv 600 2281 fis1-; 2429
point_send 17 600 fis1-; 2430 bpcharrecv 1042 2281,26,23 fss1-; 2431 bpcharsend 17 1042 fss1-; 2432 varcharrecv 1043
2281,26,23 fss1-; 2433 varcharsend 17 1043 fss1-; 2434 charrecv 18 2281 fis1-; 2435 charsend 17 18 fis1-; 2436
boolrecv 16 2281 fis1-; 2437 boolsend 17 16 fis1-; 2438 tidrecv 27 2281 fis1-; 2439 tidsend 17 27 fis1-; 2440 xidrecv
28 2281 fis1-; 2441 xidsend 17 28 fis1-; 2442 cidrecv 29 2281 fis1-; 2443 cidsend 17 29 fis1-; 2444 regprocrecv 24
2281 fis1-; 2445 regprocsend 17 24 fis1-; 2446 regprocedurerecv 2202 2281 fis1-; 2447 regproceduresend 17 2202 fis1-;
2448 regoperrecv 2203 2281 fis1-; 2449 regopersend 17 2203 fis1-; 2450 regoperatorrecv 2204 2281 fis1-; 2451
regoperatorsend 17 2204 fis1-; 2452 regclassrecv 2205 2281 fis1-; 2453 regclasssend 17 2205 fis1-; 2454 regtyperecv
2206 2281 fis1-; 2455 regtypesend 17 2206 fis1-; 2456 bit_recv 1560 2281,26,23 fis1-; 2457 bit_send 17 1560 fis1-;
2458 varbit_recv 1562 2281,26,23 fis1-; 2459 varbit_send 17 1562 fis1-; 2460 numeric_recv 1700 2281,26,23 fis1-; 2461
numeric_send 17 1700 fis1-; 2468 date_recv 1082 2281 fis1-; 2469 date_send 17 1082 fis1-; 2470 time_recv 1083
2281,26,23 fis1-; 2471 time_send 17 1083 fis1-; 2472 timetz_recv 1266 2281,26,23 fis1-; 2473 timetz_send 17 1266
fis1-; 2474 timestamp_recv 1114 2281,26,23 fis1-; 2475 timestamp_send 17 1114 fis1-; 2476 timestamptz_recv 1184
2281,26,23 fis1-; 2477 timestamptz_send 17 1184 fis1-; 2478 interval_recv 1186 2281,26,23 fis1-; 2479 interval_send 17
1186 fis1-; 2480 lseg_recv 601 2281 fis1-; 2481 lseg_send 17 601 fis1-; 2482 path_recv 602 2281 fis1-; 2483 path_send
17 602 fis1-; 2484 box_recv 603 2281 fis1-; 2485 box_send 17 603 fis1-; 2486 poly_recv 604 2281 fis1-; 2487 poly_send
17 604 fis1-; 2488 line_recv 628 2281 fis1-; 2489 line_send 17 628 fis1-; 2490 circle_recv 718 2281 fis1-; 2491
circle_send 17 718 fis1-; 2492 cash_recv 790 2281 fis1-; 2493 cash_send 17 790 fis1-; 2494 macaddr_recv 829 2281
fis1-; 2495 macaddr_send 17 829 fis1-; 2496 inet_recv 869 2281 fis1-; 2497 inet_send 17 869 fis1-; 2498 cidr_recv 650
2281 fis1-; 2499 cidr_send 17 650 fis1-; 2500 cstring_recv 2275 2281 fss1-; 2501 cstring_send 17 2275 fss1-; 2502
anyarray_recv 2277 2281 fss1-; 2503 anyarray_send 17 2277 fss1-; 2557 bool 16 23 fis1l int4_bool; 2558 int4 23 16
fis1l bool_int4; 2580 float8 701 3802 fis1- jsonb_float8; 2597 domain_in 2276 2275,26,23 fsc1-; 2598 domain_recv 2276
2281,26,23 fsc1-; 2777 anynonarray_in 2776 2275 fis1-; 2778 anynonarray_out 2275 2776 fis1-; 2893 xml_in 142 2275
fss1-; 2894 xml_out 2275 142 fis1-; 2896 xml 142 25 fss1- texttoxml; 2898 xml_recv 142 2281 fss1-; 2899 xml_send 17
142 fss1-; 2902 varbittypmodin 23 1263 fis1-; 2903 intervaltypmodin 23 1263 fis1-; 2904 intervaltypmodout 2275 23
fis1-; 2905 timestamptypmodin 23 1263 fis1-; 2906 timestamptypmodout 2275 23 fis1-; 2907 timestamptztypmodin 23 1263
fis1-; 2908 timestamptztypmodout 2275 23 fis1-; 2909 timetypmodin 23 1263 fis1-; 2910 timetypmodout 2275 23 fis1-;
2911 timetztypmodin 23 1263 fis1-; 2912 timetztypmodout 2275 23 fis1-; 2913 bpchartypmodin 23 1263 fis1-; 2914
bpchartypmodout 2275 23 fis1-; 2915 varchartypmodin 23 1263 fis1-; 2916 varchartypmodout 2275 23 fis1-; 2917
numerictypmodin 23 1263 fis1-; 2918 numerictypmodout 2275 23 fis1-; 2919 bittypmodin 23 1263 fis1-; 2920 bittypmodout
2275 23 fis1-; 2921 varbittypmodout 2275 23 fis1-; 2939 txid_snapshot_in 2970 2275 fis1- pg_snapshot_in; 2940
txid_snapshot_out 2275 2970 fis1- pg_snapshot_out; 2941 txid_snapshot_recv 2970 2281 fis1- pg_snapshot_recv; 2942
txid_snapshot_send 17 2970 fis1- pg_snapshot_send; 2952 uuid_in 2950 2275 fis1-; 2953 uuid_out 2275 2950 fis1-; 2961
uuid_recv 2950 2281 fis1-; 2962 uuid_send 17 2950 fis1-; 2971 text 25 16 fis1- booltext; 3116 fdw_handler_in 3115 2275
fic1-; 3117 fdw_handler_out 2275 3115 fis1-; 3120 void_recv 2278 2281 fis1-; 3121 void_send 17 2278 fis1-; 3229
pg_lsn_in 3220 2275 fis1-; 3230 pg_lsn_out 2275 3220 fis1-; 3238 pg_lsn_recv 3220 2281 fis1-; 3239 pg_lsn_send 17 3220
fis1-; 3311 tsm_handler_in 3310 2275 fic1-; 3312 tsm_handler_out 2275 3310 fis1-; 3355 pg_ndistinct_in 3361 2275
fis1-; 3356 pg_ndistinct_out 2275 3361 fis1-; 3357 pg_ndistinct_recv 3361 2281 fss1-; 3358 pg_ndistinct_send 17 3361
fss1-; 3404 pg_dependencies_in 3402 2275 fis1-; 3405 pg_dependencies_out 2275 3402 fis1-; 3406 pg_dependencies_recv
3402 2281 fss1-; 3407 pg_dependencies_send 17 3402 fss1-; 3446 macaddr8_recv 774 2281 fis1-; 3447 macaddr8_send 17 774
fis1-; 3449 numeric 1700 3802 fis1- jsonb_numeric; 3450 int2 21 3802 fis1- jsonb_int2; 3451 int4 23 3802 fis1-
jsonb_int4; 3452 int8 20 3802 fis1- jsonb_int8; 3453 float4 700 3802 fis1- jsonb_float4; 3504 anyenum_in 3500 2275
fis1-; 3505 anyenum_out 2275 3500 fss1-; 3556 bool 16 3802 fis1- jsonb_bool; 3594 event_trigger_in 3838 2275 fic1-;
3595 event_trigger_out 2275 3838 fis1-; 3610 tsvectorin 3614 2275 fis1-; 3611 tsvectorout 2275 3614 fis1-; 3612
tsqueryin 3615 2275 fis1-; 3613 tsqueryout 2275 3615 fis1-; 3638 tsvectorsend 17 3614 fis1-; 3639 tsvectorrecv 3614
2281 fis1-; 3640 tsquerysend 17 3615 fis1-; 3641 tsqueryrecv 3615 2281 fis1-; 3646 gtsvectorin 3642 2275 fis1-; 3647
gtsvectorout 2275 3642 fis1-; 3688 ts_typanalyze 16 2281 fss1-; 3736 regconfigin 3734 2275 fss1-; 3737 regconfigout
2275 3734 fss1-; 3738 regconfigrecv 3734 2281 fis1-; 3739 regconfigsend 17 3734 fis1-; 3771 regdictionaryin 3769 2275
fss1-; 3772 regdictionaryout 2275 3769 fss1-; 3773 regdictionaryrecv 3769 2281 fis1-; 3774 regdictionarysend 17 3769
fis1-; 3803 jsonb_send 17 3802 fis1-; 3804 jsonb_out 2275 3802 fis1-; 3805 jsonb_recv 3802 2281 fis1-; 3806 jsonb_in
3802 2275 fis1-; 3811 money 790 23 fss1- int4_cash; 3812 money 790 20 fss1- int8_cash; 3816 array_typanalyze 16 2281
fss1-; 3823 numeric 1700 790 fss1- cash_numeric; 3824 money 790 1700 fss1- numeric_cash; 3832 anyrange_in 3831
2275,26,23 fss1-; 3833 anyrange_out 2275 3831 fss1-; 3834 range_in 3831 2275,26,23 fss1-; 3835 range_out 2275 3831
fss1-; 3836 range_recv 3831 2281,26,23 fss1-; 3837 range_send 17 3831 fss1-; 3916 range_typanalyze 16 2281 fss1-; 4001
jsonpath_in 4072 2275 fis1-; 4002 jsonpath_recv 4072 2281 fis1-; 4003 jsonpath_out 2275 4072 fis1-; 4004 jsonpath_send
17 4072 fis1-; 4084 regnamespacein 4089 2275 fss1-; 4085 regnamespaceout 2275 4089 fss1-; 4087 regnamespacerecv 4089
2281 fis1-; 4088 regnamespacesend 17 4089 fis1-; 4091 box 603 600 fis1- point_box; 4092 regroleout 2275 4096 fss1-;
4094 regrolerecv 4096 2281 fis1-; 4095 regrolesend 17 4096 fis1-; 4098 regrolein 4096 2275 fss1-; 4110 macaddr8_in 774
2275 fis1-; 4111 macaddr8_out 2275 774 fis1-; 4123 macaddr8 774 829 fis1l macaddrtomacaddr8; 4124 macaddr 829 774
fis1- macaddr8tomacaddr; 4193 regcollationin 4191 2275 fss1-; 4194 regcollationout 2275 4191 fss1-; 4196
regcollationrecv 4191 2281 fis1-; 4197 regcollationsend 17 4191 fis1-; 4226 anycompatiblemultirange_in 4538 2275,26,23
fss1-; 4227 anycompatiblemultirange_out 2275 4538 fss1-; 4229 anymultirange_in 4537 2275,26,23 fss1-; 4230
anymultirange_out 2275 4537 fss1-; 4231 multirange_in 4537 2275,26,23 fss1-; 4232 multirange_out 2275 4537 fss1-; 4233
multirange_recv 4537 2281,26,23 fss1-; 4234 multirange_send 17 4537 fss1-; 4242 multirange_typanalyze 16 2281 fss1-;
4281 int4multirange 4451 3904 fis1- multirange_constructor1; 4284 nummultirange 4532 3906 fis1-
multirange_constructor1; 4287 tsmultirange 4533 3908 fis1- multirange_constructor1; 4290 tstzmultirange 4534 3910
fis1- multirange_constructor1; 4293 datemultirange 4535 3912 fis1- multirange_constructor1; 4296 int8multirange 4536
3926 fis1- multirange_constructor1; 4596 brin_bloom_summary_in 4600 2275 fis1-; 4597 brin_bloom_summary_out 2275 4600
fis1-; 4598 brin_bloom_summary_recv 4600 2281 fss1-; 4599 brin_bloom_summary_send 17 4600 fss1-; 4638
brin_minmax_multi_summary_in 4601 2275 fis1-; 4639 brin_minmax_multi_summary_out 2275 4601 fis1-; 4640
brin_minmax_multi_summary_recv 4601 2281 fss1-; 4641 brin_minmax_multi_summary_send 17 4601 fss1-; 5018 pg_mcv_list_in
5017 2275 fis1-; 5019 pg_mcv_list_out 2275 5017 fis1-; 5020 pg_mcv_list_recv 5017 2281 fss1-; 5021 pg_mcv_list_send 17
5017 fss1-; 5055 pg_snapshot_in 5038 2275 fis1-; 5056 pg_snapshot_out 2275 5038 fis1-; 5057 pg_snapshot_recv 5038 2281
fis1-; 5058 pg_snapshot_send 17 5038 fis1-; 5070 xid8in 5069 2275 fis1-; 5071 xid 28 5069 fis1- xid8toxid; 5081
xid8out 2275 5069 fis1-; 5082 xid8recv 5069 2281 fis1-; 5083 xid8send 17 5069 fis1-; 5086 anycompatible_in 5077 2275
fis1-; 5087 anycompatible_out 2275 5077 fis1-; 5088 anycompatiblearray_in 5078 2275 fis1-; 5089 anycompatiblearray_out
2275 5078 fss1-; 5090 anycompatiblearray_recv 5078 2281 fss1-; 5091 anycompatiblearray_send 17 5078 fss1-; 5092
anycompatiblenonarray_in 5079 2275 fis1-; 5093 anycompatiblenonarray_out 2275 5079 fis1-; 5094 anycompatiblerange_in
5080 2275,26,23 fss1-; 5095 anycompatiblerange_out 2275 5080 fss1-; 6098 jsonb_subscript_handler 2281 2281 fis1-; 6179
array_subscript_handler 2281 2281 fis1-; 6180 raw_array_subscript_handler 2281 2281 fis1-
`;
