import type { UpstreamEnd } from '../upstream/Upstream.js';

/**
 * What becomes of a detour: its own upstream was answered; it stands where a shared stream has stopped that
 * has no upstream; it is over, because the subscriber has moved over, has been ended or has left, or
 * because the own upstream ended.
 *
 * @internal
 */
export type DetourNews =
  | { readonly news: 'open' }
  | { readonly news: 'caught-up' }
  | { readonly news: 'over'; readonly end?: UpstreamEnd | undefined };
