import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { foldList } from '../fold-list.ts';
import { argument, literalNumber, quote, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Bytes, bases, digests and hashes. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** Digits in upper case; a negative number by its 64 bits. */
function lowerHex(call: LoweringCall): Expr {
  const [arg] = typedArguments(call);
  if (arg === undefined) return raw('NULL');
  if (arg.type.kind === 'blob' || types.isText(arg.type)) return raw('hex({0})', arg.expr);
  return raw('sh.hex_long(CAST({0} AS BIGINT))', arg.expr);
}

/** `sha2(x, bits)`: 0 and 256, 224, 384, 512; NULL for other lengths. */
function lowerSha2(call: LoweringCall): Expr {
  const bits = literalNumber(call.source.args[1]);
  if (bits === 0 || bits === 256) return raw('sha256({0})', argument(call.call, 0));
  return raw('sh_sha2({0}, {1})', ...call.call.args);
}

/** Murmur3 and xxHash64 take the hash so far as the seed; a NULL leaves it. */
function hashing(prefix: 'sh_murmur' | 'sh_xxhash', seed: string) {
  return (call: LoweringCall): Expr =>
    typedArguments(call).reduce<Expr>((hash, arg) => hashStep(prefix, hash, arg), raw(seed));
}

function hashStep(prefix: string, seed: Expr, arg: Typed): Expr {
  const { expr, type } = arg;
  const step = (kind: string, value: string): Expr =>
    raw(`CASE WHEN {0} IS NULL THEN {1} ELSE ${prefix}_${kind}({1}, ${value}) END`, expr, seed);
  if (type.kind === 'struct') {
    return type.fields.reduce<Expr>(
      (hash, field) =>
        hashStep(prefix, hash, { expr: raw(`struct_extract({0}, ${quote(field.name)})`, expr), type: field.type }),
      seed,
    );
  }
  if (types.isList(type)) {
    return foldList(expr, seed, (hash, element) =>
      hashStep(prefix, hash, { expr: element, type: types.elementOf(type) }),
    );
  }
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return step('int', 'CAST({0} AS INTEGER)');
    case 'date':
      return step('int', "CAST({0} - DATE '1970-01-01' AS INTEGER)");
    case 'bigint':
      return step('long', '{0}');
    case 'timestamp':
      return step('long', 'epoch_us({0})');
    case 'float':
      return step('float', 'CAST({0} AS DOUBLE)');
    case 'double':
      return step('double', '{0}');
    case 'blob':
      return step('bytes', '{0}');
    case 'varchar':
    case 'unknown':
      return step('bytes', 'encode(CAST({0} AS VARCHAR))');
    case 'decimal':
      if (type.precision <= 18)
        return step('long', `CAST(CAST({0} AS DECIMAL(38,${type.scale})) * 1${'0'.repeat(type.scale)} AS BIGINT)`);
  }
  throw new SqlError(SQLSTATE.featureNotSupported, `a hash of ${types.sparkTypeName(type)} is not supported`);
}

export const encoding: readonly FunctionDefinition[] = [
  define('hex(any) -> text', lowerHex, 'Hexadecimal digits of a number, text or bytes.', [
    ['hex(255)', 'FF'],
    ["hex('ab')", '6162'],
    ['hex(-1)', 'FFFFFFFFFFFFFFFF'],
  ]),
  define('unhex(text) -> binary', 'sh.unhex({0})', 'Bytes of hexadecimal digits; NULL for other text.', [
    ["decode(unhex('6162'), 'utf-8')", 'ab'],
  ]),
  define('bin(bigint) -> text', 'sh.bin_long(CAST({0} AS BIGINT))', 'Binary digits.', [
    ['bin(5)', '101'],
    ['length(bin(-1))', '64'],
  ]),
  define('conv(text, int, int) -> text', 'sh_conv({0}, {1}, {2})', 'A number written in another base.', [
    ["conv('ff', 16, 10)", '255'],
    ["conv('100', 2, 10)", '4'],
  ]),
  define('base64(binary) -> text', 'base64({0})', 'Base 64 of bytes.', [["base64('ab')", 'YWI=']]),
  define('unbase64(text) -> binary', 'from_base64({0})', 'Bytes of base 64.', [
    ["decode(unbase64('YWI='), 'utf-8')", 'ab'],
  ]),
  define('encode(text, text) -> binary', 'sh.encode_text({0}, {1})', 'Bytes of text in a character set.', [
    ["hex(encode('a', 'utf-8'))", '61'],
    ["hex(encode('a', 'UTF-16BE'))", '0061'],
  ]),
  define('md5(binary) -> text', 'md5({0})', 'MD5 as hexadecimal digits.', [
    ["md5('Spark')", '8cde774d6f7333752ed72cacddb05126'],
  ]),
  define('sha|sha1(binary) -> text', 'sha1({0})', 'SHA-1 as hexadecimal digits.', [
    ["sha1('Spark')", '85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c'],
  ]),
  define('sha2(binary, int) -> text', lowerSha2, 'SHA-2 of 224, 256, 384 or 512 bits as hexadecimal digits.', [
    ["sha2('Spark', 256)", '529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b'],
  ]),
  define('crc32(binary) -> bigint', 'sh_crc32({0})', 'CRC-32.', [["crc32('Spark')", '1557323817']]),
  define('hash(any*) -> int', hashing('sh_murmur', '42'), 'Murmur3 hash.', [["hash('Spark', 123)", '1262264271']]),
  beside('xxhash64(any*) -> bigint', hashing('sh_xxhash', 'CAST(42 AS BIGINT)'), 'xxHash64.', [
    ["xxhash64('Spark', 123)", '-7770970918500510695'],
  ]),
  define('soundex(text) -> text', 'sh_soundex({0})', 'Soundex code.', [["soundex('Miller')", 'M460']]),
  define('uuid() -> text', 'CAST(gen_random_uuid() AS VARCHAR)', 'A random UUID.', [['length(uuid())', '36']], {
    volatile: true,
  }),
  define(
    'parse_url(text, text, text?) -> text',
    { 2: 'sh_parse_url({0}, {1}, NULL)', 3: 'sh_parse_url({0}, {1}, {2})' },
    'A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO.',
    [
      ["parse_url('http://a.org/p?q=1', 'HOST')", 'a.org'],
      ["parse_url('http://a.org/p?q=1', 'QUERY', 'q')", '1'],
    ],
  ),
  beside('url_encode(text) -> text', 'sh_url_encode({0})', 'Text as it stands in a URL query.', [
    ["url_encode('a b&c')", 'a+b%26c'],
  ]),
  beside('url_decode(text) -> text', 'sh_url_decode({0})', 'Text of a URL query.', [
    ["url_decode('a+b%26c')", 'a b&c'],
  ]),
  beside('luhn_check(text) -> boolean', 'sh.luhn_check({0})', 'True for digits whose check digit is right.', [
    ["luhn_check('79927398713')", 'true'],
    ["luhn_check('79927398714')", 'false'],
  ]),
];
