import type { RouteHandlerCallback } from 'workbox-core/types.js';

/**
 * Route handler that leaves the request to the browser, as if there were no service worker: no
 * response, no fetch, and neither the default handler nor a catch handler nor a later route is asked.
 *
 * Why it works: Workbox's Router calls `respondWith` only when the handler returned something, and
 * falls back to the default handler only when no route matched. The return must be synchronous: an
 * async handler that resolves to `undefined` is a network error. Workbox's handler type does not
 * know this case, hence the one cast, here, so that none is needed in user code.
 *
 * Works from its own source text alone (see {@link bypassEventStream}).
 *
 * @public
 */
export const fallThrough = (() => undefined) as unknown as RouteHandlerCallback;
