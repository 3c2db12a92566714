import { assertNever } from '../core/assert-never.ts';
import type { BackendMessage } from './backend-message.ts';
import type { RowField } from './describe-columns.ts';
import type { ErrorField } from './error-fields.ts';
import type { OutputBuffer } from './output-buffer.ts';

/** Writes one message. Source: PostgreSQL manual, "Message Formats". */
export function encode(message: BackendMessage, out: OutputBuffer): void {
  switch (message.kind) {
    case 'AuthenticationOk':
      authentication(out, 0, () => {});
      return;
    case 'AuthenticationCleartextPassword':
      authentication(out, 3, () => {});
      return;
    case 'AuthenticationSASL':
      authentication(out, 10, () => {
        for (const mechanism of message.mechanisms) cstring(out, mechanism);
        out.byte(0);
      });
      return;
    case 'AuthenticationSASLContinue':
      authentication(out, 11, () => out.utf8(message.data));
      return;
    case 'AuthenticationSASLFinal':
      authentication(out, 12, () => out.utf8(message.data));
      return;
    case 'NegotiateProtocolVersion':
      write(out, 'v', () => {
        out.int32(message.version);
        out.int32(message.unknownOptions.length);
        for (const option of message.unknownOptions) cstring(out, option);
      });
      return;
    case 'ParameterStatus':
      write(out, 'S', () => {
        cstring(out, message.name);
        cstring(out, message.value);
      });
      return;
    case 'BackendKeyData':
      write(out, 'K', () => {
        out.int32(message.processId);
        out.bytes(message.key);
      });
      return;
    case 'ReadyForQuery':
      write(out, 'Z', () => out.utf8(message.status));
      return;
    case 'RowDescription':
      write(out, 'T', () => rowFields(out, message.fields));
      return;
    case 'CommandComplete':
      write(out, 'C', () => cstring(out, message.tag));
      return;
    case 'EmptyQueryResponse':
      write(out, 'I', () => {});
      return;
    case 'ParseComplete':
      write(out, '1', () => {});
      return;
    case 'BindComplete':
      write(out, '2', () => {});
      return;
    case 'CloseComplete':
      write(out, '3', () => {});
      return;
    case 'ParameterDescription':
      write(out, 't', () => {
        out.int16(message.oids.length);
        for (const oid of message.oids) out.int32(oid);
      });
      return;
    case 'NoData':
      write(out, 'n', () => {});
      return;
    case 'PortalSuspended':
      write(out, 's', () => {});
      return;
    case 'ErrorResponse':
      write(out, 'E', () => fields(out, message.fields));
      return;
    case 'NoticeResponse':
      write(out, 'N', () => fields(out, message.fields));
      return;
    case 'CopyInResponse':
      write(out, 'G', () => copyFormats(out, message.format, message.columnCount));
      return;
    case 'CopyOutResponse':
      write(out, 'H', () => copyFormats(out, message.format, message.columnCount));
      return;
    case 'CopyDone':
      write(out, 'c', () => {});
      return;
    case 'NotificationResponse':
      write(out, 'A', () => {
        out.int32(message.processId);
        cstring(out, message.channel);
        cstring(out, message.payload);
      });
      return;
    default:
      assertNever(message);
  }
}

function write(out: OutputBuffer, type: string, body: () => void): void {
  out.startMessage(type);
  body();
  out.endMessage();
}

function authentication(out: OutputBuffer, kind: number, body: () => void): void {
  write(out, 'R', () => {
    out.int32(kind);
    body();
  });
}

function rowFields(out: OutputBuffer, list: readonly RowField[]): void {
  out.int16(list.length);
  for (const { name, tableOid, attributeNumber, type, format } of list) {
    cstring(out, name);
    out.int32(tableOid);
    out.int16(attributeNumber);
    out.int32(type.oid);
    out.int16(type.typlen);
    out.int32(type.typmod);
    out.int16(format);
  }
}

function fields(out: OutputBuffer, list: readonly ErrorField[]): void {
  for (const [code, value] of list) {
    out.utf8(code);
    cstring(out, value);
  }
  out.byte(0);
}

function copyFormats(out: OutputBuffer, format: number, columns: number): void {
  out.byte(format);
  out.int16(columns);
  for (let i = 0; i < columns; i++) out.int16(format);
}

/** A zero byte would end the string early and shift the rest of the message: an engine's message text may hold one. */
function cstring(out: OutputBuffer, text: string): void {
  out.cstring(text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);
}
