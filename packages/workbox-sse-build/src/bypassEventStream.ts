import { bypassEventStream as matcher } from 'workbox-sse';

/**
 * `urlPattern` for {@link fallThrough}: any request whose `Accept` names `text/event-stream`. The same
 * function as in `workbox-sse`, importable in Node.
 *
 * @example
 * runtimeCaching: [{ urlPattern: bypassEventStream, handler: fallThrough }];
 *
 * @public
 */
export const bypassEventStream = matcher as unknown as (match: { request: Request }) => boolean;
