import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { textContent, withinNode, type XmlElement, type XmlNode } from './xml.ts';

/**
 * The part of XPath 1.0 that is used on data: paths of child, descendant, attribute, parent and self steps with
 * predicates; comparisons, `and`, `or`, `+`, `-`, `*`, `div`, `mod`; count, sum, string, number, boolean, not, contains, starts-with,
 * concat, string-length, normalize-space, position, last, name, floor, ceiling, round, true, false.
 */
export type XPathValue = readonly XmlNode[] | string | number | boolean;

interface Context {
  readonly node: XmlNode;
  readonly position: number;
  readonly size: number;
  readonly root: XmlElement;
  readonly work: Work;
}
type Evaluate = (context: Context) => XPathValue;
type Step = (set: readonly XmlNode[], context: Context) => readonly XmlNode[];

class Work {
  readonly #limit: number;
  #visits = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  visit(nodes: number): void {
    this.#visits += nodes;
    if (this.#visits <= this.#limit) return;
    throw new SqlError(SQLSTATE.programLimitExceeded, `the work of xpath exceeds the limit of ${this.#limit} nodes`);
  }
}

/** Nodes that an expression may visit, so that conditions inside conditions end: these, and eight for each character of the text. */
const MOST_VISITS = 300_000;

/** Throws 22023 for what is no XPath, or beyond this part of it; 54000 for what looks at the nodes too often. */
export function evaluateXPath(root: XmlElement, path: string, textLength: number): XPathValue {
  const parser = new Parser(path);
  const expression = parser.or();
  parser.expectEnd();
  return expression({ node: root, position: 1, size: 1, root, work: new Work(MOST_VISITS + 8 * textLength) });
}

export function toText(value: XPathValue, work?: Work): string {
  if (typeof value === 'object') return value[0] === undefined ? '' : contentOf(value[0], work);
  return String(value);
}
export function toNumber(value: XPathValue, work?: Work): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value, work).trim();
  return text === '' ? Number.NaN : Number(text);
}
export function toBoolean(value: XPathValue): boolean {
  if (typeof value === 'object' || typeof value === 'string') return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : value;
}

const FUNCTIONS: Readonly<Record<string, (args: readonly XPathValue[], context: Context) => XPathValue>> = {
  count: ([set]) => (typeof set === 'object' ? set.length : 0),
  sum: ([set], { work }) =>
    typeof set === 'object' ? set.reduce((sum, node) => sum + toNumber(contentOf(node, work)), 0) : Number.NaN,
  string: ([value], context) => toText(value ?? [context.node], context.work),
  number: ([value], context) => toNumber(value ?? [context.node], context.work),
  boolean: ([value]) => toBoolean(value ?? false),
  not: ([value]) => !toBoolean(value ?? false),
  contains: ([text = '', part = ''], { work }) => toText(text, work).includes(toText(part, work)),
  'starts-with': ([text = '', part = ''], { work }) => toText(text, work).startsWith(toText(part, work)),
  concat: (parts, { work }) => parts.map((part) => toText(part, work)).join(''),
  'string-length': ([value], context) => toText(value ?? [context.node], context.work).length,
  'normalize-space': ([value], context) =>
    toText(value ?? [context.node], context.work)
      .trim()
      .replaceAll(/\s+/g, ' '),
  position: (_, context) => context.position,
  last: (_, context) => context.size,
  name: (_, { node }) => (node.kind === 'text' ? '' : node.name),
  floor: ([value = 0], { work }) => Math.floor(toNumber(value, work)),
  ceiling: ([value = 0], { work }) => Math.ceil(toNumber(value, work)),
  round: ([value = 0], { work }) => Math.round(toNumber(value, work)),
  true: () => true,
  false: () => false,
};

