/** Where the API lives on the HTTP port. */
export const BASE = '/data/foundation/query';
export const AUTH_BASE = '/data/foundation/queryauth';
/** The one sandbox of a server. */
export const SANDBOX = 'prod';
