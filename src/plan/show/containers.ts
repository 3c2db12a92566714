import type { Database, Relation } from '../../../catalog/objects.ts';
import type { ShowMetadata } from '../../sql/statement.ts';
import type { PlanContext } from '../context.ts';
import { resolveRelation } from '../names.ts';
import type { AnswerPlan } from '../plan.ts';

type Rows = AnswerPlan['rows'];

/** Where a relation can be found, the container it was made in first. */
export function placesOf(
  relation: Relation,
  context: PlanContext,
): readonly { readonly database: string; readonly schema: string }[] {
  return relation.containers.flatMap((oid) => {
    const schema = context.catalog.get(oid);
    const database = schema?.kind === 'schemaContainer' ? context.catalog.get(schema.database) : undefined;
    return schema === undefined || database === undefined ? [] : [{ database: database.name, schema: schema.name }];
  });
}

/** Only the connected database, unless that is `all` (reference, section 1.19). */
export function databaseRows(context: PlanContext): Rows {
  return databases(context).map(({ name }) => [name]);
}

export function schemaRows(context: PlanContext): Rows {
  return databases(context)
    .flatMap((database) =>
      [...context.catalog.objects()]
        .filter((each) => each.kind === 'schemaContainer' && each.database === database.oid)
        .map(({ name }) => [database.name, name]),
    )
    .sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}

/**
 * SHOW DATAGROUPS [FOR 'table']: every relation in every container that refers to it. Throws 42P01 for a table that is in
 * none.
 */
export function dataGroupRows({ target }: ShowMetadata, context: PlanContext): Rows {
  const wanted = target?.parts.at(-1)?.name.toLowerCase();
  const found = [...context.catalog.relations()].filter(
    ({ name }) => wanted === undefined || name.toLowerCase() === wanted,
  );
  // Says what there is of a similar name.
  if (target !== undefined && found.length === 0) resolveRelation(target, context);
  return found
    .flatMap((relation) => {
      const places = placesOf(relation, context);
      const parent = places[0];
      return places.map(({ database, schema }) => {
        const accelerated = context.catalog.database(database)?.storage === 'accelerated';
        return [
          database,
          schema,
          accelerated ? 'QSACCEL' : 'ADLS',
          childType(relation),
          relation.name,
          parent === undefined ? null : `${parent.database}.${parent.schema}`,
          relation.id,
        ];
      });
    })
    .sort((a, b) => (a.join('.').toLowerCase() < b.join('.').toLowerCase() ? -1 : 1));
}

function childType(relation: Relation): string {
  if (relation.kind === 'view') return 'View';
  return relation.storage === 'accelerated' ? 'Data Warehouse Table' : 'Data Lake Table';
}

function databases(context: PlanContext): readonly Database[] {
  const all = [...context.catalog.objects()].filter((each): each is Database => each.kind === 'database');
  const here = all.find(({ oid }) => oid === context.database);
  return here?.name === 'all' ? all.sort((a, b) => (a.name < b.name ? -1 : 1)) : here === undefined ? [] : [here];
}
