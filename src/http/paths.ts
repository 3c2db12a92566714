/** Where the API lives on the HTTP port. */
export const BASE = '/data/foundation/query';
export const AUTH_BASE = '/data/foundation/queryauth';
/** The one sandbox of a server. */
export const SANDBOX = 'prod';

/** Addresses that old links have; the document says that there are others. */
export function isOldSpelling(url: string): boolean {
  return url.startsWith(`${BASE}/query_templates`) || url.startsWith(`${BASE}/alertSubscriptions`);
}
