import type { RouteMatchCallback } from 'workbox-core/types.js';

/**
 * Route matcher for {@link fallThrough}: matches any request whose `Accept` list names
 * `text/event-stream`, in any case, alone or among others, with or without parameters.
 *
 * Register it before every other route: Workbox asks routes in the order of their registration.
 *
 * Works from its own source text alone, because workbox-build's `generateSW` serialises matchers
 * with `toString()`; it refers to nothing outside itself.
 *
 * @example
 * registerRoute(bypassEventStream, fallThrough);
 *
 * @public
 */
export const bypassEventStream: RouteMatchCallback = ({ request }) =>
  /(?:^|,)\s*text\/event-stream\s*(?:[;,]|$)/i.test(request.headers.get('accept') ?? '');
