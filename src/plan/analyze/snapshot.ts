import type { Dataset } from '../../../catalog/objects.ts';
import { REMOVED_COLUMN, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import type { SnapshotChain } from '../../../catalog/snapshot-chain.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { quoteName } from '../../functions/sql-text.ts';
import type { SnapshotBound, SnapshotClause, Span } from '../../sql/ast.ts';
import type { PlanContext } from '../context.ts';
import { PlanError } from '../plan-error.ts';

const SNAPSHOT = quoteName(SNAPSHOT_COLUMN);
const REMOVED = quoteName(REMOVED_COLUMN);
/** No row. */
const NOTHING = 'false';

/** A bound as a place in the chain. */
type Place = { readonly kind: 'head' | 'tail' | 'none' } | { readonly kind: 'id'; readonly id: bigint };

/** The rows that show without a SNAPSHOT clause; undefined where that is all of them. */
export function currentRows(dataset: Dataset): string | undefined {
  return dataset.storage === 'lake' && dataset.hasRemovedRows ? `${REMOVED} IS NULL` : undefined;
}

/**
 * The condition a SNAPSHOT clause stands for (reference, sections 2.3 and 10). AS OF gives the table as it was; SINCE and
 * BETWEEN give every row written in the range, also those removed since. Throws 22023 for an id the dataset never had,
 * 58000 for an expired id and for an accelerated table, 42809 for a temporary one, 0A000 for SINCE CHECKPOINT.
 */
export function snapshotCondition(clause: SnapshotClause, dataset: Dataset, context: PlanContext): string | undefined {
  checkStorage(clause, dataset);
  const chain = context.catalog.snapshots(dataset.oid);
  const place = (bound: SnapshotBound, end: 'lower' | 'upper') => placeOf(bound, end, dataset, chain, context);
  const { range } = clause;
  switch (range.kind) {
    case 'asOf':
      return asOf(place(range.bound, 'upper'), dataset);
    case 'since':
      return both(after(place(range.bound, 'lower')), undefined);
    case 'between':
      return both(after(place(range.low, 'lower')), upTo(place(range.high, 'upper')));
    case 'sinceCheckpoint':
      throw new PlanError(
        SQLSTATE.featureNotSupported,
        'SNAPSHOT SINCE CHECKPOINT is not supported here',
        clause.span,
        {
          hint: 'It stands in INSERT INTO … SELECT, which moves the checkpoint; SNAPSHOT BETWEEN reads without moving one.',
        },
      );
  }
}

function asOf(place: Place, dataset: Dataset): string | undefined {
  switch (place.kind) {
    case 'tail':
      return currentRows(dataset);
    case 'id':
      return `${SNAPSHOT} <= ${place.id} AND (${REMOVED} IS NULL OR ${REMOVED} > ${place.id})`;
    default:
      return NOTHING;
  }
}

/** Lower bounds are exclusive. */
function after(place: Place): string | undefined {
  switch (place.kind) {
    case 'head':
      return undefined;
    case 'id':
      return `${SNAPSHOT} > ${place.id}`;
    default:
      return NOTHING;
  }
}

/** Upper bounds are inclusive. */
function upTo(place: Place): string | undefined {
  switch (place.kind) {
    case 'tail':
      return undefined;
    case 'id':
      return `${SNAPSHOT} <= ${place.id}`;
    default:
      return NOTHING;
  }
}

function both(a: string | undefined, b: string | undefined): string | undefined {
  if (a === NOTHING || b === NOTHING) return NOTHING;
  return a !== undefined && b !== undefined ? `${a} AND ${b}` : (a ?? b);
}

function placeOf(
  bound: SnapshotBound,
  end: 'lower' | 'upper',
  dataset: Dataset,
  chain: SnapshotChain,
  context: PlanContext,
): Place {
  switch (bound.kind) {
    case 'head':
    case 'tail':
      return { kind: bound.kind };
    case 'null':
      return whenNull(end);
    case 'id':
      return knownId(bound.id, bound.span, end, dataset, chain, context);
    case 'variable':
      return variablePlace(bound.name, bound.span, end, dataset, chain, context);
  }
}

/** A NULL lower bound means everything so far; a NULL upper bound means that there is no snapshot yet. */
function whenNull(end: 'lower' | 'upper'): Place {
  return { kind: end === 'lower' ? 'head' : 'none' };
}

function variablePlace(
  name: string,
  span: Span,
  end: 'lower' | 'upper',
  dataset: Dataset,
  chain: SnapshotChain,
  context: PlanContext,
): Place {
  const variable = context.variables.get(name.toLowerCase());
  if (variable === undefined) {
    throw new PlanError(SQLSTATE.undefinedObject, `variable "@${name}" is not set`, span, {
      hint: 'SET @name = SELECT … sets it, earlier in the same block.',
    });
  }
  if (variable.text === null) return whenNull(end);
  const text = variable.text.trim();
  if (/^head$/i.test(text)) return { kind: 'head' };
  if (/^tail$/i.test(text)) return { kind: 'tail' };
  if (/^\d+$/.test(text)) return knownId(BigInt(text), span, end, dataset, chain, context);
  throw new PlanError(SQLSTATE.invalidParameterValue, `variable "@${name}" is no snapshot: "${text}"`, span, {
    hint: "A bound is a snapshot id, 'HEAD' or 'TAIL'.",
  });
}

function knownId(
  id: bigint,
  span: Span,
  end: 'lower' | 'upper',
  dataset: Dataset,
  chain: SnapshotChain,
  context: PlanContext,
): Place {
  if (chain.has(id)) return { kind: 'id', id };
  const { first } = chain;
  if (chain.hasExpired(id) && first !== undefined) {
    // The fallback setting closes the range on the left with the earliest snapshot there is (reference, section 2.5).
    if (end === 'lower' && context.options.fallbackSnapshot) return { kind: 'id', id: first - 1n };
    throw new PlanError(SQLSTATE.systemError, `snapshot ${id} of table "${dataset.name}" has expired`, span, {
      detail: `Its earliest snapshot is now ${first}. No row is lost: those of expired snapshots are part of it.`,
      hint:
        end === 'lower'
          ? 'SET resolve_fallback_snapshot_on_failure = true starts from the earliest snapshot, its rows included.'
          : 'Only the start of a range may be an expired snapshot, with resolve_fallback_snapshot_on_failure = true.',
    });
  }
  throw new PlanError(
    SQLSTATE.invalidParameterValue,
    `snapshot ${id} of table "${dataset.name}" does not exist`,
    span,
    {
      detail: rangeOf(chain),
      hint: `SELECT * FROM (SELECT history_meta('${dataset.name}')) lists those there are.`,
    },
  );
}

function rangeOf(chain: SnapshotChain): string {
  if (chain.length === 0) return 'The table has no snapshots yet.';
  return `Its snapshots go from ${chain.first} to ${chain.last}.`;
}

function checkStorage(clause: SnapshotClause, dataset: Dataset): void {
  if (dataset.storage === 'accelerated') {
    throw new PlanError(
      SQLSTATE.systemError,
      `Internal System Error [Invalid table ${dataset.name}. SNAPSHOT can be used on datalake tables only.]`,
      clause.span,
    );
  }
  if (dataset.storage === 'temporary')
    throw noSnapshots(`temporary table "${dataset.name}" has no snapshots`, clause.span);
}

export function noSnapshots(message: string, span: Span): PlanError {
  return new PlanError(SQLSTATE.wrongObjectType, message, span, {
    hint: 'SNAPSHOT stands behind the name of a table of the data lake.',
  });
}
