import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../../catalog/objects.ts';
import type { CatalogView } from '../../../catalog/view.ts';
import { nameKey, objectKey } from '../../../catalog/writer.ts';
import { buildVerifier, parseVerifier } from '../../core/scram-verifier.ts';
import { callerOf } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { badRequest, forbidden, HttpError, notFound } from '../http-error.ts';
import { type Filters, type ItemKeys, type ListQuery, listRequest, pageOf } from '../list-request.ts';
import { ACCOUNT, CREDENTIAL, page, REMOVED } from '../objects/shapes.ts';
import { AUTH_BASE } from '../paths.ts';
import { answers, LIST_QUERY, pathOf } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const FILTERS: Filters = { active: { ops: ['=='], kind: 'boolean' } };

const PROPERTIES = {
  accountName: { type: 'string', minLength: 1, maxLength: 63 },
  assignedToUser: { type: 'string', minLength: 1, maxLength: 255 },
  credential: { type: 'string', minLength: 8, maxLength: 255 },
  description: { type: 'string', maxLength: 4_000 },
  emails: { type: 'array', maxItems: 5, items: { type: 'string', maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' } },
} as const;

const CREATE = {
  type: 'object',
  required: ['accountName', 'assignedToUser'],
  additionalProperties: false,
  properties: PROPERTIES,
} as const;

const CHANGE = { type: 'object', additionalProperties: false, properties: PROPERTIES } as const;

interface AccountBody {
  readonly accountName?: string;
  readonly assignedToUser?: string;
  readonly credential?: string;
  readonly description?: string;
  readonly emails?: readonly string[];
}

const tags = ['accounts'];

/** Service accounts. `technicalAccountId` is the account's name. Source: API reference, section 13. */
export function accounts(app: FastifyInstance, services: HttpServices): void {
  const { catalog, writer, clock } = services;

  app.get<{ Querystring: ListQuery }>(
    '/accounts',
    {
      schema: {
        summary: 'List accounts',
        tags,
        querystring: LIST_QUERY,
        response: answers(200, 'Accounts', page('accounts', ACCOUNT)),
      },
    },
    async (request) => {
      const wanted = listRequest(request.query, FILTERS);
      const page = pageOf(roles(catalog.view), wanted, keysOf);
      const place = { path: `${AUTH_BASE}/accounts`, query: { ...request.query } };
      return envelope('accounts', page, wanted, place, show, keysOf);
    },
  );

  app.post<{ Body: AccountBody & { readonly accountName: string } }>(
    '/accounts',
    {
      schema: {
        summary: 'Make an account',
        tags,
        body: CREATE,
        response: answers(200, 'The account, shown once', CREDENTIAL),
      },
    },
    async (request) => {
      const caller = callerOf(request);
      if (!caller.admin) throw forbidden('Only an administrator makes accounts.');
      const { accountName: name, ...rest } = request.body;
      if (/^pg_|[\s:"]/.test(name)) throw badRequest('INVALID_NAME', `"${name}" is not a name for an account.`);
      const credential = rest.credential ?? randomBytes(24).toString('base64url');
      const proofs = await proofsOf(name, credential);
      const now = new Date(clock.now()).toISOString();
      await writer.change([nameKey('role', name)], (view, changes) => {
        if (view.role(name) !== undefined) throw taken(name);
        changes.put({
          kind: 'role',
          oid: catalog.nextOid(),
          name,
          createdAt: now,
          owner: caller.role.oid,
          ...proofs,
          login: true,
          superuser: false,
          createdBy: caller.account,
          ...detailsOf(rest),
        });
      });
      return { technicalAccountName: name, technicalAccountId: name, credential };
    },
  );

  app.put<{ Params: { id: string }; Body: AccountBody }>(
    '/accounts/:id',
    {
      schema: {
        summary: 'Change an account',
        tags,
        params: pathOf('id'),
        body: CHANGE,
        response: answers(200, 'The account', CREDENTIAL),
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { oid, name: oldName } = requireRole(request.params.id, catalog.view);
      if (!caller.admin && caller.role.oid !== oid) throw forbidden('You may change your own account only.');
      const { accountName: name = oldName, credential, ...rest } = request.body;
      if (name !== oldName) throw badRequest('INVALID_NAME', 'An account keeps its name; make another one.');
      const proofs = credential === undefined ? {} : await proofsOf(oldName, credential);
      const changed = await writer.change([objectKey(oid), nameKey('role', name)], (view, changes) => {
        const current = requireRole(request.params.id, view);
        const role: Role = {
          ...current,
          ...detailsOf(rest),
          ...proofs,
          updatedAt: new Date(clock.now()).toISOString(),
        };
        changes.put(role);
        return role;
      });
      return { technicalAccountName: changed.name, technicalAccountId: changed.name, credential };
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/accounts/:id',
    { schema: { summary: 'Remove an account', tags, params: pathOf('id'), response: answers(200, 'Done', REMOVED) } },
    async (request) => {
      const caller = callerOf(request);
      if (!caller.admin) throw forbidden('Only an administrator removes accounts.');
      const { oid, name } = requireRole(request.params.id, catalog.view);
      if (oid === caller.role.oid) throw badRequest('OWN_ACCOUNT', 'You cannot remove the account that you use.');
      await writer.change([objectKey(oid), nameKey('role', name)], (view, changes) => {
        requireRole(name, view);
        for (const object of view.objects()) {
          if (object.owner !== oid || object.oid === oid) continue;
          const detail = `The account owns the ${object.kind} "${object.name}" and maybe more; remove that first.`;
          throw new HttpError(409, 'ACCOUNT_IN_USE', 'Account is in use', detail);
        }
        changes.remove(oid);
      });
      return { result: 'Success' };
    },
  );

  function show(role: Role): object {
    return {
      technicalAccountName: role.name,
      technicalAccountId: role.name,
      assignedToUser: role.assignedTo ?? role.name,
      description: role.comment,
      emails: role.email?.split(',') ?? [],
      active: isActive(role),
      created: role.createdAt,
      createdBy: role.createdBy ?? catalog.view.get(role.owner)?.name,
      lastUpdated: role.updatedAt ?? role.createdAt,
      version: 1,
    };
  }

  function isActive(role: Role): boolean {
    const { login, validUntil } = role;
    const lasts = validUntil === undefined || Date.parse(validUntil) > clock.now();
    return login && lasts && !services.credentials.expired(role);
  }

  function keysOf(role: Role): ItemKeys {
    const created = Date.parse(role.createdAt);
    const updated = Date.parse(role.updatedAt ?? role.createdAt);
    return { id: role.name, created, updated, properties: { active: isActive(role) } };
  }
}

function* roles(view: CatalogView): IterableIterator<Role> {
  for (const object of view.objects()) if (object.kind === 'role') yield object;
}

function requireRole(id: string, view: CatalogView): Role {
  const role = view.role(id);
  if (role === undefined) throw notFound('account', id);
  return role;
}

function detailsOf({ assignedToUser, description, emails }: AccountBody): Partial<Role> {
  return {
    ...(assignedToUser === undefined ? {} : { assignedTo: assignedToUser }),
    ...(description === undefined ? {} : { comment: description }),
    ...(emails === undefined ? {} : { email: emails.join(',') }),
  };
}

/** What proves an account: its credential, or both its id and its credential in one, as the service's clients send it. */
async function proofsOf(name: string, credential: string): Promise<Pick<Role, 'verifier' | 'pairVerifier'>> {
  const verifier = await buildVerifier(credential);
  const salt = parseVerifier(verifier);
  return { verifier, pairVerifier: await buildVerifier(`${name}:${credential}`, salt?.iterations, salt?.salt) };
}

function taken(name: string): HttpError {
  return new HttpError(409, 'NAME_TAKEN', 'Name is taken', `There is an account "${name}" already.`);
}
