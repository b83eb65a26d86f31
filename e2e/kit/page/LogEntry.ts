/** What a page saw of an EventSource, in the order in which it saw it. */
export type LogEntry =
  | { readonly kind: 'open'; readonly readyState: number }
  | { readonly kind: 'error'; readonly readyState: number }
  | {
      readonly kind: 'event';
      readonly type: string;
      readonly data: string;
      readonly lastEventId: string;
      readonly origin: string;
      readonly readyState: number;
    };
