import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';

/** Functions that planning answers, from the catalog, the session or the SELECT around. */

const define = defining({ section: '3.2', kind: 'planner' });
const spark = defining({ section: '3.3', kind: 'planner' });

export const catalog: readonly FunctionDefinition[] = [
  define('table_exists(text) -> boolean', undefined, 'True where a table of that name is there.', []),
  define('history_meta(text) -> unknown', undefined, 'The snapshots of a dataset, as rows.', []),
  define('sample_meta(text) -> unknown', undefined, 'The samples of a dataset, as rows.', []),
  define('model_evaluate(any*) -> unknown', undefined, 'Measures of a model, as rows.', []),
  define('model_predict(any*) -> unknown', undefined, 'Predictions of a model, as rows.', []),
  spark('current_database|current_catalog() -> text', undefined, 'Name of the database.', []),
  spark('current_schema() -> text', undefined, 'Name of the schema that unqualified names are created in.', []),
  spark('current_user|session_user|user() -> text', undefined, 'Name of the user.', []),
  spark('grouping(any) -> unknown', undefined, 'Whether the row has all values of a grouping column together.', []),
  spark('grouping_id(any*) -> bigint', undefined, 'The grouping bits of the columns as a number.', []),
];
