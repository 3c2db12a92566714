import type { Template } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { type CheckedText, checkText, type StoredText } from '../session/stored-sql.ts';
import { badRequest, HttpError, inText, notFound } from './http-error.ts';
import type { QueryBody } from './schemas.ts';

/** The text of a query's body, with the template that it came from. */
export interface QueryText {
  readonly text: StoredText;
  readonly checked: CheckedText;
  readonly template: Template | undefined;
}

/**
 * Reads and checks what a query's body asks to run. Throws 400 for a body that contradicts itself and for SQL that cannot be
 * read, 404 for a template that is not there.
 */
export function queryText(body: QueryBody, catalog: CatalogView): QueryText {
  const templateId = body.templateId ?? body.templateID;
  if ((body.sql === undefined) === (templateId === undefined)) {
    throw badRequest('SQL_OR_TEMPLATE', 'Send exactly one of sql and templateId.');
  }
  if (body.ctasParameters !== undefined && body.insertIntoParameters !== undefined) {
    throw badRequest('ONE_OUTPUT', 'Send at most one of ctasParameters and insertIntoParameters.');
  }
  const template = templateId === undefined ? undefined : requireTemplate(templateId, catalog);
  const sql = body.sql ?? template?.sql ?? '';
  const text: StoredText = {
    sql,
    queryParameters: { ...template?.queryParameters, ...parameterKeys(body.queryParameters ?? {}) },
    dbName: body.dbName.replace(/^([^.:?]+)\.(?=[^.:?]+(\?|$))/, '$1:'),
    output: outputOf(body),
  };
  return { text, template, checked: inText(sql, () => checkText(text, catalog)) };
}

export function requireTemplate(id: string, catalog: CatalogView): Template {
  for (const object of catalog.objects()) if (object.kind === 'template' && object.id === id) return object;
  throw notFound('template', id);
}

/** A leading `$` of a key is dropped. */
export function parameterKeys(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key.replace(/^\$/, ''), value]));
}

function outputOf({ ctasParameters, insertIntoParameters }: QueryBody): StoredText['output'] {
  if (ctasParameters !== undefined) {
    return { kind: 'ctas', datasetName: ctasParameters.datasetName, description: ctasParameters.description };
  }
  if (insertIntoParameters !== undefined) return { kind: 'insert', datasetName: insertIntoParameters.datasetName };
  return undefined;
}

/** Throws 403 unless the caller made the object or is an administrator. */
export function requireOwnerOf(
  what: string,
  owner: string,
  caller: { readonly account: string; readonly admin: boolean },
): void {
  if (caller.admin || owner === caller.account) return;
  throw new HttpError(403, 'FORBIDDEN', 'Forbidden', `The ${what} belongs to "${owner}"; you may look at it only.`);
}
