import type { Format } from '../session/client-session.ts';
import type { RowField } from './describe-columns.ts';
import type { ErrorField } from './error-fields.ts';

/** What the server sends, but for the rows of results and copies, which their encoders write themselves. */
export type BackendMessage =
  | { readonly kind: 'AuthenticationOk' }
  | { readonly kind: 'AuthenticationCleartextPassword' }
  | { readonly kind: 'AuthenticationSASL'; readonly mechanisms: readonly string[] }
  | { readonly kind: 'AuthenticationSASLContinue'; readonly data: string }
  | { readonly kind: 'AuthenticationSASLFinal'; readonly data: string }
  /** `version` is the whole number offered, as 196608 for 3.0. */
  | { readonly kind: 'NegotiateProtocolVersion'; readonly version: number; readonly unknownOptions: readonly string[] }
  | { readonly kind: 'ParameterStatus'; readonly name: string; readonly value: string }
  | { readonly kind: 'BackendKeyData'; readonly processId: number; readonly key: Buffer }
  | { readonly kind: 'ReadyForQuery'; readonly status: 'I' | 'T' | 'E' }
  | { readonly kind: 'RowDescription'; readonly fields: readonly RowField[] }
  | { readonly kind: 'CommandComplete'; readonly tag: string }
  | { readonly kind: 'EmptyQueryResponse' }
  | { readonly kind: 'ParseComplete' }
  | { readonly kind: 'BindComplete' }
  | { readonly kind: 'CloseComplete' }
  | { readonly kind: 'ParameterDescription'; readonly oids: readonly number[] }
  | { readonly kind: 'NoData' }
  | { readonly kind: 'PortalSuspended' }
  | { readonly kind: 'ErrorResponse'; readonly fields: readonly ErrorField[] }
  | { readonly kind: 'NoticeResponse'; readonly fields: readonly ErrorField[] }
  | { readonly kind: 'CopyInResponse'; readonly format: Format; readonly columnCount: number }
  | { readonly kind: 'CopyOutResponse'; readonly format: Format; readonly columnCount: number }
  | { readonly kind: 'CopyDone' }
  | {
      readonly kind: 'NotificationResponse';
      readonly processId: number;
      readonly channel: string;
      readonly payload: string;
    };
