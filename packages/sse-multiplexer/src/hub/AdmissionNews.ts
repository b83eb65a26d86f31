import type { Detour } from './Detour.js';
import type { UpstreamEnd } from '../upstream/Upstream.js';

/**
 * What becomes of pages: one has left; one was sent away, and comes back within so many milliseconds;
 * the own upstream of one was answered, or stands where the shared stream has stopped; one is on a detour
 * no more, because its upstream ended, if that is why.
 *
 * @internal
 */
export type AdmissionNews =
  | { readonly news: 'left' }
  | { readonly news: 'sent-away'; readonly backWithin: number }
  | { readonly news: 'detour-open' }
  | { readonly news: 'detour-caught-up'; readonly detour: Detour }
  | { readonly news: 'detour-over'; readonly end?: UpstreamEnd | undefined };
