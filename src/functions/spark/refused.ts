import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';

/** Functions of Spark's that are known and not offered: a call is 0A000 with what to do instead. */

const define = defining({ section: 'spark', kind: 'scalar' });

function refused(names: string, hint: string): readonly FunctionDefinition[] {
  return names.split(' ').map((name) =>
    define(
      `${name}(any*) -> unknown`,
      () => {
        throw new SqlError(SQLSTATE.featureNotSupported, `function ${name} is not supported`, { hint });
      },
      `Not supported. ${hint}`,
      [],
    ),
  );
}

export const refusedFunctions: readonly FunctionDefinition[] = [
  ...refused(
    'hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg',
    'Use hll_build_agg, hll_merge_agg and hll_estimate.',
  ),
  ...refused('session_window', 'Use SESS_TIMEOUT over a window.'),
  ...refused('java_method reflect', 'Code of a virtual machine cannot be called.'),
  ...refused('aes_encrypt aes_decrypt try_aes_decrypt', 'Encrypt values before they are stored.'),
  ...refused('bitmap_construct_agg bitmap_or_agg bitmap_count', 'Use count(DISTINCT …) or hll_build_agg.'),
  ...refused('count_min_sketch', 'Use approx_count_distinct or approx_percentile.'),
  ...refused('sql_keywords', 'The grammar is in the documentation.'),
];
