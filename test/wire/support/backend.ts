/** A backend message as a test sees it: its name and what is in it, fit for one line of JSON. */
export interface Backend {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const AUTHENTICATION: Readonly<Record<number, string>> = {
  0: 'AuthenticationOk',
  3: 'AuthenticationCleartextPassword',
  10: 'AuthenticationSASL',
  11: 'AuthenticationSASLContinue',
  12: 'AuthenticationSASLFinal',
};

const EMPTY: Readonly<Record<string, string>> = {
  I: 'EmptyQueryResponse',
  1: 'ParseComplete',
  2: 'BindComplete',
  3: 'CloseComplete',
  n: 'NoData',
  s: 'PortalSuspended',
  c: 'CopyDone',
};

/** Those that every server may word as it likes (file, line, routine) are left out. */
const ERROR_FIELDS: Readonly<Record<string, string>> = {
  V: 'severity',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  P: 'position',
  W: 'where',
};

export function backend(type: string, body: Buffer): Backend {
  const empty = EMPTY[type];
  if (empty !== undefined) return { kind: empty, fields: {} };
  const read = new Reader(body);
  switch (type) {
    case 'R':
      return authentication(read);
    case 'v':
      return {
        kind: 'NegotiateProtocolVersion',
        fields: { version: read.int32(), options: read.times(read.int32(), () => read.cstring()) },
      };
    case 'S':
      return { kind: 'ParameterStatus', fields: { name: read.cstring(), value: read.cstring() } };
    case 'K':
      return { kind: 'BackendKeyData', fields: { processId: read.int32(), key: read.rest().toString('hex') } };
    case 'Z':
      return { kind: 'ReadyForQuery', fields: { status: read.rest().toString() } };
    case 'T':
      return { kind: 'RowDescription', fields: { columns: read.times(read.int16(), () => column(read)) } };
    case 'D':
      return { kind: 'DataRow', fields: { values: read.times(read.int16(), () => read.value()) } };
    case 'C':
      return { kind: 'CommandComplete', fields: { tag: read.cstring() } };
    case 't':
      return { kind: 'ParameterDescription', fields: { oids: read.times(read.int16(), () => read.int32()) } };
    case 'E':
      return { kind: 'ErrorResponse', fields: errorFields(read) };
    case 'N':
      return { kind: 'NoticeResponse', fields: errorFields(read) };
    case 'G':
    case 'H': {
      const kind = type === 'G' ? 'CopyInResponse' : 'CopyOutResponse';
      return { kind, fields: { format: read.byte(), columnFormats: read.times(read.int16(), () => read.int16()) } };
    }
    case 'd':
      return { kind: 'CopyData', fields: { data: printable(read.rest()) } };
    case 'A': {
      const processId = read.int32();
      return { kind: 'NotificationResponse', fields: { processId, channel: read.cstring(), payload: read.cstring() } };
    }
    default:
      throw new Error(`the server sent a message of type ${type}`);
  }
}

function authentication(read: Reader): Backend {
  const kind = read.int32();
  const data = read.rest();
  const fields =
    kind === 10
      ? {
          mechanisms: data
            .toString()
            .split('\0')
            .filter((name) => name !== ''),
        }
      : data.length > 0
        ? { data: data.toString() }
        : {};
  return { kind: AUTHENTICATION[kind] ?? `Authentication${kind}`, fields };
}

function column(read: Reader): object {
  const name = read.cstring();
  const table = read.int32();
  const attribute = read.int16();
  const oid = read.int32();
  const typlen = read.int16();
  const typmod = read.int32();
  const format = read.int16();
  const origin = table === 0 ? {} : { table, attribute };
  return { name, ...origin, oid, typlen, typmod, format };
}

function errorFields(read: Reader): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let code = read.byte(); code !== 0; code = read.byte()) {
    const name = ERROR_FIELDS[String.fromCharCode(code)];
    const value = read.cstring();
    if (name !== undefined) fields[name] = value;
  }
  return fields;
}

function printable(bytes: Buffer): string {
  const text = bytes.toString();
  const plain =
    Buffer.from(text).equals(bytes) && Array.from(text).every((char) => char >= ' ' || char === '\n' || char === '\t');
  return plain ? text : `\\x${bytes.toString('hex')}`;
}

class Reader {
  private readonly body: Buffer;
  private at = 0;

  constructor(body: Buffer) {
    this.body = body;
  }

  byte(): number {
    return this.body.readUInt8(this.at++);
  }

  int16(): number {
    this.at += 2;
    return this.body.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.body.readInt32BE(this.at - 4);
  }

  cstring(): string {
    const end = this.body.indexOf(0, this.at);
    const text = this.body.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  value(): string | null {
    const length = this.int32();
    if (length === -1) return null;
    this.at += length;
    return printable(this.body.subarray(this.at - length, this.at));
  }

  rest(): Buffer {
    return this.body.subarray(this.at);
  }

  times<Item>(count: number, item: () => Item): Item[] {
    return Array.from({ length: count }, item);
  }
}
