/**
 * What has been counted since a stream was first asked for, or of all streams since the worker started.
 *
 * @public
 */
export interface StreamCounters {
  /** Connections that were tried, separate ones for pages that came back included. */
  attempts: number;
  /** Event blocks, comments among them, that upstreams sent. */
  blocksIn: number;
  bytesIn: number;
  /** Event blocks that pages were offered; one that goes to ten pages counts ten times. */
  blocksOut: number;
  bytesOut: number;
  /** Pages that were let onto a stream, new or back. */
  joins: number;
  /** Joins that were given events from the replay buffer. */
  replays: number;
  /** Times that loss could not be excluded, whether or not the option `gap` says so to pages. */
  gaps: number;
  /** Upstreams that ended by themselves while pages were on them. */
  drops: number;
  /** Pages that were closed alone because more than `maxQueueBytes` waited for them. */
  overflows: number;
  /** Times that a page was sent away alone for a moment, so that its return keeps the worker alive. */
  rotations: number;
  /** Times that pages were sent away for a new version of the worker. */
  handOvers: number;
}
