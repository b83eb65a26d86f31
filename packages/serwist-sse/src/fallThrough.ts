import type { RouteHandlerCallback } from 'serwist';

/**
 * Route handler that leaves the request to the browser, as if there were no service worker. Serwist
 * calls `respondWith` only when a handler has returned something, synchronously; its type does not
 * know this case.
 *
 * @public
 */
export const fallThrough = (() => undefined) as unknown as RouteHandlerCallback;
