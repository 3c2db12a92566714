import type { CatalogObject, Dataset, Oid, Relation, View } from '../../../catalog/objects.ts';
import type { ShowMetadata } from '../../sql/statement.ts';
import type { PlanContext } from '../context.ts';
import type { AnswerPlan } from '../plan.ts';
import { placesOf } from './containers.ts';
import { likeMatcher } from './like.ts';

type Rows = AnswerPlan['rows'];

/** SHOW TABLES: what the connection's database holds; `all` holds everything. */
export function tableRows(statement: ShowMetadata, context: PlanContext): Rows {
  const matches = likeMatcher(statement.like);
  const shared = [...context.catalog.datasets()].filter((each) => visible(each, context));
  return [...context.temporary.values(), ...shared]
    .filter(({ name }) => matches(name))
    .sort(byName)
    .map((dataset) => [
      dataset.name,
      dataset.id,
      dataset.displayName,
      dataset.comment ?? null,
      'true',
      labelText(dataset),
    ]);
}

/** SHOW VIEWS. TYPE: DWH when it reads the reporting store, else ADLS. */
export function viewRows(statement: ShowMetadata, context: PlanContext): Rows {
  const matches = likeMatcher(statement.like);
  const views = [...context.catalog.relations()].filter((each): each is View => each.kind === 'view');
  return views
    .filter((view) => matches(view.name) && visible(view, context))
    .sort(byName)
    .map((view) => {
      const place = placesOf(view, context)[0];
      const reads = view.dependsOn.map((oid) => context.catalog.get(oid)).filter((each) => each !== undefined);
      const names = (kind: CatalogObject['kind']): string =>
        reads
          .filter((each) => each.kind === kind)
          .map(({ name }) => name)
          .join(', ');
      const accelerated = reads.some((each) => each.kind === 'dataset' && each.storage === 'accelerated');
      return [
        place?.database ?? null,
        place?.schema ?? null,
        view.name,
        view.id,
        names('dataset'),
        names('view'),
        accelerated ? 'DWH' : 'ADLS',
      ];
    });
}

export function fieldGroupRows(context: PlanContext): Rows {
  return ofKind(context, 'fieldGroup').map((group) => [group.name, group.id, ownerName(group.owner, context)]);
}

export function namespaceRows(context: PlanContext): Rows {
  return ofKind(context, 'namespace').map((namespace) => [namespace.name, namespace.code, namespace.type]);
}

export function templateRows(context: PlanContext): Rows {
  return ofKind(context, 'template').map((template) => [
    template.name,
    template.id,
    ownerName(template.owner, context),
    template.createdAt,
  ]);
}

function ofKind<Kind extends CatalogObject['kind']>(
  context: PlanContext,
  kind: Kind,
): readonly (CatalogObject & { readonly kind: Kind })[] {
  const found = [...context.catalog.objects()].filter(
    (each): each is CatalogObject & { readonly kind: Kind } => each.kind === kind,
  );
  return found.sort(byName);
}

function ownerName(owner: Oid, context: PlanContext): string | null {
  return context.catalog.get(owner)?.name ?? null;
}

function visible(relation: Relation, context: PlanContext): boolean {
  const here = context.catalog.get(context.database)?.name;
  return here === 'all' || placesOf(relation, context).some(({ database }) => database === here);
}

function labelText(dataset: Dataset): string {
  return dataset.labels.length === 0 ? 'false' : dataset.labels.map((label) => `'${label}'`).join(', ');
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
