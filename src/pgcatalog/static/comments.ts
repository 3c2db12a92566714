/** Comments of the built-in types, by OID. Source: PostgreSQL 15.20, `pg_description`. */
const COMMENTS = `
16 boolean, 'true'/'false'
17 variable-length string, binary values escaped
18 single character
19 63-byte type for storing system identifiers
20 ~18 digit integer, 8-byte storage
21 -32 thousand to 32 thousand, 2-byte storage
22 array of int2, used in system tables
23 -2 billion to 2 billion integer, 4-byte storage
24 registered procedure
25 variable-length string, no limit specified
26 object identifier(oid), maximum 4 billion
27 (block, offset), physical location of tuple
28 transaction id
29 command identifier type, sequence in transaction id
30 array of oids, used in system tables
32 internal type for passing CollectedCommand
114 JSON stored as text
142 XML content
194 string representing an internal node tree
325 pseudo-type for the result of an index AM handler function
600 geometric point '(x, y)'
601 geometric line segment '(pt1,pt2)'
602 geometric path '(pt1,...)'
603 geometric box '(lower left,upper right)'
604 geometric polygon '(pt1,...)'
628 geometric line
650 network IP address/netmask, network address
700 single-precision floating point number, 4-byte storage
701 double-precision floating point number, 8-byte storage
705 pseudo-type representing an undetermined type
718 geometric circle '(center,radius)'
774 XX:XX:XX:XX:XX:XX:XX:XX, MAC address
790 monetary amounts, $d,ddd.cc
829 XX:XX:XX:XX:XX:XX, MAC address
869 IP address/netmask, host address, netmask optional
1033 access control list
1042 char(length), blank-padded string, fixed storage length
1043 varchar(length), non-blank-padded string, variable storage length
1082 date
1083 time of day
1114 date and time
1184 date and time with time zone
1186 @ <number> <units>, time interval
1266 time of day with time zone
1560 fixed-length bit string
1562 variable-length bit string
1700 numeric(precision, decimal), arbitrary precision number
1790 reference to cursor (portal name)
2202 registered procedure (with args)
2203 registered operator
2204 registered operator (with args)
2205 registered class
2206 registered type
2249 pseudo-type representing any composite type
2275 C-style string
2276 pseudo-type representing any type
2277 pseudo-type representing a polymorphic array type
2278 pseudo-type for the result of a function with no real result
2279 pseudo-type for the result of a trigger function
2280 pseudo-type for the result of a language handler function
2281 pseudo-type representing an internal data structure
2283 pseudo-type representing a polymorphic base type
2776 pseudo-type representing a polymorphic base type that is not an array
2950 UUID datatype
2970 txid snapshot
3115 pseudo-type for the result of an FDW handler function
3220 PostgreSQL LSN datatype
3310 pseudo-type for the result of a tablesample method function
3361 multivariate ndistinct coefficients
3402 multivariate dependencies
3500 pseudo-type representing a polymorphic base type that is an enum
3614 text representation for text search
3615 query representation for text search
3642 GiST index internal text representation for text search
3734 registered text search configuration
3769 registered text search dictionary
3802 Binary JSON
3831 pseudo-type representing a range over a polymorphic base type
3838 pseudo-type for the result of an event trigger function
3904 range of integers
3906 range of numerics
3908 range of timestamps without time zone
3910 range of timestamps with time zone
3912 range of dates
3926 range of bigints
4072 JSON path
4089 registered namespace
4096 registered role
4191 registered collation
4451 multirange of integers
4532 multirange of numerics
4533 multirange of timestamps without time zone
4534 multirange of timestamps with time zone
4535 multirange of dates
4536 multirange of bigints
4537 pseudo-type representing a polymorphic base type that is a multirange
4538 pseudo-type representing a multirange over a polymorphic common type
4600 BRIN bloom summary
4601 BRIN minmax-multi summary
5017 multivariate MCV list
5038 snapshot
5069 full transaction id
5077 pseudo-type representing a polymorphic common type
5078 pseudo-type representing an array of polymorphic common type elements
5079 pseudo-type representing a polymorphic common type that is not an array
5080 pseudo-type representing a range over a polymorphic common type
`;

export const TYPE_COMMENTS: ReadonlyMap<number, string> = new Map(
  COMMENTS.trim()
    .split('\n')
    .map((line): [number, string] => {
      const [oid = '', ...words] = line.split(' ');
      return [Number(oid), words.join(' ')];
    }),
);