class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/"[^"]*"|'[^']*'|\d+(?:\.\d+)?|[A-Za-z_][\w.-]*|\/\/|\.\.|!=|<=|>=|::|\S/g) ?? [];
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) throw this.#error();
  }

  or(): Evaluate {
    return this.#chain(['or'], () => this.#chain(['and'], () => this.#comparison(), logical), logical);
  }

  #comparison(): Evaluate {
    const left = this.#sum();
    const operator = this.#acceptAny(['=', '!=', '<', '<=', '>', '>=']);
    if (operator === undefined) return left;
    const right = this.#sum();
    return (context) => compare(operator, left(context), right(context), context.work);
  }

  #sum(): Evaluate {
    return this.#chain(['+', '-'], () => this.#chain(['*', 'div', 'mod'], () => this.#union(), arithmetic), arithmetic);
  }

  #chain(
    operators: readonly string[],
    operand: () => Evaluate,
    apply: (operator: string, a: XPathValue, b: XPathValue, work: Work) => XPathValue,
  ): Evaluate {
    let left = operand();
    for (let operator = this.#acceptAny(operators); operator !== undefined; operator = this.#acceptAny(operators)) {
      const [before, right, word] = [left, operand(), operator];
      left = (context) => apply(word, before(context), right(context), context.work);
    }
    return left;
  }

  #union(): Evaluate {
    let left = this.#unary();
    while (this.#acceptAny(['|']) !== undefined) {
      const [before, right] = [left, this.#unary()];
      left = (context) => [...new Set([...nodes(before(context)), ...nodes(right(context))])];
    }
    return left;
  }

  #unary(): Evaluate {
    if (this.#acceptAny(['-']) !== undefined) {
      const operand = this.#unary();
      return (context) => -toNumber(operand(context), context.work);
    }
    const token = this.#peek() ?? '';
    if (/^["']/.test(token)) {
      this.#at++;
      return () => token.slice(1, -1);
    }
    if (/^\d/.test(token)) {
      this.#at++;
      return () => Number(token);
    }
    if (token === '(') {
      this.#at++;
      const inner = this.or();
      this.#expect(')');
      return inner;
    }
    const call = FUNCTIONS[token];
    if (call !== undefined && this.#tokens[this.#at + 1] === '(') {
      this.#at += 2;
      const args: Evaluate[] = [];
      while (this.#peek() !== ')') {
        if (args.length > 0) this.#expect(',');
        args.push(this.or());
      }
      this.#expect(')');
      return (context) =>
        call(
          args.map((arg) => arg(context)),
          context,
        );
    }
    return this.#path();
  }

  #path(): Evaluate {
    const steps: Step[] = [];
    const absolute = this.#peek() === '/' || this.#peek() === '//';
    let separator = absolute ? this.#next() : undefined;
    if (separator === '/' && this.#peek() === undefined) return ({ root }) => [root];
    do {
      if (separator === '//') steps.push((set, { work }) => withDescendants(set, work));
      steps.push(this.#step());
      separator = this.#acceptAny(['/', '//']);
    } while (separator !== undefined);
    return (context) =>
      steps.reduce<readonly XmlNode[]>((set, step) => step(set, context), [absolute ? context.root : context.node]);
  }

  #step(): Step {
    const select = this.#axis();
    const predicates: Evaluate[] = [];
    while (this.#acceptAny(['[']) !== undefined) {
      predicates.push(this.or());
      this.#expect(']');
    }
    return (set, { root, work }) => [
      ...new Set(
        set.flatMap((node) =>
          predicates.reduce<readonly XmlNode[]>(
            (found, predicate) =>
              found.filter((each, i) => {
                const value = predicate({ node: each, position: i + 1, size: found.length, root, work });
                return typeof value === 'number' ? value === i + 1 : toBoolean(value);
              }),
            visited(select(node), node, work),
          ),
        ),
      ),
    ];
  }

  #axis(): (node: XmlNode) => readonly XmlNode[] {
    const token = this.#next();
    if (token === '.') return (node) => [node];
    if (token === '..') return (node) => (node.kind !== 'attribute' && node.parent ? [node.parent] : []);
    if (token === '@') {
      const name = this.#next();
      return (node) =>
        node.kind === 'element' ? node.attributes.filter((each) => name === '*' || each.name === name) : [];
    }
    if (!/^[A-Za-z_*]/.test(token)) throw this.#error();
    if (this.#peek() === '(' && (token === 'text' || token === 'node')) {
      this.#at++;
      this.#expect(')');
      return (node) =>
        node.kind === 'element' ? node.children.filter((each) => token === 'node' || each.kind === 'text') : [];
    }
    let name = token;
    if (this.#peek() === ':') {
      this.#at++;
      name += `:${this.#next()}`;
    }
    return (node) =>
      node.kind === 'element'
        ? node.children.filter((each) => each.kind === 'element' && (name === '*' || each.name === name))
        : [];
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }
  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#error();
    return token;
  }
  #acceptAny(words: readonly string[]): string | undefined {
    const token = this.#peek();
    if (token === undefined || !words.includes(token)) return undefined;
    this.#at++;
    return token;
  }
  #expect(word: string): void {
    if (this.#next() !== word) throw this.#error();
  }
  #error(): SqlError {
    return new SqlError(SQLSTATE.invalidParameterValue, `"${this.#text}" is not an XPath expression that is supported`);
  }
}

/** Choosing looks at what an element has. */
function visited(chosen: readonly XmlNode[], from: XmlNode, work: Work): readonly XmlNode[] {
  work.visit(1 + (from.kind === 'element' ? from.children.length + from.attributes.length : 0));
  return chosen;
}

function withDescendants(set: readonly XmlNode[], work: Work): readonly XmlNode[] {
  return set.flatMap((node) => {
    const found = withinNode(node);
    work.visit(found.length);
    return found;
  });
}

/** The text of a node, which costs as many visits as it has nodes and, for long texts, dozens of characters. */
function contentOf(node: XmlNode, work: Work | undefined): string {
  const text = textContent(node);
  work?.visit(1 + (node.kind === 'element' ? withinNode(node).length : 0) + text.length / 64);
  return text;
}

function nodes(value: XPathValue): readonly XmlNode[] {
  return typeof value === 'object' ? value : [];
}

function logical(operator: string, a: XPathValue, b: XPathValue): boolean {
  return operator === 'and' ? toBoolean(a) && toBoolean(b) : toBoolean(a) || toBoolean(b);
}

function arithmetic(operator: string, a: XPathValue, b: XPathValue, work: Work): number {
  const [x, y] = [toNumber(a, work), toNumber(b, work)];
  return { '+': x + y, '-': x - y, '*': x * y, div: x / y, mod: x % y }[operator] ?? Number.NaN;
}

/** A set compares true where one of its nodes does. */
function compare(operator: string, a: XPathValue, b: XPathValue, work: Work): boolean {
  work.visit(1);
  if (typeof a === 'object') return a.some((node) => compare(operator, contentOf(node, work), b, work));
  if (typeof b === 'object') return b.some((node) => compare(operator, a, contentOf(node, work), work));
  if (operator === '=' || operator === '!=') {
    const equal =
      typeof a === 'boolean' || typeof b === 'boolean'
        ? toBoolean(a) === toBoolean(b)
        : typeof a === 'number' || typeof b === 'number'
          ? toNumber(a) === toNumber(b)
          : a === b;
    return equal === (operator === '=');
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  return { '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y }[operator] ?? false;
}
