import type { CatalogView } from '../../catalog/view.ts';
import { inlineTemplates } from '../sql/inline-templates.ts';
import { asSent, type SourceText } from '../sql/source-text.ts';
import { applyParameters, type ParameterValues } from '../sql/text-layer.ts';

/**
 * A text that is kept or comes over HTTP, with its templates and the values of its parameters put in. A value that is not given
 * is taken from the defaults of the template whose text asks for it, or of one around that. Throws what inlineTemplates and
 * applyParameters throw.
 */
export function filledText(text: string, values: ParameterValues, catalog: CatalogView): SourceText {
  const source = inlineTemplates(text, (name) => catalog.template(name));
  return applyParameters(source, {
    values,
    defaults: (name) => catalog.template(name)?.queryParameters,
    missingHint: 'Every parameter of the text needs a value.',
  });
}

/**
 * The text of a connection, with its templates put in. Nobody gives values to its parameters: those of templates have their
 * defaults. Throws what inlineTemplates and applyParameters throw.
 */
export function connectionText(text: string, catalog: CatalogView): SourceText {
  if (!text.includes('#')) return asSent(text);
  const source = inlineTemplates(text, (name) => catalog.template(name));
  if (source.full === text) return source;
  return applyParameters(source, {
    values: {},
    defaults: (name) => catalog.template(name)?.queryParameters,
    templatesOnly: true,
    missingHint:
      'A statement of a connection gives no values: store a default with the template, or send the text to the REST API.',
  });
}
