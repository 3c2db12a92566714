/** Frontend messages as bytes, for tests: what a client would send, and what it should not. */

type Fields = Readonly<Record<string, unknown>>;

const PROTOCOL_3_0 = 196_608;

/** By the names of PostgreSQL's manual. `Raw` sends the bytes of `hex` as they are. */
export function frontend(kind: string, fields: Fields = {}): Buffer {
  const { sql, statement, portal, name, data, reason } = fields;
  switch (kind) {
    case 'Startup':
      return startup(fields);
    case 'SSLRequest':
      return packet(int32(80_877_103));
    case 'GSSENCRequest':
      return packet(int32(80_877_104));
    case 'CancelRequest':
      return packet(int32(80_877_102), int32(Number(fields.processId)), hex(fields.key));
    case 'Query':
      return message('Q', cstring(sql));
    case 'Parse':
      return message('P', cstring(statement), cstring(sql), list(fields.oids, int32));
    case 'Bind':
      return message(
        'B',
        cstring(portal),
        cstring(statement),
        list(fields.parameterFormats, int16),
        list(fields.parameters, parameter),
        list(fields.resultFormats, int16),
      );
    case 'DescribeStatement':
      return message('D', Buffer.from('S'), cstring(name));
    case 'DescribePortal':
      return message('D', Buffer.from('P'), cstring(name));
    case 'Execute':
      return message('E', cstring(portal), int32(Number(fields.maxRows ?? 0)));
    case 'CloseStatement':
      return message('C', Buffer.from('S'), cstring(name));
    case 'ClosePortal':
      return message('C', Buffer.from('P'), cstring(name));
    case 'Flush':
      return message('H');
    case 'Sync':
      return message('S');
    case 'FunctionCall':
      return message('F', int32(1), int16(0), int16(0), int16(0));
    case 'CopyData':
      return message('d', Buffer.from(String(data)));
    case 'CopyDone':
      return message('c');
    case 'CopyFail':
      return message('f', cstring(reason));
    case 'Terminate':
      return message('X');
    case 'Password':
      return message('p', cstring(fields.password));
    case 'Typed':
      return message(String(fields.type), hex(fields.hex));
    case 'Raw':
      return hex(fields.hex);
    default:
      throw new Error(`no frontend message is called ${kind}`);
  }
}

export function message(type: string, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(type), packet(...parts)]);
}

function packet(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length + 4), body]);
}

function startup(fields: Fields): Buffer {
  const { protocol = PROTOCOL_3_0, parameters = {} } = fields;
  const pairs = Object.entries(parameters as object).flatMap(([name, value]) => [cstring(name), cstring(value)]);
  return packet(int32(Number(protocol)), ...pairs, Buffer.from([0]));
}

function int16(value: unknown): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(Number(value) & 0xffff);
  return bytes;
}

function int32(value: unknown): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Number(value) | 0);
  return bytes;
}

function cstring(value: unknown = ''): Buffer {
  return Buffer.from(`${String(value)}\0`);
}

function hex(value: unknown = ''): Buffer {
  return Buffer.from(String(value).replaceAll(' ', ''), 'hex');
}

function parameter(value: unknown): Buffer {
  if (value === null) return int32(-1);
  const bytes = Buffer.from(String(value));
  return Buffer.concat([int32(bytes.length), bytes]);
}

function list(values: unknown, item: (value: unknown) => Buffer): Buffer {
  const items = Array.isArray(values) ? values : [];
  return Buffer.concat([int16(items.length), ...items.map(item)]);
}
