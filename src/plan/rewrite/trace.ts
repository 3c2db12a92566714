import type { Span } from '../../sql/ast.ts';

/** The rules by which the dialect becomes DuckDB SQL, as EXPLAIN REWRITE names them. */
export type RewriteRule =
  | 'table'
  | 'view'
  | 'snapshot'
  | 'system columns'
  | 'flatten'
  | 'history_meta'
  | 'table_exists'
  | 'star'
  | 'path'
  | 'subscript'
  | 'cast'
  | 'literal'
  | 'operator'
  | 'function'
  | 'generator'
  | 'window stages'
  | 'null order'
  | 'alias'
  | 'join'
  | 'pivot'
  | 'unpivot'
  | 'sample'
  | 'set operation';

/** Collects what was rewritten. Texts are asked for only when there is a trace, and may be shortened by it. */
export interface RewriteTrace {
  record(rule: RewriteRule, span: Span, before: () => string, after: () => string): void;
}
