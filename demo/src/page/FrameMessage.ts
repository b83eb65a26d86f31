export type TabState = 'waiting' | 'live' | 'closed';

/** What a framed tab tells the control page. */
export interface FrameMessage {
  readonly tab: string;
  readonly tabState: TabState;
}
