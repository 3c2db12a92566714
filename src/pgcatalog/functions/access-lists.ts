import { OID } from '../../types/oid.ts';
import type { ScalarValue } from '../engine/scalar-function.ts';
import { raw, typed } from '../rewrite/typed.ts';
import { build, type CallContext, type FunctionRule, js, text } from './definition.ts';

/** Letters of aclitem and the privileges they stand for. Source: PostgreSQL manual, table 5.1. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  a: 'INSERT',
  r: 'SELECT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  c: 'CONNECT',
  T: 'TEMPORARY',
  s: 'SET',
  A: 'ALTER SYSTEM',
};

/** What an owner has, and everybody, on an object of each kind that nobody has granted anything on. */
const DEFAULTS: Readonly<Record<string, readonly [owner: string, everybody: string]>> = {
  r: ['arwdDxt', ''],
  S: ['rwU', ''],
  d: ['CTc', 'Tc'],
  f: ['X', 'X'],
  l: ['U', 'U'],
  L: ['rw', ''],
  n: ['UC', ''],
  p: ['sA', ''],
  t: ['C', ''],
  F: ['U', ''],
  T: ['U', 'U'],
  c: ['', ''],
};

/** Functions over access lists, which are arrays of texts such as `role=arwd/grantor`. */
export const ACCESS_LIST_FUNCTIONS: readonly FunctionRule[] = [
  js('acldefault(char, oid) aclitem[]', (context, kind, owner) => {
    const [own, everybody] = DEFAULTS[text(kind)] ?? ['', ''];
    const name = context.lookup.roleName(Number(owner));
    const open = everybody === '' ? [] : [`=${everybody}/${name}`];
    return own === '' ? open : [...open, `${name}=${own}/${name}`];
  }),
  build('aclexplode(aclitem[]) setof record', ([list], env, span) => {
    if (list === undefined) throw new Error('aclexplode without its list');
    const parts = raw(span, `sh_acl_items(${env.state.input.contextId}, {0})`, list.expr);
    const field = (index: number): string => `split_part(e, ' ', ${index})`;
    const item = `{{"grantor": CAST(${field(1)} AS BIGINT), "grantee": CAST(${field(2)} AS BIGINT),
      "privilege_type": replace(${field(3)}, '_', ' '), "is_grantable": ${field(4)} = 't'}`;
    return {
      ...typed(raw(span, `list_transform({0}, lambda e: ${item})`, parts), OID.recordArray),
      record: [
        { name: 'grantor', type: OID.oid },
        { name: 'grantee', type: OID.oid },
        { name: 'privilege_type', type: OID.text },
        { name: 'is_grantable', type: OID.bool },
      ],
    };
  }),
];

/** One text `grantor grantee privilege grantable` for each privilege of a list. */
export function accessItems({ lookup }: CallContext, list: readonly ScalarValue[]): readonly string[] {
  return list.flatMap((item) => {
    const match = /^(.*)=([A-Za-z*]*)\/(.*)$/.exec(text(item ?? ''));
    const [, grantee = '', letters = '', grantor = ''] = match ?? [];
    const role = (name: string): number => lookup.model.roleNamed(name.replaceAll('"', ''))?.oid ?? 0;
    return [...letters.matchAll(/([A-Za-z])(\*?)/g)].map(([, letter = '', star]) => {
      const privilege = (PRIVILEGES[letter] ?? letter).replaceAll(' ', '_');
      return `${role(grantor)} ${role(grantee)} ${privilege} ${star === '*' ? 't' : 'f'}`;
    });
  });
}
