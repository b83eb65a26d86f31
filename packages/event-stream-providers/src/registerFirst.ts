import { getOrCreateDefaultRouter } from 'workbox-routing/utils/getOrCreateDefaultRouter.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';

/** Registers a route as Workbox does, but before those that are there. */
export function registerFirst(...args: Parameters<typeof registerRoute>): void {
  const route = registerRoute(...args);
  const routes = getOrCreateDefaultRouter().routes.get(route.method);
  routes?.unshift(...routes.splice(-1));
}
