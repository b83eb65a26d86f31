import type { RouteMatchCallback } from 'serwist';

/**
 * `matcher` for {@link fallThrough}: matches any request whose `Accept` list names
 * `text/event-stream`. Write it before every other route: Serwist asks routes in order.
 *
 * @example
 * runtimeCaching: [{ matcher: bypassEventStream, handler: fallThrough }, ...defaultCache];
 *
 * @public
 */
export const bypassEventStream: RouteMatchCallback = ({ request }) =>
  /(?:^|,)\s*text\/event-stream\s*(?:[;,]|$)/i.test(request.headers.get('accept') ?? '');
