import { OID } from '../../types/oid.ts';
import type { CatalogModel } from '../model/catalog-model.ts';
import type { ModelRelation } from '../model/objects.ts';
import { DOMAIN_BY_NAME } from '../types/domains.ts';
import { BUILT_INS_BY_NAME } from '../types/pg-type.ts';

/** A value on its way into a relation: numbers for oids and reg types, lists for vectors and arrays. */
export type Cell = string | number | bigint | boolean | null | readonly (string | number | null)[];

/** One row: columns that are left out take the relation's default, or NULL. */
export type Row = Readonly<Record<string, Cell>>;

export interface RelationColumn {
  readonly name: string;
  /** OID of the built-in type that its values have. */
  readonly type: number;
  /** What pg_attribute says of it: the same, or a domain over it. */
  readonly declared?: { readonly oid: number; readonly notNull: boolean } | undefined;
}

export interface RelationShape {
  readonly oid: number;
  readonly schema: 'pg_catalog' | 'information_schema';
  readonly name: string;
  readonly kind: 'r' | 'v';
  readonly rowType: number;
  readonly rowArray: number;
  readonly columns: readonly RelationColumn[];
}

/** Where the rows of a relation come from. A relation without a source has none. */
export type RelationSource =
  /** The same in every catalog. */
  | { readonly kind: 'fixed'; readonly rows: () => Iterable<Row>; readonly defaults?: Row }
  /** From one picture of the catalog. */
  | { readonly kind: 'model'; readonly rows: (model: CatalogModel) => Iterable<Row>; readonly defaults?: Row }
  | RelationwiseSource
  /** DuckDB SQL over other relations, written `{pg_class}`; its columns by position. */
  | { readonly kind: 'derived'; readonly sql: string }
  /** From the session that asks; few rows, written into the query. */
  | { readonly kind: 'live'; readonly rows: (session: LiveSession) => Iterable<Row>; readonly defaults?: Row };

/**
 * From one picture of the catalog, relation by relation: where most relations are those of a picture before, only the rows
 * of the others are made.
 */
export interface RelationwiseSource {
  readonly kind: 'relations';
  /** The column that tells which rows are a relation's. */
  readonly key: string;
  /** What stands in it, where that is not the relation's OID. */
  readonly keys?: (relation: ModelRelation, model: CatalogModel) => readonly number[];
  readonly rows: (relation: ModelRelation, model: CatalogModel) => Iterable<Row>;
  /** What the rows hang on besides the relation itself. */
  readonly also?: (relation: ModelRelation, model: CatalogModel) => string | boolean;
  /** Rows about other things, the same in every picture. */
  readonly fixed?: () => Iterable<Row>;
  /** Rows about other things, and which those are. */
  readonly rest?: { readonly where: string; readonly rows: (model: CatalogModel) => Iterable<Row> };
  readonly defaults?: Row;
}

/** What live relations show, handed in by the session. */
export interface LiveSession {
  readonly settings: () => Iterable<LiveSetting>;
  readonly sessions: () => Iterable<LiveActivity>;
  readonly preparedStatements: () => Iterable<LivePreparedStatement>;
  readonly cursors: () => Iterable<LiveCursor>;
}

export interface LiveSetting {
  readonly name: string;
  readonly value: string;
  readonly initial: string;
  readonly description: string;
  /** SHOW only. */
  readonly readOnly: boolean;
  /** The choices of a setting that has few. */
  readonly choices?: readonly string[] | undefined;
}

export interface LiveActivity {
  readonly processId: number;
  readonly database: { readonly oid: number; readonly name: string };
  readonly role: { readonly oid: number; readonly name: string };
  readonly applicationName: string;
  readonly clientAddress?: string | undefined;
  readonly clientPort?: number | undefined;
  readonly startedAt: Date;
  readonly transactionStartedAt?: Date | undefined;
  readonly queryStartedAt?: Date | undefined;
  readonly stateChangedAt?: Date | undefined;
  readonly state: 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)';
  readonly query: string;
}

export interface LivePreparedStatement {
  readonly name: string;
  readonly statement: string;
  readonly preparedAt: Date;
  readonly parameterOids: readonly number[];
  /** Made by PREPARE rather than by the protocol. */
  readonly fromSql: boolean;
}

export interface LiveCursor {
  readonly name: string;
  readonly statement: string;
  readonly holdable: boolean;
  readonly binary: boolean;
  readonly createdAt: Date;
}

/** Reads lists such as `1259 pg_class r 83 273: oid oid!, relname name!`. */
export function readShapes(text: string, schema: RelationShape['schema']): RelationShape[] {
  const lines = text.trim().replaceAll('\n  ', ' ').split('\n');
  return lines.map((line) => {
    const [head = '', columns = ''] = line.split(': ');
    const [oid, name = '', kind, rowType, rowArray] = head.split(' ');
    return {
      oid: Number(oid),
      schema,
      name,
      kind: kind === 'r' ? 'r' : 'v',
      rowType: Number(rowType),
      rowArray: Number(rowArray),
      columns: columns.split(', ').map(readColumn),
    };
  });
}

const PG_STATISTIC_ARRAY = 10_028;

function readColumn(text: string): RelationColumn {
  const [name = '', written = ''] = text.split(' ');
  const type = written.replace('!', '');
  const domain = DOMAIN_BY_NAME.get(type);
  const found = BUILT_INS_BY_NAME.get(type.endsWith('[]') ? `_${type.slice(0, -2)}` : type);
  // The one column whose type is an array of rows is always NULL.
  const oid = domain?.base ?? found?.oid ?? OID.text;
  const declared = type === 'pg_statistic[]' ? PG_STATISTIC_ARRAY : (domain?.oid ?? oid);
  return { name, type: oid, declared: { oid: declared, notNull: written.endsWith('!') } };
}
