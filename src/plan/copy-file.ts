import { SQLSTATE } from '../core/sql-state.ts';
import type { CopyStatement } from '../sql/statement.ts';
import type { QueryPlan } from './plan.ts';
import { PlanError } from './plan-error.ts';

export type FileFormat = 'parquet' | 'csv' | 'json';

/** COPY … TO 'path': the rows go into a file of a new folder below the server's export folder. */
export interface CopyToFilePlan {
  readonly kind: 'copyToFile';
  readonly query: QueryPlan;
  /** Folders below the export folder, outermost first. */
  readonly folder: readonly string[];
  readonly format: FileFormat;
  /** DuckDB's options of COPY, as SQL. */
  readonly options: readonly string[];
}

const SCRATCH = '%scratch_space%';
const FORMATS: readonly FileFormat[] = ['parquet', 'csv', 'json'];

/** Throws 42501 for a path that leads out of the export folder, 22023 for a format or an option that it does not take. */
export function copyToFile(query: QueryPlan, path: string, statement: CopyStatement): CopyToFilePlan {
  const given = new Map(statement.options.map((option) => [option.name, option]));
  const wanted = given.get('format')?.value ?? 'parquet';
  const format = FORMATS.find((each) => each === String(wanted).toLowerCase());
  if (format === undefined) {
    throw new PlanError(
      SQLSTATE.invalidParameterValue,
      `COPY format "${wanted}" not recognized`,
      given.get('format')?.span ?? statement.span,
      { hint: 'A file is parquet (the default), csv or json.' },
    );
  }
  const options = format === 'csv' && !given.has('header') ? ['HEADER true'] : [];
  for (const [name, { value, span }] of given) {
    if (name === 'format') continue;
    const option = format === 'csv' && typeof value === 'string' ? csvOption(name, value) : undefined;
    if (option === undefined) {
      throw new PlanError(SQLSTATE.invalidParameterValue, `option "${name}" is not one of a ${format} file`, span, {
        hint: 'Files of csv take header, delimiter, null, quote and escape.',
      });
    }
    options.push(option);
  }
  return { kind: 'copyToFile', query, folder: folderOf(path, statement), format, options };
}

function csvOption(name: string, value: string): string | undefined {
  const text = `'${value.replaceAll("'", "''")}'`;
  switch (name) {
    case 'header':
      return `HEADER ${/^(false|off|0)$/i.test(value) ? 'false' : 'true'}`;
    case 'delimiter':
      return `DELIMITER ${text}`;
    case 'null':
      return `NULLSTR ${text}`;
    case 'quote':
      return `QUOTE ${text}`;
    case 'escape':
      return `ESCAPE ${text}`;
    default:
      return undefined;
  }
}

/** `'%scratch_space%/a/b'` and `'a/b'` as folders. A name may hold letters of any script, digits, and `_ - . ` inside. */
function folderOf(path: string, statement: CopyStatement): readonly string[] {
  const relative = path.startsWith(SCRATCH) ? path.slice(SCRATCH.length).replace(/^\//, '') : path;
  const parts = relative === '' ? [] : relative.split('/');
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  if (parts.every((part) => /^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,127}$/u.test(part) && !part.endsWith('.'))) return parts;
  throw new PlanError(SQLSTATE.insufficientPrivilege, `files cannot be written to "${path}"`, statement.span, {
    detail: 'COPY writes below the export folder of the server only.',
    hint: "Name a folder without .. and without a leading slash: '%scratch_space%/guests'.",
  });
}
