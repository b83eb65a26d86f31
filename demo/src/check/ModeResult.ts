import type { Resumed } from '../shared/events.js';
import type { Mode } from '../shared/modes.js';

/** What the check measured of one mode. */
export interface ModeResult {
  readonly mode: Mode;
  /** Connections that the server held with all tabs open. */
  readonly metrics: number;
  readonly chat: number;
  /** Of them those that carry other streams. */
  readonly carriers: number;
  /** Different streams that were open. */
  readonly streams: number;
  /** Tabs of the ten that were live: both streams open, events coming. */
  readonly live: number;
  /** How long one more tab took until it was live; `undefined`: not within the deadline. */
  readonly oneMoreMs: number | undefined;
  /** Said of the reconnect after the server had ended the streams of a single tab. */
  readonly resumed: Resumed;
  /** Connections that the server still held some time after the tabs were closed. */
  readonly left: number;
  readonly missed: number;
  readonly repeated: number;
}
