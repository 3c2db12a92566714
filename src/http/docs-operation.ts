import { escapeHtml as text } from './escape-html.ts';

/** As much of JSON Schema as this API's own schemas use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly nullable?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema?: Schema } };
}

export interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description?: string }>>;
}

/** One address and method: closed a line, open its parameters, body, answer and a command to try. */
export function operationHtml(method: string, path: string, operation: Operation): string {
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const [status, answer] = Object.entries(operation.responses).find(([code]) => Number(code) < 300) ?? ['', undefined];
  const shape = answer?.content?.['application/json']?.schema;
  const parameters = (operation.parameters ?? []).map((parameter) =>
    row(parameter.name, parameter.required === true, parameter.schema ?? {}, parameter.in, parameter.description),
  );
  return [
    `<details id="${text(`${method} ${path}`)}"><summary><code class="method ${text(method)}">${text(method.toUpperCase())}</code>`,
    `<code>${text(path)}</code><span class="what">${text(operation.summary ?? '')}</span></summary><div class="inside">`,
    parameters.length === 0 ? '' : `<h3>Parameters</h3><table>${parameters.join('')}</table>`,
    body === undefined ? '' : `<h3>Body</h3>${fieldTable(body)}`,
    `<h3>Answer ${text(status)}: ${text(answer?.description ?? '')}</h3>${shape === undefined ? '' : fieldTable(shape)}`,
    `<h3>Try</h3><pre>${text(command(method, path, body))}</pre></div></details>`,
  ].join('');
}

function fieldTable(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((choice) => fieldTable(choice)).join('<p>or</p>');
  const rows = [...fields(schema, '')];
  return rows.length === 0 ? `<p>${text(typeOf(schema))}</p>` : `<table>${rows.join('')}</table>`;
}

/** Those of objects inside of objects and lists under dotted names; `_links` in one line, as all have the same form. */
function* fields(schema: Schema, prefix: string): IterableIterator<string> {
  if (schema.type === 'array' && schema.items !== undefined) {
    yield* fields(schema.items, `${prefix}[]`);
    return;
  }
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const must = schema.required?.includes(name) === true;
    if (name === '_links') {
      const links = Object.keys(field.properties ?? {});
      yield row(path, must, { type: 'object' }, undefined, links.length === 0 ? undefined : `of ${links.join(', ')}`);
      continue;
    }
    yield row(path, must, field, undefined, field.description);
    yield* fields(field, path);
  }
}

function row(name: string, must: boolean, schema: Schema, place: string | undefined, description = ''): string {
  const type = place === undefined ? typeOf(schema) : `${typeOf(schema)}, in the ${place}`;
  const cells = [`<td><code${must ? ' class="must"' : ''}>${text(name)}</code></td>`, text(type), text(description)];
  return `<tr>${cells[0]}<td>${cells[1]}</td><td>${cells[2]}</td></tr>`;
}

function typeOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  const { type = 'anything', format, items, minimum, maximum, maxLength, maxItems } = schema;
  const named =
    format === 'date-time'
      ? 'time'
      : type === 'array'
        ? `list of ${items === undefined ? 'anything' : typeOf(items)}`
        : type;
  const bounds =
    minimum !== undefined && maximum !== undefined
      ? `, ${minimum} to ${maximum}`
      : minimum !== undefined
        ? `, from ${minimum}`
        : maxLength !== undefined
          ? `, at most ${maxLength} characters`
          : maxItems !== undefined
            ? `, at most ${maxItems}`
            : '';
  return `${named}${bounds}${schema.nullable === true ? ', or null' : ''}`;
}

/** A command with a placeholder for all that has to be there. */
function command(method: string, path: string, body: Schema | undefined): string {
  const address = `http://HOST${path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`;
  const verb = method === 'get' || (method === 'post' && body !== undefined) ? '' : ` -X ${method.toUpperCase()}`;
  if (body === undefined) return `curl -u ACCOUNT:PASSWORD${verb} '${address}'`;
  const data = JSON.stringify(sample(body)).replaceAll("'", "'\\''");
  return `curl -u ACCOUNT:PASSWORD${verb} -H 'content-type: application/json' \\\n  -d '${data}' \\\n  '${address}'`;
}

function sample(schema: Schema): unknown {
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice !== undefined) return sample(choice);
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) === true)
          .map(([name, field]) => [name, sample(field)]),
      );
    case 'array':
      return schema.items === undefined ? [] : [sample(schema.items)];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return '…';
  }
}
