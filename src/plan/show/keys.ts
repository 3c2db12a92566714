import type { Dataset } from '../../../catalog/objects.ts';
import { sparkTypeName } from '../../functions/type-rules.ts';
import type { PlanContext } from '../context.ts';
import type { AnswerPlan } from '../plan.ts';

type Rows = AnswerPlan['rows'];

export function primaryKeyRows(context: PlanContext): Rows {
  return datasets(context).flatMap((dataset) =>
    dataset.constraints.flatMap((key) =>
      key.kind === 'primaryKey'
        ? key.columns.map((number) => [...columnCells(dataset, number), key.namespace ?? null])
        : [],
    ),
  );
}

export function foreignKeyRows(context: PlanContext): Rows {
  return datasets(context).flatMap((dataset) =>
    dataset.constraints.flatMap((key) => {
      const other = key.kind === 'foreignKey' ? context.catalog.get(key.referenced) : undefined;
      if (key.kind !== 'foreignKey' || other?.kind !== 'dataset') return [];
      return key.columns.map((number, index) => [
        ...columnCells(dataset, number),
        other.name,
        columnCells(other, key.referencedColumns[index] ?? 0)[1] ?? null,
        null,
      ]);
    }),
  );
}

export function identityRows(context: PlanContext): Rows {
  return datasets(context).flatMap((dataset) =>
    dataset.identities.map(({ column, namespace, primary }) => [
      ...columnCells(dataset, column),
      namespace,
      primary ? 'true' : 'false',
    ]),
  );
}

/** Table, column, type. */
function columnCells(dataset: Dataset, number: number): readonly (string | null)[] {
  const column = dataset.columns.find((each) => each.number === number);
  return [dataset.name, column?.name ?? null, column === undefined ? null : sparkTypeName(column.type)];
}

function datasets(context: PlanContext): readonly Dataset[] {
  return [...context.catalog.datasets()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
