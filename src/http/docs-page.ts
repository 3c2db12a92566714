import { type Operation, operationHtml } from './docs-operation.ts';
import { escapeHtml as text } from './escape-html.ts';

/** As much of an OpenAPI document as the page shows. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** `/docs`: what `/openapi.json` describes as one page, complete without scripts and without anything from elsewhere. */
export function docsPage(api: ApiDocument): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.deprecated === true) continue;
      const [tag = 'other'] = operation.tags ?? [];
      const shown = groups.get(tag) ?? [];
      shown.push(operationHtml(method, path, operation));
      groups.set(tag, shown);
    }
  }
  const menu = [...groups.keys()].map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' ');
  const sections = [...groups].map(
    ([tag, shown]) => `<section id="${text(tag)}"><h2>${text(tag)}</h2>${shown.join('')}</section>`,
  );
  return `${HEAD}<nav>${menu}</nav>${INTRODUCTION}${sections.join('\n')}</main></body></html>\n`;
}

const HEAD = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Stillhouse API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--get:#1a7f4b;--post:#1f5fbf;--put:#9a6200;--patch:#9a6200;--delete:#b3261e}
@media (prefers-color-scheme:dark){:root{--get:#5fd39a;--post:#7fb1ff;--put:#e6b450;--patch:#e6b450;--delete:#ff8a80}}
body{font:16px/1.55 system-ui,sans-serif;margin:0}
main{max-width:58rem;margin:0 auto;padding:0 1.25rem 4rem}
nav{position:sticky;top:0;background:Canvas;border-bottom:1px solid var(--line);padding:.6rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
h1{margin:1.5rem 0 .25rem}h2{margin:2.25rem 0 .5rem;scroll-margin-top:3.5rem}h3{font-size:.95rem;margin:1.1rem 0 .35rem}
code,pre{font:13.5px/1.5 ui-monospace,monospace}
pre{background:var(--soft);border-radius:6px;padding:.75rem 1rem;overflow:auto;margin:.35rem 0}
details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0}
details[open]>summary{border-bottom:1px solid var(--line)}
summary{cursor:pointer;padding:.5rem .8rem;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;list-style:none}
summary::-webkit-details-marker{display:none}
summary .method{font-weight:600;min-width:4rem}summary .what{margin-left:auto;opacity:.8}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.patch{color:var(--patch)}.delete{color:var(--delete)}
.inside{padding:.1rem .9rem .9rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th{text-align:left;font-weight:600}th,td{border-bottom:1px solid var(--line);padding:.3rem .9rem .3rem 0;vertical-align:top}
.must::after{content:" *";color:var(--delete)}
</style></head><body><main>`;

const INTRODUCTION = `<h1>Stillhouse API</h1>
<p>Every address with what it takes and answers; <a href="/openapi.json">/openapi.json</a> is the same for programs. Bodies are
JSON, times are UTC. A star marks what has to be there.</p>
<h3>Who asks</h3>
<p>Send <code>Authorization: Basic</code> with an account and its password, or <code>Bearer</code> with a token of
<a href="#accounts">POST …/queryauth/tokens</a>.</p>
<pre>curl -u ACCOUNT:PASSWORD -H 'content-type: application/json' \\
  -d '{"dbName":"prod:all","sql":"SELECT 1 AS a","ctasParameters":{"datasetName":"one"}}' \\
  http://HOST/data/foundation/query/queries</pre>
<h3>Errors</h3>
<p>Whatever is refused answers a status from 400 on and this body; <code>errorCode</code> is the same wherever the fault is the same,
and a fault of the SQL also has <code>sqlState</code>, <code>line</code> and <code>column</code>.</p>
<pre>{"title":"Not found","status":404,"errorCode":"NOT_FOUND","detail":"There is no query \\"x\\".","requestId":"…"}</pre>
`;
