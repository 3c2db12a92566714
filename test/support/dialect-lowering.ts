import { castTo } from '../../src/functions/casts.ts';
import { toCommonType } from '../../src/functions/coerce.ts';
import type { LoweringCall, NameSource, Typed } from '../../src/functions/definition.ts';
import { comparison, lowerBetween, lowerBinary, lowerUnary } from '../../src/functions/operators.ts';
import { lowerExtract } from '../../src/functions/spark/date-units.ts';
import { memberName, packStruct } from '../../src/functions/spark/structs.ts';
import { quote, raw, typed } from '../../src/functions/sql-text.ts';
import {
  expandGenerator,
  isLiteralArgument,
  lowerCall,
  lowerWindowCall,
  resolveFunction,
} from '../../src/functions/table.ts';
import * as types from '../../src/functions/type-rules.ts';
import type { WindowStage } from '../../src/functions/window-stages.ts';
import { functionName, inDialectOrder } from '../../src/plan/analyze/function-name.ts';
import { resolveTypeName as typeOfName } from '../../src/plan/analyze/types.ts';
import type { Call, Expr, FromItem, OrderItem, Query, Select, SelectItem, Window } from '../../src/sql/ast.ts';
import type { DataType, StructField } from '../../src/types/data-type.ts';

/**
 * As much of a planner as the transcripts of functions need: SELECT over literals, VALUES and sub-selects, with every
 * expression. Names are resolved by the last part only.
 */
export interface LoweredQuery {
  readonly query: Query;
  readonly columns: readonly StructField[];
}

type Scope = ReadonlyMap<string, DataType>;

/** Tables that FROM may name, with their columns. */
export type Tables = ReadonlyMap<string, readonly StructField[]>;

export function lowerQuery(query: Query, tables: Tables, outer: Scope = new Map()): LoweredQuery {
  const names = nameSource(tables);
  if (query.body.kind === 'values') {
    const rows = query.body.rows.map((row) => row.map((item) => lower(item, outer, names)));
    const width = rows[0]?.length ?? 0;
    const unified = Array.from({ length: width }, (_, i) => toCommonType(rows.flatMap((row) => row[i] ?? [])));
    const printed = rows.map((_, r) => unified.map((column) => column.exprs[r] ?? raw('NULL')));
    return {
      query: { ...query, body: { ...query.body, rows: printed } },
      columns: unified.map((column, i) => ({ name: `col${i + 1}`, type: column.type })),
    };
  }
  if (query.body.kind === 'query') return lowerQuery(query.body, tables, outer);
  if (query.body.kind !== 'select') throw new Error(`the harness has no ${query.body.kind}`);
  const { select, columns, scope } = lowerSelect(query.body, outer, names);
  const orderBy = query.orderBy.map((item) =>
    lowerOrder(item, new Map([...scope, ...columns.map((c) => [c.name.toLowerCase(), c.type] as const)]), names),
  );
  return { query: { ...query, body: select, orderBy }, columns };
}

function lowerSelect(select: Select, outer: Scope, names: Names) {
  const scope = new Map(outer);
  const from = select.from.map((item) => lowerFrom(item, scope, outer, names.tables));
  const items: SelectItem[] = [];
  const columns: StructField[] = [];
  for (const item of select.items) {
    const { expr, alias } = item;
    const generated = expr.kind === 'call' ? generator(expr, scope, names) : undefined;
    if (generated !== undefined) {
      generated.forEach((column, i) => {
        const name = item.aliases?.[i]?.name ?? (generated.length === 1 ? alias?.name : undefined) ?? column.name;
        items.push({ ...item, expr: column.expr, alias: ident(name), aliases: undefined });
        columns.push({ name, type: column.type });
      });
    } else if (expr.kind === 'star') {
      items.push(item);
      for (const [name, type] of scope) if (!name.includes('.')) columns.push({ name, type });
    } else {
      const lowered = lower(expr, scope, names);
      const name = alias?.name ?? (expr.kind === 'column' ? expr.path.at(-1)?.name : undefined) ?? `c${items.length}`;
      items.push({ ...item, expr: lowered.expr, alias: ident(name) });
      columns.push({ name, type: lowered.type });
    }
  }
  const where = select.where && lower(select.where, scope, names).expr;
  const having = select.having && lower(select.having, scope, names).expr;
  const lowered: Select = { ...select, items, from, where, having };
  const { groupBy } = select;
  const withGroups: Select =
    groupBy?.kind === 'list'
      ? {
          ...lowered,
          groupBy: {
            ...groupBy,
            items: groupBy.items.map((item) =>
              item.kind === 'expr' ? { ...item, expr: groupExpr(item.expr, scope, names) } : item,
            ),
          },
        }
      : lowered;
  let staged = withGroups;
  for (const stages of names.stages.splice(0)) staged = applyWindowStages(staged, stages);
  return { select: staged, columns, scope };
}

