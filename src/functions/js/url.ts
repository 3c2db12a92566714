import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { JsFunction, JsValue } from '../js-functions.ts';
import { VARCHAR } from '../type-rules.ts';

/** RFC 3986, appendix B, with the authority taken apart. */
const URL_PARTS =
  /^(?:([^:/?#]+):)?(?:\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** Spark's `parse_url`: parts as they are written, not decoded; NULL for text that is no URI and for a missing part. */
export function parseUrl(url: string, part: string, key: string | null): string | null {
  if (/[\s<>"{}|\\^`]/.test(url)) return null;
  const match = URL_PARTS.exec(url);
  if (match === null) return null;
  const [, protocol, userInfo, host, port, path = '', query, fragment] = match;
  switch (part) {
    case 'HOST':
      return host || null;
    case 'PATH':
      return path;
    case 'QUERY':
      return key === null ? (query ?? null) : queryValue(query, key);
    case 'REF':
      return fragment ?? null;
    case 'PROTOCOL':
      return protocol ?? null;
    case 'FILE':
      return query === undefined ? path : `${path}?${query}`;
    case 'AUTHORITY':
      if (host === undefined || host === '') return null;
      return `${userInfo === undefined ? '' : `${userInfo}@`}${host}${port === undefined ? '' : `:${port}`}`;
    case 'USERINFO':
      return userInfo ?? null;
  }
  return null;
}

function queryValue(query: string | undefined, key: string): string | null {
  for (const pair of (query ?? '').split('&')) {
    if (pair.startsWith(`${key}=`)) return pair.slice(key.length + 1);
  }
  return null;
}

/** As java.net.URLEncoder: a blank is `+`, letters, digits and `.-*_` stay. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new SqlError(SQLSTATE.invalidParameterValue, `"${text}" is not URL-encoded text`, { cause });
  }
}

const text = (value: JsValue | undefined): string => String(value);

export const urlFunctions: readonly JsFunction[] = [
  {
    name: 'sh_parse_url',
    parameters: [VARCHAR, VARCHAR, VARCHAR],
    result: VARCHAR,
    nulls: true,
    call: (url, part, key) =>
      url === null || part === null
        ? null
        : parseUrl(text(url), text(part), key === null || key === undefined ? null : text(key)),
  },
  { name: 'sh_url_encode', parameters: [VARCHAR], result: VARCHAR, call: (value) => urlEncode(text(value)) },
  { name: 'sh_url_decode', parameters: [VARCHAR], result: VARCHAR, call: (value) => urlDecode(text(value)) },
];
