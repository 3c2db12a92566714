import type { Expr } from '../../sql/ast.ts';
import { fold } from './scope.ts';
import { internalName } from './type-names.ts';

/** The name that PostgreSQL gives a column without an alias. Source: PostgreSQL 15, `FigureColname`, parse_target.c. */
export function columnName(expr: Expr): string {
  return figure(expr)?.name ?? '?column?';
}

interface Figured {
  readonly name: string;
  /** Whether a cast around it keeps the name. */
  readonly strong: boolean;
}

function figure(expr: Expr): Figured | undefined {
  switch (expr.kind) {
    case 'column': {
      const last = expr.path.at(-1);
      return last === undefined ? undefined : strong(fold(last));
    }
    case 'field':
      return expr.field.name === '*' ? figure(expr.operand) : strong(fold(expr.field));
    case 'subscript':
    case 'slice':
      return figure(expr.operand);
    case 'call': {
      const last = expr.name.parts.at(-1);
      return last === undefined ? undefined : strong(calledAs(fold(last)));
    }
    case 'cast': {
      const inner = figure(expr.operand);
      return inner?.strong === true ? inner : { name: internalName(expr.type).replaceAll('"', ''), strong: false };
    }
    case 'typedLiteral':
      return { name: internalName(expr.type), strong: false };
    case 'interval':
      return { name: 'interval', strong: false };
    case 'collate':
      return figure(expr.operand);
    case 'case': {
      const otherwise = expr.otherwise === undefined ? undefined : figure(expr.otherwise);
      return otherwise?.strong === true ? otherwise : { name: 'case', strong: false };
    }
    case 'exists':
      return strong('exists');
    case 'array':
    case 'arrayQuery':
      return strong('array');
    case 'row':
      return strong('row');
    case 'extract':
      return strong('extract');
    case 'atTimeZone':
      return strong('timezone');
    case 'scalarQuery': {
      const { body } = expr.query;
      const [item] = body.kind === 'select' ? body.items : [];
      if (item === undefined) return undefined;
      return item.alias === undefined ? figure(item.expr) : strong(fold(item.alias));
    }
    default:
      return undefined;
  }
}

function strong(name: string): Figured {
  return { name, strong: true };
}

/** What the parser reads as a call under another name. */
function calledAs(name: string): string {
  return name === 'trim' ? 'btrim' : name;
}
