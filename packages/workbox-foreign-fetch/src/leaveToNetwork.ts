import type { RouteHandlerCallback } from 'workbox-core/types.js';
import { registerForAllMethods } from './registerForAllMethods.js';
import { routeStatically } from './routeStatically.js';

/**
 * Leaves requests to the browser, of any method, as if there were no worker. Where browsers have static
 * routing (Chromium), they do not even start it. Workbox asks routes in order: call it before others.
 *
 * @param prefixes - URL prefixes, relative to the worker's URL.
 * @throws TypeError if there is one that is no URL.
 *
 * @example
 * leaveToNetwork(['/upload/', 'https://video.example.com/']);
 *
 * @public
 */
export function leaveToNetwork(prefixes: readonly string[]): void {
  const urls = prefixes.map((prefix) => new URL(prefix, location.href).href);
  registerForAllMethods(
    ({ url }) => urls.some((prefix) => url.href.startsWith(prefix)),
    // Nothing, at once, leaves the request to the browser; Workbox's type lacks this case.
    (() => undefined) as unknown as RouteHandlerCallback,
  );
  routeStatically(urls);
}
