/** `/docs`: lists what `/openapi.json` describes, without anything from elsewhere. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Stillhouse API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#8881;padding:.75rem;overflow:auto}
summary{cursor:pointer}b{display:inline-block;min-width:4.5rem}
</style></head><body><h1>Stillhouse API</h1>
<p>The document behind this page: <a href="/openapi.json">/openapi.json</a>. Send
<code>Authorization: Basic</code> with account and password, or <code>Bearer</code> with a token.</p>
<main id="all">Reading…</main>
<script>
fetch('/openapi.json').then(r => r.json()).then(api => {
  const all = document.getElementById('all');
  all.textContent = '';
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const details = document.createElement('details');
      const summary = document.createElement('summary');
      const bold = document.createElement('b');
      bold.textContent = method.toUpperCase();
      const code = document.createElement('code');
      code.textContent = path;
      summary.append(bold, code, ' ' + (operation.summary || ''));
      const pre = document.createElement('pre');
      const success = Object.keys(operation.responses).find(status => status < 300);
      pre.textContent = JSON.stringify({
        parameters: operation.parameters,
        requestBody: operation.requestBody,
        [success]: operation.responses[success],
      }, null, 2);
      details.append(summary, pre);
      all.append(details);
    }
  }
});
</script></body></html>
`;
