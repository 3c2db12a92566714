import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

/** A document of elements, attributes and text; comments and processing instructions are left out. */
export type XmlNode = XmlElement | XmlText | XmlAttribute;
export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly parent: XmlElement | undefined;
  readonly attributes: readonly XmlAttribute[];
  readonly children: (XmlElement | XmlText)[];
}
export interface XmlText {
  readonly kind: 'text';
  readonly value: string;
  readonly parent: XmlElement;
}
export interface XmlAttribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly value: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The root above the document's element. Throws 22023 for text that is no XML; entities of a DTD are refused with it. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { kind: 'element', name: '', parent: undefined, attributes: [], children: [] };
  let current = root;
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [, cdata, closing, opening, attributes = '', empty, characters] = match;
    if (closing !== undefined) {
      if (closing !== current.name || current.parent === undefined) throw noXml(`</${closing}> closes nothing`);
      current = current.parent;
    } else if (opening !== undefined) {
      const element: XmlElement = {
        kind: 'element',
        name: opening,
        parent: current,
        attributes: readAttributes(attributes),
        children: [],
      };
      current.children.push(element);
      if (empty !== '/') current = element;
    } else if (cdata !== undefined || characters !== undefined) {
      if (current !== root)
        current.children.push({ kind: 'text', value: cdata ?? decoded(characters ?? ''), parent: current });
      else if ((characters ?? cdata ?? '').trim() !== '') throw noXml('text stands outside the root element');
    }
  }
  if (end !== text.length) throw noXml(`a mistake at character ${end + 1}`);
  if (current !== root) throw noXml(`<${current.name}> is not closed`);
  if (root.children.length !== 1) throw noXml('there must be one root element');
  return root;
}

function readAttributes(text: string): readonly XmlAttribute[] {
  return [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => ({
    kind: 'attribute',
    name,
    value: decoded(double ?? single ?? ''),
  }));
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    const known = ENTITIES[name ?? ''];
    if (known === undefined) throw noXml(`the entity &${name}; is not known`);
    return known;
  });
}

/** The text of an element and all below it, or the value of an attribute or text. */
export function textContent(node: XmlNode): string {
  if (node.kind !== 'element') return node.value;
  return withinNode(node)
    .map((each) => (each.kind === 'text' ? each.value : ''))
    .join('');
}

/** A node and all below it, in the document's order; without recursion, since a text may nest as deep as it is long. */
export function withinNode(node: XmlNode): readonly XmlNode[] {
  const found: XmlNode[] = [];
  const waiting: XmlNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    if (next.kind === 'element') for (const child of next.children.toReversed()) waiting.push(child);
  }
  return found;
}

function noXml(why: string): SqlError {
  return new SqlError(SQLSTATE.invalidParameterValue, 'the text is not XML', { detail: `In the text ${why}.` });
}