function groupExpr(expr: Expr, scope: Scope, names: Names): Expr {
  if (expr.kind === 'number') return expr;
  if (expr.kind === 'column' && !scope.has(expr.path.at(-1)?.name.toLowerCase() ?? '')) return expr;
  return lower(expr, scope, names).expr;
}

function lowerFrom(item: FromItem, scope: Map<string, DataType>, outer: Scope, tables: Tables): FromItem {
  if (item.kind === 'tableRef') {
    for (const column of tables.get(item.name.parts.at(-1)?.name ?? '') ?? []) scope.set(column.name, column.type);
    return item;
  }
  if (item.kind !== 'derived') throw new Error(`the harness has no ${item.kind} in FROM`);
  const { query, columns } = lowerQuery(item.query, tables, outer);
  columns.forEach((column, i) => {
    scope.set((item.alias?.columns[i]?.name ?? column.name).toLowerCase(), column.type);
  });
  return { ...item, query };
}

function generator(call: Call, scope: Scope, names: Names) {
  const name = call.name.parts.at(-1)?.name ?? '';
  const resolution = resolveFunction(name, call.args.length);
  if ('error' in resolution || resolution.definition.generate === undefined) return undefined;
  return expandGenerator(resolution.definition, loweringCall(call, scope, names));
}

function lower(expr: Expr, scope: Scope, names: Names): Typed {
  const go = (inner: Expr): Typed => lower(inner, scope, names);
  switch (expr.kind) {
    case 'null':
      return typed(expr, types.UNKNOWN);
    case 'boolean':
      return typed(expr, types.BOOLEAN);
    case 'string':
      return typed(expr, types.VARCHAR);
    case 'number':
      return typed(expr, numberType(expr.text, expr.suffix));
    case 'interval':
      return typed(expr, types.INTERVAL);
    case 'typedLiteral':
      return typed(expr, typeOfName(expr.type));
    case 'column':
      return lowerColumn(expr, scope);
    case 'call':
      return lowerFunction(expr, scope, names);
    case 'cast': {
      const type = typeOfName(expr.type);
      return typed(castTo(go(expr.operand), type, expr.try ? 'null' : 'error'), type);
    }
    case 'unary':
      if (expr.op === '-' && expr.operand.kind === 'number')
        return typed(expr, numberType(`-${expr.operand.text}`, expr.operand.suffix));
      return lowerUnary(expr, go(expr.operand));
    case 'binary':
      return lowerBinary(expr, go(expr.left), go(expr.right));
    case 'logical':
      return typed({ ...expr, operands: expr.operands.map((operand) => go(operand).expr) }, types.BOOLEAN);
    case 'between':
      return lowerBetween(go(expr.operand), go(expr.low), go(expr.high), expr.symmetric, expr.negated);
    case 'inList': {
      const operand = go(expr.operand);
      const tests = expr.list.map((item) => comparison('=', operand, go(item)));
      const any = raw(`(${tests.map((_, i) => `{${i}}`).join(' OR ')})`, ...tests);
      return typed(expr.negated ? raw('(NOT {0})', any) : any, types.BOOLEAN);
    }
    case 'like': {
      const [pattern] = expr.patterns;
      if (pattern === undefined) throw new Error('no pattern');
      const text = `({0} ${expr.negated ? 'NOT ' : ''}${expr.op.toUpperCase()} {1} ESCAPE '\\')`;
      const rlike = `${expr.negated ? 'NOT ' : ''}regexp_matches({0}, {1})`;
      return typed(raw(expr.op === 'rlike' ? rlike : text, go(expr.operand).expr, go(pattern).expr), types.BOOLEAN);
    }
    case 'is':
      return typed({ ...expr, operand: go(expr.operand).expr }, types.BOOLEAN);
    case 'case': {
      const subject = expr.operand && go(expr.operand);
      const results = [
        ...expr.branches.map((branch) => go(branch.then)),
        ...(expr.otherwise ? [go(expr.otherwise)] : []),
      ];
      const { exprs, type } = toCommonType(results);
      const tests = expr.branches.map(({ when }) => (subject ? comparison('=', subject, go(when)) : go(when).expr));
      const count = tests.length;
      const text = tests.map((_, i) => `WHEN {${i}} THEN {${count + i}}`).join(' ');
      const otherwise = expr.otherwise === undefined ? '' : ` ELSE {${2 * count}}`;
      return typed(raw(`CASE ${text}${otherwise} END`, ...tests, ...exprs), type);
    }
    case 'scalarQuery': {
      const { query, columns } = lowerQuery(expr.query, names.tables, scope);
      return typed({ ...expr, query }, columns[0]?.type ?? types.UNKNOWN);
    }
    case 'array': {
      const { exprs, type } = toCommonType(expr.items.map(go));
      return typed({ ...expr, items: exprs }, types.listOf(type));
    }
    case 'struct': {
      const members = expr.members.map((member, i) => ({
        name: member.name?.name ?? memberName(member.value, i),
        value: go(member.value),
      }));
      const packed = packStruct(
        members.map((member) => member.name),
        members.map((member) => member.value.expr),
      );
      return typed(packed, types.structOf(members.map((member) => ({ name: member.name, type: member.value.type }))));
    }
    case 'subscript':
      return lowerSubscript(go(expr.operand), go(expr.index));
    case 'field':
      return lowerField(go(expr.operand), expr.field.name);
    case 'extract':
      return lowerExtract(expr.unit, go(expr.operand));
    default:
      throw new Error(`the harness has no ${expr.kind}`);
  }
}

