import { ACCESS_LIST_FUNCTIONS } from './access-lists.ts';
import { ARRAY_FUNCTIONS } from './arrays.ts';
import { CLOCK_FUNCTIONS } from './clock.ts';
import type { FunctionRule } from './definition.ts';
import { INFORMATION_FUNCTIONS } from './information.ts';
import { OBJECT_FUNCTIONS } from './objects.ts';
import { PRIVILEGE_FUNCTIONS } from './privileges.ts';
import { SERVER_FUNCTIONS } from './server.ts';
import { SESSION_FUNCTIONS } from './session.ts';
import { SIZE_FUNCTIONS } from './sizes.ts';
import { TEXT_FUNCTIONS } from './text.ts';
import { VALUE_FUNCTIONS } from './values.ts';

/** Every function of catalog queries, in the order in which they are tried. */
export const FUNCTIONS: readonly FunctionRule[] = [
  ...SERVER_FUNCTIONS,
  ...SESSION_FUNCTIONS,
  ...OBJECT_FUNCTIONS,
  ...PRIVILEGE_FUNCTIONS,
  ...SIZE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...ACCESS_LIST_FUNCTIONS,
  ...ARRAY_FUNCTIONS,
  ...VALUE_FUNCTIONS,
  ...CLOCK_FUNCTIONS,
  ...INFORMATION_FUNCTIONS,
];

/** Rules that do not answer the same as long as the catalog, the path and the user do. */
const MOVING: ReadonlySet<FunctionRule> = new Set([...SESSION_FUNCTIONS, ...SIZE_FUNCTIONS, ...CLOCK_FUNCTIONS]);

export function isSteady(rule: FunctionRule): boolean {
  return !MOVING.has(rule);
}

const byName = new Map<string, FunctionRule[]>();
for (const rule of FUNCTIONS) byName.set(rule.name, [...(byName.get(rule.name) ?? []), rule]);

export function functionsNamed(name: string): readonly FunctionRule[] {
  return byName.get(name) ?? [];
}

/** The name under which the engine calls a function of this process. */
export function engineName(rule: FunctionRule): string {
  return `sh_${rule.name}_${FUNCTIONS.indexOf(rule)}`;
}
