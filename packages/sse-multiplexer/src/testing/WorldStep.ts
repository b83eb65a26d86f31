/** Which client asks: what it shows the worker, and whether it can be named. */
export type ClientKind = 'chromium' | 'firefox' | 'webkit' | 'fetch';

/** What happens next in a {@link ModelWorld}. */
export type WorldStep =
  | { readonly do: 'publish'; readonly count: number; readonly chunkBytes: number }
  | { readonly do: 'drop'; readonly how: 'end' | 'break' | 'mid-block' }
  | {
      readonly do: 'open';
      /** Whose EventSource it is: several may be one client's. */
      readonly client: number;
      readonly kind: ClientKind;
      readonly isReading: boolean;
    }
  /** An EventSource is closed, also while it is away; returns to its stream; reads on. */
  | { readonly do: 'close' | 'return' | 'read'; readonly page: number }
  | { readonly do: 'return-all' | 'go-down' | 'come-up' }
  /** Pages are sent away for another worker, which comes or does not. */
  | { readonly do: 'hand-over' | 'update' }
  /** The one that has been on its stream longest is sent away alone. */
  | { readonly do: 'rotate' }
  | { readonly do: 'pass-time'; readonly milliseconds: number }
  /** The machine's clock is set, and tells nothing of the time that has passed. */
  | { readonly do: 'set-clock'; readonly by: number };
