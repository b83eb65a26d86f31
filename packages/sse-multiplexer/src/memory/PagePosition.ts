import type { Position } from './Position.js';
import type { StreamMemory } from './StreamMemory.js';

/**
 * Where an EventSource stands. Replaced, never changed.
 *
 * @internal
 */
export type PagePosition = { readonly clientId: string } & (
  | /** On a stream, which has come as far as `at`. */ {
      readonly state: 'open';
      readonly at: Position;
    }
    /** Sent away by the worker. */
  | {
      readonly state: 'away';
      readonly lastEventId: string;
      /** Where it stopped exactly, as long as the stream's memory lives. */
      readonly place?: { readonly memory: StreamMemory; readonly sequence: number } | undefined;
      /** The stream's own, in milliseconds. */
      readonly reconnectionTime?: number | undefined;
    }
  /** It was on a stream, and nobody knows what it got. */
  | { readonly state: 'lost' }
  /** Left to the browser, which alone knows where it stands; it stays there. */
  | { readonly state: 'native' }
  /** Its stream was forgotten: whatever ID it comes with is none of this stream's. */
  | { readonly state: 'reset'; readonly reconnectionTime?: number | undefined }
);
