/** JSON schemas that several routes share. */

const text = (maxLength: number, description?: string) =>
  ({ type: 'string', minLength: 1, maxLength, ...(description === undefined ? {} : { description }) }) as const;

export const SQL_MAX = 4_000_000;

export const PARAMETERS = {
  type: 'object',
  maxProperties: 500,
  description: 'Values of $name in the SQL, names without $',
  additionalProperties: { type: 'string' },
} as const;

/** `query` of a schedule, and the body of POST /queries. `templateID` is an old spelling. */
export const QUERY_BODY = {
  type: 'object',
  required: ['dbName'],
  additionalProperties: false,
  properties: {
    dbName: text(512, 'sandbox:database, as prod:all'),
    sql: text(SQL_MAX, 'Either this or templateId'),
    templateId: text(128, 'Either this or sql'),
    templateID: text(128, 'Old spelling of templateId'),
    queryParameters: PARAMETERS,
    name: text(255),
    description: { type: 'string', maxLength: 4_000 },
    insertIntoParameters: {
      type: 'object',
      required: ['datasetName'],
      additionalProperties: false,
      properties: { datasetName: text(255) },
    },
    ctasParameters: {
      type: 'object',
      required: ['datasetName'],
      additionalProperties: false,
      properties: { datasetName: text(255), description: { type: 'string', maxLength: 4_000 } },
    },
  },
} as const;

export interface QueryBody {
  readonly dbName: string;
  readonly sql?: string;
  readonly templateId?: string;
  readonly templateID?: string;
  readonly queryParameters?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly description?: string;
  readonly insertIntoParameters?: { readonly datasetName: string };
  readonly ctasParameters?: { readonly datasetName: string; readonly description?: string };
}

export const LIST_QUERY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, description: 'Rows of a page; 20 by default' },
    orderby: text(32, '-created (the default), created, -updated or updated'),
    start: text(200, 'A time, or a number of rows to skip'),
    property: text(4_000, 'Conditions joined by commas: state==FAILED,created>2026-03-01'),
    isPrevLink: { type: 'boolean', description: 'Read backwards from start, as prev links do' },
  },
} as const;

const ERROR = {
  type: 'object',
  required: ['title', 'status', 'errorCode', 'detail', 'requestId'],
  additionalProperties: false,
  properties: {
    title: { type: 'string' },
    status: { type: 'integer' },
    errorCode: { type: 'string', description: 'The same fault has the same code everywhere' },
    detail: { type: 'string', description: 'What to change' },
    sqlState: { type: 'string', description: 'Of a fault of the SQL' },
    line: { type: 'integer', description: 'Where in the SQL' },
    column: { type: 'integer' },
    requestId: { type: 'string' },
  },
} as const;

/** What a route answers: the one success, and the errors that any route may have. */
export function answers(success: number, description: string, shape: object): Readonly<Record<string, object>> {
  return {
    [success]: { ...shape, description },
    ...Object.fromEntries(
      ([400, 401, 403, 404, 405, 409, 413, 415, 429, 431, 503] as const).map((status) => [
        status,
        { ...ERROR, description: 'Refused' },
      ]),
    ),
  };
}

/** Parameters of a path, each a text. */
export function pathOf(...names: readonly string[]): object {
  return {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 512 }])),
  };
}
