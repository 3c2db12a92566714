import { readdirSync, readFileSync } from 'node:fs';
import type { FunctionDefinition } from '../../src/functions/definition.ts';
import { FUNCTIONS, signatureText } from '../../src/functions/table.ts';
import { readTranscript, type TranscriptCase } from './function-transcript.ts';

const FOLDER = new URL('../spark/functions/', import.meta.url);
const SECTIONS: Readonly<Record<string, string>> = {
  '3.1': 'Adobe-defined functions',
  '3.2': 'Helpers and sketches',
  '3.3': 'Functions the dialect documents',
  '3.4': 'Functions with lambdas',
  spark: 'What Spark has besides',
  duckdb: 'What DuckDB has besides',
  postgres: 'What PostgreSQL’s clients call',
};

/** The generated part of docs/functions.md: every function, and how far it was held to a real Spark. */
export function functionTables(): string {
  const cases = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.slt'))
    .flatMap((name) => readTranscript(readFileSync(new URL(name, FOLDER), 'utf8')));
  const definitions = [...new Set(FUNCTIONS.values())].sort((a, b) => a.name.localeCompare(b.name));
  const parts = Object.entries(SECTIONS).map(([section, title]) => {
    const rows = definitions.filter((each) => each.section === section).map((each) => row(each, cases));
    return `### ${title}\n\n| function | what it gives | against Spark 3.5 |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${parts.join('\n')}\n### Where it differs on purpose\n\n${differences(cases)}\n`;
}

function row(definition: FunctionDefinition, cases: readonly TranscriptCase[]): string {
  const signatures = definition.signatures
    .map((signature) => `\`${signatureText(definition.name, signature)}\``)
    .join('<br>');
  const aliases =
    definition.aliases.length === 0 ? '' : `<br>also ${definition.aliases.map((name) => `\`${name}\``).join(', ')}`;
  return `| ${signatures}${aliases} | ${escaped(definition.summary)} | ${status(definition, cases)} |`;
}

function status(definition: FunctionDefinition, cases: readonly TranscriptCase[]): string {
  if (definition.kind === 'planner') return 'answered by the catalog or the session';
  const called = new RegExp(`\\b(?:${[definition.name, ...definition.aliases].join('|')})\`?\\s*\\(`, 'i');
  const own = cases.filter((each) => called.test(each.sql));
  if (own.length === 0)
    return definition.section === 'spark' || definition.section.startsWith('3.3') ? 'example only' : 'not in Spark';
  const different = own.filter((each) => each.ours !== undefined).length;
  return different === 0 ? `same, ${own.length} cases` : `same but for ${different} of ${own.length} cases`;
}

function differences(cases: readonly TranscriptCase[]): string {
  const rows = cases
    .filter((each) => each.ours !== undefined)
    .map((each) => {
      const spark = each.types === 'error' ? 'error' : each.rows.join('; ');
      const [, ...rows] = each.ours ?? [];
      const ours = each.ours?.[0] === 'error' ? 'error' : rows.join('; ');
      return `| \`${escaped(each.sql.replace(/^SELECT /, ''))}\` | ${escaped(spark)} | ${escaped(ours)} | ${escaped(each.reason ?? '')} |`;
    });
  return `| expression | Spark 3.5 | here | reason |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
