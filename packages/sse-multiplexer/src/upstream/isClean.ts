import type { UpstreamEnd } from './Upstream.js';

/**
 * Whether it is the server that has ended a stream.
 *
 * @internal
 */
export function isClean(end: UpstreamEnd | undefined): boolean {
  return end === 'ended' || end === 'at-once';
}
