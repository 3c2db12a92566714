import type { Schedule } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Property } from '../sql/statement.ts';
import { PlanError } from './plan-error.ts';

type Settings = Pick<Schedule, 'maxActiveRuns' | 'quarantine' | 'delayThresholdMinutes' | 'catchUp'>;

/** The WITH list of a schedule. Throws 42601 for an unknown property, 22023 for a value that does not fit. */
export function scheduleProperties(properties: readonly Property[]): Partial<Settings> {
  return Object.assign({}, ...properties.map(readProperty));
}

function readProperty(property: Property): Partial<Settings> {
  switch (property.name.toLowerCase()) {
    case 'max_active_runs':
      return { maxActiveRuns: integer(property, 1000) };
    case 'delay_threshold_minutes':
      return { delayThresholdMinutes: integer(property, 1440) };
    case 'quarantine':
      return { quarantine: oneOf(property, 'true', 'false') === 'true' };
    case 'catch_up':
      return { catchUp: oneOf(property, 'latest', 'all', 'none') };
    default:
      throw new PlanError(SQLSTATE.syntaxError, `unrecognized property "${property.name}"`, property.span, {
        hint: 'A schedule has max_active_runs, quarantine, delay_threshold_minutes and catch_up.',
      });
  }
}

function integer(property: Property, most: number): number {
  const value = /^[0-9]{1,4}$/.test(property.value) ? Number(property.value) : 0;
  if (value < 1 || value > most) throw badValue(property, `a whole number from 1 to ${most}`);
  return value;
}

function oneOf<T extends string>(property: Property, ...choices: readonly T[]): T {
  const found = choices.find((choice) => choice === property.value.toLowerCase());
  if (found === undefined) throw badValue(property, choices.join(', '));
  return found;
}

function badValue({ name, value, span }: Property, wanted: string): PlanError {
  return new PlanError(SQLSTATE.invalidParameterValue, `invalid value for property "${name}": "${value}"`, span, {
    hint: `It takes ${wanted}.`,
  });
}
