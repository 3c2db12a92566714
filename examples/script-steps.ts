export type Step =
  | { readonly kind: 'remark'; readonly text: string }
  | { readonly kind: 'statement'; readonly text: string }
  | {
      readonly kind: 'copy';
      readonly text: string;
      readonly table: string;
      readonly file: string;
      readonly options: string;
    };

/**
 * The steps of a script for psql, as far as examples/clv.sql goes: blocks parted by empty lines, each a remark, one
 * statement, or `\copy table FROM 'file' options`.
 */
export function steps(script: string): Step[] {
  return script
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((text): Step => {
      const copy = /^\\copy (\S+) FROM '([^']+)' (.*)$/.exec(text);
      if (copy) {
        const [, table = '', file = '', options = ''] = copy;
        return { kind: 'copy', text, table, file, options };
      }
      return { kind: text.startsWith('--') ? 'remark' : 'statement', text };
    });
}
