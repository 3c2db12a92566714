import { RESERVED } from './keywords.ts';
import type { ParameterValue } from './text-layer.ts';

/** The text of a value between quotes: quotes are doubled, and backslashes where they escape. */
export function quotedText(value: ParameterValue, opening: string): string {
  const quote = opening.slice(-1);
  const text = String(value ?? 'NULL').replaceAll(quote, quote + quote);
  return /^(e|u&)/i.test(opening) ? text.replaceAll('\\', '\\\\') : text;
}

const NAMES = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** The text of a value where a name stands, reserved words in quotes; undefined when it is no name. */
export function identifierText(value: ParameterValue): string | undefined {
  if (typeof value !== 'string' || !NAMES.test(value)) return undefined;
  const parts = value.split('.');
  return parts.map((part) => (RESERVED.has(part.toLowerCase()) ? `"${part}"` : part)).join('.');
}

const NUMBER = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;
const BOOLEAN = /^(true|false)$/i;
const NULL = /^null$/i;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$/;

/**
 * The text of a value in an expression; undefined for what must not stand there. A date becomes a literal with quotes
 * (bare, 2026-01-31 would be a subtraction), and a sign gets parentheses (`a -$b` must not become a comment).
 */
export function expressionText(value: ParameterValue): string | undefined {
  const text = String(value ?? 'NULL').trim();
  if (NUMBER.test(text)) return /^[+-]/.test(text) ? `(${text})` : text;
  if (BOOLEAN.test(text) || NULL.test(text)) return text.toUpperCase();
  if (DATE.test(text)) return `DATE '${text}'`;
  return TIMESTAMP.test(text) ? `TIMESTAMP '${text}'` : undefined;
}
