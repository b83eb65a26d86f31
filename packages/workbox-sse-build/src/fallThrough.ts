import { fallThrough as handler } from 'workbox-sse';

/**
 * `handler` that leaves the request to the browser, as if there were no worker. The same function as
 * in `workbox-sse`, importable in Node; Workbox's types do not know a handler without a response.
 *
 * @public
 */
export const fallThrough = handler as unknown as () => Promise<Response>;
