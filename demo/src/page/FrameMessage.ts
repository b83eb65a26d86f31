import type { EventStreamsSnapshot } from 'sse-multiplexer';

export type TabState = 'waiting' | 'live' | 'closed';

/** What a framed tab tells the control page: how it is doing, or what its worker has shown. */
export type FrameMessage =
  | { readonly tab: string; readonly tabState: TabState }
  | { readonly snapshots: readonly EventStreamsSnapshot[] };
