import type { RouteHandlerCallback, RouteMatchCallback } from 'workbox-core/types.js';
import { askProvider } from './askProvider.js';
import { registerForAllMethods } from './registerForAllMethods.js';

let isDone = false;

/**
 * Has Workbox ask providers after all routes of the app, and before its default handler.
 *
 * @internal
 */
export function routeToProviders(): void {
  // Workbox asks in order: after the worker's own script, wherever in it providers are accepted.
  if (!isDone) queueMicrotask(() => registerForAllMethods(match, answer));
  isDone = true;
}

/** The provider's listener decides, so that what it does not answer goes on to the default handler. */
const match: RouteMatchCallback = ({ request, event }) => {
  const response = askProvider(request, (work) => event.waitUntil(work));
  return response && { response };
};

const answer: RouteHandlerCallback = ({ params }) =>
  (params as unknown as { response: Promise<Response> }).response;
