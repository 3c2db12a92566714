import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import { isNested } from '../functions/type-rules.ts';
import type { CopyToFilePlan } from '../plan/copy-file.ts';
import { quoteName } from '../plan/dataset.ts';
import type { Outcome } from './outcome.ts';
import type { Runtime } from './runtime.ts';

/**
 * Writes the rows of a query into `<export folder>/<folder>/<query id>/data.<format>`. The folder gets its name when the
 * file is complete; a failure leaves nothing, a crash a folder whose name begins with a dot. The client is told the place.
 */
export async function copyToFile(
  plan: CopyToFilePlan,
  parameters: readonly BoundParameter[],
  runtime: Runtime,
): Promise<Outcome> {
  const connection = await runtime.connect();
  const parent = join(runtime.engine.exportDirectory, ...plan.folder);
  const id = randomUUID();
  const writing = join(parent, `.${id}`);
  await mkdir(writing, { recursive: true });
  try {
    const path = join(writing, `data.${plan.format}`).replaceAll("'", "''");
    const options = [`FORMAT ${plan.format}`, ...plan.options].join(', ');
    const rows = await connection.run(`COPY (${selected(plan)}) TO '${path}' (${options})`, parameters);
    await rename(writing, join(parent, id));
    const place = relative(runtime.engine.exportDirectory, join(parent, id, `data.${plan.format}`));
    runtime.host.fileWritten?.(place);
    runtime.host.notice({
      severity: 'NOTICE',
      sqlState: SQLSTATE.successfulCompletion,
      message: `written to ${place}`,
    });
    return { kind: 'complete', tag: `COPY ${rows}` };
  } catch (error) {
    await rm(writing, { recursive: true, force: true });
    throw error;
  }
}

/** CSV has no nested values: they are JSON in it. */
function selected({ query, format }: CopyToFilePlan): string {
  const names = query.columns.map((_, index) => `c${index + 1}`);
  const items = query.columns.map(({ name, type }, index) => {
    const value = format === 'csv' && isNested(type) ? `CAST(to_json(${names[index]}) AS VARCHAR)` : names[index];
    return `${value} AS ${quoteName(name)}`;
  });
  return `SELECT ${items.join(', ')} FROM (${query.engine.sql}) AS rows_of(${names.join(', ')})`;
}
