import type { Heard } from '../listening/Heard.js';

/** A second connection that said where the first one stood. */
export interface ResumeTrial {
  /** The ID that was sent. */
  readonly id: string;
  /** The query parameter that it was sent in; `undefined`: the header Last-Event-ID. */
  readonly query: string | undefined;
  /** When it was asked, on the clock of `performance.now()`. */
  readonly askedAt: number;
  /** `undefined` if nothing was answered. */
  readonly visit: Heard | undefined;
}