function lowerColumn(expr: Extract<Expr, { kind: 'column' }>, scope: Scope): Typed {
  const [first, ...fields] = expr.path;
  const type = scope.get(first?.name.toLowerCase() ?? '');
  if (type !== undefined) {
    const column: Expr = { ...expr, path: expr.path.slice(0, 1) };
    return fields.reduce((operand, field) => lowerField(operand, field.name), typed(column, type));
  }
  const last = scope.get(expr.path.at(-1)?.name.toLowerCase() ?? '');
  if (last === undefined) throw new Error(`column ${expr.path.map((part) => part.name).join('.')} does not exist`);
  return typed(expr, last);
}

function lowerFunction(written: Call, scope: Scope, names: Names): Typed {
  const name = functionName(written);
  const call = inDialectOrder(written);
  const resolution = resolveFunction(name, call.args.length);
  if ('error' in resolution) throw resolution.error;
  const lowered = loweringCall(call, scope, names);
  if (resolution.definition.lowerWindow !== undefined) {
    const windowed = lowerWindowCall(resolution.definition, lowered, names);
    names.stages.push([...windowed.stages]);
    return typed(windowed.result, windowed.type);
  }
  return lowerCall(resolution.definition, lowered);
}

function loweringCall(call: Call, scope: Scope, names: Names): LoweringCall {
  const name = functionName(call);
  const resolution = resolveFunction(name, call.args.length);
  if ('error' in resolution) throw resolution.error;
  const { definition } = resolution;
  const argTypes: DataType[] = [];
  const args = call.args.map((arg, i) => {
    if (arg.kind === 'lambda') {
      const parameters = definition.lambda?.(argTypes, i, arg.parameters.length) ?? [];
      const inner = new Map(scope);
      arg.parameters.forEach((parameter, p) => {
        inner.set(parameter.name.toLowerCase(), parameters[p] ?? types.UNKNOWN);
      });
      const body = lower(arg.body, inner, names);
      argTypes.push(body.type);
      return { ...arg, body: body.expr };
    }
    if (isLiteralArgument(definition, call.args.length, i) || arg.kind === 'star') {
      argTypes.push(types.UNKNOWN);
      return arg;
    }
    const lowered = lower(arg, scope, names);
    argTypes.push(lowered.type);
    return lowered.expr;
  });
  const lowered: Call = {
    ...call,
    args,
    filter: call.filter && lower(call.filter, scope, names).expr,
    orderBy: call.orderBy.map((item) => lowerOrder(item, scope, names)),
    withinGroup: call.withinGroup.map((item) => lowerOrder(item, scope, names)),
    over: call.over && lowerOver(call.over, scope, names),
  };
  return { call: lowered, types: argTypes, source: call };
}

