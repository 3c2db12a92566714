import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseRest, parseText } from '../parse/text.ts';
import type { DiscardStatement, GrantStatement, ListenStatement, NoOperation } from '../statement.ts';

/** `DISCARD ALL | PLANS | SEQUENCES | TEMP`. */
export function parseDiscard(c: Cursor): DiscardStatement {
  const start = c.next().start;
  for (const what of ['all', 'plans', 'sequences', 'temp'] as const) {
    if (c.accept(what)) return { kind: 'discard', what, span: c.span(start) };
  }
  if (c.accept('temporary')) return { kind: 'discard', what: 'temp', span: c.span(start) };
  throw c.unexpected('Expected ALL, PLANS, SEQUENCES or TEMP.');
}

/** LISTEN, UNLISTEN and NOTIFY. */
export function parseListen(c: Cursor): ListenStatement {
  const word = c.next();
  if (word.value === 'unlisten') {
    const channel = c.acceptOp('*') ? '*' : parseIdent(c).name;
    return { kind: 'listen', action: 'unlisten', channel, span: c.span(word.start) };
  }
  const channel = parseIdent(c).name;
  if (word.value === 'listen') return { kind: 'listen', action: 'listen', channel, span: c.span(word.start) };
  const payload = c.acceptOp(',') ? parseText(c) : '';
  return { kind: 'listen', action: 'notify', channel, payload, span: c.span(word.start) };
}

/** GRANT and REVOKE are read whole; of privileges when ON stands in them, else of a role. */
export function parseGrant(c: Cursor): GrantStatement {
  const { start, value } = c.token;
  const action = value === 'grant' ? 'grant' : 'revoke';
  let onObject = false;
  for (let distance = 1; c.peek(distance).kind !== 'end' && !c.isOp(';', distance); distance++) {
    if (c.is('on', distance)) onObject = true;
  }
  const text = parseRest(c, start);
  const word = action === 'grant' ? 'GRANT' : 'REVOKE';
  return { kind: 'grant', span: c.span(start), action, tag: onObject ? word : `${word} ROLE`, text };
}

const TAGS: Readonly<Record<string, string>> = {
  lock: 'LOCK TABLE',
  checkpoint: 'CHECKPOINT',
  vacuum: 'VACUUM',
  reindex: 'REINDEX',
  cluster: 'CLUSTER',
};

/** Statements that clients send and that change nothing here, read whole. */
export function parseNoOperation(c: Cursor): NoOperation {
  const { start, value } = c.token;
  const text = parseRest(c, start);
  return { kind: 'noOperation', span: c.span(start), tag: TAGS[value] ?? value.toUpperCase(), text };
}
