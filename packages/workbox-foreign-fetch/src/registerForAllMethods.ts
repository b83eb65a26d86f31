import type { RouteHandlerCallback, RouteMatchCallback } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { validMethods } from 'workbox-routing/utils/constants.js';

/** Workbox files a route under one method. */
export function registerForAllMethods(
  match: RouteMatchCallback,
  handler: RouteHandlerCallback,
): void {
  for (const method of validMethods) registerRoute(match, handler, method);
}
