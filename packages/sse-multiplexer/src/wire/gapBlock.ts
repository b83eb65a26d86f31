const encoder = new TextEncoder();

/**
 * Why events may have been lost:
 * - `position-unknown`: a page came back, or may have, and neither it nor the worker knows where it
 *   stopped;
 * - `replay-exceeded`: what the page missed was more than the replay buffer keeps, and the stream has
 *   no IDs to ask the server with;
 * - `not-resumed`: the upstream was reopened without a last event ID: the stream has none, `resume`
 *   is `false`, or the server's CORS preflight refuses the header to a client that is not left to its browser;
 * - `reset`: streams were reset, because who the user is may have changed;
 * - `resume-ignored`: the upstream was reopened with a last event ID, yet began with an older event.
 *
 * @public
 */
export type GapReason =
  'position-unknown' | 'replay-exceeded' | 'not-resumed' | 'resume-ignored' | 'reset';

/**
 * The data of a gap event, as JSON.
 *
 * @public
 */
export interface GapData {
  readonly reason: GapReason;
}

/**
 * The block of a gap event, which tells a page that events may be missing at this place.
 *
 * @internal
 */
export function gapBlock(type: string, reason: GapReason): Uint8Array<ArrayBuffer> {
  return encoder.encode(
    `event: ${type}\ndata: ${JSON.stringify({ reason } satisfies GapData)}\n\n`,
  );
}