function lowerOver(window: Window, scope: Scope, names: Names): Window {
  return {
    ...window,
    partitionBy: window.partitionBy.map((expr) => lower(expr, scope, names).expr),
    orderBy: window.orderBy.map((item) => lowerOrder(item, scope, names)),
  };
}

/** Spark's order: ascending with NULLs first, descending with NULLs last. */
function lowerOrder(item: OrderItem, scope: Scope, names: Names): OrderItem {
  const nulls = item.nulls ?? (item.direction === 'desc' ? 'last' : 'first');
  const expr = item.expr.kind === 'number' ? item.expr : lower(item.expr, scope, names).expr;
  return { ...item, expr, nulls };
}

function numberType(text: string, suffix: string | undefined): DataType {
  const bySuffix: Readonly<Record<string, DataType>> = {
    L: types.BIGINT,
    S: types.SMALLINT,
    Y: types.TINYINT,
    D: types.DOUBLE,
    F: types.FLOAT,
  };
  const suffixed = suffix === undefined ? undefined : bySuffix[suffix];
  if (suffixed !== undefined) return suffixed;
  if (/e/i.test(text) && suffix === undefined) return types.DOUBLE;
  if (text.includes('.') || suffix === 'BD') {
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    return types.decimal(Math.max(whole.replace(/^0+/, '').length + fraction.length, 1), fraction.length);
  }
  const value = BigInt(text);
  if (value >= -2147483648n && value <= 2147483647n) return types.INTEGER;
  return BigInt.asIntN(64, value) === value ? types.BIGINT : types.decimal(text.replace('-', '').length, 0);
}

function ident(name: string) {
  return { kind: 'ident', span: { start: 0, end: 0 }, name, quoted: true } as const;
}

interface Names extends NameSource {
  readonly stages: WindowStage[][];
  readonly tables: Tables;
}

function nameSource(tables: Tables): Names {
  let count = 0;
  return { tables, next: (hint) => `__${hint}_${++count}`, stages: [] };
}

function lowerField(operand: Typed, name: string): Typed {
  const { type } = operand;
  const found =
    type.kind === 'struct' ? type.fields.find((field) => field.name.toLowerCase() === name.toLowerCase()) : undefined;
  return typed(raw(`struct_extract({0}, ${quote(found?.name ?? name)})`, operand.expr), found?.type ?? types.UNKNOWN);
}

function lowerSubscript(operand: Typed, index: Typed): Typed {
  if (operand.type.kind === 'map')
    return typed(raw('map_extract_value({0}, {1})', operand.expr, index.expr), operand.type.value);
  return typed(
    raw('{0}[CASE WHEN {1} >= 0 THEN {1} + 1 END]', operand.expr, index.expr),
    types.elementOf(operand.type),
  );
}

/** The input of a SELECT in derived tables that compute the stages; enough for one relation in FROM. */
function applyWindowStages(select: Select, stages: readonly WindowStage[]): Select {
  let { from, where } = select;
  for (const stage of stages) {
    const star: SelectItem = {
      kind: 'item',
      span: select.span,
      expr: { kind: 'star', span: select.span, qualifier: [], except: [] },
    };
    const items = [
      star,
      ...stage.map(
        (helper): SelectItem => ({ kind: 'item', span: select.span, expr: helper.expr, alias: ident(helper.name) }),
      ),
    ];
    const body: Select = { kind: 'select', span: select.span, distinct: 'none', items, from, where, windows: [] };
    const query: Query = {
      kind: 'query',
      span: select.span,
      with: [],
      recursive: false,
      body,
      orderBy: [],
      approximate: false,
      locking: false,
    };
    from = [
      {
        kind: 'derived',
        span: select.span,
        query,
        lateral: false,
        alias: { span: select.span, name: ident('t'), columns: [] },
      },
    ];
    where = undefined;
  }
  return { ...select, from, where };
}
