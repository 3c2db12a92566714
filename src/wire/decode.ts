import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Format } from '../session/client-session.ts';
import { BodyReader } from './body-reader.ts';
import type { Frame, FrameLimit } from './frames.ts';
import type { FrontendMessage } from './frontend-message.ts';
import { fatalProtocolError, protocolError } from './protocol-error.ts';

/** PostgreSQL's PQ_SMALL_MESSAGE_LIMIT: for messages that carry no more than a name. */
const SMALL_MESSAGE_BYTES = 10_000;

/**
 * The limits after start-up. `maxMessageBytes` is for the messages that carry SQL, parameters or data. A type that no
 * client may send throws FATAL 08P01.
 */
export function frameLimits(maxMessageBytes: number): FrameLimit {
  return (type) => {
    switch (type) {
      case 'Q':
      case 'P':
      case 'B':
      case 'F':
      case 'd':
        return maxMessageBytes;
      case 'D':
      case 'E':
      case 'C':
      case 'H':
      case 'S':
      case 'c':
      case 'f':
      case 'X':
        return Math.min(SMALL_MESSAGE_BYTES, maxMessageBytes);
      default:
        throw invalidType(type);
    }
  };
}

/** Frame → message. Throws 08P01 for a malformed body, 22021 for text that is not UTF-8, 22023 for a bad format code. */
export function decode(frame: Frame): FrontendMessage {
  const body = new BodyReader(frame.body);
  const message = decodeBody(frame.type, body);
  body.end();
  return message;
}

function decodeBody(type: string, body: BodyReader): FrontendMessage {
  switch (type) {
    case 'Q':
      return { kind: 'Query', sql: body.cstring() };
    case 'P':
      return {
        kind: 'Parse',
        statement: body.cstring(),
        sql: body.cstring(),
        parameterOids: list(body, () => body.oid()),
      };
    case 'B':
      return decodeBind(body);
    case 'D':
      return target(body, 'DESCRIBE') === 'statement'
        ? { kind: 'DescribeStatement', statement: body.cstring() }
        : { kind: 'DescribePortal', portal: body.cstring() };
    case 'E':
      return { kind: 'Execute', portal: body.cstring(), maxRows: Math.max(0, body.int32()) };
    case 'C':
      return target(body, 'CLOSE') === 'statement'
        ? { kind: 'CloseStatement', statement: body.cstring() }
        : { kind: 'ClosePortal', portal: body.cstring() };
    case 'H':
      return { kind: 'Flush' };
    case 'S':
      return { kind: 'Sync' };
    case 'F':
      body.rest();
      return { kind: 'FunctionCall' };
    case 'd':
      return { kind: 'CopyData', data: body.rest() };
    case 'c':
      return { kind: 'CopyDone' };
    case 'f':
      return { kind: 'CopyFail', reason: body.cstring() };
    case 'X':
      return { kind: 'Terminate' };
    default:
      throw invalidType(type);
  }
}

function decodeBind(body: BodyReader): FrontendMessage {
  const portal = body.cstring();
  const statement = body.cstring();
  const formats = list(body, () => format(body));
  const parameters = list(body, () => parameter(body));
  const resultFormats = list(body, () => format(body));
  const parameterFormats = expandFormats(formats, parameters.length);
  return { kind: 'Bind', portal, statement, parameterFormats, parameters, resultFormats };
}

/** An unsigned Int16 count, and that many items. */
function list<Item>(body: BodyReader, item: () => Item): Item[] {
  const count = body.int16();
  const items: Item[] = [];
  for (let i = 0; i < count; i++) items.push(item());
  return items;
}

function parameter(body: BodyReader): Buffer | null {
  const length = body.int32();
  return length === -1 ? null : body.bytes(length);
}

function format(body: BodyReader): Format {
  const code = body.int16();
  if (code === 0 || code === 1) return code;
  throw new SqlError(SQLSTATE.invalidParameterValue, `unsupported format code: ${code}`);
}

/** No codes: all text. One: that one for all. Otherwise one per parameter, or 08P01. */
function expandFormats(formats: readonly Format[], parameters: number): readonly Format[] {
  if (formats.length === parameters) return formats;
  const only = formats.length === 0 ? 0 : formats[0];
  if (formats.length > 1 || only === undefined) {
    throw protocolError(`bind message has ${formats.length} parameter formats but ${parameters} parameters`);
  }
  return new Array<Format>(parameters).fill(only);
}

function target(body: BodyReader, verb: 'DESCRIBE' | 'CLOSE'): 'statement' | 'portal' {
  const byte = body.byte();
  if (byte === 0x53) return 'statement';
  if (byte === 0x50) return 'portal';
  throw protocolError(`invalid ${verb} message subtype ${byte}`);
}

function invalidType(type: string): SqlError {
  return fatalProtocolError(`invalid frontend message type ${type.charCodeAt(0)}`);
}
