import type { Format } from '../session/client-session.ts';

/** What a client may send after start-up. Source: PostgreSQL manual, "Message Formats". */
export type FrontendMessage =
  | { readonly kind: 'Query'; readonly sql: string }
  | {
      readonly kind: 'Parse';
      readonly statement: string;
      readonly sql: string;
      /** 0: to be inferred. */
      readonly parameterOids: readonly number[];
    }
  | {
      readonly kind: 'Bind';
      readonly portal: string;
      readonly statement: string;
      /** One per parameter. */
      readonly parameterFormats: readonly Format[];
      readonly parameters: readonly (Buffer | null)[];
      /** As sent: none, one for all columns, or one per column. */
      readonly resultFormats: readonly Format[];
    }
  | { readonly kind: 'DescribeStatement'; readonly statement: string }
  | { readonly kind: 'DescribePortal'; readonly portal: string }
  /** `maxRows` 0: no limit. */
  | { readonly kind: 'Execute'; readonly portal: string; readonly maxRows: number }
  | { readonly kind: 'CloseStatement'; readonly statement: string }
  | { readonly kind: 'ClosePortal'; readonly portal: string }
  | { readonly kind: 'Flush' }
  | { readonly kind: 'Sync' }
  | { readonly kind: 'FunctionCall' }
  | { readonly kind: 'CopyData'; readonly data: Buffer }
  | { readonly kind: 'CopyDone' }
  | { readonly kind: 'CopyFail'; readonly reason: string }
  | { readonly kind: 'Terminate' };

export type FrontendMessageKind = FrontendMessage['kind'];
