import type { JsFunction, JsValue } from '../js-functions.ts';
import { DOUBLE, INTEGER, listOf, VARCHAR } from '../type-rules.ts';
import { parseXml } from './xml.ts';
import { evaluateXPath, toBoolean, toNumber, toText, type XPathValue } from './xpath.ts';

/** Empty text gives NULL, as in Spark. */
function over(make: (value: XPathValue) => JsValue): JsFunction['call'] {
  return (xml, path) => {
    const [text, expression] = [String(xml), String(path)];
    return text === '' || expression === '' ? null : make(evaluateXPath(parseXml(text), expression, text.length));
  };
}

/** Values of texts and attributes; an element has none. */
function values(value: XPathValue): JsValue {
  return typeof value === 'object' ? value.map((node) => (node.kind === 'element' ? null : node.value)) : null;
}

const parameters = [VARCHAR, VARCHAR];

export const xpathFunctions: readonly JsFunction[] = [
  { name: 'sh_xpath', parameters, result: listOf(VARCHAR), call: over(values) },
  { name: 'sh_xpath_string', parameters, result: VARCHAR, call: over(toText) },
  { name: 'sh_xpath_number', parameters, result: DOUBLE, call: over(toNumber) },
  { name: 'sh_xpath_boolean', parameters, result: INTEGER, call: over((value) => (toBoolean(value) ? 1 : 0)) },
];
