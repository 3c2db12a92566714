/** JSON schemas of what routes answer, object by object. They describe; what leaves is written by the `…-object.ts` files. */

const text = { type: 'string' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const integer = { type: 'integer' } as const;
const boolean = { type: 'boolean' } as const;
const version = { type: 'integer', enum: [1] } as const;

/** An object whose fields are all known; those not named in `optional` are always there. */
function shape<P extends Readonly<Record<string, object>>>(properties: P, optional: readonly (keyof P)[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', required, additionalProperties: false, properties };
}

function listOf(items: object): object {
  return { type: 'array', items };
}

const LINK = shape(
  { href: text, method: { type: 'string', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }, body: text },
  ['method', 'body'],
);
const NAMED_LINK = shape({ id: text, href: text, method: text }, ['method']);
const ANYTHING = { type: 'object', additionalProperties: true };

function links(always: readonly string[], sometimes: readonly string[] = []): object {
  return shape(Object.fromEntries([...always, ...sometimes].map((name) => [name, LINK])), sometimes);
}

const ERROR_OF_QUERY = shape(
  {
    code: text,
    message: text,
    detail: text,
    hint: text,
    errorType: { type: 'string', enum: ['USER_ERROR', 'SYSTEM_ERROR'] },
  },
  ['detail', 'hint'],
);

export const QUERY = shape(
  {
    id: text,
    name: text,
    request: ANYTHING,
    effectiveSQL: text,
    isCTAS: boolean,
    isInsertInto: boolean,
    state: { type: 'string', enum: ['SUBMITTED', 'IN_PROGRESS', 'SUCCESS', 'FAILED', 'KILLED', 'TIMEOUT'] },
    created: time,
    updated: time,
    elapsedTime: { ...integer, description: 'Milliseconds since it began' },
    rowCount: integer,
    bytes: { ...integer, description: 'Of the rows that went to the client, or came from it' },
    progress: { type: 'number', minimum: 0, maximum: 100 },
    userId: text,
    client: text,
    clientId: text,
    templateId: text,
    templateName: text,
    copyURI: { ...text, description: 'Where a COPY wrote, below the export folder' },
    errors: listOf(ERROR_OF_QUERY),
    warnings: listOf(text),
    version,
    _links: shape(
      {
        self: LINK,
        cancel: LINK,
        soft_delete: LINK,
        referenced_datasets: listOf(NAMED_LINK),
        written_datasets: listOf(NAMED_LINK),
        created_dataset: NAMED_LINK,
        part_of: NAMED_LINK,
        schedule: NAMED_LINK,
        schedule_run: NAMED_LINK,
      },
      ['cancel', 'referenced_datasets', 'written_datasets', 'created_dataset', 'part_of', 'schedule', 'schedule_run'],
    ),
  },
  ['name', 'effectiveSQL', 'bytes', 'progress', 'templateId', 'templateName', 'copyURI', 'warnings'],
);

export const TEMPLATE = shape({
  id: text,
  name: text,
  sql: text,
  queryParameters: { type: 'object', additionalProperties: text },
  created: time,
  updated: time,
  userId: text,
  lastUpdatedBy: text,
  version,
  _links: links(['self', 'update', 'delete']),
});

export const SCHEDULE = shape(
  {
    id: text,
    state: { type: 'string', enum: ['REGISTERING', 'ENABLED', 'DISABLED'] },
    query: ANYTHING,
    schedule: shape({
      schedule: text,
      timeZone: text,
      startDate: time,
      endDate: time,
      maxActiveRuns: integer,
      catchUp: { type: 'string', enum: ['latest', 'all', 'none'] },
      quarantine: boolean,
      delayThresholdMinutes: integer,
    }),
    quarantine: shape({ enrolled: boolean, consecutiveFailures: integer, since: { ...time, nullable: true } }),
    created: time,
    updated: time,
    userId: text,
    updatedUserId: text,
    templateId: text,
    version,
    _links: links(['self', 'enable', 'disable', 'delete', 'runs', 'trigger']),
  },
  ['updatedUserId', 'templateId'],
);

const RUN_FIELDS = {
  id: text,
  state: { type: 'string', enum: ['IN_PROGRESS', 'SUCCESS', 'FAILED', 'SKIPPED'] },
  externalTrigger: boolean,
  created: time,
  updated: time,
  dueDate: time,
  message: text,
  version,
  _links: links(['self'], ['cancel']),
} as const;

export const RUN = shape(RUN_FIELDS, ['message']);

const TASK = shape(
  {
    taskId: text,
    state: { type: 'string', enum: ['QUEUED', 'IN_PROGRESS', 'QUEUED_FOR_RETRY', 'SUCCESS', 'FAILED'] },
    attempt: integer,
    duration: { type: 'number', description: 'Seconds' },
    startDate: time,
    endDate: time,
    message: text,
    code: { ...text, description: 'SQLSTATE' },
  },
  ['taskId', 'startDate', 'endDate', 'message', 'code'],
);

export const RUN_WITH_TASKS = shape({ ...RUN_FIELDS, scheduleId: text, taskStatusList: listOf(TASK) }, ['message']);

export const RUN_TAKEN = shape({ message: text, statusCode: integer, runId: text, _links: links(['run']) });

export const ACCOUNT = shape(
  {
    technicalAccountName: text,
    technicalAccountId: text,
    assignedToUser: text,
    description: text,
    emails: listOf(text),
    active: boolean,
    created: time,
    createdBy: text,
    lastUpdated: time,
    version,
  },
  ['description', 'createdBy'],
);

export const CREDENTIAL = shape({ technicalAccountName: text, technicalAccountId: text, credential: text }, [
  'credential',
]);

export const REMOVED = shape({ result: text });

export const TOKEN = shape({ token: text, expiresAt: time });

export const CONNECTION = shape({
  username: text,
  dbName: text,
  host: text,
  version: text,
  port: integer,
  token: text,
  compressedToken: text,
  websocketHost: text,
});

const ALERT_TYPE = { type: 'string', enum: ['start', 'success', 'failed', 'quarantine', 'delay'] } as const;
const ALERT_STATUS = { type: 'string', enum: ['enabling', 'enabled', 'disabling', 'disabled'] } as const;

const ALERT_FIELDS = {
  assetId: text,
  id: text,
  alertType: ALERT_TYPE,
  status: ALERT_STATUS,
  subscriptions: shape({
    emailIds: listOf(text),
    webhooks: listOf(text),
    inContextNotifications: boolean,
    emailNotifications: boolean,
  }),
  _links: links(['self', 'subscribe', 'patch_status', 'get_list_of_subscribers_by_alert_type', 'delete']),
} as const;

export const ALERT = shape(ALERT_FIELDS);

export const ALERT_MADE = shape({ ...ALERT_FIELDS, webhookKey: text }, ['webhookKey']);

/** One alert with its subscribers by channel. */
export const ALERT_WITH_SUBSCRIBERS = shape({
  alerts: listOf(
    shape({
      id: text,
      assetId: text,
      alertType: ALERT_TYPE,
      status: ALERT_STATUS,
      subscriptions: shape({
        emailNotifications: listOf(text),
        inContextNotifications: listOf(text),
        webhooks: listOf(text),
      }),
    }),
  ),
  _links: links([]),
  version,
});

export const ALERT_CHANGED = shape({ id: text, assetId: text, alertType: ALERT_TYPE, status: ALERT_STATUS });

export const ALERT_ITEM = shape({
  name: text,
  assetId: text,
  status: ALERT_STATUS,
  alertType: ALERT_TYPE,
  inContextNotifications: boolean,
  emailNotifications: boolean,
});

const DELIVERY_STATE = { type: 'string', enum: ['PENDING', 'DELIVERED', 'FAILED'] } as const;

export const ALERT_ENTRY = shape({
  id: text,
  created: time,
  updated: time,
  assetId: text,
  alertType: ALERT_TYPE,
  state: DELIVERY_STATE,
  title: text,
  event: ANYTHING,
  deliveries: listOf(
    shape(
      {
        channel: { type: 'string', enum: ['email', 'webhook'] },
        to: text,
        attempts: integer,
        state: DELIVERY_STATE,
        error: text,
      },
      ['error'],
    ),
  ),
});

const RANGE = shape({ ipRange: text, description: text }, ['description']);
const RANGE_PLACE = { imsOrg: text, sandboxName: text, channel: { type: 'string', enum: ['data_distiller'] } } as const;

export const ALLOWED_RANGES = shape({ ...RANGE_PLACE, allowedIpRanges: listOf(RANGE) });

export const DELETED_RANGES = shape({ ...RANGE_PLACE, deletedIpRanges: listOf(RANGE) });

export const IS_ALLOWED = shape({ isAllowed: boolean });

export const RESULT = shape({
  queryId: text,
  request: ANYTHING,
  resultsMeta: shape({ _adhoc: ANYTHING }),
  results: listOf(ANYTHING),
});

export const TAKEN = shape({ message: text, statusCode: integer });

export const COUNT = shape({ totalCount: integer, version });

/** A list that is paged by key, as `envelope.ts` makes it. */
export function page(name: string, item: object): object {
  return shape({
    [name]: listOf(item),
    _page: shape({ orderby: text, start: text, next: text, property: text, count: integer }, [
      'start',
      'next',
      'property',
    ]),
    _links: links([], ['next', 'prev']),
    version,
  });
}

/** A list that is paged by number, or not at all. */
export function numberedPage(name: string, item: object): object {
  return shape({
    [name]: listOf(item),
    _page: shape({ page: integer, pagesize: integer, count: integer, totalCount: integer }, [
      'page',
      'pagesize',
      'totalCount',
    ]),
    _links: links([], ['next', 'prev']),
    version,
  });
}
